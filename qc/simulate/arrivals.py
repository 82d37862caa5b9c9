"""New customers: who they are the moment they first make contact."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.simulate.draws import Draw, Draws, Keys, Part, child, root
from qc.simulate.effects import Campaign, CampaignKind
from qc.simulate.world import World

ORGANIC, CAMPAIGN, REFERRAL = 0, 1, 2
SOURCES = ("organic", "campaign", "referral")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrivals:
    """Customers on arrival, all (n,).

    Attributes
    ----------
    keys
        Address of all random numbers of the customer.
    joined : float
        First contact, in working time.
    source, campaign, referrer, generation : int
        `campaign` and `referrer` are -1 where there is none.
    team : int
        Home team.
    rate, leave : float
        Personal hazards a day of buying and of leaving.
    propensity : float
        Hidden inclination to refer, mean 1.
    """

    keys: Keys
    joined: Floats
    source: Ints
    campaign: Ints
    referrer: Ints
    generation: Ints
    team: Ints
    rate: Floats
    leave: Floats
    propensity: Floats

    def __len__(self) -> int:
        """Number of customers."""
        return len(self.keys)


def first_generation(world: World) -> Arrivals:
    """Everybody who comes by themselves or through advertising."""
    groups = [_organic(world)]
    for number, campaign in enumerate(world.profile.campaigns):
        if campaign.kind is CampaignKind.ADVERTISING:
            groups.append(_won_by(world, campaign, number))
    return join(groups)


def settle(
    world: World, keys: Keys, joined: Floats, *, origin: tuple[int, Ints, Ints, int]
) -> Arrivals:
    """Give arriving customers their personal traits.

    `origin` is the source, the campaigns, the referrers, and the generation.
    """
    source, campaign, referrer, generation = origin
    draws, profile = Draws(keys), world.profile
    rate = draws.gamma(Draw.RATE, profile.purchase_shape) / profile.purchase_gap
    return Arrivals(
        keys=keys,
        joined=joined,
        source=np.full(len(keys), source),
        campaign=campaign,
        referrer=referrer,
        generation=np.full(len(keys), generation),
        team=draws.pick(Draw.TEAM, profile.teams),
        rate=rate * (profile.referred_rate if source == REFERRAL else 1.0),
        leave=draws.gamma(Draw.LEAVE, profile.leave_shape) / profile.leave_mean,
        propensity=draws.gamma(Draw.PROPENSITY, profile.referral_shape),
    )


def join(groups: list[Arrivals]) -> Arrivals:
    """Put groups of customers one after the other."""
    names = [field.name for field in fields(Arrivals)]
    return Arrivals(
        **{name: np.concatenate([getattr(g, name) for g in groups]) for name in names}
    )


def _organic(world: World) -> Arrivals:
    keys = root(world.seed, Part.ORGANIC, 0)
    joined = np.zeros(0)
    if world.profile.organic > 0:
        keys, joined = _stream(
            root(world.seed, Part.ORGANIC, 1),
            world.profile.organic,
            (world.begin, world.end),
        )
    none = np.full(len(keys), -1)
    return settle(world, keys, joined, origin=(ORGANIC, none, none, 0))


def _won_by(world: World, campaign: Campaign, number: int) -> Arrivals:
    window = np.array([campaign.during.start, campaign.during.end])
    first, last = world.demand.working(np.minimum(window, world.profile.days))
    branch = child(root(world.seed, Part.CAMPAIGN, 1), Part.CAMPAIGN, number)
    keys, joined = _stream(branch, campaign.size, (float(first), float(last)))
    which, none = np.full(len(keys), number), np.full(len(keys), -1)
    return settle(world, keys, joined, origin=(CAMPAIGN, which, none, 0))


def _stream(
    branch: Keys, rate: float, span: tuple[float, float]
) -> tuple[Keys, Floats]:
    first, last = span
    mean = rate * max(last - first, 0.0)
    keys = child(branch, Part.CUSTOMER, np.arange(int(mean + 10 * mean**0.5 + 20)))
    at = first + np.cumsum(Draws(keys).exponential(Draw.GAP)) / rate
    return keys[at < last], at[at < last]
