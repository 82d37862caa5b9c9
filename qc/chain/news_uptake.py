"""Does news bring purchases? Against customers held back, or each against themselves.

With a hold-out, customers told and customers held back in the same week are compared.
Without one, the days after a piece of news are held against the same customer's other
days: an observation, since who is sent what, and when, was not drawn by lot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from qc.chain.evidence import Estimate, Method, Want, around, short
from qc.chain.exposure import Moments, Watched, exposure
from qc.chain.links import Design, Scale
from qc.chain.news import Sent
from qc.chain.news_after import followed, within
from qc.chain.rate_ratio import rate_ratio
from qc.chain.supply_orders import Orders
from qc.core.arrays import Floats, Ints
from qc.core.intervals import CONFIDENCE, normal_quantile

MINIMUM = {Want.CUSTOMERS: 100}
WEEK = 7


class Outcome(StrEnum):
    """What is looked for after a piece of news."""

    BOUGHT = "bought"
    CAME = "came"  # made contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Uptake:
    """What followed news, against what would have been without.

    Attributes
    ----------
    outcome : Outcome
    days : int
        In which it counts as following.
    design : Design
        EXPERIMENT against customers held back, if these were drawn by lot;
        WITHIN_CUSTOMER against each customer's other days.
    scale : Scale
        DIFFERENCE of shares, or RATIO of rates.
    estimate : Estimate
        n customers: the fewer of those told and those held back; or those with both
        kinds of days.
    told, held : (int, int)
        Pieces of news, and of them followed; the same of those held back.
    """

    outcome: Outcome
    days: int
    design: Design
    scale: Scale
    estimate: Estimate
    told: tuple[int, int]
    held: tuple[int, int] | None = None


def against_held_back(
    told: Sent, held: Sent, events: Moments, until: int, days: int
) -> tuple[Estimate, tuple[int, int], tuple[int, int]]:
    """Answer: how much larger is the share that follows, than of those held back?

    Parameters
    ----------
    told, held : Sent
    events : Moments
        What may follow.
    until : int
        Last day known: who had no time to follow does not count.
    days : int

    Returns
    -------
    Estimate
        Difference of shares within weeks, weighted by Mantel and Haenszel; the
        variance from each customer's part.
    (int, int), (int, int)
        Told and followed; held back and followed.
    """
    arm, week, who, did = _rows(told, held, events, until, days)
    told_n, held_n = (
        np.bincount(week[arm == a], minlength=_most(week)) for a in (1, 0)
    )
    both = (told_n > 0) & (held_n > 0)
    keep = both[week]
    arm, week, who, did = arm[keep], week[keep], who[keep], did[keep]
    sides = [len(np.unique(who[arm == a])) for a in (1, 0)]
    value, error = _difference(arm, week, who, did)
    reach = normal_quantile(CONFIDENCE) * error
    estimate = Estimate(
        value=value,
        interval=around(value, reach),
        error=error,
        n=min(sides),
        method=Method.ROBUST,
        short=short(MINIMUM, {Want.CUSTOMERS: min(sides)}),
    )
    counted = [(int((arm == a).sum()), int(did[arm == a].sum())) for a in (1, 0)]
    return estimate, counted[0], counted[1]


def within_customers(
    told: Sent, found: Orders, contacts: Moments, days: int, rng: np.random.Generator
) -> Estimate:
    """Answer: do customers buy more in the days after news than on their other days?

    Parameters
    ----------
    told : Sent
    found : Orders
    contacts : Moments
        All that customers did: nobody is watched after the last of it, when they may
        have left.
    days : int
    rng : numpy Generator
    """
    n = int(max(found.customer.max(initial=-1), told.customer.max(initial=-1))) + 1
    bought = Moments(customer=found.customer, day=found.day)
    watched = _watched(found, contacts, n)
    news = Moments(customer=told.customer, day=told.day)
    ratio = rate_ratio(exposure(watched, news, bought, (0, days)), rng).ratio
    return replace(ratio, short=short(MINIMUM, {Want.CUSTOMERS: ratio.n}))


def _watched(found: Orders, contacts: Moments, n: int) -> Watched:
    """Return the days from the first order to the day before the last sign of life."""
    start = np.full(n, np.iinfo(np.int64).max // 4)
    first = found.rank == 0
    start[found.customer[first]] = found.day[first]
    until = np.full(n, np.iinfo(np.int64).min // 4)
    known = contacts.customer < n
    np.maximum.at(until, contacts.customer[known], contacts.day[known] - 1)
    np.maximum.at(until, found.customer, found.day - 1)
    return Watched(start=start, until=until)


def _rows(
    told: Sent, held: Sent, events: Moments, until: int, days: int
) -> tuple[Ints, Ints, Ints, Floats]:
    who = np.concatenate([told.customer, held.customer])
    day = np.concatenate([told.day, held.day])
    arm = np.repeat([1, 0], [len(told), len(held)])
    keep = day + days <= until
    lag = followed(who[keep], day[keep], events.customer, events.day)
    week = day[keep] // WEEK
    week -= int(week.min(initial=0)) if len(week) else 0
    did = within(lag, days).astype(np.float64)
    return arm[keep], week, who[keep], did


def _difference(arm: Ints, week: Ints, who: Ints, did: Floats) -> tuple[float, float]:
    """Return the weighted difference of shares, and its error by customers."""
    if not len(arm):
        return math.nan, math.nan
    many, share = [], []
    for side in (1, 0):
        rows = arm == side
        n = np.bincount(week[rows], minlength=_most(week)).astype(np.float64)
        sums = np.bincount(week[rows], did[rows], minlength=_most(week))
        many.append(n)
        share.append(np.divide(sums, n, out=np.zeros(len(n)), where=n > 0))
    whole = many[0] + many[1]
    weight = np.divide(
        many[0] * many[1], whole, out=np.zeros(len(whole)), where=whole > 0
    )
    total = float(weight.sum())
    value = float((weight * (share[0] - share[1])).sum()) / total
    place = 1 - arm  # 0 for told, as in the lists
    sign = np.where(arm == 1, 1.0, -1.0)
    own_n, own_share = (np.stack(one)[place, week] for one in (many, share))
    fair = np.sqrt(own_n / np.maximum(own_n - 1, 1))  # each share is an estimate
    part = sign * weight[week] / own_n * (did - own_share) * fair / total
    by_customer = np.bincount(who, part)
    return value, float(np.sqrt(np.einsum("i,i->", by_customer, by_customer)))


def _most(week: Ints) -> int:
    return int(week.max(initial=0)) + 1
