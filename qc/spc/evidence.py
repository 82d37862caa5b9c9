"""One p-value a chart and period: how surprising are the newest points?

Limits answer for one point and as if the baseline were known. Here the newest 1, 2,
4 and 8 points, so a jump as well as a lasting shift, are each held against the rest
of the baseline, whose own uncertainty counts: by Student's law with the degrees of
freedom of a moving range, or by the exact law of counts given their total.

Whatever the chart assumes, evidence is cautious where the baseline gives reason:

- memory widens it, also where it is too weak to be called significant;
- counts that vary more than their law widen it, also where a p or u chart was drawn;
- what cannot be below zero is judged by its logarithm, root or arcsine: medians of
  times, times between events and shares are skewed;
- of a baseline without any variation only the number of points off it is known.
"""

from __future__ import annotations

import math
from dataclasses import replace
from operator import itemgetter

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind
from qc.core.series import Counts, Series
from qc.spc import minimums
from qc.spc.charts import METHODS
from qc.spc.evidence_counts import of_counts, of_geometric
from qc.spc.evidence_values import Scale, Window, of_values
from qc.spc.rare import POWER

WINDOWS = {1: 1 / 2, 2: 1 / 6, 4: 1 / 6, 8: 1 / 6}
"""Newest points judged together, and the share of all risk each window may take."""
_BINOMIAL = {ChartKind.P, ChartKind.NP}
_POISSON = {ChartKind.U, ChartKind.C}
_BINOMIAL_PRIMES = {
    ChartKind.P_PRIME,
    ChartKind.P_PRIME_PROBABILITY,
    ChartKind.P_PRIME_CORRECTED,
}
_POISSON_PRIMES = {
    ChartKind.U_PRIME,
    ChartKind.U_PRIME_PROBABILITY,
    ChartKind.U_PRIME_CORRECTED,
}


def evidence(series: Series, chart: ControlChart) -> float:
    """Answer: how likely are newest points this far out or farther, by chance alone?

    Parameters
    ----------
    series : Series
        What the chart was drawn of.
    chart : ControlChart

    Returns
    -------
    float in [0, 1]
        The smallest p-value of all windows, each divided by its share of the risk
        (Bonferroni); NaN where the newest phase has no limits, or fewer than 8 other
        points to compare with.
    """
    weighted = _weighted(series, chart)
    return min(1.0, *(p for p, _ in weighted)) if weighted else math.nan


def surest(series: Series, chart: ControlChart) -> Ints:
    """Return the newest points on which the evidence rests; empty without any."""
    weighted = _weighted(series, chart)
    return min(weighted, key=itemgetter(0))[1] if weighted else np.empty(0, np.int64)


def _weighted(series: Series, chart: ControlChart) -> list[tuple[float, Ints]]:
    """Return the p-value of each window over its share of the risk, and its points."""
    if chart.remembers:
        chart = _followed(series, chart)
    windows = _windows(chart)
    found = _judged(series, chart, windows) if windows else []
    return [
        (p / WINDOWS[len(new)], new)
        for p, (new, _) in zip(found, windows, strict=True)
        if not math.isnan(p)
    ]


def _followed(series: Series, chart: ControlChart) -> ControlChart:
    """Return the chart of the points themselves, behind averages and sums of them."""
    newest = np.flatnonzero(~series.missing)[-1:]
    baseline = chart.baselines[int(chart.phase[newest[0]])] if newest.size else None
    if baseline is None or baseline.kind is ChartKind.RUN:
        return chart
    if baseline.kind is ChartKind.MR:
        return replace(chart, value=series.value, floor=-math.inf)
    drawn = METHODS[baseline.kind].chart(series, baseline)
    return replace(
        drawn,
        phase=chart.phase,
        in_baseline=chart.in_baseline,
        excluded=chart.excluded,
        baselines=chart.baselines,
    )


def _windows(chart: ControlChart) -> list[Window]:
    """Return each window with the baseline points before it, of the newest phase."""
    present = np.flatnonzero(~np.isnan(chart.value))
    if not present.size or _baseline(chart, present).kind is ChartKind.RUN:
        return []
    newest = present[-1]
    own = chart.phase == chart.phase[newest]
    line = present[(own & ~chart.excluded)[present]]
    if chart.excluded[newest]:  # left out of estimates, not declared good
        line = np.append(line, newest)
    base = present[(own & chart.in_baseline)[present]]
    found = []
    for size in WINDOWS:
        new = line[-size:]
        held = base[: np.searchsorted(base, new[0])]
        if len(new) == size and len(held) >= minimums.ASKED:
            found.append((new, held))
    return found


def _judged(series: Series, chart: ControlChart, windows: list[Window]) -> list[float]:
    kind = _baseline(chart, windows[0][0]).kind
    if isinstance(series, Counts) and kind in _BINOMIAL | _POISSON:
        exact = kind in _BINOMIAL
        return [of_counts(series, window, binomial=exact) for window in windows]
    if kind is ChartKind.G:
        return [of_geometric(series.value, window) for window in windows]
    return of_values(_scale(chart, kind, windows[-1]), windows)


def _scale(chart: ControlChart, kind: ChartKind, widest: Window) -> Scale:
    """Return the values on the scale on which they are nearest to normal."""
    new, held = widest
    used = np.concatenate((held, new))
    value = chart.value
    if kind is ChartKind.T:
        return Scale(value=value**POWER, sigma=np.ones(len(chart)))
    if np.ptp(chart.centre[used]) > 0:
        return Scale(value=value - chart.centre, sigma=_sigma(chart, used))
    if kind in _BINOMIAL_PRIMES:
        return Scale(value=np.arcsin(np.sqrt(value)), sigma=_of_root(chart), least=1.0)
    if kind in _POISSON_PRIMES:
        return Scale(value=np.sqrt(value), sigma=_of_root(chart), least=1.0)
    if chart.floor == 0 and np.all(value[used] > 0):
        logs = np.log(np.where(value > 0, value, np.nan))
        return Scale(value=logs, sigma=np.ones(len(chart)))
    return Scale(value=value, sigma=_sigma(chart, used))


def _of_root(chart: ControlChart) -> Floats:
    """Return the sigma of the root of a share or rate by its law, 1 / (2 sqrt n)."""
    return 0.5 / np.sqrt(np.where(chart.n > 0, chart.n, np.nan))


def _sigma(chart: ControlChart, used: Ints) -> Floats:
    """Return the relative sigma of the points; all 1 where they are alike."""
    sigma = chart.sigma[used]
    differ = chart.symmetric and np.all(sigma > 0) and np.ptp(sigma) > 0
    return chart.sigma if differ else np.ones(len(chart))


def _baseline(chart: ControlChart, points: Ints) -> Baseline:
    return chart.baselines[int(chart.phase[points[-1]])]
