"""Do R, the worth of referred customers and word of mouth find what was planted?

    python -m tests.simulations.word_of_mouth [SEEDS]      some five minutes for 60
    python -m tests.simulations.word_of_mouth truth [SEEDS]

The truth is an expectation: the same profile, some 50,000 customers a run, every one of
them watched for a whole year. It is worked out by the second command and kept here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from qc.chain.company import Campaigns, Company
from qc.chain.evidence import Estimate, Method
from qc.chain.links import Shown
from qc.chain.referral_curve import worth
from qc.chain.referral_links import groups_of, links, margins_of, purchases_of
from qc.chain.referral_number import YEAR, reproduction
from qc.chain.referral_people import people
from qc.chain.referral_value import beside, ratio
from qc.chain.word_of_mouth import Given, returns
from qc.chain.word_of_mouth_against import Against, against
from qc.chain.word_of_mouth_draws import DRAWS
from qc.chain.word_of_mouth_sides import Sides, sides
from qc.chain.word_of_mouth_winner import Winner
from qc.simulate.profiles import NULL_EFFECTS, NULL_FLAT, STEADY, TEACHING
from tests.chain.simulated import company
from tests.simulations.service_effects import Try, least_covered, summary

SEEDS = 60
SPEND = STEADY.spend  # for each customer won
LITTLE = 5.0  # with so little, campaigns return more


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Expectations of the profile `steady`, each customer over a year."""

    r_year: float
    r_won: float
    r_referred: float
    margin_won: float
    margin_referred: float
    margin_others: float
    reward: float
    ratio: float

    def given(self, spend: float) -> Given:
        """Return the figures for one customer won and one referred."""
        return Given(
            spend=spend,
            won=1.0,
            margin_won=self.margin_won,
            margin_referred=self.margin_referred,
            reward=self.reward,
            referred=1.0,
            by_won=self.r_won,
            by_referred=self.r_referred,
        )

    @property
    def even(self) -> float:
        """What a won customer may cost until campaigns return no more."""
        return self.margin_won * self.reward / self.margin_referred


TRUTH = Truth(
    r_year=0.2837,
    r_won=0.2804,
    r_referred=0.2854,
    margin_won=92.65,
    margin_referred=102.42,
    margin_others=92.78,
    reward=16.975,
    ratio=1.0906,
)


def expected(seeds: int) -> Truth:
    """Work out the truth, mean of some large runs."""
    most = replace(
        STEADY,
        days=1500,
        organic=20.0,
        campaigns=tuple(replace(each, size=60.0) for each in STEADY.campaigns),
    )
    same = replace(most, days=STEADY.days, organic=40.0)  # the ratio of the same ages
    rows = [
        [
            *_expected(company(most, 1_000 + seed)),
            _ratio(company(same, 2_000 + seed)),
        ]
        for seed in range(seeds)
    ]
    return Truth(**dict(zip(Truth.__slots__, np.mean(rows, axis=0), strict=True)))


def _ratio(found: Company) -> float:
    who = people(found)
    return ratio(purchases_of(found, who), groups_of(who), who).value


def _expected(found: Company) -> list[float]:
    who = people(found)
    both, old = sides(found, who), who.ends >= YEAR
    _, others = groups_of(who)
    asked = (
        (both.followed, who.counted),
        (both.followed, both.won),
        (both.followed, both.referred),
        (both.margins, both.won),
        (both.margins, both.referred),
        (both.margins, others),
        (both.rewards, both.referred),
    )
    return [worth(marked, g & old, who.ends, YEAR).value for marked, g in asked]


def spending(found: Company, each: float) -> Company:
    """Return a company whose campaigns spent so much on each customer they won."""
    table = found.campaigns
    return replace(
        found,
        campaigns=Campaigns(
            start=table.start,
            end=table.end,
            spend=table.spend / SPEND * each,
            kind=table.kind,
        ),
    )


def tries(found: Company, seed: int, draws: int = DRAWS) -> dict[str, Try]:
    """Return each estimate of one steady company, naive ones with them."""
    who, rng = people(found), np.random.default_rng(seed)
    whole = reproduction(who, rng, draws=draws)
    groups = groups_of(who)
    money = beside(margins_of(found, who), groups, who, YEAR)
    both = sides(found, who)
    said = against(both, rng, draws=draws)
    right = returns(TRUTH.given(SPEND))
    unequal = _so_far(both)
    more = TRUTH.margin_referred - TRUTH.margin_others
    rows = {
        "R by 365 days": (whole.year, TRUTH.r_year, 0.0),
        "R by 365 days, customers drawn anew": (
            replace(whole.year, interval=whole.drawn),
            TRUTH.r_year,
            0.0,
        ),
        "naive: referrals / customers": (whole.naive, TRUTH.r_year, 0.0),
        "margin of a referred customer less another's": (money.difference, more, 0.0),
        "ratio of purchases, referred / others": (
            ratio(purchases_of(found, who), groups, who),
            TRUTH.ratio,
            1.0,
        ),
        "return of word of mouth": (said.referred, float(right.referred), 0.0),
        "naive: word of mouth, money so far": (
            unequal[0],
            float(right.referred),
            0.0,
        ),
        "return of campaigns": (said.campaign, float(right.campaign), 0.0),
        "naive: campaigns, money so far": (unequal[1], float(right.campaign), 0.0),
        "return of campaigns with descendants": (said.tree, float(right.tree), 0.0),
    }
    return {
        name: Try(estimate=figure, truth=truth, nothing=nothing)
        for name, (figure, truth, nothing) in rows.items()
    }


def _so_far(both: Sides) -> tuple[Estimate, Estimate]:
    """Return what came in so far over what was spent, whatever the customers' age."""
    cost = float(both.rewards.mark.sum()), both.spend
    came = [float(both.margins.of(group).mark.sum()) for group in both.groups]
    one, other = (
        Estimate(value=got / paid - 1, n=1, method=Method.MEAN)
        for got, paid in zip(came, cost, strict=True)
    )
    return one, other


def verdict(found: Company, each: float, seed: int, draws: int = DRAWS) -> Against:
    """Return the comparison where each customer won costs so much."""
    told = spending(found, each)
    rng = np.random.default_rng(seed)
    return against(sides(told, people(told)), rng, draws=draws)


def main(seeds: int) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield f"{seeds} seeds; a right interval covers at least {least_covered(seeds):.2f}"
    names = ["estimate", "truth", "mean", "+/-", "covered", "no effect out"]
    yield from ("", _line(names), _line(["---"] * len(names)))
    many: dict[str, list[Try]] = {}
    spends = {"as planted": SPEND, "even": TRUTH.even, "little": LITTLE}
    named: dict[str, list[Winner]] = {name: [] for name in spends}
    for seed in range(1, seeds + 1):
        found = company(STEADY, seed)
        for name, one in tries(found, seed).items():
            many.setdefault(name, []).append(one)
        for name, each in spends.items():
            named[name].append(verdict(found, each, seed).winner)
    for name, some in many.items():
        row = summary(some)
        numbers = (row.truth, row.mean, row.half, row.covered, row.found)
        yield _line([name, *("-" if np.isnan(x) else f"{x:.3f}" for x in numbers)])
    yield from ("", _line(["spend a customer", "each", *Winner]))
    yield _line(["---"] * (2 + len(Winner)))
    for name, winners in named.items():
        shares = [f"{np.mean([w is each for w in winners]):.3f}" for each in Winner]
        yield _line([name, f"{spends[name]:.2f}", *shares])
    yield from arrows(seeds)


def arrows(seeds: int) -> Iterator[str]:
    """Yield how often the arrow from referrals to goodwill is drawn how."""
    yield from ("", _line(["company", *Shown]), _line(["---"] * (1 + len(Shown))))
    for profile in (NULL_EFFECTS, NULL_FLAT, STEADY, TEACHING):
        shown = [links(company(profile, seed))[0].shown for seed in range(1, seeds + 1)]
        shares = [f"{np.mean([one is each for one in shown]):.3f}" for each in Shown]
        yield _line([profile.name, *shares])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    if sys.argv[1:2] == ["truth"]:
        print(expected(int((sys.argv[2:] or ["6"])[0])))  # noqa: T201
        raise SystemExit
    for line in main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS):
        print(line, flush=True)  # noqa: T201
