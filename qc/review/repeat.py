"""What is told of repeat business: curves, forecast, contracts, one customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.buying import Buying
from qc.chain.cohorts import Groups
from qc.chain.contract import Beat, Business
from qc.chain.evidence import Estimate, Short
from qc.chain.forecasts import Forecasts
from qc.chain.repeat_curves import RepeatCurves
from qc.chain.repurchase import Repurchase
from qc.chain.worth import Spending
from qc.core.arrays import Floats, Ints, freeze
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepeatBusiness:
    """Who came back.

    Attributes
    ----------
    bought : Buying
    customers : int
        Who bought at least once.
    beat : Beat
        How alike the times between purchases are.
    told : Business or None
        What the user said of it; None where the data decide.
    curves : RepeatCurves
    log : bool
        Whether there are interactions beside the purchases.
    """

    bought: Buying
    customers: int
    beat: Beat
    told: Business | None
    curves: RepeatCurves
    log: bool

    @property
    def business(self) -> Business:
        """How customers buy: as told, else as the data say."""
        return self.told or self.beat.business


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contracts:
    """Customers who buy at a fixed rhythm.

    Attributes
    ----------
    customers, left : int
    period : float, days
        The usual rhythm.
    staying : Repurchase
        The share who have not left yet, by days since the first purchase.
    cohorts : Groups
        The same by month, quarter or year of the first purchase.
    renewed : Estimate
        Share of the renewals due in the last whole year, or so far, that came.
    chart : Assessment
        The same by month.
    """

    customers: int
    left: int
    period: float
    staying: Repurchase
    cohorts: Groups
    renewed: Estimate
    chart: Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepeatForecast:
    """Repeat purchases to come.

    Attributes
    ----------
    ahead : Forecasts
    worth : Spending or None
        None where no money was loaded and no rate given.
    money : tuple of Estimate
        For each of `forecasts.HORIZONS`, by the default model; empty without `worth`.
    currency : str
    past : (days + 1,) int
        Repeat purchases so far, in the last half year: by day, from 0.
    """

    ahead: Forecasts
    worth: Spending | None
    money: tuple[Estimate, ...]
    currency: str
    past: Ints

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self, "past")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeyCustomers:
    """The customers from whom most is expected, or who bought most.

    Attributes
    ----------
    names : tuple of str
        As in the files: hostile until escaped.
    number : (k,) int
        In the company's numbering.
    purchases : (k,) int
        Days with a purchase.
    last : (k,) datetime64[D]
    expected : (k,) float
        Purchases in the next half year; NaN without a forecast.
    money : (k,) float
        Their worth; NaN without one.
    """

    names: tuple[str, ...]
    number: Ints
    purchases: Ints
    last: np.ndarray
    expected: Floats
    money: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "number", "purchases", "last", "expected", "money")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CustomerRhythm:
    """The times between one customer's purchases.

    Attributes
    ----------
    name : str
    purchases : int
        Days with a purchase.
    chart : Assessment
        A t chart of the days between them; without one where there are none.
    silent : float, days
        Since the last purchase.
    usual : float, days
        The middle one of the times between purchases; NaN without any.
    chance : float
        Share of the times so far that were as long as the silence, the silence
        itself included; NaN where they are too few.
    short : tuple of Short
        Where not empty, there is a list of purchases only.
    days : (m,) datetime64[D]
        Of the purchases.
    """

    name: str
    purchases: int
    chart: Assessment
    silent: float
    usual: float
    chance: float
    short: tuple[Short, ...]
    days: np.ndarray

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self, "days")
