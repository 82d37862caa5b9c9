"""Proportion charts (p and p'): the share of interactions with a defect.

Phase I asks what the process does (`estimate`), phase II whether it still does
it (`chart`): a shift that helps to set the limits hides inside them.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 7.
.. [2] D. B. Laney, Improved control charts for attributes, Quality
       Engineering 14(4), 531-537 (2002).
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.core.series import Counts
from qc.spc import mixed_counts
from qc.spc.attribute import Law
from qc.spc.limits import Limits, binomial_counts
from qc.spc.mixed_limits import Mixed
from qc.spc.ranges import SigmaFrom


def _variance(share: float) -> float:
    """Return the variance of a single opportunity."""
    return share * (1.0 - share)


LAW = Law(
    plain=ChartKind.P,
    prime=ChartKind.P_PRIME,
    probable=ChartKind.P_PRIME_PROBABILITY,
    corrected=ChartKind.P_PRIME_CORRECTED,
    ceiling=1.0,
    variance=_variance,
    exact=binomial_counts,
    mixed=Mixed(law=mixed_counts.shares, variance=_variance, own=1.0),
)


def estimate(
    counts: Counts,
    *,
    excluded: Bools | None = None,
    overdispersed: bool = False,
    widen_only: bool = True,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
) -> Baseline:
    """Phase I: learn the centre line, and the spread if asked to.

    Parameters
    ----------
    counts : Counts
        k subgroups in time order; missing ones keep their place.
    excluded : (k,) bool, optional
        Points left out; no moving range is taken over them.
    overdispersed : bool
        Estimate Laney's sigma_z [2]_: for large subgroups whose share drifts by
        nature (p').
    widen_only : bool
        Take sigma_z below 1 as 1. False narrows the limits where counts vary
        less than the binomial law: ask why before you do.
    sigma : SigmaFrom
        How sigma_z comes from the moving ranges of z.

    Returns
    -------
    Baseline
        ``centre`` is a share in [0, 1]; ``spread`` is 1 unless `overdispersed`.

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable subgroups.
    InvalidSeries
        If a subgroup has more defectives than interactions.
    """
    check(counts)
    return LAW.estimate(
        counts,
        excluded=excluded,
        overdispersed=overdispersed,
        widen_only=widen_only,
        sigma=sigma,
    )


def estimate_probable(
    counts: Counts,
    *,
    excluded: Bools | None = None,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
) -> Baseline:
    """Phase I: learn the centre line, and how the chance varies between periods.

    Centre line and sigma_z are those of the p' chart (never below 1); the limits are
    those of the beta-binomial law that they say, see `mixed_limits`.

    Parameters and refusals are those of `estimate`.

    Returns
    -------
    Baseline
        ``centre`` is a share in [0, 1]; ``spread`` sigma_z; ``exposure`` the
        usual interactions of a subgroup.
    """
    check(counts)
    return LAW.estimate_probable(counts, excluded=excluded, sigma=sigma)


def estimate_corrected(
    counts: Counts,
    *,
    excluded: Bools | None = None,
    widen_only: bool = True,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
) -> Baseline:
    """Phase I: learn the centre line, and a spread that allows for memory.

    Moving ranges of a share that drifts are too short, and so is sigma_z from them:
    it is widened by 1/sqrt(1 - phi), phi from the lag-1 autocorrelation of z. Limits
    are then by probability, as those of `estimate_probable`.

    Parameters and refusals are those of `estimate`.

    Returns
    -------
    Baseline
        ``centre`` is a share in [0, 1]; ``spread`` the widened sigma_z; ``memory``
        phi in [0, 0.95]; ``exposure`` the usual interactions of a subgroup.
    """
    check(counts)
    return LAW.estimate_corrected(
        counts, excluded=excluded, widen_only=widen_only, sigma=sigma
    )


def chart(
    counts: Counts,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
    limits: Limits = Limits.AUTO,
) -> ControlChart:
    """Phase II: judge subgroups against a baseline they did not set.

    Parameters
    ----------
    counts : Counts
        k subgroups in time order; they may be new ones.
    baseline : Baseline
        From `estimate`.
    width : float
        Half-width of the limits, in sigmas of the plotted share; exact limits
        leave the same probability outside on either side.
    excluded : (k,) bool, optional
        Marked as left out; they are judged all the same.
    limits : Limits
        AUTO takes exact binomial limits where the baseline warns of small counts. A
        baseline from `estimate_probable` or `estimate_corrected` has its own.

    Returns
    -------
    ControlChart
        Shares in [0, 1]; limits differ per point as subgroup sizes do, and are
        NaN where there is no interaction.
    """
    check(counts)
    return LAW.chart(counts, baseline, width=width, excluded=excluded, limits=limits)


def check(counts: Counts) -> None:
    """Refuse counts that cannot be shares.

    Raises
    ------
    InvalidSeries
        If a subgroup has more defectives than interactions.
    """
    wrong = np.flatnonzero(counts.events > counts.opportunities)
    if not wrong.size:
        return
    i = wrong[0]
    raise InvalidSeries(
        f"{wrong.size} subgroup(s) have more defectives than interactions, the first "
        f"on {counts.at[i]}: {counts.events[i]:g} of {counts.opportunities[i]:g}. "
        "Count each interaction once, or count defects on a u chart."
    )
