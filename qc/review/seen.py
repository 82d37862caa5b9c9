"""What a meeting had before it, and how the same week reads now.

A log goes on: cases of a week are closed later, limits are set anew. So that old
minutes stay true, the figures of the day are kept, and differences are told.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from qc.core.kinds import Assurance, Variation
from qc.review.assessment import Assessment
from qc.review.weekly import Review

_SAME = 1e-9  # relative: what the order of a sum may move


class Difference(StrEnum):
    """How a measure reads otherwise than it did."""

    NEW = "new"
    GONE = "gone"
    SIGNAL = "signal"
    TARGET = "target"
    VALUE = "value"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure as it stood in a review; numbers in the unit of its card.

    A number that was not there is None.
    """

    measure: str
    title: str
    value: float | None
    n: float | None
    lower: float | None
    upper: float | None
    variation: Variation
    assurance: Assurance


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One measure that reads otherwise now; the weightiest difference names it."""

    difference: Difference
    then: Figure | None
    now: Figure | None


def figures(review: Review) -> tuple[Figure, ...]:
    """Return what a review says of each measure, in its order."""
    return tuple(_figure(one) for one in review.assessments)


def plain(listed: Iterable[Figure]) -> list[dict[str, Any]]:
    """Return figures as values that JSON can hold."""
    return [asdict(figure) for figure in listed]


def from_plain(listed: Iterable[Mapping[str, Any]]) -> tuple[Figure, ...]:
    """Return the figures that `plain` made plain."""
    return tuple(
        Figure(
            **{
                **one,
                "variation": Variation(one["variation"]),
                "assurance": Assurance(one["assurance"]),
            }
        )
        for one in listed
    )


def differences(then: Iterable[Figure], now: Iterable[Figure]) -> tuple[Changed, ...]:
    """Return the measures that read otherwise now than then.

    In the order of `now`; measures that are no longer there come last.
    """
    before = {figure.measure: figure for figure in then}
    after = {figure.measure: figure for figure in now}
    listed = (
        _changed(before.get(name), after.get(name)) for name in {**after, **before}
    )
    return tuple(one for one in listed if one is not None)


def _changed(then: Figure | None, now: Figure | None) -> Changed | None:
    found = _difference(then, now)
    return None if found is None else Changed(difference=found, then=then, now=now)


def _difference(then: Figure | None, now: Figure | None) -> Difference | None:
    if then is None or now is None:
        return Difference.NEW if then is None else Difference.GONE
    if then.variation != now.variation:
        return Difference.SIGNAL
    if then.assurance != now.assurance:
        return Difference.TARGET
    if not (_same(then.value, now.value) and _same(then.n, now.n)):
        return Difference.VALUE
    limits = _same(then.lower, now.lower) and _same(then.upper, now.upper)
    return None if limits else Difference.LIMITS


def _same(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=_SAME, abs_tol=_SAME)


def _figure(one: Assessment) -> Figure:
    chart, i = one.chart, one.newest
    if chart is None or i < 0:
        value = n = lower = upper = None
    else:
        value, n = _number(chart.value[i]), _number(chart.n[i])
        lower = _number(chart.lower[i]) if chart.has_lower[i] else None
        upper = _number(chart.upper[i]) if chart.has_upper[i] else None
    return Figure(
        measure=one.measure.id,
        title=one.measure.title,
        value=value,
        n=n,
        lower=lower,
        upper=upper,
        variation=one.variation,
        assurance=one.assured.kind,
    )


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
