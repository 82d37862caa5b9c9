"""Which relationships are at risk, and how much is at stake in each?

At stake is what is expected of a customer in the coming half year, times the chance
that their trust lies where the lowest tenth of all customers is. No rate is made up:
both parts come from the data, and without purchases the chance alone ranks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np

from qc.chain.company import Company
from qc.chain.evidence import Estimate, Method
from qc.chain.pairs import around_log
from qc.chain.rhythm import Silences
from qc.chain.trust import Index
from qc.chain.trust_origins import HORIZON
from qc.chain.trust_prior import Prior
from qc.chain.trust_promises import index_at
from qc.chain.trust_reasons import NEVER, last_broken, open_failures
from qc.chain.trust_study import Study
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.intervals import CONFIDENCE, normal_quantile

LOWEST = 0.10  # share of all customers whose trust counts as low
TWICE = 2.0  # as likely to be low as of a customer of whom nothing is known
SILENT = 0.05  # chance of so long a silence in their own rhythm


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coming:
    """What is expected of customers in the coming half year.

    Attributes
    ----------
    customer : (n,) int
        Those who bought.
    purchases : (n,) float
        NaN without a forecast.
    worth : (n,) float
        Money of one purchase; NaN where none is told.
    error : float
        Standard error of the logarithm of the total expected.
    """

    customer: Ints
    purchases: Floats
    worth: Floats
    error: float = 0.0

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "customer", "purchases", "worth")

    @property
    def forecast(self) -> bool:
        """Whether purchases are foretold."""
        return bool(np.isfinite(self.purchases).any())

    @property
    def in_money(self) -> bool:
        """Whether money is told as well."""
        return self.forecast and bool(np.isfinite(self.worth).any())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AtRisk:
    """Relationships at risk, the most at stake first; arrays are one row a customer.

    Attributes
    ----------
    customer : (k,) int
    stake : (k,) float
        Expected times chance; NaN without a forecast.
    expected : (k,) float
        In the coming half year: money where it is told, else purchases.
    chance : (k,) float
        That trust lies below `limit`.
    trust, low, high, evidence : (k,) float
        The index, its 90 % interval, and the promises it rests on.
    change : (k,) float
        Of the index in 90 days.
    broken, broken_kind : (k,) int
        Day from which the last broken promise was known, and its kind; -1 without.
    open : (k,) int
        Day of the last failure not made good, of the last half year; -1 without.
    silent, usual : (k,) float
        Days since the last purchase, and usual days between, where the silence is
        longer than their own rhythm explains; else NaN.
    limit : float
        Trust below which the lowest tenth of all customers lies.
    in_money, forecast : bool
    total : Estimate
        At stake in all of them.
    served, left_out : int
        Customers with a promise; of these, those who never bought.
    """

    customer: Ints
    stake: Floats
    expected: Floats
    chance: Floats
    trust: Floats
    low: Floats
    high: Floats
    evidence: Floats
    change: Floats
    broken: Ints
    broken_kind: Ints
    open: Ints
    silent: Floats
    usual: Floats
    limit: float
    in_money: bool
    forecast: bool
    total: Estimate
    served: int
    left_out: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        names = [field.name for field in fields(self)]
        freeze(self, *names[: names.index("limit")])

    def __len__(self) -> int:
        """Number of customers at risk."""
        return len(self.customer)


def at_risk(
    company: Company, found: Study, coming: Coming | None, quiet: Silences | None
) -> AtRisk:
    """Answer: whose trust is low or broken, and what hangs on it?

    A customer is listed with low trust at least twice as likely as of a customer of
    whom nothing is known, with a failure not made good, or with a silence that is long
    in their own rhythm. Who never bought is left out, if purchases are known at all.

    Parameters
    ----------
    company : Company
    found : Study
    coming : Coming or None
        None where no purchases are known.
    quiet : Silences or None
    """
    index, n = found.index, company.customers
    limit, served = low_limit(index.prior), index.evidence > 0
    chance = index.below(limit)
    expected, bought = _expected(coming, n)
    opened, (silent, usual) = open_failures(company), _silences(quiet, n)
    doubtful = (chance >= TWICE * LOWEST) & (index.broken > 0)
    listed = served & bought & (doubtful | (opened != NEVER) | np.isfinite(silent))
    stake = expected * chance
    some = np.flatnonzero(listed)
    some = some[np.lexsort((-chance[some], -np.nan_to_num(stake[some])))]
    low, high = index.interval(some)
    broken, kind = last_broken(found.promises)
    return AtRisk(
        customer=some,
        stake=stake[some],
        expected=expected[some],
        chance=chance[some],
        trust=index.value[some],
        low=low,
        high=high,
        evidence=index.evidence[some],
        change=(index.value - _before(found).value)[some],
        broken=broken[some],
        broken_kind=kind[some],
        open=opened[some],
        silent=silent[some],
        usual=usual[some],
        limit=limit,
        in_money=coming is not None and coming.in_money,
        forecast=coming is not None and coming.forecast,
        total=_total(expected[some], chance[some], coming),
        served=int(served.sum()),
        left_out=int((served & ~bought).sum()),
    )


def low_limit(prior: Prior) -> float:
    """Return the trust below which the lowest tenth of all customers lies, by law."""
    from scipy.special import betaincinv  # import costs as much as numpy itself

    return float(betaincinv(prior.a, prior.b, LOWEST))


def _expected(coming: Coming | None, customers: int) -> tuple[Floats, Bools]:
    """Return what is expected of each, and who bought; all, if that is not known."""
    expected = np.full(customers, np.nan)
    if coming is None:
        return expected, np.ones(customers, dtype=bool)
    bought = np.zeros(customers, dtype=bool)
    bought[coming.customer] = True
    worth = coming.worth if coming.in_money else 1.0
    expected[coming.customer] = coming.purchases * worth
    return expected, bought


def _silences(quiet: Silences | None, customers: int) -> tuple[Floats, Floats]:
    silent, usual = np.full((2, customers), np.nan)
    if quiet is not None:
        long = quiet.chance <= SILENT
        silent[quiet.customer[long]] = quiet.silent[long]
        usual[quiet.customer[long]] = quiet.usual[long]
    return silent, usual


def _before(found: Study) -> Index:
    day, prior = found.last - HORIZON, found.index.prior
    return index_at(found.promises, day, prior, found.memory.half_life)


def _total(expected: Floats, chance: Floats, coming: Coming | None) -> Estimate:
    """Return what is at stake in all: uncertain for who is, and for the forecast."""
    told = np.isfinite(expected)
    parts = (expected * chance)[told]
    value = float(parts.sum()) if told.any() else math.nan
    spread = np.square(expected[told]) * chance[told] * (1 - chance[told])
    error = math.nan
    if value > 0 and coming is not None:
        error = math.hypot(math.sqrt(float(spread.sum())) / value, coming.error)
    return Estimate(
        value=value,
        interval=around_log(value, normal_quantile(CONFIDENCE) * error),
        error=error,
        n=len(expected),
        method=Method.ROBUST,
    )
