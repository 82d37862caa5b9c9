"""Which part of the log a question is about: a slice of it, a span of days."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from qc.core.arrays import Bools, Dates
from qc.core.calendar import next_start, period_start
from qc.core.errors import UnknownName
from qc.core.fields import FIELDS
from qc.core.kinds import FieldKind, Period
from qc.store.query import moment
from qc.store.sql import name

DIMENSIONS = tuple(n for n, field in FIELDS.items() if field.kind is FieldKind.TEXT)
"""Fields that a slice can be cut by."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows that have one of the given values in every given dimension.

    ``Slice()`` is the whole log; `Slice.of` is the handy way to make one. None
    among the values stands for rows without a value. A dimension with no values
    at all cuts nothing.
    """

    picks: tuple[tuple[str, tuple[str | None, ...]], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no dimension.

        Raises
        ------
        UnknownName
            Saying what comes near.
        """
        for dimension, _ in self.picks:
            check_dimension(dimension)

    @classmethod
    def of(cls, **picks: tuple[str | None, ...]) -> Slice:
        """Make a slice, as in ``Slice.of(stage=("sale",), team=("north", None))``."""
        return cls(
            tuple(sorted((key, values) for key, values in picks.items() if values))
        )

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions it cuts by."""
        return tuple(dimension for dimension, values in self.picks if values)

    @property
    def conditions(self) -> tuple[str, ...]:
        """One condition per dimension, with names for `parameters`."""
        return tuple(
            _one_of(dimension, values) for dimension, values in self.picks if values
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The values to bind to the names in `conditions`."""
        return {
            f"{dimension}{i}": value
            for dimension, values in self.picks
            for i, value in enumerate(values)
            if value is not None
        }


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; None leaves that end open.

    A period that an end cuts through is left out; if `partial`, it is kept with
    the days that lie within.
    """

    first: np.datetime64 | None = None
    last: np.datetime64 | None = None
    partial: bool = field(default=False, kw_only=True)

    def days(self, column: str) -> tuple[str, ...]:
        """Return conditions that a local time lies within the span."""
        return _between(column, _day(self.first), _after(self.last))

    def holds(self, times: Dates) -> Bools:
        """Say which of some local times lie within the span."""
        inside: Bools = np.ones(len(times), dtype=bool)
        if (first := _day(self.first)) is not None:
            inside &= times >= first
        if (after := _after(self.last)) is not None:
            inside &= times < after
        return inside

    def whole(self, period: Period, column: str) -> tuple[str, ...]:
        """Return conditions that a local time lies in a period of the span."""
        return _between(column, *self.bounds(period))

    def cuts(self, period: Period) -> bool:
        """Say whether a period is kept of which some days lie outside."""
        whole = replace(self, partial=False)
        return self.partial and whole.bounds(period) != self.bounds(period)

    def bounds(
        self, period: Period
    ) -> tuple[np.datetime64 | None, np.datetime64 | None]:
        """Return the start of the first period, and the end of the last one."""
        first, after = _day(self.first), _after(self.last)
        if first is not None:
            first = _border(first, period, later=not self.partial)
        if after is not None:
            after = _border(after, period, later=self.partial)
        return first, after


WHOLE_LOG = Slice()
ALL_DAYS = Span()


def _border(day: np.datetime64, period: Period, *, later: bool) -> np.datetime64:
    """Return the start of a period nearest to a day: not before it, or not after."""
    start = period_start(np.array([day]), period)
    border: np.datetime64 = start[0]
    if later and border != day:
        border = next_start(start, period)[0]
    return border


def check_dimension(dimension: str) -> None:
    """Refuse a name that is no dimension."""
    if dimension not in DIMENSIONS:
        raise UnknownName("dimension", dimension, DIMENSIONS)


def _one_of(dimension: str, values: tuple[str | None, ...]) -> str:
    column = name(dimension)
    bound = [f"${dimension}{i}" for i, value in enumerate(values) if value is not None]
    tests = [f"{column} IN ({', '.join(bound)})"] if bound else []
    if None in values:
        tests.append(f"{column} IS NULL")
    return " OR ".join(tests)


def _between(
    column: str, first: np.datetime64 | None, after: np.datetime64 | None
) -> tuple[str, ...]:
    low = (f"{column} >= {moment(first)}",) if first is not None else ()
    high = (f"{column} < {moment(after)}",) if after is not None else ()
    return low + high


def _day(day: np.datetime64 | None) -> np.datetime64 | None:
    return None if day is None else day.astype("datetime64[D]")


def _after(last: np.datetime64 | None) -> np.datetime64 | None:
    day = _day(last)
    return None if day is None else day + np.timedelta64(1, "D")
