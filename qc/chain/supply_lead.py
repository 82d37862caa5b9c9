"""Lead time: how long after the last order does the next one come, period by period?

Beside the days, each is held against the customer's own usual time as it was known at
the order before: a mix of slow and fast customers cannot hide that all became slower.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.supply import period_of
from qc.chain.supply_orders import Orders
from qc.core.arrays import Floats, Ints, freeze

LONG = 1.5  # usual times


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lead:
    """Times between orders, by the period of the order that ended each.

    Attributes
    ----------
    start : (k,) int
        First day of each period.
    n : (k,) int
        Times that ended in it.
    days : (k,) float
        Their median; NaN without any.
    ratio : (k,) float
        Median of time over own usual time; 1 is as usual.
    long : (k,) int
        Longer than one and a half usual times.
    """

    start: Ints
    n: Ints
    days: Floats
    ratio: Floats
    long: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "start", "n", "days", "ratio", "long")


def lead(found: Orders, edges: Ints) -> Lead:
    """Answer: how long did customers take to order again, and is it their usual time?

    Parameters
    ----------
    found : Orders
    edges : (k + 1,) int, increasing
        First day of each period, and the day after the last.
    """
    k = len(edges) - 1
    ended = ~found.latest
    period = period_of(found.next[ended], edges)
    keep = (period >= 0) & (period < k)
    period = period[keep]
    days = (found.next - found.day)[ended][keep].astype(np.float64)
    ratio = days / found.usual[ended][keep]
    return Lead(
        start=edges[:-1],
        n=np.bincount(period, minlength=k),
        days=_medians(period, days, k),
        ratio=_medians(period, ratio, k),
        long=np.bincount(period[ratio > LONG], minlength=k),
    )


def _medians(period: Ints, values: Floats, k: int) -> Floats:
    order = np.lexsort((values, period))
    count = np.bincount(period, minlength=k)
    begin = np.cumsum(count) - count
    found, some = np.full(k, np.nan), count > 0
    low = (begin + (count - 1) // 2)[some]
    high = (begin + count // 2)[some]
    found[some] = (values[order][low] + values[order][high]) / 2
    return found
