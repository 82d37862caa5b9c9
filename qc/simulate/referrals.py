"""Who is recommended, when: each referral grows out of its referrer's own history."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.simulate.arrivals import REFERRAL, Arrivals, settle
from qc.simulate.contacts import TRUST_LEVEL, Contacts, State, trust
from qc.simulate.draws import Draw, Draws, Part, child
from qc.simulate.profile import STRONGEST_CAMPAIGN
from qc.simulate.world import World

FIRST_DAYS = 1.0
DELAY_SHAPE = 2.0
_FAR = 1e5  # keeps one customer's times apart from the next one's


def refer(
    world: World, customers: Arrivals, contacts: Contacts, state: State, *, first: int
) -> Arrivals:
    """Return the customers this generation brings: the next generation.

    Candidates come at the referrer's first purchase plus a delay, and are kept
    with a probability that follows the trust of that moment, so nobody is
    recommended before the referrer bought, and no future leaks.

    Parameters
    ----------
    first : int
        Number of this generation's first customer among all customers.
    """
    who, number = _candidates(world, customers, state)
    keys = child(customers.keys[who], Part.REFERRAL, number)
    draws = Draws(keys)
    delay = world.profile.referral_delay * draws.gamma(Draw.GAP, DELAY_SHAPE)
    at = state.first_sale[who] + np.maximum(FIRST_DAYS, delay)
    weight = inclination(world, contacts, who, at)
    came = draws.chance(Draw.KEEP, weight / _ceiling(world)) & (at < world.end)
    none = np.full(int(came.sum()), -1)
    generation = int(customers.generation.max(initial=-1)) + 1
    return settle(
        world,
        keys[came],
        at[came],
        origin=(REFERRAL, none, first + who[came], generation),
    )


def _candidates(world: World, customers: Arrivals, state: State) -> tuple[Ints, Ints]:
    mean = world.profile.referral_mean * customers.propensity * _ceiling(world)
    count = Draws(customers.keys).poisson(Draw.COUNT, mean)
    count[~_bought(world, state)] = 0
    who = np.repeat(np.arange(len(customers)), count)
    before = np.repeat(np.cumsum(count) - count, count)
    return who, np.arange(len(who)) - before


def _bought(world: World, state: State) -> Bools:
    return state.first_sale < world.end


def inclination(world: World, contacts: Contacts, who: Ints, at: Floats) -> Floats:
    """How much likelier than usual customers recommend at a moment, all (n,).

    Usual is trust 0.85 and no campaign; nobody is likelier than `_ceiling`.
    """
    level = _trust_then(world, contacts, who, at) - TRUST_LEVEL
    weight = np.exp(world.profile.trust_to_referral * level)
    weight = weight * world.referral_boost(world.demand.calendar(at))
    return np.minimum(weight, _ceiling(world))


def _ceiling(world: World) -> float:
    """Return a weight no candidate exceeds, the same with and without campaigns."""
    steep = max(world.profile.trust_to_referral, 0.0)
    return float(np.exp(steep * (1 - TRUST_LEVEL))) * STRONGEST_CAMPAIGN


def _trust_then(world: World, contacts: Contacts, who: Ints, at: Floats) -> Floats:
    order = np.lexsort((contacts.at, contacts.customer))
    line = contacts.customer[order] * _FAR + (contacts.at[order] - world.begin)
    last = order[np.searchsorted(line, who * _FAR + (at - world.begin), "right") - 1]
    return trust(
        world,
        contacts.kept_trust[last],
        contacts.broken_trust[last],
        at - contacts.at[last],
    )
