"""People become pseudonyms before a row is written.

Every person of a file is coded once, by a look at the texts that name people; the
rows are joined to the codes, by the text as it stands in the file, on their way to
the batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from qc.core.people import Person, person_of
from qc.store import sql
from qc.store.ingest_fields import Readings
from qc.store.ingest_reading import Reading, stacked
from qc.store.pseudonyms import Pseudonyms, coded
from qc.store.query import select

_TABLE, _CUSTOMER = "people", Person.CUSTOMER
_TEXTS = "people_texts"
Found = tuple[Person, str, str]
"""Who somebody is, the pseudonym, and the name behind it."""


@dataclass(frozen=True, slots=True)
class Coded:
    """The fields of a file that name people, once the people are known.

    Attributes
    ----------
    values : dict of field -> column
        Where the name was found when the people were coded.
    people : Readings
        How these fields are read.
    """

    values: Mapping[str, str]
    people: Readings

    @property
    def columns(self) -> dict[str, str]:
        """Where the pseudonym of each field is found in `rows`.

        A name that a later step leaves out has none.
        """
        return {
            field: _code(one, held=one.value != self.values[field])
            for field, one in self.people.items()
        }

    @property
    def customers(self) -> str:
        """Return the pseudonyms of the customers of a row, apart by spaces; or NULL."""
        theirs = (one for one in self.people.values() if person(one) is _CUSTOMER)
        codes = ", ".join(_code(one) for one in theirs)
        return f"nullif(concat_ws(' ', {codes}), '')" if codes else "NULL"

    def rows(self, every: str) -> str:
        """Return the relation of typed rows with the pseudonyms beside them."""
        joins = [
            f"LEFT JOIN {_codes(one)} AS {_alias(one)} "
            f"ON {one.raw} IS NOT DISTINCT FROM {_alias(one)}.raw"
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
        How the fields are read, before rows are held against anything.
    pseudonyms : Pseudonyms or None
        None leaves the fields as they are: for logs that hold no people.
    """
    people = {field: one for field, one in found.items() if person(one)}
    if pseudonyms is None or not people:
        return NOBODY
    readings = list(people.values())
    _make(connection, _TEXTS, _texts(rows, readings))
    named = " UNION ALL ".join(_named(one, readings) for one in readings)
    codes = coded(f"({named})", beside=("number", "raw"))
    _make(connection, _TABLE, codes, pseudonyms.parameters())
    connection.execute(f"DROP TABLE {_TEXTS}")
    return Coded({field: one.value for field, one in people.items()}, people)


def known_people(
    connection: duckdb.DuckDBPyConnection, pseudonyms: Pseudonyms | None
) -> tuple[Found, ...]:
    """Return those whose names are to be kept."""
    if pseudonyms is None or not pseudonyms.keep.persons or not made(connection):
        return ()
    kept = ", ".join(sql.text(who) for who in sorted(pseudonyms.keep.persons))
    query = select(
        ["DISTINCT who", "code", "text"],
        _TABLE,
        where=[f"who IN ({kept})"],
        order="code",
    )
    found = connection.execute(query).fetchall()
    return tuple((Person(who), code, text) for who, code, text in found)


def person(reading: Reading) -> Person | None:
    """Return who a field stands for; None where it is nobody."""
    field = reading.plan.field
    return person_of(field, reading.table.joins(field))


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Make room for the next file."""
    for table in (_TABLE, _TEXTS):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _make(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    query: str,
    parameters: Mapping[str, bytes] | None = None,
) -> None:
    made = f"CREATE OR REPLACE TEMP TABLE {table} AS {query}"
    connection.execute(made, dict(parameters or {}))


def _texts(rows: str, people: Sequence[Reading]) -> str:
    """Return a query of each text once, as the file has it: `place` and `raw`.

    Texts are trimmed and compared with missing words later: there are fewer of them
    than rows.
    """
    cells = _cells(people)
    if not cells:
        return "SELECT 0 AS place, NULL::VARCHAR AS raw"
    places = [f"WHEN grouping({cell}) = 0 THEN {i}" for i, cell in enumerate(cells)]
    sets = ", ".join(f"({cell})" for cell in cells)
    columns = [
        f"CASE {' '.join(places)} END AS place",
        f"coalesce({', '.join(cells)}, NULL) AS raw",
    ]
    return select(columns, f"({rows}) GROUP BY GROUPING SETS ({sets})")


def _named(reading: Reading, people: Sequence[Reading]) -> str:
    """Return a query of the texts of one field: `number`, `raw`, `who` and `text`."""
    cells = _cells(people)
    if reading.raw in cells:
        place = f"place = {cells.index(reading.raw)}"
        texts = select([f"raw AS {reading.raw}"], _TEXTS, where=[place])
    else:
        texts = "SELECT 1 AS one"
    who = sql.text(str(person(reading)))
    columns = [f"{reading.number} AS number", f"{reading.raw} AS raw", f"{who} AS who"]
    named = f"({stacked(texts, [reading])})"
    columns.append(f"{reading.value} AS text")
    return select(columns, named, where=[f"{reading.value} IS NOT NULL"])


def _cells(people: Sequence[Reading]) -> list[str]:
    """Return the columns of the file, each once; a constant is in no column."""
    return list(dict.fromkeys(one.raw for one in people if one.raw.isidentifier()))


def _codes(reading: Reading) -> str:
    """Return the relation of `raw` and `code` for one field."""
    return f"({select(['raw', 'code'], _TABLE, where=[f'number = {reading.number}'])})"


def _code(reading: Reading, *, held: bool = False) -> str:
    code = f"{_alias(reading)}.code"
    return f"CASE WHEN {reading.value} IS NOT NULL THEN {code} END" if held else code


def _alias(reading: Reading) -> str:
    return f"people_{reading.number}"


def made(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the people of a file were coded."""
    query = select(["count(*)"], "duckdb_tables()", where=[f"table_name = '{_TABLE}'"])
    return bool(connection.execute(query).fetchall()[0][0])
