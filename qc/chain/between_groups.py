"""Do agents differ in their mean, or in their spread? Values such as minutes.

The share of all variation that lies between agents (intraclass correlation) says how
much depends on who serves; 0 where it does not matter.

References
----------
.. [1] S. R. Searle, G. Casella, C. E. McCulloch, Variance Components (1992), ch. 3:
       n0, the estimators, and the interval of the ratio.
.. [2] M. B. Brown, A. B. Forsythe, Robust tests for the equality of variances, J.
       American Statistical Association 69, 364-367 (1974).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Short, Want, short
from qc.chain.group_means import (
    NO_TEST,
    Groups,
    VarianceTest,
    groups_of,
    one_way,
    welch,
)
from qc.core.arrays import Floats, Ints
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval

MINIMUM = {Want.GROUPS: 5, Want.CASES: 50}


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What lies between agents, and what within them.

    Attributes
    ----------
    share : Estimate
        Intraclass correlation, 0 at the least; n groups.
    raw_share : float
        The same where it may come out below 0.
    means, spreads : VarianceTest
        Analysis of variance of means; Brown-Forsythe [2]_ of spreads.
    welch : VarianceTest
        Of means where spreads differ.
    ms_between, ms_within : float
        Mean squares.
    between, raw_between, within : float
        Variances, in the unit squared.
    reml : (between, within)
        The same by restricted maximum likelihood.
    size : float
        Usual number of values per group, n0.
    """

    share: Estimate
    raw_share: float
    means: VarianceTest
    spreads: VarianceTest
    welch: VarianceTest
    ms_between: float
    ms_within: float
    between: float
    raw_between: float
    within: float
    reml: tuple[float, float]
    size: float


def between_groups(
    values: Floats, group: Ints, *, confidence: float = CONFIDENCE
) -> Between:
    """Answer: how much of what varies depends on who serves?

    Parameters
    ----------
    values : (n,) float
    group : (n,) int, >= 0
        Numbers without a value are left aside.
    confidence : float in (0, 1)

    Returns
    -------
    Between
        NaN where there is one group, no group with two values, or no variation at all.
    """
    if values.shape != group.shape or not np.isfinite(values).all():
        raise InvalidSeries("Each value is a finite number and has its group.")
    groups, of = groups_of(values, group)
    k, n = len(groups.n), len(values)
    lacking = short(MINIMUM, {Want.GROUPS: k, Want.CASES: n})
    nothing = _nothing(k, lacking)
    if k < 2 or n <= k:
        return _unknown(nothing)
    above, below = groups.ms()
    if above <= 0 and below <= 0:
        return _unknown(nothing)
    raw = (above - below) / groups.size
    share = raw / (raw + below)
    medians = np.array([np.median(values[of == i]) for i in range(k)])
    apart, _ = groups_of(np.abs(values - medians[of]), of)
    return Between(
        share=Estimate(
            value=max(share, 0.0),
            interval=_interval(groups, above, below, confidence),
            n=k,
            method=Method.VARIANCE_RATIO,
            short=lacking,
        ),
        raw_share=share,
        means=one_way(groups),
        spreads=one_way(apart),
        welch=welch(groups),
        ms_between=above,
        ms_within=below,
        between=max(raw, 0.0),
        raw_between=raw,
        within=below,
        reml=_reml(groups),
        size=groups.size,
    )


def _interval(
    groups: Groups, above: float, below: float, confidence: float
) -> Interval:
    """Return the interval of the share [1]_, exact for normal values, equal sizes."""
    from scipy.special import fdtri

    if below <= 0:
        return UNKNOWN
    degrees = (len(groups.n) - 1, groups.total - len(groups.n))
    tail = (1 - confidence) / 2
    ends = [
        (above / below / float(fdtri(*degrees, p)) - 1) / groups.size
        for p in (1 - tail, tail)
    ]
    low, high = (max(end, 0.0) / (1 + max(end, 0.0)) for end in ends)
    return low, high


def _reml(groups: Groups) -> tuple[float, float]:
    """Return both variances where the restricted likelihood is highest."""
    from scipy.optimize import minimize_scalar

    if groups.squares.sum() <= 0:
        return math.nan, math.nan
    found = minimize_scalar(
        lambda logs: _criterion(groups, math.exp(logs))[0],
        bounds=(-20, 20),
        method="bounded",
        options={"xatol": 1e-9},
    )
    ratio = math.exp(float(found.x))
    if _criterion(groups, 0.0)[0] <= float(found.fun):
        ratio = 0.0
    within = _criterion(groups, ratio)[1]
    return ratio * within, within


def _criterion(groups: Groups, ratio: float) -> tuple[float, float]:
    w = groups.n / (1 + ratio * groups.n)
    whole = float(w @ groups.mean) / float(w.sum())
    q = float(groups.squares.sum()) + float(w @ (groups.mean - whole) ** 2)
    free = groups.total - 1
    logs = float(np.log1p(ratio * groups.n).sum()) + math.log(float(w.sum()))
    return free * math.log(q) + logs, q / free


def _nothing(groups: int, lacking: tuple[Short, ...]) -> Estimate:
    return Estimate(
        value=math.nan, n=groups, method=Method.VARIANCE_RATIO, short=lacking
    )


def _unknown(nothing: Estimate) -> Between:
    return Between(
        share=nothing,
        raw_share=math.nan,
        means=NO_TEST,
        spreads=NO_TEST,
        welch=NO_TEST,
        ms_between=math.nan,
        ms_within=math.nan,
        between=math.nan,
        raw_between=math.nan,
        within=math.nan,
        reml=(math.nan, math.nan),
        size=math.nan,
    )
