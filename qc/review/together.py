"""Several measures of one period at once: do they move together in an unusual way?

Each enters by the distance from its own centre line, in sigmas by the law of its own
chart, so that shares, medians and scores of any size can be held side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, freeze
from qc.core.chart_names import a_chart
from qc.core.charts import Baseline, ControlChart
from qc.core.errors import InvalidSeries, NothingToShow
from qc.core.kinds import ChartKind, ChartWarning, Period, PlotUnit
from qc.review.aligned import (
    MORE_PERIODS,
    Aligned,
    WhyNot,
    align,
    choose,
    period_of,
    stage_by_stage,
)
from qc.review.assessment import Assessment
from qc.spc import hotelling, mewma, minimums
from qc.spc.hotelling import Cloud, T2Chart

KINDS = (ChartKind.T2, ChartKind.MEWMA)
FEWEST, MOST, UNASKED = 2, 12, 6
_NAMED = 0.5  # of the largest part: a measure that adds so much is named
_WIDTH = 3.0  # sigmas that the limit stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """A period in which the measures are unusual together.

    Attributes
    ----------
    at : int
        Index of the point.
    names : tuple of int
        The measures that make it, those that add most first.
    alone : tuple of int
        The measures that are beyond their own limits in it.
    """

    at: int
    names: tuple[int, ...]
    alone: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Together:
    """v measures over k periods on one chart.

    Attributes
    ----------
    chart : ControlChart
        T2 or MEWMA; `n` is the number of measures with a value.
    measures : tuple of Assessment
    by : Period
    z : (k, v) float
        Distance of each from its own centre in sigmas; NaN where missing.
    beyond_own : (k, v) bool
        Beyond its own limits.
    parts : (k, v) float
        What the plotted value would lose without each measure.
    correlation : (v, v) float
        Of the distances in the baseline.
    left_out : tuple of (Assessment, WhyNot)
    signals : tuple of Joint
        Oldest first.
    """

    chart: ControlChart
    measures: tuple[Assessment, ...]
    by: Period
    z: Floats
    beyond_own: Bools
    parts: Floats
    correlation: Floats
    left_out: tuple[tuple[Assessment, WhyNot], ...]
    signals: tuple[Joint, ...]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "z", "beyond_own", "parts", "correlation")

    @property
    def newest(self) -> int:
        """Index of the newest point with a value."""
        return int(np.flatnonzero(np.isfinite(self.chart.value))[-1])

    @property
    def current(self) -> Joint | None:
        """The signal of the newest point, if there is one."""
        return next((one for one in self.signals if one.at == self.newest), None)


def together(
    assessments: Sequence[Assessment],
    *,
    kind: ChartKind = ChartKind.T2,
    asked: bool = False,
) -> Together:
    """Answer: are the measures of a period unusual together?

    Parameters
    ----------
    assessments : sequence of Assessment
        Earlier ones are kept rather than later ones, where not all can be.
    kind : ChartKind
        T2 sees large moves of one period, MEWMA small ones that stay.
    asked : bool
        The measures were chosen by hand: up to `MOST` are kept. Otherwise up to
        `UNASKED`, of all stages alike: the more measures, the less 24 periods can
        tell of them.

    Returns
    -------
    Together
        Over the newest phase of all charts. The baseline is what they share of
        their own baselines; its periods are judged by limits of their own.

    Raises
    ------
    NothingToShow
        If fewer than two measures share enough periods.
    InvalidSeries
        If the chart is none for several measures, or they are too many.
    """
    _check(assessments, kind, asked=asked)
    given = assessments if asked else stage_by_stage(assessments)
    kept, left = choose(given, MOST if asked else UNASKED)
    if len(kept) < FEWEST:
        raise NothingToShow(
            "Fewer than two measures share a baseline of "
            f"{FEWEST + MORE_PERIODS} periods or more, so they cannot be held "
            "together. Choose others, or wait for more weeks."
        )
    aligned = align(kept)
    cloud = hotelling.estimate(aligned.z, excluded=~aligned.baseline)
    judge = hotelling.review if kind is ChartKind.T2 else mewma.review
    found = judge(aligned.z, cloud)
    signals = np.flatnonzero(found.beyond).tolist()
    return Together(
        chart=_drawn(aligned, found, cloud, kind),
        measures=tuple(kept),
        by=period_of(kept),
        z=aligned.z,
        beyond_own=aligned.beyond,
        parts=found.parts,
        correlation=np.asarray(np.corrcoef(aligned.z[cloud.used], rowvar=False)),
        left_out=left,
        signals=tuple(_joint(aligned, found, i) for i in signals),
    )


def _check(assessments: Sequence[Assessment], kind: ChartKind, *, asked: bool) -> None:
    if kind not in KINDS:
        known = " or ".join(a_chart(one) for one in KINDS)
        raise InvalidSeries(f"Several measures go on {known}, not on {a_chart(kind)}.")
    if asked and len(assessments) > MOST:
        raise InvalidSeries(
            f"At most {MOST} measures can be held together; got {len(assessments)}. "
            "Choose those that belong together."
        )


def _drawn(
    aligned: Aligned, found: T2Chart, cloud: Cloud, kind: ChartKind
) -> ControlChart:
    count, measures = cloud.subgroups, len(cloud.mean)
    memory = kind is ChartKind.MEWMA
    own, new = _expected(count, measures, memory=memory)
    k = len(aligned.at)
    before_its_end = np.arange(k) < np.flatnonzero(cloud.used)[-1]
    whole = np.isfinite(aligned.z).all(axis=1)
    inside = cloud.used | (before_its_end & ~whole)  # a gap does not move the lines
    centre = np.where(inside, own, new)
    upper = np.where(inside, found.upper[cloud.used][0], found.upper)
    return ControlChart(
        kind=kind,
        at=aligned.at,
        value=found.value,
        n=np.isfinite(aligned.z).sum(axis=1).astype(np.float64),
        sigma=(upper - centre) / _WIDTH,
        centre=centre,
        lower=np.zeros(k),
        upper=upper,
        phase=np.zeros(k, dtype=np.int64),
        in_baseline=cloud.used,
        excluded=~cloud.used & before_its_end & whole,
        baselines=(_baseline(aligned, found, cloud, kind),),
        floor=0.0,
        symmetric=False,
        remembers=memory,
        unit=PlotUnit.NUMBER,
    )


def _expected(count: int, measures: int, *, memory: bool) -> tuple[float, float]:
    """Return the mean of the plotted value: in the baseline (beta), after it (F)."""
    own = measures * (count - 1) / count
    new = measures * (count + 1) * (count - 1) / (count * (count - measures - 2))
    if memory:  # scaled to the covariance of one period, the mean's error included
        return own * count / (count - 1), new * count / (count + 1)
    return own, new


def _baseline(
    aligned: Aligned, found: T2Chart, cloud: Cloud, kind: ChartKind
) -> Baseline:
    days = aligned.at[cloud.used].astype("datetime64[D]")
    warnings = []
    if cloud.subgroups < minimums.FIRM:
        warnings.append(ChartWarning.TRIAL_LIMITS)
    if np.any(found.beyond & cloud.used):
        warnings.append(ChartWarning.UNSTABLE_BASELINE)
    return Baseline(
        kind=kind,
        centre=float(len(cloud.mean)),
        spread=1.0,
        subgroups=cloud.subgroups,
        first=days[0],
        last=days[-1],
        warnings=tuple(warnings),
    )


def _joint(aligned: Aligned, found: T2Chart, i: int) -> Joint:
    parts = found.parts[i]
    order = np.argsort(-parts, kind="stable")
    names = [int(j) for j in order if parts[j] >= _NAMED * parts.max()]
    alone = np.flatnonzero(aligned.beyond[i]).tolist()
    return Joint(at=i, names=tuple(names), alone=tuple(alone))
