"""Repeat business to come: totals by three models, held against what came before."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.backtest import Backtest, backtest, widened
from qc.chain.btyd import Fit, Model, fit
from qc.chain.evidence import Short, Want
from qc.chain.forecast import Total, expected, total
from qc.chain.histories import Histories, histories
from qc.chain.purchases import Purchases, starts
from qc.core.arrays import Floats, Ints, freeze

HORIZONS = (90, 180)  # days ahead
TRIED = 90  # days of the forecasts tried from past days
FAN = (15, 30, 60, 90, 135, 180)  # the horizons among them
_MANY = 20_000  # customers from which fewer past days are tried
_ORIGINS = (8, 4)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecast:
    """What one model says of the customers there are.

    Attributes
    ----------
    fit : Fit
    totals : tuple of Total
        For each of `HORIZONS`, the misses of past forecasts included.
    """

    fit: Fit
    totals: tuple[Total, ...]

    @property
    def model(self) -> Model:
        """Which model it is."""
        return self.fit.model


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecasts:
    """Repeat purchases that the customers there are will make.

    Attributes
    ----------
    histories : Histories
    models : tuple of Forecast
        The default first; without `short` data all three.
    fan : tuple of Total
        By the default, for each of `FAN`.
    each : (n,) float
        Purchases expected of each customer in `HORIZONS[-1]` days, by the default.
    tried : Backtest
        Forecasts of the default from past days, beside what came.
    """

    histories: Histories
    models: tuple[Forecast, ...]
    fan: tuple[Total, ...]
    each: Floats
    tried: Backtest

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self, "each")

    @property
    def short(self) -> tuple[Short, ...]:
        """What there is too little of for a forecast.

        Customers all alike need no law of their differences: their total is told.
        """
        known = math.isfinite(self.models[0].totals[0].interval[0])
        found = self.models[0].fit.short
        return _needed(found) if known else found


def forecasts(found: Purchases, end: np.datetime64) -> Forecasts:
    """Answer: how much repeat business will these customers bring?

    Parameters
    ----------
    found : Purchases
    end : datetime64[D]
        Last day on which purchases are known.

    Returns
    -------
    Forecasts
        With too little data only the default model is fitted, and nothing is tried.
    """
    customers = histories(found, end)
    default = fit(customers)
    enough = not _needed(default.short)
    most = _ORIGINS[len(customers) >= _MANY]
    none = Backtest(trials=(), short=default.short)
    tried = backtest(found, end, TRIED, most=most) if enough else none
    others = (Model.PARETO_NBD, Model.BG_NBD) if enough else ()

    def totals(one: Fit, ahead: tuple[int, ...]) -> tuple[Total, ...]:
        return tuple(widened(total(one, customers, days), tried) for days in ahead)

    fan = totals(default, FAN)
    first = tuple(fan[FAN.index(days)] for days in HORIZONS)
    fits = [fit(customers, model) for model in others]
    return Forecasts(
        histories=customers,
        models=(
            Forecast(fit=default, totals=first),
            *(Forecast(fit=each, totals=totals(each, HORIZONS)) for each in fits),
        ),
        fan=fan,
        each=expected(default, customers, HORIZONS[-1]),
        tried=tried,
    )


def _needed(found: tuple[Short, ...]) -> tuple[Short, ...]:
    return tuple(one for one in found if one.what is not Want.SPREAD)


def so_far(found: Purchases, end: np.datetime64, days: int) -> Ints:
    """Return the repeat purchases of the last days: by day, from 0.

    Returns
    -------
    (days + 1,) int
        Up to and with each day; the last element is their number.
    """
    again = np.ones(len(found), dtype=bool)
    again[starts(found)] = False
    back = ((end - found.day[again]) / np.timedelta64(1, "D")).astype(np.int64)
    inside = days - back[(back >= 0) & (back < days)]
    many: Ints = np.cumsum(np.bincount(inside, minlength=days + 1))
    return many
