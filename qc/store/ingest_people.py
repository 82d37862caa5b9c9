"""People become pseudonyms before a row is written.

Every person of a file is coded once, by a look at the fields that name people; the
rows are joined to the codes on their way to the batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from qc.core.people import Person, person_of
from qc.store import sql
from qc.store.ingest_fields import Readings
from qc.store.ingest_reading import Reading, stacked
from qc.store.pseudonyms import Pseudonyms, coded
from qc.store.query import select

_TABLE, _CUSTOMER = "people", Person.CUSTOMER
Found = tuple[Person, str, str]
"""Who somebody is, the pseudonym, and the name behind it."""


@dataclass(frozen=True, slots=True)
class Coded:
    """The fields of a file that name people, once the people are known.

    Attributes
    ----------
    values : dict of field -> column
        Where the pseudonym of a field is found in `rows`.
    people : Readings
        How these fields are read.
    """

    values: Mapping[str, str]
    people: Readings

    @property
    def customers(self) -> str:
        """Return the pseudonyms of the customers of a row, apart by spaces; or NULL."""
        theirs = (f for f, one in self.people.items() if person(one) is _CUSTOMER)
        codes = ", ".join(self.values[field] for field in theirs)
        return f"nullif(concat_ws(' ', {codes}), '')" if codes else "NULL"

    def rows(self, every: str) -> str:
        """Return the relation of typed rows with the pseudonyms beside them."""
        joins = [
            f"LEFT JOIN {_codes(one)} AS {_alias(one)} "
            f"ON {one.value} = {_alias(one)}.text"
            for one in self.people.values()
        ]
        return " ".join([f"({every}) AS rows", *joins])


NOBODY = Coded({}, {})
"""Of a file whose people are not coded."""


def code_people(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    found: Readings,
    pseudonyms: Pseudonyms | None,
) -> Coded:
    """Give everybody in a file a pseudonym.

    Parameters
    ----------
    rows : str
        Query of the texts.
    found : Readings
        How the fields are read.
    pseudonyms : Pseudonyms or None
        None leaves the fields as they are: for logs that hold no people.
    """
    people = {field: one for field, one in found.items() if person(one)}
    if pseudonyms is None or not people:
        return NOBODY
    each = _distinct(rows, list(people.values()))
    made = f"CREATE OR REPLACE TEMP TABLE {_TABLE} AS {coded(f'({each})')}"
    connection.execute(made, pseudonyms.parameters())
    codes = {field: f"{_alias(one)}.code" for field, one in people.items()}
    return Coded(codes, people)


def known_people(
    connection: duckdb.DuckDBPyConnection, pseudonyms: Pseudonyms | None
) -> tuple[Found, ...]:
    """Return those whose names are to be kept."""
    if pseudonyms is None or not pseudonyms.keep.persons or not made(connection):
        return ()
    kept = ", ".join(sql.text(who) for who in sorted(pseudonyms.keep.persons))
    query = select(
        ["who", "code", "text"], _TABLE, where=[f"who IN ({kept})"], order="code"
    )
    found = connection.execute(query).fetchall()
    return tuple((Person(who), code, text) for who, code, text in found)


def person(reading: Reading) -> Person | None:
    """Return who a field stands for; None where it is nobody."""
    field = reading.plan.field
    return person_of(field, reading.table.joins(field))


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Make room for the next file."""
    connection.execute(f"DROP TABLE IF EXISTS {_TABLE}")


def _distinct(rows: str, people: list[Reading]) -> str:
    """Return a query of everybody once: `who` and `text`."""
    columns = [reading.value for reading in people]
    whose = " ".join(
        f"WHEN grouping({reading.value}) = 0 THEN {sql.text(str(person(reading)))}"
        for reading in people
    )
    sets = ", ".join(f"({column})" for column in columns)
    each = select(
        [f"coalesce({', '.join(columns)}, NULL) AS text", f"CASE {whose} END AS who"],
        f"({stacked(rows, people)}) GROUP BY GROUPING SETS ({sets})",
    )
    return select(["DISTINCT who", "text"], f"({each})", where=["text IS NOT NULL"])


def _codes(reading: Reading) -> str:
    where = [f"who = {sql.text(str(person(reading)))}"]
    return f"({select(['text', 'code'], _TABLE, where=where)})"


def _alias(reading: Reading) -> str:
    return f"people_{reading.number}"


def made(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the people of a file were coded."""
    query = select(["count(*)"], "duckdb_tables()", where=[f"table_name = '{_TABLE}'"])
    return bool(connection.execute(query).fetchall()[0][0])
