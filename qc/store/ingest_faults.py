"""What could not be taken: rows set aside and values left out, with line and text."""

from __future__ import annotations

from pathlib import Path

import duckdb

from qc.core.fields import FIELDS
from qc.core.hiding import GONE
from qc.core.plan import Fault
from qc.store import sql
from qc.store.files import writing
from qc.store.ingest_fields import Readings
from qc.store.ingest_hiding import hide
from qc.store.ingest_people import NOBODY, Coded, person
from qc.store.ingest_reading import Reading, code, fault_of, stacked
from qc.store.query import select

SHOWN = 200
"""Characters of a faulty text that are kept."""

KEPT_MOST = 10_000
"""Values left out that are listed; all are counted."""

_WARNINGS = (
    Fault.NO_SUCH_LOCAL_TIME,
    Fault.AMBIGUOUS_LOCAL_TIME,
    Fault.STILL_AHEAD,
)


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty list of faults."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE faults "
        "(line BIGINT, header INTEGER, value VARCHAR, fault UTINYINT, kept BOOLEAN, "
        "customer VARCHAR)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE headers (header INTEGER, shown VARCHAR)"
    )


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Make room for the next file."""
    for table in ("faults", "headers", "faulty"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for number in range(len(FIELDS)):
        connection.execute(f"DROP SEQUENCE IF EXISTS {_counter(number)}")


def count_in(connection: duckdb.DuckDBPyConnection, found: Readings) -> None:
    """Make the counters that `keep` moves."""
    for reading in _fallible(found):
        connection.execute(f"CREATE TEMP SEQUENCE {_counter(reading.number)}")


def keep(found: Readings) -> str:
    """Return the test for rows that are accepted; it counts faults by field.

    The count is a side effect of the only pass over the rows. It spares a second
    pass where nothing is wrong, and else all fields in which nothing is.
    """
    counts = [
        f"CASE WHEN {reading.suspect} THEN nextval('{_counter(reading.number)}') END"
        for reading in _fallible(found)
    ]
    noted = f"greatest({', '.join(counts)}) > 0"
    counted = f"CASE WHEN {noted} THEN NOT {decisive(found)} END"
    return f"CASE WHEN {any_fault(found)} THEN {counted} ELSE true END"


def listed(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    found: Readings,
    coded: Coded,
    target: Path,
) -> tuple[int, dict[str, int]]:
    """Write the list of what was not taken, if `keep` met any.

    Returns
    -------
    (int, dict)
        Rows set aside, and values left out by "field:fault".
    """
    if faulty := seen(connection, found):
        note_all(connection, rows, faulty, coded)
    counted = counts(connection, found)
    hide(connection)
    write(connection, target)
    return counted


def seen(connection: duckdb.DuckDBPyConnection, found: Readings) -> Readings:
    """Return the fields in which `keep` met a fault."""
    used = select(
        ["sequence_name"],
        "duckdb_sequences()",
        where=["temporary", "last_value IS NOT NULL"],
    )
    moved = {row[0] for row in connection.execute(used).fetchall()}
    return {
        field: reading
        for field, reading in found.items()
        if _counter(reading.number) in moved
    }


def any_fault(found: Readings) -> str:
    """Return a test whether a row has any fault."""
    return " OR ".join(reading.suspect for reading in _fallible(found))


def decisive(found: Readings) -> str:
    """Return a test whether a row must be set aside."""
    tests = [decides(reading) for reading in _deciding(found)]
    return f"({' OR '.join(tests) or 'false'})"


def note_all(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    found: Readings,
    coded: Coded = NOBODY,
) -> None:
    """Go through the rows once more and list what is wrong in some fields.

    A row set aside is listed once, under the first reason; else each value left
    out is listed; each with the pseudonyms of the customers it is about.
    """
    columns = ["line", f"{decisive(found)} AS aside", f"{coded.customers} AS customer"]
    for reading in _fallible(found):
        columns += [str(reading.fault), shown(reading)]
    every = coded.rows(stacked(rows, list({**found, **coded.people}.values())))
    faulty = select(columns, every, where=[any_fault(found)])
    connection.execute(f"CREATE OR REPLACE TEMP TABLE faulty AS {faulty}")
    for reading in _fallible(found):
        where = f"NOT aside AND {reading.fault} > 0"
        note(connection, reading, where, kept=True)
    earlier = "true"
    for reading in _deciding(found):
        note(connection, reading, f"{earlier} AND {decides(reading)}", kept=False)
        earlier += f" AND NOT {decides(reading)}"
    connection.execute("DROP TABLE faulty")


def note(
    connection: duckdb.DuckDBPyConnection, reading: Reading, where: str, *, kept: bool
) -> None:
    """Add the rows of the table `faulty` that meet a test to the list."""
    connection.execute(
        "INSERT INTO headers VALUES (?, ?)", [reading.number, reading.header]
    )
    columns = [reading.number, _shown(reading), reading.fault, kept]
    query = select(["line", *map(str, columns), "customer"], "faulty", where=[where])
    connection.execute(f"INSERT INTO faults {query}")


def counts(
    connection: duckdb.DuckDBPyConnection, found: Readings
) -> tuple[int, dict[str, int]]:
    """Return the number of rows set aside, and of values left out by fault."""
    (aside,) = connection.execute(
        "SELECT count(*) FROM faults WHERE NOT kept"
    ).fetchall()[0]
    kept = connection.execute(
        "SELECT header, fault, count(*) FROM faults WHERE kept "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    fields = {reading.number: field for field, reading in found.items()}
    left_out = {f"{fields[field]}:{fault_of(fault)}": n for field, fault, n in kept}
    return aside, left_out


def write(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write the list in the order of lines."""
    names = " ".join(f"WHEN {code(fault)} THEN {sql.text(fault)}" for fault in Fault)
    aside = select(["*"], "faults", where=["NOT kept"])
    limit = f"line, header LIMIT {KEPT_MOST}"
    kept = select(["*"], "faults", where=["kept"], order=limit)
    columns = ["line", "shown AS column", "value", f"CASE fault {names} END AS fault"]
    named = "(SELECT DISTINCT ON (header) * FROM headers)"
    query = select(
        [*columns, "kept", "customer"],
        f"({aside} UNION ALL ({kept})) JOIN {named} USING (header)",
        order="line, header",
    )
    file = sql.target(writing(target))
    connection.execute(f"COPY ({query}) TO {file} (FORMAT parquet)")


def decides(reading: Reading) -> str:
    """Return a test whether a fault of a required field is more than a warning."""
    warnings = ", ".join(code(fault) for fault in _WARNINGS)
    return f"({reading.fault} > 0 AND {reading.fault} NOT IN ({warnings}))"


def shown(reading: Reading) -> str:
    """Return the column of `faulty` with the original text of a field."""
    text = f"coalesce(left({reading.raw}, {SHOWN}), '')"
    if person(reading):
        text = f"CASE WHEN {text} = '' THEN '' ELSE {sql.text(GONE)} END"
    return f"{text} AS {_shown(reading)}"


def _counter(number: int) -> str:
    return f"faults_in_{number}"


def _fallible(found: Readings) -> list[Reading]:
    return [reading for reading in found.values() if reading.fault is not None]


def _deciding(found: Readings) -> list[Reading]:
    order = next((reading.table.decides for reading in found.values()), ())
    some = [found[field] for field in order if field in found]
    return [reading for reading in some if reading.fault is not None]


def _shown(reading: Reading) -> str:
    return f"x{reading.number}"
