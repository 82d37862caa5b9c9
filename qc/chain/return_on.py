"""Return on relationships: what they earned over what was spent on them.

Our own definition, after Gummesson, who gives none to compute: (repeat margin +
referred margin + acquisition cost saved - relationship cost) / relationship cost, with
relationship cost = training + recovery + outreach + rewards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.evidence import Estimate, Method
from qc.chain.poor_quality import Span
from qc.chain.resample import DRAWS
from qc.core.arrays import Floats
from qc.core.rates import RateName, Rates

MANY = 500  # customers from which sums are drawn from their normal law


class Term(StrEnum):
    """The parts of the return."""

    REPEAT = "repeat"  # margin of purchases after the first day
    REFERRED = "referred"  # margin of the first purchases of whoever was brought
    SAVED = "saved"  # what winning as many by campaigns would have cost
    TRAINING = "training"
    RECOVERY = "recovery"
    OUTREACH = "outreach"
    REWARDS = "rewards"


INCOME = (Term.REPEAT, Term.REFERRED, Term.SAVED)
COSTS = (Term.TRAINING, Term.RECOVERY, Term.OUTREACH, Term.REWARDS)
COST_RATES: Mapping[Term, RateName] = {
    Term.TRAINING: RateName.TRAINING_HOUR,
    Term.RECOVERY: RateName.RECOVERY,
    Term.OUTREACH: RateName.OUTREACH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One part of the return.

    Attributes
    ----------
    term : Term
    count : float or None
        Hours, purchases, customers or pieces of news; None where not told.
    money : (low, middle, high) or None
        Without what is chance; None where a rate or a margin is lacking.
    rate : RateName or None
        The rate that would make it known, where one would.
    """

    term: Term
    count: float | None
    money: Span | None
    rate: RateName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """The return, with its parts.

    Attributes
    ----------
    first, after : int
        First day, and the day after the last.
    amounts : tuple of Amount
        In the order of `Term`.
    ratio : Estimate
        NaN where a cost is lacking, or nothing was spent; n customers. The interval is
        of draws: customers anew, and each rate anywhere within its range.
    """

    first: int
    after: int
    amounts: tuple[Amount, ...]
    ratio: Estimate

    @property
    def lacking(self) -> tuple[Amount, ...]:
        """The parts without which there is no return."""
        return tuple(one for one in self.amounts if one.money is None)

    def amount(self, term: Term) -> Amount:
        """Return one part."""
        return self.amounts[list(Term).index(term)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sums:
    """What the tables tell between two days.

    Attributes
    ----------
    each : (customers, 3) float
        Repeat margin, margin of the first purchase if brought, and 1 if so.
    counts : mapping of Term -> float or None
    rewards : float or None
    spend : float or None
        Of a campaign for each customer that it won.
    """

    each: Floats
    counts: Mapping[Term, float | None]
    rewards: float | None
    spend: float | None


def return_on_relationships(
    found: Sums, rates: Rates, span: tuple[int, int], rng: np.random.Generator
) -> Return:
    """Answer: did what was spent on relationships come back?

    Parameters
    ----------
    found : Sums
    rates : Rates
        `RateName.CUSTOMER`, what winning one costs, goes before what campaigns spent.
    span : (first, after)
        Days that `found` is of.
    rng : numpy Generator
    """
    saved = rates.span(RateName.CUSTOMER) or _thrice(found.spend)
    repeat, referred, brought = found.each.sum(axis=0).tolist()
    prices = {term: rates.span(rate) for term, rate in COST_RATES.items()}
    counts = {**found.counts, Term.SAVED: brought}
    money = {
        Term.REPEAT: _thrice(repeat),
        Term.REFERRED: _thrice(referred),
        Term.SAVED: _times(brought, saved),
        Term.REWARDS: _thrice(found.rewards),
        **{term: _times(counts[term], each) for term, each in prices.items()},
    }
    needed = {**COST_RATES, Term.SAVED: RateName.CUSTOMER}
    known = {term: one for term, one in money.items() if one is not None}
    drawn = _drawn(found.each, known, saved, rng) if len(known) == len(Term) else None
    return Return(
        first=span[0],
        after=span[1],
        amounts=tuple(
            Amount(term=t, count=counts.get(t), money=money[t], rate=needed.get(t))
            for t in Term
        ),
        ratio=_estimate(known, drawn, len(found.each)),
    )


def _estimate(known: Mapping[Term, Span], drawn: Floats | None, n: int) -> Estimate:
    if drawn is None:
        return Estimate(value=math.nan, n=n, method=Method.DRAWS)
    income, cost = (sum(known[t][1] for t in terms) for terms in (INCOME, COSTS))
    if not cost > 0:
        return Estimate(value=math.nan, n=n, method=Method.DRAWS)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(
        value=(income - cost) / cost,
        interval=(float(low), float(high)),
        n=n,
        method=Method.DRAWS,
    )


def _drawn(
    each: Floats,
    known: Mapping[Term, Span],
    saved: Span | None,
    rng: np.random.Generator,
) -> Floats:
    """Return the ratio for customers drawn anew, at rates within their ranges."""
    sums = _sums_anew(each, rng)
    price = _within(saved or (0.0, 0.0, 0.0), rng)
    income = sums[:, 0] + sums[:, 1] + price * sums[:, 2]
    cost = sum((_within(known[term], rng) for term in COSTS), np.zeros(DRAWS))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = (income - cost) / cost
    return ratio


def _sums_anew(each: Floats, rng: np.random.Generator) -> Floats:
    n = len(each)
    if n <= MANY:
        drawn: Floats = each[rng.integers(0, n, (DRAWS, n))].sum(axis=1)
        return drawn
    away = each - each.mean(axis=0)
    spread = np.einsum("ni,nj->ij", away, away)
    return rng.multivariate_normal(each.sum(axis=0), spread, DRAWS, method="eigh")


def _within(span: Span, rng: np.random.Generator) -> Floats:
    low, _, high = span
    return rng.uniform(low, high, DRAWS) if high > low else np.full(DRAWS, low)


def _thrice(value: float | None) -> Span | None:
    known = value is not None and math.isfinite(value)
    return (value, value, value) if known else None  # type: ignore[return-value]


def _times(count: float | None, each: Span | None) -> Span | None:
    if count == 0:
        return 0.0, 0.0, 0.0
    if count is None or each is None:
        return None
    low, middle, high = (count * one for one in each)
    return low, middle, high
