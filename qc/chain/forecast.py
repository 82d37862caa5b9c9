"""How much repeat business will come from these customers, and how surely?

A total is uncertain for two reasons: the parameters were learned from so many
customers, and each customer still does as chance has it. Its interval covers both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from qc.chain.btyd import LAWS, Fit, Model
from qc.chain.evidence import Short
from qc.chain.grouped import DAYS_A_WEEK, Grouped, grouped
from qc.chain.histories import Histories
from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, normal_quantile

_STEP = 1e-4  # in logs of the parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Purchases expected of some customers together.

    Attributes
    ----------
    value : float
        NaN where the model is not known.
    interval : (float, float)
        For the number that will be counted; unknown where the parameters are not
        told apart by the data.
    of_chance, of_learning : float
        Variance from what customers do, and from the parameters.
    of_model : float
        Variance from the model itself, as past forecasts missed; 0 until they were
        tried (`backtest.widened`).
    customers : int
    days : float
    confidence : float
    model : Model
    short : tuple of Short
    """

    value: float
    interval: Interval
    of_chance: float
    of_learning: float
    customers: int
    days: float
    confidence: float
    model: Model
    short: tuple[Short, ...] = ()
    of_model: float = 0.0


def alive(fit: Fit, customers: Histories) -> Floats:
    """Answer: how likely is each still a customer?

    Rank customers by `expected` instead: it knows how often they buy as well.

    Returns
    -------
    (n,) float in [0, 1]
        1 for whoever never came back, under BG/NBD: do not show that.
    """
    if not fit.known:
        return np.full(len(customers), np.nan)
    some = grouped(customers)
    return _alive(fit.top.theta, fit.model, some)[some.of]


def expected(fit: Fit, customers: Histories, days: float) -> Floats:
    """Answer: how many purchases will each make in the next days?

    Returns
    -------
    (n,) float, >= 0
        NaN where the model is not known.
    """
    weeks = _weeks(days)
    if not fit.known:
        return np.full(len(customers), np.nan)
    some = grouped(customers)
    return _expected(fit.top.theta, fit.model, some, weeks)[some.of]


def of_a_new_customer(fit: Fit, days: float) -> float:
    """Answer: how many repeat purchases will a customer of today make?"""
    nobody = Histories(
        customer=np.zeros(1, dtype=np.int64),
        repeats=np.zeros(1, dtype=np.int64),
        last=np.zeros(1, dtype=np.int64),
        age=np.zeros(1, dtype=np.int64),
        spend=np.full(1, np.nan),
    )
    return float(expected(fit, nobody, days)[0])


def total(
    fit: Fit, customers: Histories, days: float, *, confidence: float = CONFIDENCE
) -> Total:
    """Answer: how many purchases will these customers make together?

    Parameters
    ----------
    fit : Fit
        Of these customers, or of those they are some of.
    customers : Histories
    days : float, > 0
    confidence : float in (0, 1)

    Returns
    -------
    Total
        The interval is that of a gamma law with the mean and both variances.
    """
    weeks, tail = _weeks(days), _tail(confidence)
    value = chance = learning = math.nan
    if fit.known:
        some = grouped(customers)
        value, chance = _moments(fit, some, weeks)
        learning = _learning(fit, some, weeks)
    return Total(
        value=value,
        interval=_gamma(value, chance + learning, tail),
        of_chance=chance,
        of_learning=learning,
        customers=len(customers),
        days=days,
        confidence=confidence,
        model=fit.model,
        short=fit.short,
    )


def with_model_error(found: Total, variance: float) -> Total:
    """Return a total whose interval covers an error of the model as well."""
    whole = found.of_chance + found.of_learning + variance
    interval = _gamma(found.value, whole, _tail(found.confidence))
    return replace(found, of_model=variance, interval=interval)


def _alive(theta: Floats, model: Model, some: Grouped) -> Floats:
    from scipy.special import expit

    found: Floats = expit(-LAWS[model].log_odds_left(theta, some))
    return found


def _expected(theta: Floats, model: Model, some: Grouped, weeks: float) -> Floats:
    return _alive(theta, model, some) * LAWS[model].coming(theta, some, weeks)


def _moments(fit: Fit, some: Grouped, weeks: float) -> tuple[float, float]:
    """Return mean and variance of the total, were the parameters known."""
    theta, law = fit.top.theta, LAWS[fit.model]
    here = _alive(theta, fit.model, some)
    mean = here * law.coming(theta, some, weeks)
    variance = here * law.pairs(theta, some, weeks) + mean - mean**2
    return some.sum(mean), some.sum(variance)


def _learning(fit: Fit, some: Grouped, weeks: float) -> float:
    """Return the variance of the total that comes from the parameters."""
    logs = np.log(fit.top.theta)

    def sums(step: Floats) -> float:
        found = _expected(np.exp(logs + step), fit.model, some, weeks)
        return some.sum(found)

    steps = np.eye(len(logs)) * _STEP
    slope = np.array([sums(step) - sums(-step) for step in steps]) / (2 * _STEP)
    return float(slope @ fit.top.covariance @ slope)


def _gamma(mean: float, variance: float, tail: float) -> Interval:
    from scipy.special import gammaincinv

    if not (mean > 0 and math.isfinite(variance) and variance > 0):
        return UNKNOWN
    shape, scale = mean**2 / variance, variance / mean
    low, high = gammaincinv(shape, tail), gammaincinv(shape, 1 - tail)
    return scale * float(low), scale * float(high)


def _weeks(days: float) -> float:
    if not (days > 0 and math.isfinite(days)):
        raise InvalidSeries(f"A forecast needs a number of days above 0; got {days:g}.")
    return days / DAYS_A_WEEK


def _tail(confidence: float) -> float:
    normal_quantile(confidence)  # refuses what is no confidence
    return (1 - confidence) / 2
