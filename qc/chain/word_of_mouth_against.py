"""Word of mouth against campaigns: which returns more, and can that be told?

Every customer is valued over one and the same age, on both sides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Short, Want, short
from qc.chain.referral_curve import Worth, estimate, path, worth
from qc.chain.referral_value import horizon_of
from qc.chain.word_of_mouth import Given, Returns, returns
from qc.chain.word_of_mouth_draws import DRAWS, moved
from qc.chain.word_of_mouth_sides import Sides
from qc.chain.word_of_mouth_winner import Winner, chance, winner
from qc.core.arrays import Bools, Floats
from qc.core.intervals import UNKNOWN

MINIMUM = {Want.REFERRED: 30, Want.CAMPAIGN: 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one customer of a side costs and brings by the horizon.

    Attributes
    ----------
    margin, purchases, brings : Estimate
        Per customer: money, purchases, and customers brought (R by the horizon).
    cost : float
        Per customer.
    paid_back : float
        Age in days at which margin has made up for the cost; NaN if not by then.
    """

    margin: Estimate
    purchases: Estimate
    brings: Estimate
    cost: float
    paid_back: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """The comparison.

    Attributes
    ----------
    horizon : float, days
        Age over which every customer is valued.
    campaign, tree, referred : Estimate
        Return (margin - cost)/cost of campaigns directly, of campaigns with
        descendants, and of word of mouth.
    won, brought : Side
    found : Returns
        All figures of money at the estimates.
    break_even : Estimate
        What could be spent on quality before word of mouth stops paying, for all
        referred customers.
    even_with_campaigns : float
        What could be before campaigns, with their descendants, return as much.
    chance, chance_tree : float
        That word of mouth returns more than campaigns directly, and with descendants.
    winner : Winner
    """

    horizon: float
    campaign: Estimate
    tree: Estimate
    referred: Estimate
    won: Side
    brought: Side
    found: Returns
    break_even: Estimate
    even_with_campaigns: float
    chance: float
    chance_tree: float
    winner: Winner


def against(
    both: Sides,
    rng: np.random.Generator,
    quality: float = 0.0,
    draws: int = DRAWS,
) -> Against:
    """Answer: does word of mouth or do campaigns return more?

    Parameters
    ----------
    both : Sides
    rng : numpy.random.Generator
    quality : float
        What the user says was spent on quality for the sake of word of mouth, in all.
    draws : int
    """
    horizon = horizon_of(both.groups, both.who.ends)
    lacking = _lacking(both, horizon)
    parts = _worths(both, horizon)
    given = _given(both, parts, quality, None)
    found = returns(given)
    shifts = moved(_columns(both, parts), both.who.forest.root, rng, draws)
    drawn = returns(_given(both, parts, quality, shifts))

    def figure(name: str) -> Estimate:
        return _drawn(getattr(found, name), getattr(drawn, name), both, lacking)

    direct = chance(drawn.referred, drawn.campaign)
    in_trees = chance(drawn.referred, drawn.tree)
    return Against(
        horizon=horizon,
        campaign=figure("campaign"),
        tree=figure("tree"),
        referred=figure("referred"),
        won=_side(both, both.won, parts, ("won", float(found.each_won)), lacking),
        brought=_side(
            both,
            both.referred,
            parts,
            ("referred", float(found.each_referred)),
            lacking,
        ),
        found=found,
        break_even=figure("break_even"),
        even_with_campaigns=float(found.margin / (1 + found.tree) - found.cost),
        chance=direct,
        chance_tree=in_trees,
        winner=winner(direct, in_trees, lacking),
    )


def _lacking(both: Sides, horizon: float) -> tuple[Short, ...]:
    there = [int((both.who.ends[group] >= horizon).sum()) for group in both.groups]
    return short(MINIMUM, {Want.REFERRED: there[0], Want.CAMPAIGN: there[1]})


def _worths(both: Sides, horizon: float) -> dict[str, Worth]:
    ends, who = both.who.ends, {"won": both.won, "referred": both.referred}
    found = {
        f"{what}_{name}": worth(marked, group, ends, horizon)
        for name, group in who.items()
        for what, marked in (
            ("margin", both.margins),
            ("bought", both.bought),
            ("by", both.followed),
        )
    }
    found["reward_referred"] = worth(both.rewards, both.referred, ends, horizon)
    return found


_FIGURES = (
    "margin_won",
    "margin_referred",
    "by_won",
    "by_referred",
    "reward_referred",
)


def _columns(both: Sides, parts: dict[str, Worth]) -> Floats:
    """Return what each customer adds to each figure, and to the two numbers."""
    own = [parts[name].part for name in _FIGURES]
    return np.stack([*own, both.won * 1.0, both.referred * 1.0], axis=1)


def _given(
    both: Sides, parts: dict[str, Worth], quality: float, shifts: Floats | None
) -> Given:
    """Return the figures, or draws of them."""
    at = [parts[name].value for name in _FIGURES]
    at = [*at, float(both.won.sum()), float(both.referred.sum())]
    drawn = np.array(at) if shifts is None else np.array(at) + shifts
    columns = dict(zip((*_FIGURES, "won", "referred"), drawn.T, strict=True))
    return Given(
        spend=both.spend,
        won=np.maximum(columns["won"], 0.0),
        margin_won=columns["margin_won"],
        margin_referred=columns["margin_referred"],
        reward=np.maximum(columns["reward_referred"], 0.0),
        referred=np.maximum(columns["referred"], 0.0),
        programme=both.programme + quality,
        by_won=np.maximum(columns["by_won"], 0.0),
        by_referred=np.maximum(columns["by_referred"], 0.0),
    )


def _drawn(
    value: Floats, draws: Floats, both: Sides, lacking: tuple[Short, ...]
) -> Estimate:
    known = draws[np.isfinite(draws)]
    enough = math.isfinite(float(value)) and len(known) > len(draws) / 2
    low, high = np.percentile(known, [2.5, 97.5]) if enough else UNKNOWN
    return Estimate(
        value=float(value),
        interval=(float(low), float(high)),
        n=int(both.won.sum() + both.referred.sum()),
        method=Method.BOOTSTRAP,
        short=lacking,
    )


def _side(
    both: Sides,
    group: Bools,
    parts: dict[str, Worth],
    named: tuple[str, float],
    lacking: tuple[Short, ...],
) -> Side:
    name, cost = named
    root = both.who.forest.root
    margin, bought, by = (
        estimate(parts[f"{what}_{name}"], root, lacking)
        for what in ("margin", "bought", "by")
    )
    return Side(
        margin=margin,
        purchases=bought,
        brings=by,
        cost=cost,
        paid_back=_paid_back(both, group, cost),
    )


def _paid_back(both: Sides, group: Bools, cost: float) -> float:
    ages = np.arange(horizon_of(both.groups, both.who.ends) + 1)
    enough = path(both.margins, group, both.who.ends, ages) >= cost
    return float(ages[enough][0]) if enough.any() else math.nan
