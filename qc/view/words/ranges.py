"""The usual range, the target and other numbers of an assessment as short text."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.kinds import Direction
from qc.review.assessment import Assessment
from qc.view.numbers import MISSING, Scale, count

_FINEST = 3  # decimals added at most to keep a value visibly outside its range


def usual_range(assessment: Assessment, scale: Scale, i: int | None = None) -> str:
    """Return the control limits of a point: "3.1-8.0 %", "at most 8.0 %", or a dash.

    A limit that meets the possible range is no limit and is not told.
    """
    low, high = limits_at(assessment, i)
    if low is None and high is None:
        return MISSING
    if low is None or high is None:
        return _one_sided(low, high, scale)
    return scale.span(low, high)


def limits_at(
    assessment: Assessment, i: int | None = None
) -> tuple[float | None, float | None]:
    """Return both limits of a point (the newest by default), None where there is none.

    Returns
    -------
    (float or None, float or None)
        Unscaled, in the measure's unit.
    """
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        return None, None
    at = assessment.newest if i is None else i
    low = float(chart.lower[at]) if chart.has_lower[at] else None
    high = float(chart.upper[at]) if chart.has_upper[at] else None
    return low, high


def latest(assessment: Assessment) -> float:
    """Return the newest value, unscaled; NaN where there is none."""
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        return math.nan
    return float(chart.value[assessment.newest])


def level(assessment: Assessment) -> float:
    """Return the centre line at the newest point, unscaled; NaN where there is none."""
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        return math.nan
    return float(chart.centre[assessment.newest])


def cases(assessment: Assessment) -> float:
    """Return how many cases are behind the newest value; 0 where there is none."""
    chart = assessment.chart
    return (
        0.0
        if chart is None or assessment.newest < 0
        else float(chart.n[assessment.newest])
    )


def latest_with_n(assessment: Assessment, scale: Scale) -> str:
    """Return the newest value and its cases: "8.4 % (n 412)"."""
    n = count(cases(assessment), scale.locale)
    return f"{scale.value(latest(assessment))} (n\u00a0{n})"


def target_text(assessment: Assessment, scale: Scale) -> str:
    """Return the target with its good side, as in "at most 10 %"; else a dash."""
    target = assessment.target
    if target is None:
        return MISSING
    side = {Direction.LOWER: "\u2264\u00a0", Direction.HIGHER: "\u2265\u00a0"}
    return side.get(assessment.measure.direction, "") + as_target(target, scale)


def as_target(target: float, scale: Scale) -> str:
    """Return a target with no more decimals than it needs, and the scale's unit."""
    shown = target * scale.factor
    for decimals in range(7):
        if math.isclose(shown, round(shown, decimals), rel_tol=1e-9, abs_tol=1e-9):
            break
    return replace(scale, decimals=decimals).value(target)


def meets_target(assessment: Assessment) -> bool | None:
    """Is the newest value on the good side? None without value, target or side."""
    target, value = assessment.target, latest(assessment)
    if target is None or math.isnan(value):
        return None
    if assessment.measure.direction is Direction.NEITHER:
        return None
    if assessment.measure.direction is Direction.LOWER:
        return value <= target
    return value >= target


def apart(value: float, scale: Scale, *bounds: float | None) -> Scale:
    """Return a scale on which a value does not look equal to a limit it is beyond."""
    for _ in range(_FINEST):
        shown = scale.number(value)
        if all(bound is None or scale.number(bound) != shown for bound in bounds):
            break
        scale = scale.finer
    return scale


def _one_sided(low: float | None, high: float | None, scale: Scale) -> str:
    if low is None:
        return f"at most {scale.value(np.nan if high is None else high)}"
    return f"at least {scale.value(low)}"
