"""Local time to UTC as plain arithmetic: no library call for each row.

DuckDB's own conversion costs ten times as much, and says nothing about local
times that never existed or came twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from qc.core.errors import InvalidLog
from qc.core.plan import Fault

FIRST, END = datetime(1980, 1, 1), datetime(2060, 1, 1)  # noqa: DTZ001 - clock readings
"""Times outside are markers ("1970-01-01", "9999-12-31") or slips, not times."""

ODD = {1: Fault.NO_SUCH_LOCAL_TIME, 2: Fault.AMBIGUOUS_LOCAL_TIME}
"""What the low bits of an offset say of the clock reading."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a clock reading too
_SECOND = timedelta(seconds=1)
_STEP = timedelta(days=7)  # no zone changed twice in a week since then


class UnknownZone(InvalidLog):
    """A name that is not in the time zone database."""

    def __init__(self, zone: str) -> None:
        super().__init__(
            f"No time zone is called {zone!r}. Give the name of a place, such as "
            "'Europe/Berlin', or 'UTC'."
        )


@cache
def offset(zone: str) -> str:
    """Return an expression for the offset from UTC of a clock reading `{0}`.

    Both are in microseconds; the clock reading counts from 1970 as if in UTC.
    Offsets are multiples of 4 microseconds; the two low bits are free and hold a
    key of `ODD` where the clock reading is odd. A reading that never existed is
    taken by the offset before the change, one that came twice as the first of
    the two (both as PEP 495 has it for fold=0).

    Raises
    ------
    UnknownZone
        If there is no such zone.
    """
    leaves = list(_leaves(_zone(zone)))
    return _tree(leaves)


@cache
def offsets(zone: str) -> tuple[tuple[int, int], ...]:
    """Return from which clock reading on which offset holds, as in `offset`.

    Returns
    -------
    tuple of (clock reading, offset)
        Both in microseconds; in order.

    Raises
    ------
    UnknownZone
        If there is no such zone.
    """
    leaves = _leaves(_zone(zone))
    return tuple((_micros(at - _EPOCH), shift - (shift & 3)) for at, shift in leaves)


def is_utc(zone: str) -> bool:
    """Say whether local times of this zone are UTC already."""
    return offset(zone) == "0"


def _zone(key: str) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    except (OSError, ValueError, KeyError) as error:
        raise UnknownZone(key) from error


def _leaves(zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    """Yield (clock reading from which, offset with low bits)."""
    yield FIRST, _micros(_offset_at(FIRST - _STEP, zone))
    for utc, before, after in _changes(zone):
        odd = 1 if after > before else 2
        yield utc + min(before, after), _micros(before) + odd
        yield utc + max(before, after), _micros(after)


def _changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    at, before = FIRST - _STEP, _offset_at(FIRST - _STEP, zone)
    while at < END:
        following = at + _STEP
        after = _offset_at(following, zone)
        if after != before:
            yield _moment(at, following, zone), before, after
        at, before = following, after


def _moment(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the first second with the offset of `high`, by halving."""
    before = _offset_at(low, zone)
    while high - low > _SECOND:
        middle = low + (high - low) // _SECOND // 2 * _SECOND
        if _offset_at(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high


def _offset_at(naive_utc: datetime, zone: ZoneInfo) -> timedelta:
    offset = naive_utc.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    return offset or timedelta(0)


def _micros(offset: timedelta) -> int:
    return offset // timedelta(microseconds=1)


def _tree(leaves: list[tuple[datetime, int]]) -> str:
    if len(leaves) == 1:
        return str(leaves[0][1])
    middle = len(leaves) // 2
    limit = _micros(leaves[middle][0] - _EPOCH)
    return (
        f"CASE WHEN {{0}}<{limit} THEN {_tree(leaves[:middle])} "
        f"ELSE {_tree(leaves[middle:])} END"
    )
