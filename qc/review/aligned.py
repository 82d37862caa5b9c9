"""Measures side by side: which can be held together, over which periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.arrays import Bools, Dates, Floats, freeze
from qc.core.charts import ControlChart
from qc.core.kinds import MeasureKind, Period, Stage
from qc.review.assessment import Assessment
from qc.spc.chances import p_values

MORE_PERIODS = 12
"""Periods that a baseline needs beyond the number of measures."""
_FAR = 12.0  # sigmas: farther is as far; a line without spread makes infinities
_TINY = 1e-7  # as `hotelling.estimate` tells what follows from others


class WhyNot(StrEnum):
    """Why a measure is not among those held together."""

    OTHER_PERIODS = "other-periods"
    NO_LIMITS = "no-limits"
    CONSTANT = "constant"
    TOO_MANY = "too-many"
    TOO_FEW = "too-few"
    FOLLOWS = "follows"


Left = list[tuple[Assessment, WhyNot]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aligned:
    """Distances of v measures over k periods, those of all their newest phases.

    Attributes
    ----------
    at : (k,) datetime64[D]
    z : (k, v) float
        In sigmas, by the law of each chart; NaN where missing.
    beyond : (k, v) bool
        Beyond its own limits.
    baseline : (k,) bool
        Periods in the baselines of all that start last. A chart that started
        earlier may judge them, as long as they are within its limits.
    """

    at: Dates
    z: Floats
    beyond: Bools
    baseline: Bools

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "at", "z", "beyond", "baseline")


def align(measures: Sequence[Assessment]) -> Aligned:
    """Put the newest phases of some charts side by side; at least one."""
    charts = [_chart(one) for one in measures]
    start = max(_newest_phase(chart)[0] for chart in charts)
    at = np.unique(np.concatenate([chart.at for chart in charts]))
    at = at[at >= start]
    z = np.full((len(at), len(charts)), np.nan)
    beyond, learned = np.zeros(z.shape, dtype=bool), np.zeros(z.shape, dtype=bool)
    for j, (one, chart) in enumerate(zip(measures, charts, strict=True)):
        here = chart.at >= start
        rows = np.searchsorted(at, chart.at[here])
        z[rows, j] = _distance(one)[here]
        beyond[rows, j] = chart.beyond[here]
        learned[rows, j] = (_learned(chart) | _steady(chart, start))[here]
    baseline = np.isfinite(z).all(axis=1) & learned.all(axis=1)
    return Aligned(at=at, z=z, beyond=beyond, baseline=baseline)


def period_of(assessments: Sequence[Assessment]) -> Period:
    """Return the subgroup that most measures have."""
    found = Counter(one.measure.by for one in assessments).most_common(1)
    return found[0][0] if found else Period.WEEK


def stage_by_stage(assessments: Sequence[Assessment]) -> list[Assessment]:
    """Put the first measure of each stage first, then the second of each, and so on."""
    seen: Counter[Stage | None] = Counter()
    turns = []
    for one in assessments:
        turns.append(seen[one.measure.stage])
        seen[one.measure.stage] += 1
    order = sorted(range(len(turns)), key=turns.__getitem__)
    return [assessments[i] for i in order]


def choose(
    assessments: Sequence[Assessment], most: int
) -> tuple[list[Assessment], tuple[tuple[Assessment, WhyNot], ...]]:
    """Keep the measures that can be held together, and say why others are not.

    Parameters
    ----------
    assessments : sequence of Assessment
        Earlier ones are kept rather than later ones.
    most : int
        So many at most.

    Returns
    -------
    (list of Assessment, tuple of (Assessment, WhyNot))
        All that were given are in one of them.
    """
    left: Left = []
    kept = _usable(assessments, left)
    left += [(one, WhyNot.TOO_MANY) for one in kept[most:]]
    return _free(_enough(kept[:most], left), left), tuple(left)


def _usable(assessments: Sequence[Assessment], left: Left) -> list[Assessment]:
    by, kept = period_of(assessments), []
    for one in assessments:
        if why := _unfit(one, by):
            left.append((one, why))
        else:
            kept.append(one)
    return kept


def _unfit(one: Assessment, by: Period) -> WhyNot | None:
    if one.measure.by is not by or one.measure.kind is MeasureKind.GAP:
        return WhyNot.OTHER_PERIODS
    if one.chart is None:
        return WhyNot.NO_LIMITS
    z = _distance(one)[_learned(_chart(one))]
    z = z[np.isfinite(z)]
    if not z.size:
        return WhyNot.NO_LIMITS
    return WhyNot.CONSTANT if np.ptp(z) == 0 else None


def _enough(kept: list[Assessment], left: Left) -> list[Assessment]:
    """Leave out measures, those that cost most periods first, until enough are left."""
    while kept and align(kept).baseline.sum() < len(kept) + MORE_PERIODS:
        gains = [
            align(kept[:j] + kept[j + 1 :]).baseline.sum() if len(kept) > 1 else 0
            for j in range(len(kept))
        ]
        worst = len(gains) - 1 - int(np.argmax(gains[::-1]))
        left.append((kept[worst], WhyNot.TOO_FEW))
        kept = kept[:worst] + kept[worst + 1 :]
    return kept


def _free(kept: list[Assessment], left: Left) -> list[Assessment]:
    """Leave out what follows from the measures before it."""
    if not kept:
        return kept
    aligned = align(kept)
    z = aligned.z[aligned.baseline]
    spread = z.std(axis=0)
    scaled = (z - z.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    free: list[int] = []
    for j, one in enumerate(kept):
        rank = np.linalg.matrix_rank(scaled[:, [*free, j]], tol=_TINY * len(scaled))
        if rank > len(free):
            free.append(j)
        else:
            why = WhyNot.FOLLOWS if spread[j] > 0 else WhyNot.CONSTANT
            left.append((one, why))
    return [kept[j] for j in free]


def _chart(one: Assessment) -> ControlChart:
    """Return the chart of the measure's own values: sums and averages remember."""
    chart = one.plain or one.chart
    if chart is None:
        raise ValueError(f"{one.measure.id} has no chart.")
    return chart


def _newest_phase(chart: ControlChart) -> Dates:
    newest: Dates = chart.at[np.equal(chart.phase, chart.phase[-1])]
    return newest


def _learned(chart: ControlChart) -> Bools:
    learned: Bools = chart.in_baseline & np.equal(chart.phase, chart.phase[-1])
    return learned


def _steady(chart: ControlChart, start: np.datetime64) -> Bools:
    """Say which points a chart finds usual that learned its limits before `start`."""
    if _newest_phase(chart)[0] == start:
        return np.zeros(len(chart), dtype=bool)
    return ~chart.beyond & ~chart.excluded


def _distance(one: Assessment) -> Floats:
    """Return the distance of each point by the law of its chart, as a normal one.

    Small counts are skewed: their own chance tells how far out they are.
    """
    from scipy.special import ndtri  # import costs as much as numpy itself

    chart = _chart(one)
    z = np.where(np.isfinite(chart.sigma), chart.z, np.nan)
    if len(one.series) == len(chart):
        with np.errstate(divide="ignore"):
            scores = -ndtri(p_values(one.series, chart) / 2)
        z = np.where(np.isnan(scores), z, np.copysign(scores, z))
    return np.clip(z, -_FAR, _FAR)
