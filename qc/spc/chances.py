"""One p-value a point: how likely is a point this far out, if nothing changed?

Counts are judged by their own law, with half the chance of the count itself
(mid-p), so that small counts are judged neither too strictly nor too mildly; what
is nearly normal by its distance from the centre in sigmas.

References
----------
.. [1] H. O. Lancaster, Significance tests in discrete distributions, Journal of the
       American Statistical Association 56, 223-234 (1961).
"""

from __future__ import annotations

import math

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import Baseline, ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.core.series import Counts, Series
from qc.spc import proportion, rate
from qc.spc.geometric import mean_of
from qc.spc.rare import POWER

MIXED = {
    ChartKind.P_PRIME_PROBABILITY: proportion.LAW.mixed,
    ChartKind.P_PRIME_CORRECTED: proportion.LAW.mixed,
    ChartKind.U_PRIME_PROBABILITY: rate.LAW.mixed,
    ChartKind.U_PRIME_CORRECTED: rate.LAW.mixed,
}


def two_sided(z: Floats) -> Floats:
    """Return the chance of a normal value at least as far out; NaN stays NaN."""
    from scipy.special import ndtr  # import costs as much as numpy itself

    return np.asarray(2 * ndtr(-np.abs(z)))


def binomial_mid_p(events: Floats, n: Floats, share: float | Floats) -> Floats:
    """Return the two-sided mid-p of each count of defectives [1]_; NaN for n = 0."""
    from scipy.special import betainc

    safe = np.where(n > 0, n, np.nan)
    few, many = np.maximum(events, 1.0), np.maximum(safe - events, 1.0)
    below = np.where(events > 0, betainc(safe - few + 1, few, 1 - share), 0 * safe)
    above = np.where(events < n, betainc(events + 1, many, share), 0 * safe)
    return _mid_p(below, above)


def poisson_mid_p(events: Floats, n: Floats, rate: float | Floats) -> Floats:
    """Return the two-sided mid-p of each count of defects [1]_; NaN for n = 0."""
    from scipy.special import gammainc, gammaincc

    mean = np.where(n > 0, n * np.asarray(rate), np.nan)
    below = np.where(events > 0, gammaincc(np.maximum(events, 1.0), mean), 0 * mean)
    return _mid_p(below, gammainc(events + 1, mean))


def geometric_mid_p(good: Floats, mean: float) -> Floats:
    """Return the two-sided mid-p of good cases before an event, counted from 0."""
    log_good = -math.log1p(1 / mean)
    return _mid_p(-np.expm1(good * log_good), np.exp((good + 1) * log_good))


def p_values(series: Series, chart: ControlChart) -> Floats:
    """Answer: how surprising is each point against the limits of its own phase?

    Parameters
    ----------
    series : Series
        What the chart was drawn of.
    chart : ControlChart

    Returns
    -------
    (k,) float
        Two-sided, in [0, 1]; NaN where a point is missing or its phase has no
        limits (a run chart).

    Raises
    ------
    InvalidSeries
        If series and chart do not have the same points.
    """
    if len(series) != len(chart):
        raise InvalidSeries(
            f"The chart has {len(chart)} points and the series {len(series)}. "
            "Pass the series the chart was drawn of."
        )
    found = np.full(len(chart), np.nan)
    for phase, baseline in enumerate(chart.baselines):
        own = (chart.phase == phase) & ~series.missing
        found[own] = _by_law(series, chart, baseline)[own]
    return found


def _by_law(series: Series, chart: ControlChart, baseline: Baseline) -> Floats:
    if baseline.kind in {ChartKind.P, ChartKind.NP} and isinstance(series, Counts):
        return binomial_mid_p(series.events, series.n, baseline.centre)
    if baseline.kind in {ChartKind.U, ChartKind.C} and isinstance(series, Counts):
        return poisson_mid_p(series.events, series.n, baseline.centre)
    if baseline.kind in MIXED and isinstance(series, Counts):
        mixed = MIXED[baseline.kind]
        return mixed.p_values(baseline, series.events, series.n)
    if baseline.kind is ChartKind.G and baseline.spread > 0:
        return geometric_mid_p(series.value, mean_of(baseline))
    if baseline.kind is ChartKind.T and baseline.spread > 0:
        gap = series.value**POWER - baseline.centre**POWER
        return two_sided(gap / baseline.spread)
    if baseline.kind is ChartKind.RUN or not chart.symmetric:
        return np.full(len(chart), np.nan)
    return two_sided(chart.z)


def _mid_p(below: Floats, above: Floats) -> Floats:
    """Double the smaller tail; both without the count itself, which halves."""
    own = 1 - below - above
    found = 2 * np.minimum(below, above) + np.maximum(own, 0.0)
    return np.asarray(np.minimum(1.0, found))
