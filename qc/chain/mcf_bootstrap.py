"""How uncertain is a mean number of events, if the customers had been others?

Whole customers are drawn again, those without an event included: referring is so
unevenly spread that counting single events would flatter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qc.chain.mcf import check
from qc.core.arrays import Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, normal_quantile

FEWEST = 2_000  # resamples for the ends of an interval


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resampled:
    """The curve at some ages, over other customers of the same kind.

    Attributes
    ----------
    age : (k,) float
    error, lower, upper : (k,) float
        Standard deviation and percentiles of the resampled curve.
    resamples : int
    """

    age: Floats
    error: Floats
    lower: Floats
    upper: Floats
    resamples: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "age", "error", "lower", "upper")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Events:
    """What is resampled: `customer`, `age` and `ends` as in `mcf.cumulative`."""

    customer: Ints
    age: Floats
    ends: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be, and freeze the arrays."""
        check(self.customer, self.age, self.ends)
        freeze(self, "customer", "age", "ends")


def resampled(
    events: Events,
    ages: Floats,
    rng: np.random.Generator,
    *,
    resamples: int = FEWEST,
    confidence: float = CONFIDENCE,
) -> Resampled:
    """Answer: what would the curve have been with other customers?

    Parameters
    ----------
    events : Events
    ages : (k,) float
    rng : numpy.random.Generator
    resamples : int, >= 2
    confidence : float in (0, 1)
    """
    normal_quantile(confidence)  # refuses what is no confidence
    if resamples < 2:
        raise InvalidSeries(f"A bootstrap needs 2 resamples or more; got {resamples}.")
    again = _redraw(events, ages)
    curves = np.array([again(rng) for _ in range(resamples)])
    tail = 50 * (1 - confidence)
    lower, upper = np.percentile(curves, [tail, 100 - tail], axis=0)
    return Resampled(
        age=ages,
        error=curves.std(axis=0, ddof=1),
        lower=lower,
        upper=upper,
        resamples=resamples,
    )


def _redraw(events: Events, ages: Floats) -> Callable[[np.random.Generator], Floats]:
    """Return what draws customers again and says the curve at the ages."""
    n = len(events.ends)
    times, place = np.unique(events.age, return_inverse=True)
    order = np.argsort(events.ends)
    gone = np.searchsorted(events.ends[order], times, side="left")
    step = np.searchsorted(times, ages, side="right")

    def again(rng: np.random.Generator) -> Floats:
        drawn = np.bincount(rng.integers(n, size=n), minlength=n)
        observed = n - np.append(0, np.cumsum(drawn[order]))[gone]
        came = np.bincount(place, drawn[events.customer], len(times))
        curve = np.cumsum(came / np.maximum(observed, 1))  # none observed, none came
        return np.append(0.0, curve)[step]

    return again
