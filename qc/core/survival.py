"""How many are answered within the promise, when some are still waiting?

Leaving open cases out flatters, counting them as late accuses: each counts as
waiting for as long as it has waited (Kaplan-Meier).

References
----------
.. [1] E. L. Kaplan, P. Meier, Nonparametric estimation from incomplete
       observations, J. American Statistical Association 53, 457-481 (1958).
.. [2] J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time
       Data (2002), ch. 1.4: Greenwood's variance on the scale of log(-log S).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, normal_quantile

_ROUNDING = 1e-12  # a curve that meets a half exactly has reached it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Waiting:
    """The share still waiting after each time at which somebody was answered.

    Attributes
    ----------
    time : (m,) float, increasing
        Times with an answer.
    at_risk, answered : (m,) int
        Cases waiting just before, and answered then.
    share : (m,) float
        Share still waiting after it.
    error : (m,) float
        Greenwood's standard error; NaN once nobody waits.
    lower, upper : (m,) float
        Interval of `share` [2]_; NaN once nobody waits.
    cases, open_cases : int
        All cases, and those without an answer so far.
    longest : float
        Longest time that any case was seen: nothing is known beyond it.
    """

    time: Floats
    at_risk: Ints
    answered: Ints
    share: Floats
    error: Floats
    lower: Floats
    upper: Floats
    cases: int
    open_cases: int
    longest: float

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "time", "at_risk", "answered", "share")
        freeze(self, "error", "lower", "upper")

    @property
    def median(self) -> float:
        """Time after which half have an answer; NaN where that is not reached."""
        return _first(self.time, self.share)

    @property
    def median_interval(self) -> Interval:
        """Times at which the interval's ends reach a half; NaN where they do not."""
        return _first(self.time, self.lower), _first(self.time, self.upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Share answered within a promise, with its interval; NaN where unknown."""

    share: float
    interval: Interval


def waiting(
    waited: Floats, answered: Bools, *, confidence: float = CONFIDENCE
) -> Waiting:
    """Answer: how long do customers wait, those still waiting included?

    Parameters
    ----------
    waited : (n,) float, >= 0
        Time to the answer, or so far; 0 is an answer at once.
    answered : (n,) bool
        False for an open case.
    confidence : float in (0, 1)

    Raises
    ------
    InvalidSeries
        Without a case, or with a time that cannot be.
    """
    _check(waited, answered)
    time, counts = np.unique(waited[answered], return_counts=True)
    at_risk = len(waited) - np.searchsorted(np.sort(waited), time, side="left")
    share = np.cumprod(1 - counts / at_risk).astype(np.float64)
    left = at_risk - counts
    steps = np.divide(
        counts, at_risk * left, out=np.full(len(time), np.nan), where=left > 0
    )
    variance = np.cumsum(steps).astype(np.float64)
    lower, upper = _ends(share, variance, normal_quantile(confidence))
    return Waiting(
        time=time,
        at_risk=at_risk,
        answered=counts,
        share=share,
        error=share * np.sqrt(variance),
        lower=lower,
        upper=upper,
        cases=len(waited),
        open_cases=int((~answered).sum()),
        longest=float(waited.max()),
    )


def kept(curve: Waiting, promise: float) -> Kept:
    """Answer: what share is answered within the promise?

    Parameters
    ----------
    curve : Waiting
    promise : float, >= 0
        In the unit of the curve.

    Returns
    -------
    Kept
        NaN where no case has been watched as long as the promise. Before the first
        answer the share is 0, without an interval.
    """
    if not promise >= 0:
        raise InvalidSeries(f"A promise is a time from 0 up; got {promise:g}.")
    done = curve.share.size > 0 and curve.share[-1] == 0
    if promise > curve.longest and not done:
        return Kept(share=math.nan, interval=UNKNOWN)
    step = int(np.searchsorted(curve.time, promise, side="right")) - 1
    if step < 0:
        return Kept(share=0.0, interval=UNKNOWN)
    ends = (1 - float(curve.upper[step]), 1 - float(curve.lower[step]))
    return Kept(share=1 - float(curve.share[step]), interval=ends)


def _ends(share: Floats, variance: Floats, z: float) -> tuple[Floats, Floats]:
    """Return the interval on the scale of log(-log S): it stays within 0 and 1."""
    inside = (share > 0) & (share < 1)
    logs = np.log(np.where(inside, share, np.nan))
    reach = np.exp(z * np.sqrt(variance) / np.abs(logs))
    return np.exp(logs * reach), np.exp(logs / reach)


def _first(time: Floats, share: Floats) -> float:
    reached = np.flatnonzero(share <= 0.5 + _ROUNDING)
    return float(time[reached[0]]) if reached.size else math.nan


def _check(waited: Floats, answered: Bools) -> None:
    if not waited.size or waited.shape != answered.shape:
        raise InvalidSeries(
            f"Each case needs its time and whether it was answered; got "
            f"{len(waited)} times and {len(answered)} answers."
        )
    if not np.all(np.isfinite(waited) & (waited >= 0)):
        raise InvalidSeries("A time waited must be finite and not negative.")
