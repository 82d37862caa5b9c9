"""The charts by kind: how to estimate a baseline, how to judge by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from qc.core.charts import Baseline, ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.core.series import Counts, Gaps, Samples, Series, Values
from qc.spc import averages, geometric, individuals, proportion, rare, rate, run
from qc.spc.spreads import R, S

_Takes = type[Counts] | type[Values] | type[Gaps] | type[Samples]
_ANY = (Counts, Values, Gaps, Samples)
_NEEDS = {
    Counts: "counts of events and opportunities",
    Values: "one value per period",
    Gaps: "times between events",
    Samples: "means and spreads of samples",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One kind of chart: phase I, phase II, and the series it understands.

    `plots` is what it draws of the series, where that is not its value.
    """

    estimate: Callable[..., Baseline]
    chart: Callable[..., ControlChart]
    takes: tuple[_Takes, ...]
    plots: Callable[..., Series] | None = None


def _method(
    estimate: Callable[..., Baseline],
    chart: Callable[..., ControlChart],
    *takes: _Takes,
) -> Method:
    return Method(estimate=estimate, chart=chart, takes=takes)


_P_PRIME = partial(proportion.estimate, overdispersed=True)
_U_PRIME = partial(rate.estimate, overdispersed=True)

METHODS: dict[ChartKind, Method] = {
    ChartKind.P: _method(proportion.estimate, proportion.chart, Counts),
    ChartKind.P_PRIME: _method(_P_PRIME, proportion.chart, Counts),
    ChartKind.U: _method(rate.estimate, rate.chart, Counts),
    ChartKind.U_PRIME: _method(_U_PRIME, rate.chart, Counts),
    ChartKind.XMR: _method(individuals.estimate, individuals.chart, *_ANY),
    ChartKind.T: _method(rare.estimate, rare.chart, Gaps),
    ChartKind.G: _method(geometric.estimate, geometric.chart, Values),
    ChartKind.XBAR: _method(averages.estimate, averages.chart, Samples),
    ChartKind.R: replace(_method(R.estimate, R.chart, Samples), plots=R.plotted),
    ChartKind.S: replace(_method(S.estimate, S.chart, Samples), plots=S.plotted),
    ChartKind.RUN: _method(run.estimate, run.chart, *_ANY),
}


def method_for(kind: ChartKind, series: Series) -> Method:
    """Return the chart of a kind, or say why it cannot be drawn of this series.

    Raises
    ------
    InvalidSeries
        If the chart does not understand this kind of series.
    """
    method = METHODS[kind]
    if isinstance(series, method.takes):
        return method
    needs = " or ".join(_NEEDS[each] for each in method.takes)
    raise InvalidSeries(
        f"A {kind} chart needs {needs}; this measure gives {_NEEDS[type(series)]}. "
        "Remove `chart` from its card, or choose xmr or run."
    )
