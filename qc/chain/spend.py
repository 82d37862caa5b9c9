"""How much will each customer spend on a purchase? The Gamma-Gamma model.

One purchase says little of a customer: their own mean is drawn towards that of all, the
more the fewer purchases it rests on. The first purchase does not count. The model holds
where how much and how often have nothing to do with each other: look at `related`.

References
----------
.. [1] P. S. Fader, B. G. S. Hardie, The Gamma-Gamma model of monetary value (2013).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from qc.chain.evidence import Estimate, Method, Short, Want, around, short, student
from qc.chain.histories import Histories
from qc.chain.search import Likelihood, Top, highest, unknown
from qc.core.arrays import Bools, Floats
from qc.core.intervals import CONFIDENCE, UNKNOWN

MINIMUM = {Want.REPEATERS: 100}
MOST_RELATED = 0.1  # |correlation| that the model can be used with
_START, _MOST = (1.0, 1.5, 1.0), (1e4, 1e4, 1e5)  # v in units of the mean spend
_THINNED = 3_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spend:
    """The law of spending, with the parameters that make these customers most likely.

    Attributes
    ----------
    top : Top
        p, q and v (money).
    customers : int
        Those with a repeat purchase above zero: the others say nothing.
    left_out : int
        With repeat purchases that add up to zero or less.
    related : float
        Correlation of how often and how much among them; NaN where neither varies.
    short : tuple of Short
        Where not empty, show `average_spend` instead.
    """

    top: Top
    customers: int
    left_out: int
    related: float
    short: tuple[Short, ...] = ()

    @property
    def mean(self) -> float:
        """Mean spend of a customer nothing is known of; NaN where there is none."""
        p, q, v = self.top.theta
        return float(p * v / (q - 1)) if q > 1 else math.nan


def fit_spend(customers: Histories) -> Spend:
    """Answer: how do customers differ in what they spend?

    Returns
    -------
    Spend
        Parameters are NaN where nobody came back.
    """
    told = _told(customers)
    x, spend = customers.repeats[told].astype(np.float64), customers.spend[told]
    related = _correlation(x, spend)
    missing = short(MINIMUM, {Want.REPEATERS: len(x)})
    if abs(related) > MOST_RELATED:
        far = Short(what=Want.UNRELATED, need=MOST_RELATED, got=abs(related))
        missing = (*missing, far)
    top = _search(x, spend) if len(x) else unknown(3)
    if len(x) and not top.sharp:
        missing = (*missing, Short(what=Want.SPREAD, need=1, got=0))
    return Spend(
        top=top,
        customers=len(x),
        left_out=int(((customers.repeats > 0) & ~told).sum()),
        related=related,
        short=missing,
    )


def average_spend(customers: Histories, *, confidence: float = CONFIDENCE) -> Estimate:
    """Answer: what does a customer who comes back spend, without any model?

    Returns
    -------
    Estimate
        Mean over customers of their own mean; its interval takes each customer as one.
    """
    own = customers.spend[customers.repeats > 0]
    n = len(own)
    value = float(own.mean()) if n else math.nan
    error = float(own.std(ddof=1)) / math.sqrt(n) if n > 1 else math.nan
    reach = student(confidence, n - 1) * error
    return Estimate(
        value=value,
        interval=around(value, reach) if n > 1 else UNKNOWN,
        error=error,
        n=n,
        method=Method.ROBUST,
        short=short(MINIMUM, {Want.REPEATERS: n}),
    )


def expected_spend(law: Spend, customers: Histories) -> Floats:
    """Answer: what will each spend on a purchase, on average?

    Returns
    -------
    (n,) float
        Money; the mean of all for whoever told nothing yet. NaN where the law has no
        mean for a customer.
    """
    p, q, v = law.top.theta
    told = _told(customers)
    x = np.where(told, customers.repeats, 0)
    spent = x * np.where(told, customers.spend, 0.0)
    pull = p * x + q - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(pull > 0, p * (v + spent) / pull, np.nan)


def spend_likelihood(x: Floats, spend: Floats) -> Likelihood:
    """Return the log-likelihood of p, q, v and its slopes.

    Parameters
    ----------
    x : (n,) float, > 0
        Repeat purchases.
    spend : (n,) float, > 0
        Their mean amount.
    """
    log_x, log_spend = np.log(x), np.log(spend)

    def total(theta: Floats) -> tuple[float, Floats]:
        from scipy.special import gammaln, psi

        p, q, v = theta
        px, end = p * x, np.log(v + x * spend)
        value = gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(v)
        value += (px - 1) * log_spend + px * log_x - (px + q) * end
        both = psi(px + q)
        slopes = (
            x * (both - psi(px) + log_spend + log_x - end),
            both - psi(q) + np.log(v) - end,
            q / v - (px + q) / (v + x * spend),
        )
        return float(value.sum()), np.array([slope.sum() for slope in slopes])

    return total


def _search(x: Floats, spend: Floats) -> Top:
    """Return the top, searched for in units of the mean spend, whatever the money."""
    unit = spend.mean()
    step, start, most = -(-len(x) // _THINNED), np.array(_START), np.array(_MOST)
    if step > 1:
        few = spend_likelihood(x[::step], spend[::step] / unit)
        start = highest(few, start, most, len(x[::step])).theta
    top = highest(spend_likelihood(x, spend / unit), start, most, len(x))
    return replace(
        top,
        theta=top.theta * (1, 1, unit),
        log_likelihood=top.log_likelihood - len(x) * float(np.log(unit)),
    )


def _told(customers: Histories) -> Bools:
    return (customers.repeats > 0) & (np.nan_to_num(customers.spend) > 0)


def _correlation(x: Floats, spend: Floats) -> float:
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(spend) == 0:
        return math.nan
    return float(np.corrcoef(x, spend)[0, 1])
