"""Closed days, seen from an empty record: for what share of a period were doors open?

A day is taken as closed if nothing at all is on record on it, while on three of four
of the same weekdays, in the eight weeks before and the eight after, at least ten
things are: an empty day then has a chance below 5 in 100,000. Where little happens
nobody can tell, so nothing is corrected; nor outside the span of the record.
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Floats, Ints

WEEKS = 8  # looked at on either side of a day
ENOUGH = 10  # exp(-10) = 0.000045
_LEAST = 4  # weekdays like it, without which nobody knows what is usual


def open_share(day: Ints, many: Ints, edges: Ints) -> Floats:
    """Answer: which share of what each period usually brings fell on open days?

    Parameters
    ----------
    day : (n,) int
        Days on which something happened, in any order, some perhaps more than once.
    many : (n,) int
        How many things.
    edges : (k + 1,) int, increasing
        Day on which each period begins, and the day after the last.

    Returns
    -------
    (k,) float, 0..1
        1 where no day is known to be closed. A day weighs what its weekday usually
        brings (median of its neighbours): a closed Thursday more than a Sunday.
    """
    whole = np.ones(len(edges) - 1)
    reach = 7 * WEEKS
    near = (day >= edges[0] - reach) & (day < edges[-1] + reach)
    day, many = day[near], many[near]
    if not len(day):
        return whole
    first = int(day.min())
    count = np.bincount(day - first, many).astype(np.float64)
    if count.all():
        return whole
    low, usual = _neighbours(count)
    closed = (count == 0) & (low >= ENOUGH)
    lost = _within(np.where(closed, usual, 0.0), edges - first)
    total = _within(usual, edges - first)
    np.divide(total - lost, total, out=whole, where=total > 0)
    return whole


def _neighbours(count: Floats) -> tuple[Floats, Floats]:
    """Return lower quartile and median of the same weekday in the weeks around."""
    n, reach = len(count), 7 * WEEKS
    padded = np.pad(count, reach, constant_values=np.nan)
    steps = [7 * week for week in range(-WEEKS, WEEKS + 1) if week]
    around = np.sort([padded[reach + step :][:n] for step in steps], axis=0)
    many = np.isfinite(around).sum(axis=0)  # sorted, those outside the record are last
    low, middle = (
        np.take_along_axis(around, (many // part)[None], axis=0)[0] for part in (4, 2)
    )
    known = many >= _LEAST
    return np.where(known, low, 0.0), np.where(known, middle, 0.0)


def _within(weight: Floats, edges: Ints) -> Floats:
    """Add up the weights of the days of each period."""
    upto = np.concatenate([[0.0], np.cumsum(weight)])
    total: Floats = np.diff(upto[np.clip(edges, 0, len(weight))])
    return total
