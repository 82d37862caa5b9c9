"""Do those with more trust do more? Among customers alike in what else matters.

Rows of one customer hang together, so every error is that of customers, not of rows.

References
----------
.. [1] S. Greenland, J. M. Robins, Estimation of a common effect parameter from sparse
       follow-up data, Biometrics 41(1), 55-68 (1985): common difference of shares.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Short, Want, around, short
from qc.chain.trust_surprise import apart
from qc.core.arrays import Bools, Floats, Ints
from qc.core.intervals import CONFIDENCE, normal_quantile

MINIMUM: Mapping[Want, float] = {Want.EVENTS: 100, Want.CUSTOMERS: 100}
THIRD = 1 / 3
Thirds = tuple[Bools, Bools]
"""The rows of the highest third, and of the lowest."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """What is compared.

    Attributes
    ----------
    outcome : (n,) float
        1 where it came, 0 where not.
    score : (n,) float
        What is held to make it come.
    stratum : (n,) int, >= 0
        Rows of one number are alike in what else matters.
    customer : (n,) int, >= 0
    """

    outcome: Floats
    score: Floats
    stratum: Ints
    customer: Ints

    @property
    def lacking(self) -> tuple[Short, ...]:
        """What there is too little of."""
        events = min(self.outcome.sum(), (1 - self.outcome).sum())
        got = {Want.EVENTS: float(events), Want.CUSTOMERS: self.customers}
        return short(MINIMUM, got)

    @property
    def customers(self) -> int:
        """Number of customers."""
        return int(np.count_nonzero(np.bincount(self.customer)))


def thirds(score: Floats, group: Ints) -> Thirds:
    """Return the rows of the highest and of the lowest third of each group."""
    place = places(score, group)
    return place > 1 - THIRD, place < THIRD


def places(score: Floats, group: Ints) -> Floats:
    """Return the place of each row among those of its group, in (0, 1).

    Rows of the same score share the place of the middle of them.
    """
    if not len(score):
        return np.zeros(0)
    wide = max(float(np.ptp(score)), np.finfo(float).tiny)
    key = group + (score - score.min()) / wide / 2  # one sort is quicker than two
    order = np.argsort(key)
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.diff(group[order]) != 0
    change = new.copy()
    change[1:] |= np.diff(key[order]) != 0
    begin, first = np.flatnonzero(new), np.flatnonzero(change)
    size = np.diff(np.append(begin, len(order)))
    run = np.diff(np.append(first, len(order)))
    middle = np.repeat(first + run / 2, run) - np.repeat(begin, size)
    place = np.empty(len(order))
    place[order] = middle / np.repeat(size, size)
    return place


def between_thirds(rows: Rows, ends: Thirds) -> Estimate:
    """Answer: how much likelier is it in the highest third than in the lowest?

    Parameters
    ----------
    rows : Rows
    ends : (highest, lowest)
        As `thirds` tells them.

    Returns
    -------
    Estimate
        Common difference of shares [1]_ over the strata, by customers.
    """
    (high, low), stratum = ends, rows.stratum
    k = int(stratum.max(initial=-1)) + 1
    above, below = (
        np.bincount(stratum[one], minlength=k).astype(np.float64) for one in ends
    )
    weight = np.divide(
        above * below, above + below, out=np.zeros(k), where=above * below > 0
    )
    total = float(weight.sum())
    if total <= 0:
        return _nothing(rows)
    # what each row of the two thirds adds to the difference of its stratum
    share = _shares(rows.outcome, stratum, high, above)
    other = _shares(rows.outcome, stratum, low, below)
    value = float(np.dot(weight, share - other)) / total
    part = _parts(rows.outcome, stratum, high, share, weight / np.maximum(above, 1))
    part -= _parts(rows.outcome, stratum, low, other, weight / np.maximum(below, 1))
    return _estimate(rows, value, part / total)


def by_slope(rows: Rows, ends: Thirds) -> Estimate:
    """Answer: the same, by all customers, read off a straight line within strata.

    The slope times the distance of the mean scores of the highest and lowest thirds.
    """
    high, low = ends
    if not (high.any() and low.any()):
        return _nothing(rows)
    gap = float(rows.score[high].mean() - rows.score[low].mean())
    x, y = apart(rows.score, rows.stratum), apart(rows.outcome, rows.stratum)
    size = float(np.dot(x, x))
    if size <= 0 or gap <= 0:
        return _nothing(rows)
    slope = float(np.dot(x, y)) / size
    return _estimate(rows, slope * gap, gap * x * (y - slope * x) / size)


def _shares(outcome: Floats, stratum: Ints, which: Bools, count: Floats) -> Floats:
    came = np.bincount(stratum[which], outcome[which], minlength=len(count))
    found: Floats = came / np.maximum(count, 1)
    return found


def _parts(
    outcome: Floats, stratum: Ints, which: Bools, share: Floats, each: Floats
) -> Floats:
    """Return what each row moves a share, times its weight; 0 outside of it."""
    off = (outcome - share[stratum]) * each[stratum]
    return np.where(which, off, 0.0)


def _estimate(rows: Rows, value: float, part: Floats) -> Estimate:
    own, n = np.bincount(rows.customer, part), rows.customers
    error = math.sqrt(float(np.dot(own, own)) * n / max(n - 1, 1))
    return Estimate(
        value=value,
        interval=around(value, normal_quantile(CONFIDENCE) * error),
        error=error,
        n=n,
        method=Method.ROBUST,
        short=rows.lacking,
    )


def _nothing(rows: Rows) -> Estimate:
    missing = rows.lacking or (Short(what=Want.SPREAD, need=1, got=0),)
    return Estimate(
        value=math.nan, n=rows.customers, method=Method.ROBUST, short=missing
    )
