"""Measure cards: what is measured, what counts, which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qc.core.chain_series import ChainSeries
from qc.core.hours import CALENDAR_TIME, Hours
from qc.core.kinds import (
    ChartKind,
    Direction,
    MeasureKind,
    OpenCases,
    Period,
    Stage,
)


class Test(StrEnum):
    """What a condition asks of a field."""

    __test__ = False  # not a pytest class

    EQUALS = "equals"
    ONE_OF = "one_of"
    NOT_ONE_OF = "not_one_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    PRESENT = "present"
    MISSING = "missing"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One test on one field; a missing value meets only MISSING."""

    field: str
    test: Test
    values: tuple[str | float | bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time taken, and the promise it is held against.

    Late means: `stop` after the `promise` field, or more than `within_hours`
    after `start`; a case without `stop` is late once its time is up.

    Attributes
    ----------
    hours : str
        Name of the calendar whose opening hours count; "calendar" where all time
        does. A `promise` names a moment, which no calendar moves.
    opening : Hours or None
        That calendar, once the workspace has looked it up.
    """

    start: str
    stop: str
    promise: str | None = None
    within_hours: float | None = None
    open_cases: OpenCases = OpenCases.DUE
    hours: str = CALENDAR_TIME
    opening: Hours | None = None

    @property
    def counted(self) -> Hours | None:
        """The opening hours that count; None where all time does."""
        return None if self.hours == CALENDAR_TIME else self.opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """The voice of the customer: limits of one value, tolerated defects per million."""

    lower: float | None = None
    upper: float | None = None
    tolerance_dpmo: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A quality characteristic with unit, direction, target and subgroup.

    Attributes
    ----------
    kind : MeasureKind
        SHARE: rows meeting all of `defective` (or late by `clock`) among the
        rows meeting all of `where`; or the field `events` over `opportunities`.
        RATE: sum of `events` over rows, or over the sum of `opportunities`.
        DURATION: median hours from `clock.start` to `clock.stop`, or of the
        duration field `value`. SCORE: mean of the field `value`.
        GAP: days between the rows meeting all of `defective`.
    chain : ChainSeries or None
        What a SHARE counts that is not made of contacts: customers, promises, news.
    target : float or None
        A share in [0, 1], defects per interaction, hours, points or days.
    """

    id: str
    title: str
    question: str
    kind: MeasureKind
    direction: Direction
    definition: str = ""
    stage: Stage | None = None
    where: tuple[Condition, ...] = ()
    defective: tuple[Condition, ...] = ()
    clock: Clock | None = None
    value: str | None = None
    events: str | None = None
    opportunities: str | None = None
    target: float | None = None
    specification: Specification = Specification()
    by: Period = Period.WEEK
    chart: ChartKind | None = None
    owner: str = ""
    chain: ChainSeries | None = None

    @property
    def of_log(self) -> bool:
        """Whether it is counted on single contacts; else on customers or news."""
        return self.chain is None or self.chain.of_log

    @property
    def fields(self) -> frozenset[str]:
        """The log columns this card cannot do without."""
        conditions = (*self.where, *self.defective)
        names = [condition.field for condition in conditions]
        optional = [self.value, self.events, self.opportunities]
        if self.clock is not None:
            optional += [self.clock.start, self.clock.stop, self.clock.promise]
        chain = frozenset() if self.chain is None else self.chain.fields
        return chain | {*names, *(name for name in optional if name is not None)}
