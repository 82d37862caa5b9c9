"""Would the forecasts of repeat business have been right? Tried from past days.

From each origin the model is fitted to what was known then, forecasts a horizon, and is
compared with what came, beside the naive forecast: each goes on at the rate so far.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.btyd import Model, fit
from qc.chain.evidence import Short, Want, short
from qc.chain.forecast import Total, expected, total, with_model_error
from qc.chain.histories import Histories, histories
from qc.chain.purchases import Purchases
from qc.core.arrays import Bools, Dates, Floats, Ints
from qc.core.errors import InvalidSeries

MINIMUM = {Want.ORIGINS: 3}
_HISTORY = 182  # days before the first origin
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One forecast and what came.

    Attributes
    ----------
    origin : datetime64[D]
        Last day that was known.
    forecast : Total
    actual : int
        Purchases of the customers known at the origin, in the days after it.
    naive : float
        Purchases if each had gone on at x/T.
    miss, naive_miss : float
        Mean absolute error per customer.
    ranked, naive_ranked : float
        Chance that a customer who bought was placed above one who did not (AUC); NaN
        where all did or none.
    """

    origin: np.datetime64
    forecast: Total
    actual: int
    naive: float
    miss: float
    naive_miss: float
    ranked: float
    naive_ranked: float

    @property
    def covered(self) -> bool:
        """Whether the interval of the total held what came."""
        low, high = self.forecast.interval
        return low <= self.actual <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """Forecasts from several days, beside what came.

    Attributes
    ----------
    trials : tuple of Trial
        Those whose model could be fitted.
    short : tuple of Short
        Where not empty, the forecasts are not validated.
    """

    trials: tuple[Trial, ...]
    short: tuple[Short, ...] = ()

    @property
    def covered(self) -> int:
        """Trials whose interval held what came."""
        return sum(trial.covered for trial in self.trials)

    @property
    def ratio(self) -> float:
        """Purchases that came, in forecast purchases: 1 is right, above is too low."""
        forecast = sum(trial.forecast.value for trial in self.trials)
        came = sum(trial.actual for trial in self.trials)
        return came / forecast if self.trials and forecast > 0 else np.nan

    @property
    def naive_ratio(self) -> float:
        """The same of the naive forecast."""
        naive = sum(trial.naive for trial in self.trials)
        came = sum(trial.actual for trial in self.trials)
        return came / naive if self.trials and naive > 0 else np.nan


def origins(first: np.datetime64, last: np.datetime64, days: int) -> Dates:
    """Return the days to try from: horizons that follow each other up to the last day.

    Parameters
    ----------
    first, last : datetime64[D]
        Of the purchases.
    days : int, > 0
        Horizon.
    """
    _check(days)
    many = max(0, int((last - first) / _DAY) - _HISTORY) // days
    back = np.arange(many, 0, -1) * np.timedelta64(days, "D")
    found: Dates = last.astype("datetime64[D]") - back
    return found


def backtest(
    found: Purchases,
    last: np.datetime64,
    days: int,
    *,
    model: Model = Model.MBG_NBD,
    most: int | None = None,
) -> Backtest:
    """Answer: how good were forecasts from past days?

    Parameters
    ----------
    found : Purchases
    last : datetime64[D]
        Last day up to which all purchases are known.
    days : int, > 0
        Horizon of each forecast, and the time between two origins.
    model : Model
    most : int, optional
        Origins that are tried at most, the newest of them: each costs a fit.
    """
    _check(days)
    tried = origins(found.day.min(), last, days) if len(found) else found.day
    tried = tried if most is None else tried[-most:]
    trials = [_tried(found, origin, days, model) for origin in tried]
    known = tuple(each for each in trials if each is not None)
    got = {Want.ORIGINS: len(known)}
    return Backtest(trials=known, short=short(MINIMUM, got))


def widened(forecast: Total, tried: Backtest) -> Total:
    """Answer: how sure is a forecast, seeing how far past ones were off?

    Seasons and campaigns are in no model: what past totals missed by, beyond chance and
    learning, is added as a share of the total.

    Parameters
    ----------
    forecast : Total
    tried : Backtest
        Of the same business, model and horizon.

    Returns
    -------
    Total
        As it was where too few days were tried.
    """
    if tried.short:
        return forecast
    beyond = [
        ((each.actual - told.value) ** 2 - told.of_chance - told.of_learning)
        / told.value**2
        for each in tried.trials
        if (told := each.forecast).value > 0
    ]
    share = max(0.0, float(np.nanmean(beyond))) if np.isfinite(beyond).any() else 0.0
    return with_model_error(forecast, share * forecast.value**2)


def _tried(
    found: Purchases, origin: np.datetime64, days: int, model: Model
) -> Trial | None:
    customers = histories(found, origin)
    learned = fit(customers, model)
    if not learned.known:
        return None
    came = _came(found, customers, origin, days)
    each = expected(learned, customers, days)
    naive = days * customers.repeats / np.maximum(customers.age, 1)
    bought = came > 0
    return Trial(
        origin=origin,
        forecast=total(learned, customers, days),
        actual=int(came.sum()),
        naive=float(naive.sum()),
        miss=float(np.abs(each - came).mean()),
        naive_miss=float(np.abs(naive - came).mean()),
        ranked=auc(each, bought),
        naive_ranked=auc(naive, bought),
    )


def _came(
    found: Purchases, customers: Histories, origin: np.datetime64, days: int
) -> Ints:
    """Return the purchases of each customer in the days after the origin."""
    after = (found.day > origin) & (found.day <= origin + np.timedelta64(days, "D"))
    who = found.customer[after]
    place = np.searchsorted(customers.customer, who)
    known = place < len(customers)
    known[known] = customers.customer[place[known]] == who[known]
    return np.bincount(place[known], minlength=len(customers))


def auc(score: Floats, hit: Bools) -> float:
    """Return the chance that a hit scores above a miss, ties counting half.

    Parameters
    ----------
    score : (n,) float
    hit : (n,) bool
    """
    ours, others = score[hit], np.sort(score[~hit])
    if not len(ours) or not len(others):
        return np.nan
    below = np.searchsorted(others, ours, side="left")
    up_to = np.searchsorted(others, ours, side="right")
    return float((below + up_to).mean() / 2 / len(others))


def _check(days: int) -> None:
    if days < 1:
        raise InvalidSeries(f"A horizon is one day or more; got {days}.")
