"""The charts of the tour: made-up series, judged and drawn as any other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Measure
from qc.core.series import Counts
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.workspace import resources

_STEADY = (12, 9, 14, 11, 8, 13, 10, 15, 9, 12, 11, 7, 13, 10, 12, 9, 14, 11, 10, 8)
_MONDAY = np.datetime64("2026-01-05", "D")
_CASES = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """The four charts: by chance, a signal, and the same move wanted or not."""

    steady: Assessment
    signal: Assessment
    unwanted: Assessment
    wanted: Assessment


@cache
def tour() -> Tour:
    """Return the charts of the tour; they are drawings, nobody's data."""
    moved = (*_STEADY, 12, 10, 11, 9, 13, 31)
    return Tour(
        steady=_judged((*_STEADY, 12, 10, 11, 9, 13, 15), Direction.LOWER),
        signal=_judged(moved, Direction.LOWER),
        unwanted=_judged(moved, Direction.LOWER),
        wanted=_judged(moved, Direction.HIGHER),
    )


def _judged(events: tuple[int, ...], direction: Direction) -> Assessment:
    weeks = _MONDAY + np.timedelta64(7, "D") * np.arange(len(events))
    series = Counts(
        at=weeks,
        events=np.array(events, dtype=float),
        opportunities=np.full(len(events), _CASES),
    )
    card = Measure(
        id="tour",
        title="",
        question="?",
        kind=MeasureKind.SHARE,
        direction=direction,
    )
    rules = resources.house_rules()[resources.DEFAULT_RULES]
    return assess(card, series, rule_set=rules)
