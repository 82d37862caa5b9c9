"""Cells: sums per period, stage, team, agent and channel, kept beside the log.

Any chart over any slice by these is a sum of cells. Stage is a dimension, so
measures that differ only by their stage share their sums. Files are named by the
content they were made of and by their own checksum; they can be deleted at any
time.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qc.core.errors import QcError
from qc.core.kinds import Period
from qc.store import documents, files
from qc.store.judged import Judged
from qc.store.log import Log
from qc.store.query import select, start_of
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.sql import name, source, target
from qc.store.warehouse import Warehouse

DIMENSIONS = ("stage", "team", "agent", "channel")
KEEP = 24
_FORMAT = "1"
_HOUR = 3600.0

Cards = Mapping[str, Judged]
"""Cards by their key."""


def relations(
    warehouse: Warehouse, log: Log, period: Period, cards: Cards
) -> tuple[tuple[str, set[str]], ...]:
    """Return relations that hold the sums of the cards, with the keys of each.

    Every relation has the columns ``start``, those of `DIMENSIONS` and, per key
    of a card, what `sums` says. Cells that are missing or damaged are made anew;
    where they cannot be written, the log itself is asked.
    """
    with warehouse.building:  # or several threads would make the same cells
        return tuple(_relations(warehouse, log, period, cards))


def _relations(
    warehouse: Warehouse, log: Log, period: Period, cards: Cards
) -> Iterator[tuple[str, set[str]]]:
    wanted, used = set(cards), set[Path]()
    for path, keys in _kept(warehouse, _stem(log, period)):
        if found := keys & wanted:
            wanted -= found
            used.add(path)
            yield f"read_parquet({source(path)})", found
    if wanted:
        missing = {key: cards[key] for key in sorted(wanted)}
        yield _built(warehouse, _Asked(log, period, missing, used)), wanted


def summed(
    log: Log,
    period: Period,
    cards: Cards,
    part: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
) -> str:
    """Return the query that makes cells of the log, or of a part of it."""
    asked = {field for card in cards.values() for field in card.fields}
    asked |= {"opened_local", *DIMENSIONS, *part.dimensions}
    groups = [f"{start_of(period)} AS start", *map(name, DIMENSIONS)]
    columns = [column for key, card in cards.items() for column in sums(key, card)]
    rows = log.rows(sorted(asked))
    where = (*part.conditions, *span.days("opened_local"))
    return select([*groups, *columns], rows, where=where, group=len(groups))


def sums(key: str, card: Judged) -> tuple[str, ...]:
    """Return the columns of one card.

    ``n_`` and ``e_`` are opportunities and events; of a card with a value, ``n_``,
    ``m_`` and ``q_`` are count, mean and centred squares.
    """
    if card.has_value:
        value = f"CASE WHEN {card.counted} THEN {card.value} END"
        return (
            f'count({value}) AS "n_{key}"',
            f'avg({value}) AS "m_{key}"',
            f'var_pop({value}) * count({value}) AS "q_{key}"',
        )
    n = _total(card.counted, card.opportunities)
    e = _total(card.event, card.events)
    return f'{n} AS "n_{key}"', f'{e} AS "e_{key}"'


def _total(condition: str, amount: str) -> str:
    if amount == "1":
        return f"count(CASE WHEN {condition} THEN 1 END)"
    return f"coalesce(sum(CASE WHEN {condition} THEN {amount} END), 0)"


def _stem(log: Log, period: Period) -> str:
    return documents.seal(_FORMAT, log.digest, period.value)[:24]


def _kept(warehouse: Warehouse, stem: str) -> Iterator[tuple[Path, set[str]]]:
    """Give the intact files of this content, and the keys each one has."""
    for path in sorted(warehouse.cells.glob(f"{stem}.*.parquet")):
        with contextlib.suppress(QcError):  # swept meanwhile: made anew
            if not files.sha256(path).startswith(path.name.split(".")[1]):
                files.remove(path)
                continue
            columns = warehouse.fetch(f"DESCRIBE FROM read_parquet({source(path)})")
            yield path, {row[0][2:] for row in columns if row[0].startswith("n_")}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Cells to make, and files that the same question reads."""

    log: Log
    period: Period
    cards: Cards
    used: set[Path]


def _built(warehouse: Warehouse, asked: _Asked) -> str:
    query = summed(asked.log, asked.period, asked.cards)
    stem = _stem(asked.log, asked.period)
    draft = warehouse.cells / f"{stem}-{os.getpid()}-{threading.get_ident()}.tmp"
    try:
        warehouse.fetch(
            f"COPY ({query}) TO {target(files.writing(draft))} (FORMAT parquet)"
        )
        path = warehouse.cells / f"{stem}.{files.sha256(draft)[:16]}.parquet"
        files.settle(draft, path)
    except QcError:  # a full disk must not stop the reading
        with contextlib.suppress(QcError):
            files.remove(draft)
        return f"({query})"
    _sweep(warehouse.cells, {path, *asked.used})
    return f"read_parquet({source(path)})"


def _sweep(folder: Path, used: set[Path]) -> None:
    """Keep the newest files and those in use; drafts of a crash go after an hour."""
    changed: list[tuple[float, Path]] = []
    for path in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # other programs sweep as well
            changed.append((path.stat().st_mtime, path))
    changed.sort(reverse=True)
    late = changed[0][0] - _HOUR if changed else 0.0
    drafts = [path for at, path in changed if path.suffix == ".tmp" and at < late]
    kept = [path for _, path in changed if path.suffix == ".parquet"]
    old = [path for path in kept[KEEP:] if path not in used]
    for path in drafts + old:
        files.remove(path)
