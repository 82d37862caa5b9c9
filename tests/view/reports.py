"""Capability reports for the tests of the views: made as the product makes them."""

from __future__ import annotations

import math

import numpy as np

from qc.core.arrays import Floats
from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Specification
from qc.core.series import Counts
from qc.review.assessment import Assessment
from qc.review.budgets import Spent, first_day, spent
from qc.review.capability import of_counts, of_values
from qc.review.capability_report import CapabilityReport, SingleValues
from tests.builders import values, weeks
from tests.view.build import judged, measure, share

LAST = np.datetime64("2026-11-18")
STEADY = [24, 25, 23, 26, 22, 24, 25, 23] * 5
HOURS = Specification(upper=60.0, tolerance_dpmo=10_000)


def waits(n: int = 800, seed: int = 1) -> Floats:
    """Waiting times in hours, lognormal, with a median of 8."""
    return np.random.default_rng(seed).lognormal(math.log(8), 0.5, n)


def of_share(
    events: list[int] | None = None,
    *,
    tolerance: float | None = 70_000,
    shift: bool = False,
    bad: float = 0.6,
    direction: Direction = Direction.LOWER,
) -> CapabilityReport:
    """Report on a share; `bad` defects a day of 10 cases for the budgets."""
    one = share(events or STEADY, direction=direction)
    return CapabilityReport(
        assessment=one,
        ability=of_counts(one, tolerance=tolerance, shift=shift),
        values=None,
        budgets=budgets(bad) if tolerance else (),
    )


def budgets(bad: float, last: np.datetime64 = LAST) -> tuple[Spent, ...]:
    """Budgets of 7 % of ten cases a day."""
    at = np.arange(first_day(last), last + np.timedelta64(1, "D"))
    n = np.full(len(at), 10.0)
    days = Counts(at=at, events=0 * n, opportunities=n)
    return spent(days, np.full(len(at), bad), last, tolerance_dpmo=70_000)


def of_hours(
    x: Floats | None = None,
    spec: Specification = HOURS,
    *,
    total: int | None = None,
    medians: tuple[float, ...] = (8.0, 8.4, 7.7, 8.1, 8.2, 7.9) * 6,
) -> CapabilityReport:
    """Report on waiting times."""
    card = measure(MeasureKind.DURATION, specification=spec, title="Time to resolve")
    return _of_values(judged(values(medians), card), waits() if x is None else x, total)


def of_ratings(spec: Specification | None = None) -> CapabilityReport:
    """Report on ratings from 1 to 5."""
    card = measure(
        MeasureKind.SCORE,
        direction=Direction.HIGHER,
        specification=spec or Specification(lower=3.0),
        title="Satisfaction",
    )
    x = np.array([1, 2, 3, 4, 5, 5, 4, 4] * 25, dtype=float)
    return _of_values(judged(values([4.1, 4.0, 4.2, 3.9] * 8), card), x, None)


def of_points(spec: Specification) -> CapabilityReport:
    """Report on normal scores from 0 to 100 with a target."""
    card = measure(
        MeasureKind.SCORE, direction=Direction.HIGHER, specification=spec, target=70.0
    )
    x = np.random.default_rng(4).normal(70, 8, 400)
    return _of_values(judged(values([70.0, 71, 69, 70.5] * 8), card), x, None)


def _of_values(one: Assessment, x: Floats, total: int | None) -> CapabilityReport:
    at = np.repeat(weeks(-(-len(x) // 20)), 20)[: len(x)]
    rng = np.random.default_rng(0)
    return CapabilityReport(
        assessment=one,
        ability=of_values(one, x, at, rng),
        values=SingleValues(value=x, at=at, total=total or len(x), seed=1),
        budgets=(),
    )
