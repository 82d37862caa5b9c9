"""np and c charts: the number of defectives or defects itself, not its share.

The law, the baseline and the signals are those of the p and u charts; only the
scale differs. Where subgroups differ in size so does the centre, and the share is
the plainer picture.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 7.2.1, 7.3.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, PlotUnit
from qc.core.series import Counts, Values
from qc.spc import proportion, rate
from qc.spc.limits import Limits


def estimate(
    counts: Counts, *, excluded: Bools | None = None, defects: bool = False
) -> Baseline:
    """Phase I: learn the chance of an event, as p and u charts do.

    Parameters
    ----------
    counts : Counts
        k subgroups in time order; missing ones keep their place. A c chart counts
        with 1 opportunity in each.
    excluded : (k,) bool, optional
        Points left out.
    defects : bool
        Defects, of which one interaction can have many (c), by the Poisson law;
        else defectives (np), by the binomial.

    Returns
    -------
    Baseline
        As of a p or u chart; ``centre`` is per opportunity.

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable subgroups.
    InvalidSeries
        If a subgroup has more defectives than interactions.
    """
    if defects:
        found = rate.estimate(counts, excluded=excluded)
        return replace(found, kind=ChartKind.C)
    return replace(proportion.estimate(counts, excluded=excluded), kind=ChartKind.NP)


def plotted(counts: Counts) -> Values:
    """Return the numbers of events as a series."""
    number = np.where(counts.missing, np.nan, counts.events)
    return Values(at=counts.at, value=number, n=counts.opportunities)


def chart(
    counts: Counts,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
    limits: Limits = Limits.AUTO,
) -> ControlChart:
    """Phase II: judge numbers of events against a baseline they did not set.

    Parameters are those of `proportion.chart`.

    Returns
    -------
    ControlChart
        The p or u chart times its opportunities: values, lines and sigma are
        numbers of events, and signal where that chart does. A lower limit at 0 is
        none. Where an upper limit is cut to n there are no zones.
    """
    draw = proportion.chart if _binomial(baseline) else rate.chart
    shares = draw(counts, baseline, width=width, excluded=excluded, limits=limits)
    n = counts.opportunities
    return replace(
        shares,
        value=shares.value * n,
        sigma=shares.sigma * n,
        centre=shares.centre * n,
        lower=shares.lower * n,
        upper=shares.upper * n,
        ceiling=math.inf,
        unit=PlotUnit.COUNT,
        symmetric=shares.symmetric and not np.any(shares.upper >= shares.ceiling),
    )


def _binomial(baseline: Baseline) -> bool:
    return baseline.kind in {ChartKind.P, ChartKind.P_PRIME, ChartKind.NP}
