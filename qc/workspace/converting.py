"""Read a decoded file fast; where the count of records disagrees, read it carefully."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import duckdb

from qc.core.plan import LoadPlan
from qc.intake.careful import Careful, read_carefully
from qc.intake.decode import Text
from qc.store.aside import add, first_fault
from qc.store.engine import connect
from qc.store.files import remove, writing
from qc.store.ingest import Ingested, ingest
from qc.store.masking import masked
from qc.store.pseudonyms import Pseudonyms
from qc.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A batch file in waiting.

    Attributes
    ----------
    parquet, set_aside : Path
    ingested : Ingested
    read : int
        Records (cases of an event log), by a count of its own.
    structural : int
        Records that could not be cut into fields.
    first_fault : str
        Line and reason of the first row set aside; empty if there is none.
    """

    parquet: Path
    set_aside: Path
    ingested: Ingested
    read: int
    structural: int
    first_fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a conversion works: batch file, list of faults, copy for careful reading.

    `now` is the clock, None where it is not asked; `people` stand in for names.
    """

    connection: duckdb.DuckDBPyConnection
    files: tuple[Path, ...]
    now: datetime | None
    people: Pseudonyms | None


@contextmanager
def convert(  # noqa: PLR0913 - all that a conversion depends on
    warehouse: Warehouse,
    text: Text,
    plan: LoadPlan,
    skipped: int,
    *,
    now: datetime | None = None,
    people: Pseudonyms | None = None,
) -> Iterator[Converted]:
    """Turn text into a batch file that waits in the staging folder.

    Parameters
    ----------
    skipped : int
        Records among `text.records` that lie above the first row.
    now : datetime, optional
        The clock, where times that lie ahead of it are not to be believed.
    people : Pseudonyms, optional
        Stand in for customers and agents.
    """
    stem = warehouse.staging / secrets.token_hex(8)
    files = tuple(stem.with_suffix(end) for end in (".parquet", ".aside", ".careful"))
    staging = warehouse.staging
    connection = connect(
        folders=[staging],
        temp=staging,
        memory_mb=warehouse.memory_mb,
        as_written=True,
    )
    try:
        place = _Place(connection=connection, files=files, now=now, people=people)
        yield _convert(place, text, plan, skipped)
    finally:
        connection.close()
        for file in files:
            remove(file)


def _convert(place: _Place, text: Text, plan: LoadPlan, skipped: int) -> Converted:
    connection = place.connection
    parquet, aside, careful_copy = place.files
    if not text.troubled and closed_above(text, plan.skip):
        fast = _ingest(place, text.path, plan, text.sha256, lined=False)
        expected = text.records - skipped
        if _trustworthy(fast, text, expected, keyed=not plan.line_as_id):
            return Converted(
                parquet=parquet,
                set_aside=aside,
                ingested=fast,
                read=_records(fast, expected),
                structural=0,
                first_fault=first_fault(connection, aside),
            )
    careful: Careful = read_carefully(text, plan, writing(careful_copy))
    slow = _ingest(place, careful.path, plan, text.sha256, lined=True)
    add(connection, aside, [masked(row, plan) for row in careful.set_aside])
    structural = len(careful.set_aside)
    return Converted(
        parquet=parquet,
        set_aside=aside,
        ingested=slow,
        read=_records(slow, careful.records) + structural,
        structural=structural,
        first_fault=first_fault(connection, aside),
    )


def closed_above(text: Text, skip: int) -> bool:
    """Are the quotes above the first record closed? If not, the count is of others."""
    if not text.has_quotes:
        return True
    with text.path.open("rb") as file:
        quotes = sum(line.count(b'"') for line in islice(file, skip))
    return quotes % 2 == 0


def _ingest(
    place: _Place, source: Path, plan: LoadPlan, digest: str, *, lined: bool
) -> Ingested:
    return ingest(
        source,
        plan,
        lined=lined,
        target=place.files[0],
        set_aside_target=place.files[1],
        digest=digest,
        connection=place.connection,
        now=place.now,
        people=place.people,
    )


def _records(ingested: Ingested, counted: int) -> int:
    """Of an event log the account is of cases; its rows were counted as they are."""
    return counted if ingested.events_read is None else ingested.read


def _trustworthy(ingested: Ingested, text: Text, expected: int, *, keyed: bool) -> bool:
    """Does the count agree, and is every line number right that is told or an id?"""
    rows = ingested.read if ingested.events_read is None else ingested.events_read
    if ingested.structural_rejects or rows != expected:
        return False
    reported = ingested.set_aside or ingested.values_left_out or not keyed
    straight = text.lines == text.records  # no blank line, no line end in quotes
    return straight or not reported
