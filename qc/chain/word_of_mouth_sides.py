"""Both sides of the comparison: customers won by campaigns, and customers referred.

A campaign counts once it is over and its spend is told; a referred customer never
counts for a campaign too. What a referral programme cost counts for word of mouth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.company import NOBODY, Campaigns, Company, Source
from qc.chain.referral_people import Marked, People, aged, brought
from qc.core.arrays import Bools, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sides:
    """Customers of both sides, and all that they cost and brought.

    Attributes
    ----------
    who : People
    won, referred : (n,) bool
        Counted customers of the campaigns used, and those whom others brought.
    margins, rewards : Marked
        Money by age; a reward is due at the first purchase, or on coming.
    bought, followed : Marked
        Purchases, and customers brought, by age.
    spend, programme : float
        Of the campaigns used, and of referral programmes.
    campaigns : int
        Campaigns used.
    running, untold, early : int
        Campaigns left out: not over yet, without a spend, begun before the log.
    no_margin : int
        Purchases whose margin is not told.
    no_reward : int
        Referrals whose reward is not told; they count as without.
    """

    who: People
    won: Bools
    referred: Bools
    margins: Marked
    rewards: Marked
    bought: Marked
    followed: Marked
    spend: float
    programme: float
    campaigns: int
    running: int
    untold: int
    early: int
    no_margin: int
    no_reward: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "won", "referred")

    @property
    def groups(self) -> tuple[Bools, Bools]:
        """Referred customers, and those won by campaigns."""
        return self.referred, self.won


def sides(company: Company, who: People, programmes: Bools | None = None) -> Sides:
    """Answer: who was won by campaigns and who was referred, and what did it cost?

    Parameters
    ----------
    company : Company
    who : People
    programmes : (campaigns,) bool, optional
        Campaigns that asked customers to refer others: their spend is a cost of word
        of mouth. By default those that say so in their kind.
    """
    table = company.campaigns
    asked = programmes_of(company) if programmes is None else programmes
    over, told, late = (
        _over(table, who.last),
        np.isfinite(table.spend),
        _late(who, table),
    )
    used = ~asked & over & told & late
    through = company.arrivals.campaign
    by_used = np.append(used, False)[through]  # -1 is the last
    sales, rows = company.sales, who.rows.row
    to = np.flatnonzero(rows != NOBODY)
    found = company.referrals
    at = np.where(np.isnan(found.converted), found.day, found.converted)[rows[to]]
    someone = sales.customer != NOBODY
    customer, day = sales.customer[someone], sales.day[someone].astype(float)
    return Sides(
        who=who,
        won=who.came_by(Source.CAMPAIGN) & by_used,
        referred=who.came_by(Source.REFERRAL),
        margins=aged(who, customer, day, sales.margin[someone]),
        rewards=aged(who, to, np.floor(at), found.reward[rows[to]]),
        bought=aged(who, customer, day, np.ones(len(customer))),
        followed=brought(who),
        spend=float(table.spend[used].sum()),
        programme=float(np.nansum(table.spend[asked & over & late])),
        campaigns=int(used.sum()),
        running=int((~asked & ~over).sum()),
        untold=int((~asked & over & ~told).sum()),
        early=int((~asked & over & told & ~late).sum()),
        no_margin=int(np.isnan(sales.margin).sum()),
        no_reward=int(np.isnan(found.reward[rows[to]]).sum()),
    )


_PROGRAMME = ("refer", "recommend", "word of mouth", "empfehl", "recommand", "recomend")


def programmes_of(company: Company) -> Bools:
    """Return campaigns whose kind says that they ask customers to refer others."""
    said = [
        any(part in kind.lower() for part in _PROGRAMME) for kind in company.names.kinds
    ]
    kinds: Ints = company.campaigns.kind
    found: Bools = np.array([*said, False])[kinds]
    return found


def _over(table: Campaigns, last: int) -> Bools:
    """Return campaigns that have ended; one whose end is not told ends as it starts."""
    end = np.where(np.isnan(table.end), table.start, table.end)
    over: Bools = end <= last
    return over


def _late(who: People, table: Campaigns) -> Bools:
    """Return campaigns all of whose customers the log can know."""
    late: Bools = table.start >= who.since
    return late
