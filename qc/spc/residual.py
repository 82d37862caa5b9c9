"""Charts of a process that remembers: wider limits, or a chart of what is new.

Up to a memory of 0.6 widen the limits; above it the wide limits see little, and
the residuals, what each value says beyond what the one before foretold, see more.

References
----------
.. [1] L. C. Alwan, H. V. Roberts, Time-series modeling for statistical process
       control, J. Business & Economic Statistics 6(1), 87-95 (1988).
.. [2] D. C. Montgomery, C. M. Mastrangelo, Some statistical process control methods
       for autocorrelated data, Journal of Quality Technology 23(3), 179-193 (1991).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind
from qc.core.series import Series, Values
from qc.spc import individuals, points
from qc.spc.autocorrelation import corrected_phi, lag1, residuals, threshold

STRONG = 0.6  # memory from which on residuals see more than wide limits


class Advice(StrEnum):
    """Which chart to draw."""

    PLAIN = "plain"
    WIDER = "wider"  # `individuals.estimate(..., autocorrelated=True)`
    RESIDUALS = "residuals"  # or sample less often


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the baseline remembers.

    Attributes
    ----------
    r1 : float
        Lag-1 autocorrelation; NaN without variation.
    threshold : float
        2/sqrt(N): r1 above it is hardly chance.
    phi : float in [0, 0.95]
        r1 freed of its small-sample bias; 0 without variation.
    advice : Advice
    """

    r1: float
    threshold: float
    phi: float
    advice: Advice


def memory(series: Series, *, excluded: Bools | None = None) -> Memory:
    """Answer: does a value remember the one before it, and what to draw then?

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable values.
    """
    used = points.usable(series, excluded)
    points.require(used)
    count, r1 = int(used.sum()), lag1(series.value, used)
    phi = 0.0 if math.isnan(r1) else corrected_phi(r1, count)
    advice = Advice.PLAIN
    if r1 > threshold(count):
        advice = Advice.RESIDUALS if phi > STRONG else Advice.WIDER
    return Memory(r1=r1, threshold=threshold(count), phi=phi, advice=advice)


def residual_baseline(series: Series, *, excluded: Bools | None = None) -> Baseline:
    """Phase I: learn sigma of what is new in each value [1]_.

    Returns
    -------
    Baseline
        ``centre`` is 0; ``spread`` is sigma of the values, freed of their memory,
        times sqrt(1 - phi**2).

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable values, or no two neighbours (NoNeighbours).
    """
    wide = individuals.estimate(series, excluded=excluded, autocorrelated=True)
    phi = memory(series, excluded=excluded).phi
    return Baseline(
        kind=ChartKind.XMR,
        centre=0.0,
        spread=wide.spread * math.sqrt(1 - phi**2),
        subgroups=wide.subgroups,
        first=wide.first,
        last=wide.last,
        warnings=points.history(points.usable(series, excluded)),
    )


def residual_series(series: Series, centre: float, phi: float) -> Values:
    """Return what each value says beyond what the one before foretold [2]_.

    Parameters
    ----------
    series : Series
        k periods in time order; they may be new ones.
    centre : float
        Mean of the baseline, from `individuals.estimate`.
    phi : float
        From `memory` of the baseline.

    Returns
    -------
    Values
        NaN for the first value and after a gap.
    """
    told = residuals(series.value, centre, phi)
    return Values(at=series.at, value=told, n=series.n)


def residual_chart(
    series: Series, *, excluded: Bools | None = None, width: float = 3.0
) -> ControlChart:
    """Answer: which values are news, given the one before each?

    Parameters
    ----------
    series : Series
        k periods; those not excluded set the limits.
    excluded : (k,) bool, optional
    width : float
        Half-width of the limits in sigmas.
    """
    plain = individuals.estimate(series, excluded=excluded)
    phi = memory(series, excluded=excluded).phi
    told = residual_series(series, plain.centre, phi)
    baseline = residual_baseline(series, excluded=excluded)
    return individuals.chart(told, baseline, width=width, excluded=excluded)
