"""How many customers a customer brings: the true R, from hidden intensities.

A customer i with the propensity k_i who joined at J_i and first bought at F_i brings,
by the mechanism of `qc.simulate.referrals`, a Poisson number of customers with the mean

    m k_i int f(s) w_i(F_i + s) ds,

where m is `referral_mean`, f the density of the delay max(1 day, gamma(2, delay / 2)),
and w_i(t) = exp(`trust_to_referral` (T_i(t) - 0.85)) x campaign(t) follows the trust
T_i of that very moment. The integral up to the 365th calendar day after J_i gives
R_365, the whole of it R_all; who never buys brings nobody. A referred person counts
on arrival, whether or not they go on to buy. The cut of the log ends nothing: trust
after it is that of the path on which the customer lives on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.simulate.arrivals import SOURCES
from qc.simulate.future import Future, later, live_on
from qc.simulate.history import History
from qc.simulate.referrals import DELAY_SHAPE, FIRST_DAYS, inclination
from qc.simulate.world import World

YEAR = 365.0
NEARLY_ALL = 0.999  # of the delays; trust is followed that long
WITHIN, BEYOND = 16, 4  # moments looked at within the year, and after it
ALL = "all"
_FINE = np.linspace(0.0, 40.0, 8_001)
_REACHED = 1 - (1 + _FINE) * np.exp(-_FINE)  # gamma of shape `DELAY_SHAPE`, scale 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Brought:
    """Expected number of referred customers of each customer, all (customers,).

    Attributes
    ----------
    year, ever : float
        Within 365 days of joining, and ever, at mean propensity.
    propensity : float
        What both are to be multiplied with for this very customer.
    """

    year: Floats
    ever: Floats
    propensity: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """R of a group of customers; NaN where there are none.

    Attributes
    ----------
    customers : int
    year, ever : float
        Mean expectation of these very customers, with the propensities they have.
    year_at_mean, ever_at_mean : float
        The same with everybody's propensity at its mean, 1: what another company of
        this kind has on average, which intervals should cover.
    """

    customers: int
    year: float
    ever: float
    year_at_mean: float
    ever_at_mean: float


def brought(world: World, history: History) -> Brought:
    """Work out whom each customer is expected to bring, had the log no cut.

    The integral over the delay is the mean at the middles of equally likely spans:
    `WITHIN` of them before the end of the year, `BEYOND` after it.
    """
    future = _followed(world, history)
    first = future.state.first_sale
    who = np.flatnonzero(first < future.world.end)
    share = _share_within(future, history.customers.joined[who], first[who])
    within = _weight(future, who, (np.zeros(len(who)), share), WITHIN)
    beyond = _weight(future, who, (share, np.ones(len(who))), BEYOND)
    year, ever = np.zeros(len(first)), np.zeros(len(first))
    mean = world.profile.referral_mean
    year[who] = mean * share * within
    ever[who] = year[who] + mean * (1 - share) * beyond
    return Brought(year=year, ever=ever, propensity=history.customers.propensity)


def by_source(found: Brought, source: Ints) -> dict[str, Reproduction]:
    """R of the customers of each source, and of all."""
    groups = {name: source == number for number, name in enumerate(SOURCES)}
    groups[ALL] = np.ones(len(source), dtype=bool)
    return {name: _of(found, rows) for name, rows in groups.items()}


def told(groups: Mapping[str, Reproduction]) -> dict[str, dict[str, float | None]]:
    """R as a file says it, by source; None where there is nobody."""
    return {
        name: {
            "customers": one.customers,
            "R_365": _rounded(one.year),
            "R_all": _rounded(one.ever),
            "R_365_at_mean_propensity": _rounded(one.year_at_mean),
            "R_all_at_mean_propensity": _rounded(one.ever_at_mean),
        }
        for name, one in groups.items()
    }


def reached(days: Floats, mean: float) -> Floats:
    """Share of the delays that are over after some working days."""
    share = np.interp(days * DELAY_SHAPE / mean, _FINE, _REACHED)
    return np.where(days < FIRST_DAYS, 0.0, share)


def delays(share: Floats, mean: float) -> Floats:
    """Working days after which some share of the delays is over."""
    days = mean / DELAY_SHAPE * np.interp(share, _REACHED, _FINE)
    return np.maximum(FIRST_DAYS, days)


def _followed(world: World, history: History) -> Future:
    span = float(delays(np.array(NEARLY_ALL), world.profile.referral_delay))
    ahead = later(world, max(span, YEAR) * 366 / 360)  # holidays are no working days
    until = np.minimum(history.final.first_sale + span, ahead.end)
    return live_on(world, history, until, ahead=ahead)


def _share_within(future: Future, joined: Floats, first: Floats) -> Floats:
    clock = future.world.demand
    last = clock.working(clock.calendar(joined) + YEAR)
    return reached(last - first, future.world.profile.referral_delay)


def _weight(
    future: Future, who: Ints, span: tuple[Floats, Floats], number: int
) -> Floats:
    """Mean weight of each buyer's candidates between two shares of their delays."""
    low, high = span
    middles = (np.arange(number) + 0.5) / number
    share = low[:, None] + (high - low)[:, None] * middles
    delay = delays(share, future.world.profile.referral_delay)
    at = (future.state.first_sale[who][:, None] + delay).ravel()
    weight = inclination(future.world, future.contacts, np.repeat(who, number), at)
    mean: Floats = weight.reshape(len(who), number).mean(axis=1)
    return mean


def _of(found: Brought, rows: Bools) -> Reproduction:
    count = int(rows.sum())
    year, ever, propensity = found.year[rows], found.ever[rows], found.propensity[rows]
    columns = (year * propensity, ever * propensity, year, ever)
    means = [float(c.mean()) if count else float("nan") for c in columns]
    return Reproduction(
        customers=count,
        year=means[0],
        ever=means[1],
        year_at_mean=means[2],
        ever_at_mean=means[3],
    )


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 6)
