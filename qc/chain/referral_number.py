"""How many customers does a customer bring? The reproduction number R, and who refers.

R is counted per customer who came, by the age of whoever brought the next one, so that
recent customers, who have had no time, do not pull it down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Short, Want, mean_of, share_of, short
from qc.chain.mcf import FEWEST_OBSERVED, Cumulative, by_age, cumulative
from qc.chain.mcf_bootstrap import FEWEST, Events, resampled
from qc.chain.referral_clumping import Clumping, clumping
from qc.chain.referral_people import Marked, People, brought
from qc.core.arrays import Floats, Ints
from qc.core.intervals import Interval, upper_share

YEAR = 365.0
MINIMUM = {Want.CUSTOMERS: 100, Want.REFERRALS: 10}
MOST_DRAWN = 20_000  # customers; beyond, the closed form is as good
_CHOICES = 5_000_000  # customers drawn in all, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """What a customer brings.

    Attributes
    ----------
    year : Estimate
        R_365: customers brought by a customer within a year of coming.
    longest : Estimate
        R_max: within `reach` days, the age that enough customers have reached.
    reach : float
    drawn : (low, high)
        Of `year`, customers drawn anew; NaN where there are too many to draw.
    naive : Estimate
        All referrals over all customers: too low, since many have had no time.
    share : Estimate
        Referral rate: of customers observed for a whole year, those who brought
        somebody in it; Wilson's interval.
    clumps : Clumping
        Of customers observed for a whole year.
    curve : Cumulative
        Customers brought by each age.
    """

    year: Estimate
    longest: Estimate
    reach: float
    drawn: Interval
    naive: Estimate
    share: Estimate
    clumps: Clumping
    curve: Cumulative


def reproduction(
    who: People, rng: np.random.Generator, *, draws: int = FEWEST
) -> Reproduction:
    """Answer: how many customers does a customer bring, over how long a time?

    Parameters
    ----------
    who : People
    rng : numpy.random.Generator
    draws : int
        Of the second interval, at most.
    """
    number = np.cumsum(who.counted) - 1
    found = brought(who)
    ends = who.ends[who.counted]
    return reproduction_of(
        Marked(customer=number[found.customer], age=found.age, mark=found.mark),
        ends,
        rng,
        draws=draws,
    )


def reproduction_of(
    found: Marked,
    ends: Floats,
    rng: np.random.Generator,
    window: float = YEAR,
    *,
    draws: int = FEWEST,
) -> Reproduction:
    """Answer the same for ages and ends of observation, customers from 0 to n - 1."""
    curve = cumulative(found.customer, found.age, ends)
    counts = in_window(found, ends, window)
    lacking = short(
        MINIMUM, {Want.CUSTOMERS: len(ends), Want.REFERRALS: len(found.age)}
    )
    return Reproduction(
        year=_at(curve, window, lacking),
        longest=_at(curve, curve.reach, lacking),
        reach=curve.reach,
        drawn=_drawn(found, ends, window, rng, draws),
        naive=_naive(found, ends),
        share=share_of(int((counts > 0).sum()), len(counts), minimum=_WHOLE),
        clumps=clumping(counts),
        curve=curve,
    )


_WHOLE = {Want.CASES: 30}  # customers observed for the whole time


def in_window(found: Marked, ends: Floats, window: float = YEAR) -> Ints:
    """Return how many each customer observed for the whole time brought in it."""
    inside = found.age <= window
    counts = np.bincount(found.customer[inside], minlength=len(ends))
    return counts[ends >= window]


def _at(curve: Cumulative, age: float, lacking: tuple[Short, ...]) -> Estimate:
    at = by_age(curve, np.array([age]))
    observed = int(at.observed[0])
    if age > curve.reach:  # too few have reached it
        few = Short(what=Want.CUSTOMERS, need=FEWEST_OBSERVED, got=observed)
        lacking = lacking or (few,)
    value, error = float(at.mean[0]), float(at.error[0])
    interval = (float(at.lower[0]), float(at.upper[0]))
    if value == 0:
        interval = (0.0, upper_share(0, curve.customers))  # about 3/n
    return Estimate(
        value=value,
        interval=interval,
        error=error / value if value else math.nan,
        n=curve.customers,
        method=Method.ROBUST,
        short=lacking,
    )


def _drawn(
    found: Marked, ends: Floats, window: float, rng: np.random.Generator, draws: int
) -> Interval:
    """Return the interval of customers drawn anew, in as many draws as is quick."""
    if not len(found.age) or len(ends) > MOST_DRAWN:
        return math.nan, math.nan
    draws = min(draws, max(200, _CHOICES // len(ends)))
    events = Events(customer=found.customer, age=found.age, ends=ends)
    again = resampled(events, np.array([window]), rng, resamples=draws)
    return float(again.lower[0]), float(again.upper[0])


def _naive(found: Marked, ends: Floats) -> Estimate:
    return mean_of(np.bincount(found.customer, minlength=len(ends)).astype(float))
