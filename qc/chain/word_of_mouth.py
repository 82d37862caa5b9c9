"""What does a customer won by word of mouth return, and what one won by a campaign?

Plain arithmetic of given figures: per customer over one and the same time. Two views
that must never be added: directly, a referred customer belongs to word of mouth; with
descendants, to whatever won the first customer of the tree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.company import Source
from qc.chain.referral_rows import NOBODY
from qc.chain.referral_tree import forest
from qc.core.arrays import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What both ways cost and bring; arrays of draws do as well as single figures.

    Attributes
    ----------
    spend, won : float
        Of campaigns, and customers they won.
    margin_won, margin_referred : float
        Per customer.
    reward, programme : float
        Per referred customer, and in all.
    by_won, by_referred : float
        R: customers that one won by a campaign brings, and one who was referred.
    referred : float
        Customers who were referred.
    """

    spend: Floats | float
    won: Floats | float
    margin_won: Floats | float
    margin_referred: Floats | float
    reward: Floats | float
    referred: Floats | float
    programme: Floats | float = 0.0
    by_won: Floats | float = 0.0
    by_referred: Floats | float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """What comes back for what was spent; NaN where nothing was spent.

    Attributes
    ----------
    campaign, tree, referred : float
        Return of campaigns, directly and with descendants, and of word of mouth:
        (margin - cost)/cost. With descendants word of mouth returns the same: each of
        them costs and brings the same again.
    descendants : float
        Customers of all later generations per customer won; NaN if the trees of
        referred customers grow for ever (R of 1 and more).
    tree_margin, tree_cost : float
        Of campaigns with descendants, rewards among the cost.
    margin, cost : float
        Of referred customers.
    break_even : float
        What could be spent on the quality of service before word of mouth stops
        paying: margin less cost.
    each_won, each_referred : float
        Cost per customer.
    """

    campaign: Floats
    tree: Floats
    referred: Floats
    descendants: Floats
    tree_margin: Floats
    tree_cost: Floats
    margin: Floats
    cost: Floats
    break_even: Floats
    each_won: Floats
    each_referred: Floats


def returns(given: Given) -> Returns:
    """Answer: what do campaigns and word of mouth return, directly and in trees?"""
    spend, won, referred = (
        np.asarray(x, dtype=float) for x in (given.spend, given.won, given.referred)
    )
    below = 1 - np.asarray(given.by_referred, dtype=float)
    descendants = _over(np.asarray(given.by_won, dtype=float), below)
    grown = descendants * np.asarray(given.margin_referred) + given.margin_won
    tree_margin = won * grown
    tree_cost = spend + won * descendants * given.reward
    margin = referred * np.asarray(given.margin_referred)
    cost = referred * np.asarray(given.reward) + given.programme
    return Returns(
        campaign=_over(won * np.asarray(given.margin_won) - spend, spend),
        tree=_over(tree_margin - tree_cost, np.where(spend > 0, tree_cost, 0.0)),
        referred=_over(margin - cost, cost),
        descendants=descendants,
        tree_margin=tree_margin,
        tree_cost=tree_cost,
        margin=margin,
        cost=cost,
        break_even=margin - cost,
        each_won=_over(spend, won),
        each_referred=_over(cost, referred),
    )


class View(StrEnum):
    """To whom a referred customer is credited; never both."""

    DIRECT = "direct"  # to word of mouth
    TREE = "tree"  # to whatever won the first customer of the tree


def credited(
    source: Ints, parent: Ints, margin: Floats, view: View
) -> dict[Source, float]:
    """Return all margin by the way customers came, each once.

    Parameters
    ----------
    source : (n,) int
        Place in `list(Source)`.
    parent : (n,) int
        Who brought each customer; -1 for nobody.
    margin : (n,) float
    view : View
    """
    places = list(Source)
    own = np.where(parent == NOBODY, source, places.index(Source.REFERRAL))
    if view is View.TREE:
        own = source[forest(parent).root]
    sums = np.bincount(own, margin, len(places))
    return {each: float(sums[place]) for place, each in enumerate(places)}


def _over(above: Floats, below: Floats) -> Floats:
    above, below = np.broadcast_arrays(above, below)
    found = np.full(above.shape, math.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found
