"""The charts by kind: how to estimate a baseline, how to judge by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from qc.core.chart_names import a_chart
from qc.core.charts import Baseline, ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.core.series import Counts, Gaps, Samples, Series, Streaks, Values
from qc.spc import (
    averages,
    geometric,
    individuals,
    moving_range,
    nhs,
    number,
    proportion,
    rare,
    rate,
    residual,
    run,
    weekday_chart,
)
from qc.spc.following import BY_THE_LAW, FOLLOWERS, Follower
from qc.spc.ranges import SigmaFrom
from qc.spc.spreads import R, S
from qc.spc.within import Within

_Takes = type[Counts] | type[Values] | type[Gaps] | type[Streaks] | type[Samples]
_PERIODS: tuple[_Takes, ...] = (Counts, Values, Samples)
_ANY: tuple[_Takes, ...] = (*_PERIODS, Gaps, Streaks)
_NEEDS: dict[_Takes, str] = {
    Counts: "counts of events and opportunities",
    Values: "one value per period",
    Gaps: "times between events",
    Streaks: "good cases between events",
    Samples: "means and spreads of samples",
}
_OTHERWISE = {
    ChartKind.SHORT_RUN: "of the parts of a dimension side by side (compare)",
    ChartKind.T2: "of several measures at once (together)",
    ChartKind.MEWMA: "of several measures at once (together)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One kind of chart: phase I, phase II, and the series it understands.

    Attributes
    ----------
    plots : callable or None
        What it draws of the series, where that is not its value.
    linked : bool
        A point needs the one before, so the first of a phase has none.
    seasonal : bool
        Its estimate takes holidays, and needs ten weeks of days.
    beside : tuple of ChartKind
        Charts of the spread, without which this one is half the picture.
    """

    estimate: Callable[..., Baseline]
    chart: Callable[..., ControlChart]
    takes: tuple[_Takes, ...]
    plots: Callable[..., Series] | None = None
    linked: bool = False
    seasonal: bool = False
    beside: tuple[ChartKind, ...] = ()


def _method(
    estimate: Callable[..., Baseline],
    chart: Callable[..., ControlChart],
    *takes: _Takes,
) -> Method:
    return Method(estimate=estimate, chart=chart, takes=takes)


def _named(
    kind: ChartKind, estimate: Callable[..., Baseline], **options: object
) -> Callable[..., Baseline]:
    """Return the estimate with options fixed, as a chart of its own name."""

    def named(series: Series, **others: object) -> Baseline:
        return replace(estimate(series, **options, **others), kind=kind)

    return named


def _individuals(kind: ChartKind, **options: object) -> Method:
    method = _method(
        _named(kind, individuals.estimate, **options), individuals.chart, *_PERIODS
    )
    return replace(method, beside=(ChartKind.MR,))


_P_PRIME = partial(proportion.estimate, overdispersed=True)
_U_PRIME = partial(rate.estimate, overdispersed=True)
_XMR = _method(individuals.estimate, individuals.chart, *_ANY)
_XBAR = _method(averages.estimate, averages.chart, Samples)
_NP = number.estimate
_C = partial(number.estimate, defects=True)
_XBAR_R = _named(ChartKind.XBAR_R, averages.estimate, sigma=Within.MEAN_RANGE)

METHODS: dict[ChartKind, Method] = {
    ChartKind.P: _method(proportion.estimate, proportion.chart, Counts),
    ChartKind.P_PRIME: _method(_P_PRIME, proportion.chart, Counts),
    ChartKind.P_PRIME_PROBABILITY: _method(
        proportion.estimate_probable, proportion.chart, Counts
    ),
    ChartKind.P_PRIME_CORRECTED: _method(
        proportion.estimate_corrected, proportion.chart, Counts
    ),
    ChartKind.NP: replace(_method(_NP, number.chart, Counts), plots=number.plotted),
    ChartKind.U: _method(rate.estimate, rate.chart, Counts),
    ChartKind.U_PRIME: _method(_U_PRIME, rate.chart, Counts),
    ChartKind.U_PRIME_PROBABILITY: _method(rate.estimate_probable, rate.chart, Counts),
    ChartKind.U_PRIME_CORRECTED: _method(rate.estimate_corrected, rate.chart, Counts),
    ChartKind.C: replace(_method(_C, number.chart, Counts), plots=number.plotted),
    ChartKind.WEEKDAY: replace(
        _method(weekday_chart.estimate, weekday_chart.chart, Counts), seasonal=True
    ),
    ChartKind.XMR: replace(_XMR, beside=(ChartKind.MR,)),
    ChartKind.XMR_MEDIAN: _individuals(
        ChartKind.XMR_MEDIAN, sigma=SigmaFrom.MEDIAN_RANGE
    ),
    ChartKind.XMR_SCREENED: _individuals(
        ChartKind.XMR_SCREENED, sigma=SigmaFrom.SCREENED_RANGE
    ),
    ChartKind.XMR_NHS: replace(
        _individuals(ChartKind.XMR_NHS),
        estimate=_named(ChartKind.XMR_NHS, nhs.estimate),
    ),
    ChartKind.XMR_CORRECTED: _individuals(ChartKind.XMR_CORRECTED, autocorrelated=True),
    ChartKind.RESIDUALS: replace(
        _method(residual.estimate, residual.chart, *_PERIODS), linked=True
    ),
    ChartKind.MR: replace(
        _method(moving_range.estimate, moving_range.chart, *_PERIODS),
        plots=moving_range.plotted,
        linked=True,
    ),
    ChartKind.T: _method(rare.estimate, rare.chart, Gaps),
    ChartKind.G: _method(geometric.estimate, geometric.chart, Values, Streaks),
    ChartKind.XBAR: replace(_XBAR, beside=(ChartKind.S,)),
    ChartKind.XBAR_R: replace(_XBAR, estimate=_XBAR_R, beside=(ChartKind.R,)),
    ChartKind.THREE_WAY: replace(
        _method(
            _named(ChartKind.THREE_WAY, individuals.estimate),
            individuals.chart,
            Samples,
        ),
        beside=(ChartKind.MR, ChartKind.S),
    ),
    ChartKind.R: replace(_method(R.estimate, R.chart, Samples), plots=R.plotted),
    ChartKind.S: replace(_method(S.estimate, S.chart, Samples), plots=S.plotted),
    ChartKind.RUN: _method(run.estimate, run.chart, *_ANY),
}
CHARTS: tuple[ChartKind, ...] = (*METHODS, *FOLLOWERS)
"""Every chart that can be drawn of one series."""


def method_for(kind: ChartKind, series: Series) -> Method:
    """Return the chart of a kind, or say why it cannot be drawn of this series.

    Raises
    ------
    InvalidSeries
        If the chart does not understand this kind of series, or follows another
        chart.
    """
    if kind in _OTHERWISE:
        raise InvalidSeries(
            f"{a_chart(kind, begins=True)} is drawn {_OTHERWISE[kind]}, not of one "
            "measure. Choose another chart for it."
        )
    method = METHODS[kind]
    _suits(kind, series, method.takes)
    return method


def follower_for(kind: ChartKind, series: Series) -> Follower | None:
    """Return how a chart follows another one; None for a chart by itself.

    Raises
    ------
    InvalidSeries
        If the chart does not understand this kind of series.
    """
    follower = FOLLOWERS.get(kind)
    if follower is not None:
        counted = kind is ChartKind.RARE_CUSUM
        _suits(kind, series, (Counts,) if counted else _PERIODS)
    return follower


def base_for(kind: ChartKind, series: Series, taken: ChartKind | None) -> ChartKind:
    """Return the chart that a chart with a memory follows.

    Parameters
    ----------
    kind : ChartKind
        The chart with a memory.
    series : Series
    taken : ChartKind or None
        What suits the series; None takes what its type suggests.
    """
    natural = _natural(series)
    if kind is ChartKind.RARE_CUSUM:
        return natural if taken is None else BY_THE_LAW.get(taken, natural)
    return natural if taken is None or taken in FOLLOWERS else taken


def _natural(series: Series) -> ChartKind:
    if not isinstance(series, Counts):
        return ChartKind.XMR
    many = (series.events > series.opportunities).any()
    return ChartKind.U if many else ChartKind.P


def _suits(kind: ChartKind, series: Series, takes: tuple[_Takes, ...]) -> None:
    if isinstance(series, takes):
        return
    needs = " or ".join(_NEEDS[each] for each in takes)
    raise InvalidSeries(
        f"{a_chart(kind, begins=True)} needs {needs}; this measure gives "
        f"{_NEEDS[type(series)]}. Remove `chart` from its card, or choose xmr or run."
    )
