"""How long it was open until a moment, in SQL: business time between two moments.

Opening hours become stretches between instants in UTC, so that a night in which the
clocks change has the length it had. One list says how long it was open before each
day, another, for each kind of day, before each step of it and whether it is open in
that step: two look-ups a moment, and no call for each row.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qc.core.arrays import Ints, freeze
from qc.core.hours import Hours
from qc.store import documents
from qc.store.ingest_zone import END, FIRST, offsets
from qc.store.query import KNOWN_UNTIL, TYPES, select
from qc.store.sql import name, names

_DAY = 86_400
_MICRO = 1_000_000
_BITS = 20  # of an entry for a day, which hold its kind
_MARGIN = 2  # local days that may reach into the first or the last day in UTC
_FIRST = int(np.datetime64(FIRST, "D").astype(np.int64))
_DAYS = int(np.datetime64(END, "D").astype(np.int64)) - _FIRST
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

Fetch = Callable[[str, dict[str, Any]], Sequence[Any]]
Tables = Callable[[Hours], str]


class Open(str):
    """Name of a column that the log makes: how long it was open between two moments.

    A name, so that it is asked for like any other column; it says of which fields and
    by which hours it is made. Microseconds; below 0 where the second moment is before
    the first, were it closed between; NULL where a field is, and for years that no
    log has.
    """

    __slots__ = ("hours", "start", "stop")
    start: str
    stop: str
    hours: Hours

    def __new__(cls, start: str, stop: str, hours: Hours) -> Open:
        """Name the column by its content."""
        places = "".join(f"{list(TYPES).index(field):03}" for field in (start, stop))
        made = super().__new__(cls, f"open_{_key(hours)}{places}")
        made.start, made.stop, made.hours = start, stop, hours
        return made


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """Opening hours as whole numbers.

    Attributes
    ----------
    days : (d,) int
        For each day in UTC, seconds open before it, and in the low bits its kind.
    steps : (kinds * steps a day,) int
        For each kind of day and each step of it, seconds open before the step, times
        two, plus one where it is open in the step.
    step : int
        Seconds; a step is open from end to end, or closed.
    """

    days: Ints
    steps: Ints
    step: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "days", "steps")


def joined(
    rows: str, plain: Sequence[str], made: Iterable[Open], tables: Tables
) -> str:
    """Return rows with the columns that opening hours make of them.

    Parameters
    ----------
    rows : str
        A relation that has all the fields.
    plain : sequence of str
        Its columns to keep, `KNOWN_UNTIL` left out.
    made : iterable of Open
    tables : callable
        Returns the name of the table of some hours.
    """
    columns, beside = [names((*plain, KNOWN_UNTIL))], []
    for column in made:
        table = tables(column.hours)
        beside.append(table)
        columns.append(f"{_between(column, table)} AS {name(column)}")
    return f"({select(columns, ', '.join([rows, *dict.fromkeys(beside)]))})"


class HoursTables:
    """The tables of opening hours that the queries of one database look into."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._made: set[str] = set()
        self._lock = threading.Lock()

    def __call__(self, hours: Hours) -> str:
        """Return the name of the table of some hours, making it if it is new."""
        table = name(f"open_{_key(hours)}")
        with self._lock:
            if table not in self._made:
                made = grid(hours)
                lists = {"days": made.days.tolist(), "steps": made.steps.tolist()}
                self._fetch(_creation(table, made.step), lists)
                self._made.add(table)
        return table


def grid(hours: Hours) -> Grid:
    """Lay opening hours out over all the years that a log may have."""
    start, end = stretches(hours)
    kinds, kind = _kinds(start, end)
    step = int(np.gcd.reduce(kinds, axis=None, initial=_DAY))
    edges = np.arange(0, _DAY, step)
    opens, closes = kinds[:, 0::2, None], kinds[:, 1::2, None]
    before = np.clip(edges - opens, 0, closes - opens).sum(axis=1)
    inside = ((edges >= opens) & (edges < closes)).any(axis=1)
    length = (closes - opens).sum(axis=(1, 2))[kind]
    return Grid(
        days=(np.cumsum(length) - length << _BITS) + kind,
        steps=(2 * before + inside).ravel(),
        step=step,
    )


def stretches(hours: Hours) -> tuple[Ints, Ints]:
    """Return from when until when it is open, in seconds since 1970 (UTC).

    Returns
    -------
    start, end : (m,) int
        In order, apart from each other, within the years that a log may have.
    """
    day = np.arange(_FIRST - _MARGIN, _FIRST + _DAYS + _MARGIN)
    special = {int(one.day.astype(np.int64)): one.opening for one in hours.days}
    usual = ~np.isin(day, list(special))
    parts = [np.empty((0, 2), dtype=np.int64)]
    for weekday, opening in enumerate(hours.week):
        days = day[usual & ((day + 3) % 7 == weekday)]  # 1970 began on a Thursday
        parts += [_readings(days, *minutes) for minutes in opening]
    for one, opening in special.items():
        parts += [_readings(np.array([one]), *minutes) for minutes in opening]
    instants = _instants(np.concatenate(parts), hours.zone)
    return _merged(instants.clip(_FIRST * _DAY, (_FIRST + _DAYS) * _DAY))


def _readings(days: Ints, begin: int, end: int) -> Ints:
    minutes = np.array([begin, end], dtype=np.int64)
    return days[:, None] * _DAY + minutes * 60


def _instants(reading: Ints, zone: str) -> Ints:
    """Turn clock readings into instants, odd ones as the reader of logs does."""
    since, offset = np.array(offsets(zone), dtype=np.int64).T // _MICRO
    place = np.searchsorted(since, reading, side="right") - 1
    instants: Ints = reading - offset[np.maximum(place, 0)]
    return instants


def _merged(parts: Ints) -> tuple[Ints, Ints]:
    """Put stretches in order; those that touch or overlap become one."""
    parts = parts[parts[:, 0] < parts[:, 1]]
    parts = parts[np.argsort(parts[:, 0], kind="stable")]
    reach = np.maximum.accumulate(parts[:, 1])
    first = np.ones(len(parts), dtype=bool)
    first[1:] = parts[1:, 0] > reach[:-1]
    last = np.append(first[1:], True)[: len(parts)]
    return parts[first, 0], reach[last]


def _kinds(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return the kinds of days, as seconds from and until, and the kind of each day."""
    first, last = start // _DAY, (end - 1) // _DAY
    pieces = last - first + 1
    whole = np.repeat(np.arange(len(start)), pieces)
    place = np.arange(len(whole)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    day = first[whole] + place
    rank = np.arange(len(day)) - np.searchsorted(day, day)
    days = np.zeros((_DAYS, 2 * (int(rank.max(initial=0)) + 1)), dtype=np.int64)
    days[day - _FIRST, 2 * rank] = np.maximum(start[whole] - day * _DAY, 0)
    days[day - _FIRST, 2 * rank + 1] = np.minimum(end[whole] - day * _DAY, _DAY)
    kind = np.zeros(_DAYS, dtype=np.int64)
    for column in days.T:  # much faster than by whole rows
        kind = np.unique(kind * 2 * _DAY + column, return_inverse=True)[1]
    _, example = np.unique(kind, return_index=True)
    return days[example], kind


def _creation(table: str, step: int) -> str:
    columns = [
        "$days::BIGINT[] AS days",
        "$steps::BIGINT[] AS steps",
        f"{step * _MICRO}::BIGINT AS step",
        f"{_DAY // step}::BIGINT AS per_day",
    ]
    return f"CREATE TABLE IF NOT EXISTS {table} AS SELECT {', '.join(columns)}"


def _between(column: Open, table: str) -> str:
    """Return a time that is below 0 where it runs backwards; a CASE is slower."""
    start, stop = (_opened(field, table) for field in (column.start, column.stop))
    backwards = f"({name(column.stop)} < {name(column.start)})::BIGINT"
    return f"({stop}) - ({start}) - {backwards}"


def _opened(field: str, table: str) -> str:
    """Return how long it was open since a fixed moment, in microseconds."""
    moment, day_length = f"epoch_us({name(field)})", _DAY * _MICRO
    within = f"({moment} % {day_length})"
    number = f"greatest({moment} // {day_length} - {_FIRST - 1}, 0)"
    day = f"list_extract({table}.days, {number})"
    place = f"({day} & {2**_BITS - 1}) * {table}.per_day + {within} // {table}.step + 1"
    step = f"list_extract({table}.steps, {place})"
    part = f"({step} & 1) * ({within} % {table}.step)"
    return f"(({day} >> {_BITS}) + ({step} >> 1)) * {_MICRO} + {part}"


def _key(hours: Hours) -> str:
    days = [f"{one.day} {one.opening}" for one in hours.days]
    seal = documents.seal(hours.zone, hours.week, *days)
    return seal[:16].translate(_LETTERS)
