"""The short words on a funnel: its axis, its lines, and what each dot tells."""

from __future__ import annotations

import math

from qc.review.compare import Comparison, Unit
from qc.view.numbers import SPACE, Scale, count, tick
from qc.view.words.compare import line_name, noun, reads


def cases_axis(found: Comparison) -> str:
    """Name the axis of sizes."""
    return f"cases of each {noun(found.scope.dimension)}"


def line_label(coverage: float) -> str:
    """Name a line by what it holds: "99.8 %"."""
    return f"{tick(100 * coverage)}{SPACE}%"


def average(value: str) -> str:
    """Name the line of all together."""
    return f"average {value}"


def target(value: str) -> str:
    """Name the target."""
    return f"target {value}"


def usual(unit: Unit, scale: Scale) -> str:
    """Return where a unit of this size usually lies: "3.1-8.0 %", "at most 8.0 %"."""
    low, high = limits_shown(unit)
    if low is None and high is None:
        return "anywhere"
    if low is None or high is None:
        end = high if low is None else low
        side = "at most" if low is None else "at least"
        return f"{side} {scale.value(math.nan if end is None else end)}"
    return scale.span(low, high)


def limits_shown(unit: Unit) -> tuple[float | None, float | None]:
    """Return the limits of a unit; None where none of its counts can lie beyond."""
    low = None if math.isnan(unit.low) or unit.low == 0 else unit.low
    return low, None if math.isnan(unit.high) else unit.high


def point_text(unit: Unit, label: str, scale: Scale) -> tuple[str, ...]:
    """Tell of one dot: who, value with cases, the usual range, how it reads."""
    return (
        label,
        f"{scale.value(unit.value)} of {count(unit.n, scale.locale)} cases",
        f"usual for so many cases: {usual(unit, scale)}",
        f"{line_name(unit.with_common)}; {reads(unit)}",
    )
