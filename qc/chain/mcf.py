"""How many purchases or referrals has a customer made by a given age, on average?

The mean cumulative function: each event counts as one over the customers who were still
observed at that age. Dividing all events by all customers instead says too little,
since recent customers have had no time.

References
----------
.. [1] W. Nelson, Recurrent Events Data Analysis (2003).
.. [2] J. F. Lawless, C. Nadeau, Some simple robust methods for the analysis of
       recurrent events, Technometrics 37(2), 158-168 (1995): the variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Short, Want, short
from qc.chain.mcf_variance import variance
from qc.core.arrays import Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, normal_quantile

MINIMUM = {Want.CUSTOMERS: 30, Want.EVENTS: 10}
FEWEST_OBSERVED = 30  # plotted while as many, or a tenth, are observed
_SHARE_OBSERVED = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cumulative:
    """The mean number of events by each age at which there was one.

    Attributes
    ----------
    age : (m,) float, increasing
        In the unit of the events.
    observed, events : (m,) int
        Customers still observed at that age, and events then.
    mean : (m,) float
        Events per customer by that age.
    error : (m,) float
        Robust standard error [2]_: customers may be as different as they like.
    ends : (n,) float, increasing
        Ages at which observation ends.
    customers : int
    short : tuple of Short
        Where not empty, show counts instead.
    """

    age: Floats
    observed: Ints
    events: Ints
    mean: Floats
    error: Floats
    ends: Floats
    customers: int
    short: tuple[Short, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "age", "observed", "events", "mean", "error", "ends")

    @property
    def reach(self) -> float:
        """Age up to which enough are observed to draw the curve; 0 where never."""
        fewest = max(1, min(FEWEST_OBSERVED, round(_SHARE_OBSERVED * self.customers)))
        at = self.customers - fewest
        return float(self.ends[at]) if 0 <= at < len(self.ends) else 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ByAge:
    """The curve at ages asked for.

    Attributes
    ----------
    age, mean, error : (k,) float
    lower, upper : (k,) float
        Interval on the scale of the logarithm; NaN before the first event.
    observed : (k,) int
        Customers still observed at that age; nothing is known where it is 0, and
        `mean` is NaN.
    """

    age: Floats
    mean: Floats
    error: Floats
    lower: Floats
    upper: Floats
    observed: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "age", "mean", "error", "lower", "upper", "observed")


def cumulative(customer: Ints, age: Floats, ends: Floats) -> Cumulative:
    """Answer: how many events has a customer had by each age?

    Parameters
    ----------
    customer : (m,) int in [0, n)
        Whose each event is.
    age : (m,) float, >= 0
        Age of the customer then; several at one age all count.
    ends : (n,) float, >= 0
        Age at which each customer's observation ends; at that age it still counts.

    Raises
    ------
    InvalidSeries
        With an event of nobody, or after the end of its observation.
    """
    check(customer, age, ends)
    times, place, events = np.unique(age, return_inverse=True, return_counts=True)
    sorted_ends = np.sort(ends)
    observed = len(ends) - np.searchsorted(sorted_ends, times, side="left")
    last_seen = np.searchsorted(times, ends, side="right")
    got = {Want.CUSTOMERS: len(ends), Want.EVENTS: len(age)}
    return Cumulative(
        age=times,
        observed=observed,
        events=events,
        mean=np.cumsum(events / observed),
        error=np.sqrt(variance(customer, place, last_seen, events, observed)),
        ends=sorted_ends,
        customers=len(ends),
        short=short(MINIMUM, got),
    )


def by_age(curve: Cumulative, ages: Floats, *, confidence: float = CONFIDENCE) -> ByAge:
    """Answer: how many events has a customer had by these ages, and how surely?"""
    z = normal_quantile(confidence)
    step = np.searchsorted(curve.age, ages, side="right")
    observed = curve.customers - np.searchsorted(curve.ends, ages, side="left")
    mean, error = (np.append(0.0, each)[step] for each in (curve.mean, curve.error))
    mean = np.where(observed > 0, mean, np.nan)
    some = np.where(mean > 0, mean, np.nan)
    reach = np.exp(z * error / some)
    return ByAge(
        age=ages,
        mean=mean,
        error=np.where(observed > 0, error, np.nan),
        lower=some / reach,
        upper=some * reach,
        observed=observed,
    )


def check(customer: Ints, age: Floats, ends: Floats) -> None:
    """Refuse events that cannot be.

    Raises
    ------
    InvalidSeries
    """
    if customer.shape != age.shape:
        raise InvalidSeries(
            f"Each event needs a customer and an age; got {len(customer)} and "
            f"{len(age)} of them."
        )
    if np.any((customer < 0) | (customer >= len(ends))):
        raise InvalidSeries(
            f"Events belong to the customers 0 to {len(ends) - 1}, one for each end of "
            f"observation; got {customer.min()} to {customer.max()}."
        )
    if not np.all(np.isfinite(ends) & (ends >= 0)):
        raise InvalidSeries("An observation ends at an age from 0 up.")
    if not np.all((age >= 0) & (age <= ends[customer])):
        raise InvalidSeries(
            "An event lies between age 0 and the end of its customer's observation; "
            "leave later ones out and say how many they are."
        )
