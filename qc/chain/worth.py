"""What is each customer's next purchase worth, and all those to come?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.buying import Buying, Worth
from qc.chain.evidence import Estimate, Method
from qc.chain.forecast import Total
from qc.chain.histories import Histories, histories
from qc.chain.pairs import around_log
from qc.chain.spend import Spend, average_spend, expected_spend, fit_spend
from qc.core.arrays import Floats, freeze
from qc.core.intervals import normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spending:
    """What customers spend on a repeat purchase.

    Attributes
    ----------
    worth : Worth
        Margin or amount; NOTHING where a rate of the user stands in for it.
    law : Spend or None
        Of how customers differ; None with a rate.
    average : Estimate
        Mean over customers who came back.
    each : (n,) float
        Expected of each customer's next purchase: by the law where it fits, the
        average where it does not.
    by_law : bool
        Which of the two.
    """

    worth: Worth
    law: Spend | None
    average: Estimate
    each: Floats
    by_law: bool

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self, "each")


def spending(
    bought: Buying, customers: Histories, rate: float | None = None
) -> Spending | None:
    """Answer: what is the next purchase of each customer worth?

    Parameters
    ----------
    bought : Buying
    customers : Histories
        Of all its customers.
    rate : float, optional
        Worth of one repeat purchase as the user gave it: taken where no money was
        loaded.

    Returns
    -------
    Spending or None
        None where neither is told: nothing is made up.
    """
    if bought.worth is Worth.NOTHING:
        return None if rate is None else _by_rate(rate, len(customers))
    paid = histories(bought.paid, bought.end)
    law, average = fit_spend(paid), average_spend(paid)
    fits = not law.short and math.isfinite(law.mean)
    usual = law.mean if fits else average.value
    each = np.full(len(customers), usual)
    if fits:
        place = np.searchsorted(customers.customer, paid.customer)
        each[place] = expected_spend(law, paid)
    return Spending(
        worth=bought.worth, law=law, average=average, each=each, by_law=fits
    )


def money_total(total: Total, purchases: Floats, worth: Spending) -> Estimate:
    """Answer: what will the purchases to come be worth together?

    Parameters
    ----------
    total : Total
        Of the purchases.
    purchases : (n,) float
        Expected of each customer, in any horizon: they share the total out.
    worth : Spending

    Returns
    -------
    Estimate
        Uncertain for the purchases and for what is spent on one.
    """
    weight = float(purchases.sum())
    mean = float((purchases * worth.each).sum()) / weight if weight > 0 else math.nan
    value, spend = total.value * mean, worth.average
    shares = (
        math.sqrt(total.of_chance + total.of_learning + total.of_model) / total.value
        if total.value > 0
        else math.nan,
        spend.error / spend.value if spend.value > 0 else math.nan,
    )
    error = math.hypot(*shares)
    return Estimate(
        value=value,
        interval=around_log(value, normal_quantile(total.confidence) * error),
        error=error,
        n=total.customers,
        method=Method.DRAWS,
        short=(*total.short, *spend.short),
    )


def _by_rate(rate: float, customers: int) -> Spending:
    return Spending(
        worth=Worth.NOTHING,
        law=None,
        average=Estimate(
            value=rate, interval=(rate, rate), error=0.0, n=0, method=Method.MEAN
        ),
        each=np.full(customers, rate),
        by_law=False,
    )
