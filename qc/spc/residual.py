"""Residual chart: what each value says beyond what the one before foretold.

For a process with a strong memory, above 0.6: limits wide enough for it see little.
A lasting step shows as one large residual and then as small ones, so look at the
first. See `carryover` for when to take this chart.

References
----------
.. [1] L. C. Alwan, H. V. Roberts, Time-series modeling for statistical process
       control, J. Business & Economic Statistics 6(1), 87-95 (1988).
.. [2] D. C. Montgomery, C. M. Mastrangelo, Some statistical process control methods
       for autocorrelated data, Journal of Quality Technology 23(3), 179-193 (1991).
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Series, Values
from qc.spc import individuals
from qc.spc.autocorrelation import residuals
from qc.spc.draw import Lines, draw


def estimate(series: Series, *, excluded: Bools | None = None) -> Baseline:
    """Phase I: learn the mean, the memory and the sigma of what is new [1]_.

    Parameters
    ----------
    series : Values, Counts or Samples
        k periods in time order; missing ones keep their place.
    excluded : (k,) bool, optional
        Points left out; no moving range is taken over them.

    Returns
    -------
    Baseline
        ``centre`` is the mean of the values, ``memory`` phi in [0, 0.95];
        ``spread`` is sigma of the values, freed of their memory, times
        sqrt(1 - phi**2).

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable values, or no two neighbours (NoNeighbours).
    """
    wide = individuals.estimate(series, excluded=excluded, autocorrelated=True)
    return replace(
        wide,
        kind=ChartKind.RESIDUALS,
        spread=wide.spread * math.sqrt(1 - wide.memory**2),
        warnings=tuple(
            warning
            for warning in wide.warnings
            if warning is not ChartWarning.NO_LOWER_LIMIT
        ),
    )


def chart(
    series: Series,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
) -> ControlChart:
    """Phase II: judge what is new in each value against a baseline it did not set.

    Parameters
    ----------
    series : Values, Counts or Samples
        k periods in time order; they may be new ones.
    baseline : Baseline
        From `estimate`.
    width : float
        Half-width of the limits in sigmas.
    excluded : (k,) bool, optional
        Points that foretell nothing; they are judged all the same.

    Returns
    -------
    ControlChart
        Residuals about 0, in the unit of the values; see `plotted`.
    """
    reach = width * baseline.spread
    lines = Lines(sigma=baseline.spread, lower=-reach, upper=reach)
    drawn = draw(plotted(series, baseline, excluded), baseline, lines, excluded)
    return replace(drawn, centre=np.zeros(len(series)))


def plotted(
    series: Series, baseline: Baseline, excluded: Bools | None = None
) -> Values:
    """Return (x[t] - centre) - phi (x[t - 1] - centre) of each period, (k,) [2]_.

    NaN for the first value and after a missing or excluded one: a residual crosses
    neither.
    """
    told = residuals(series.value, baseline.centre, baseline.memory)
    if excluded is not None:
        told[1:][excluded[:-1]] = np.nan
    return Values(at=series.at, value=told, n=series.n)
