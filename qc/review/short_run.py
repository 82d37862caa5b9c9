"""One chart over many small units: each held against its own level, over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Dates, Floats, Ints
from qc.core.charts import ControlChart
from qc.core.kinds import MeasureKind, Period
from qc.core.measures import Measure
from qc.core.series import Counts, Values
from qc.spc import minimums, short_run, short_run_counts, short_run_pooled
from qc.spc.funnel_scales import Law

UNITS = 30
"""Units on one chart; with more, no one could tell them apart."""
_SECOND = 1 / 3600  # hours; the shortest time a logarithm is taken of
_LEAST = 2  # periods, or a unit has no level of its own
_SECONDS = {Period.DAY: 86_400, Period.WEEK: 604_800, Period.MONTH: 28 * 86_400}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShortRun:
    """A short-run chart with the units behind its points.

    Attributes
    ----------
    names : tuple of str
        The units on the chart.
    part : (k,) int
        Which of them each point is of.
    period : (k,) datetime64[D]
        First day of the period of each point. On the chart, the units of a period
        stand side by side within it.
    value : (k,) float
        What was standardised, in the unit of the measure.
    chart : ControlChart
        In sigmas of the own unit, about its own level.
    left_out : tuple of str
        Units with fewer than 2 periods.
    """

    measure: Measure
    dimension: str
    names: tuple[str, ...]
    part: Ints
    period: Dates
    value: Floats
    chart: ControlChart
    left_out: tuple[str, ...]


def short_runs(
    measure: Measure, dimension: str, series: Mapping[str, Counts | Values]
) -> ShortRun | None:
    """Answer: was any unit, in any period, unlike itself?

    Parameters
    ----------
    measure : Measure
    dimension : str
        What the units are, for labels.
    series : mapping of name to Counts or Values
        Of each unit, periods in time order.

    Returns
    -------
    ShortRun or None
        None where no unit has 2 periods.
    """
    told = {name: one for name, one in series.items() if (~one.missing).sum() >= _LEAST}
    if not told:
        return None
    names = tuple(told)
    each = [_present(one) for one in told.values()]
    part = np.repeat(np.arange(len(each)), [len(at) for at, _, _ in each])
    period, value, n = (np.concatenate([one[i] for one in each]) for i in range(3))
    order = np.lexsort((part, period))
    part, period, value, n = part[order], period[order], value[order], n[order]
    at = _side_by_side(period, part, len(names), measure.by)
    return ShortRun(
        measure=measure,
        dimension=dimension,
        names=names,
        part=part,
        period=period,
        value=value,
        chart=_chart(measure, Values(at=at, value=value, n=n), part),
        left_out=tuple(name for name in series if name not in told),
    )


def _chart(measure: Measure, values: Values, part: Ints) -> ControlChart:
    if measure.kind is MeasureKind.SHARE:
        return short_run_counts.chart(values, part, Law.BINOMIAL)
    if measure.kind is MeasureKind.RATE:
        return short_run_counts.chart(values, part, Law.POISSON)
    if measure.kind is MeasureKind.DURATION:
        values = replace(values, value=np.log(np.maximum(values.value, _SECOND)))
    if np.bincount(part).min() < minimums.FIRM:
        return short_run_pooled.chart(values, part)
    return short_run.chart(values, part, short_run.estimate(values, part))


def _present(series: Counts | Values) -> tuple[Dates, Floats, Floats]:
    seen = ~series.missing
    return series.at[seen].astype("datetime64[D]"), series.value[seen], series.n[seen]


def _side_by_side(period: Dates, part: Ints, units: int, by: Period) -> Dates:
    """Give each unit a moment of its own in a period, as a series has no repeats."""
    step = _SECONDS[by] // (units + 1)
    later = (part * step).astype("timedelta64[s]")
    return np.asarray(period.astype("datetime64[s]") + later)
