"""What a customer of a group is worth by some age, and what each one adds to that.

The mean cumulative function with marks: each event counts its money, or 1, over the
customers of the group still observed at that age. What one customer adds is the part by
which the figure would move without him; parts are added up over whole trees, since
customers of one tree are no separate evidence.

References
----------
.. [1] W. Nelson, Recurrent Events Data Analysis (2003), with costs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Short
from qc.chain.referral_people import Marked
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, normal_quantile

_WIDEST = 50.0  # in logs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worth:
    """The mean of a group by one age.

    Attributes
    ----------
    value : float
        Per customer of the group; NaN where nobody is observed for so long.
    part : (n,) float
        What each of all customers adds to it; their sum is 0, and the sum of the
        squares its variance. 0 for those not of the group.
    customers, observed, events : int
        Of the group, those of them still observed at that age, and what happened.
    signed : bool
        Whether some of what happened counts below zero, as a refund does.
    """

    value: float
    part: Floats
    customers: int
    observed: int
    events: int
    signed: bool = False

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "part")


def worth(marked: Marked, group: Bools, ends: Floats, horizon: float) -> Worth:
    """Answer: how much by this age, per customer of a group [1]_?

    Parameters
    ----------
    marked : Marked
        Of any customers; those of others are left out.
    group : (n,) bool
    ends : (n,) float
        Age at which each one's observation ends; at that age it still counts.
    horizon : float, >= 0, days
    """
    _check(horizon)
    inside = marked.of(group & np.isfinite(ends))
    early = inside.age <= horizon
    who, age, mark = (x[early] for x in (inside.customer, inside.age, inside.mark))
    until = np.sort(ends[group])
    observed = len(until) - np.searchsorted(until, age, side="left")
    at_end = len(until) - int(np.searchsorted(until, horizon, side="left"))
    order = np.argsort(age, kind="stable")
    expected = np.append(0.0, np.cumsum((mark / observed**2)[order]))
    part = np.bincount(who, mark / observed, len(group)).astype(np.float64)
    seen = np.minimum(ends[group], horizon)
    part[group] -= expected[np.searchsorted(age[order], seen, side="right")]
    return Worth(
        value=float((mark / observed).sum()) if at_end else math.nan,
        part=part,
        customers=len(until),
        observed=at_end,
        events=len(who),
        signed=bool((mark < 0).any()),
    )


def path(marked: Marked, group: Bools, ends: Floats, ages: Floats) -> Floats:
    """Return how much by each of some ages; NaN where nobody is observed so long."""
    inside = marked.of(group)
    order = np.argsort(inside.age, kind="stable")
    age, until = inside.age[order], np.sort(ends[group])
    observed = len(until) - np.searchsorted(until, age, side="left")
    total = np.append(0.0, np.cumsum(inside.mark[order] / np.maximum(observed, 1)))
    found = total[np.searchsorted(age, ages, side="right")]
    longest = until[-1] if len(until) else -math.inf
    return np.where(ages <= longest, found, np.nan)


def error(part: Floats, root: Ints) -> float:
    """Return the standard error of a figure, customers of one tree taken together."""
    return math.sqrt(float((np.bincount(root, part) ** 2).sum()))


def estimate(
    found: Worth,
    root: Ints,
    short: tuple[Short, ...] = (),
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Return a worth with its interval, customers of one tree taken together.

    On the scale of the logarithm, where nothing counts below zero.
    """
    spread, value = error(found.part, root), found.value
    reach = normal_quantile(confidence) * spread
    interval = (value - reach, value + reach)
    if value > 0 and not found.signed:
        factor = math.exp(min(reach / value, _WIDEST))
        interval = (value / factor, value * factor)
    return Estimate(
        value=value,
        interval=interval,
        error=spread,
        n=found.customers,
        method=Method.ROBUST,
        short=short,
    )


def _check(horizon: float) -> None:
    if not (math.isfinite(horizon) and horizon >= 0):
        raise InvalidSeries(f"An age is a number of days from 0 up; got {horizon}.")
