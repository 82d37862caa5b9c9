"""What share is answered too late, period by period, when some still wait?

Every case waits on the scale of its own promise: 1 is the moment it was promised.
An open case counts for as long as it has waited (Kaplan-Meier): leaving it out
flatters the newest periods, calling it late accuses them. This holds where being
answered has nothing to do with how long a case can be watched so far; where only
short promises are broken, the newest periods are bent a little.

References
----------
.. [1] E. L. Kaplan, P. Meier, Nonparametric estimation from incomplete
       observations, J. American Statistical Association 53, 457-481 (1958).
.. [2] J. P. Klein, M. L. Moeschberger, Survival Analysis (2003), ch. 4.2-4.3:
       Greenwood's variance, the interval on the scale of log(-log S).
.. [3] S. J. Cutler, F. Ederer, Maximum utilization of the life table method in
       analyzing survival, J. Chronic Diseases 8, 699-712 (1958): the effective
       sample size, S (1 - S) / variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Dates, Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, exact_share, normal_quantile
from qc.core.series import Counts

_ROUNDING = 1e-9  # a worth of whole cases is not one less


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Waits:
    """Cases of k periods in m groups: who waited how long, in promises.

    Between two open cases the times of the answers do not matter, only their
    number; so a period without an open case within its promise needs one group.

    Attributes
    ----------
    period : (m,) int in [0, k)
    time : (m,) float in [0, 1]
    kept, still, late : (m,) int
        Cases answered at that time; still open, and seen for that long; known to
        be late, whenever.
    """

    period: Ints
    time: Floats
    kept: Ints
    still: Ints
    late: Ints

    def __post_init__(self) -> None:
        """Refuse what cannot be, and freeze the arrays."""
        step, later = np.diff(self.period), np.diff(self.time) > 0
        if np.any((step < 0) | ((step == 0) & ~later)):
            raise InvalidSeries(
                "Groups of cases must come period by period, each time once and in "
                "order."
            )
        if not np.all((self.time >= 0) & (self.time <= 1)):
            raise InvalidSeries("Times of groups are promises, from 0 to 1.")
        freeze(self, "period", "time", "kept", "still", "late")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Responsiveness:
    """The share late of each period, (k,), and how well it is known.

    Attributes
    ----------
    counts : Counts
        For a p chart: `opportunities` are the closed cases that would tell as much
        [3]_, rounded down; 0 where nobody was watched as long as promised.
    lower, upper : (k,) float
        Interval of the share late [2]_; exact where all or none are late; NaN in a
        gap.
    cases, open_cases : (k,) int
        All cases; those without an answer whose time is not up.
    """

    counts: Counts
    lower: Floats
    upper: Floats
    cases: Ints
    open_cases: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "lower", "upper", "cases", "open_cases")


def responsiveness(
    at: Dates, waits: Waits, *, confidence: float = CONFIDENCE
) -> Responsiveness:
    """Answer: what share of each period's cases is answered too late?

    Parameters
    ----------
    at : (k,) datetime64[D], increasing
        First days of the periods.
    waits : Waits
    confidence : float in (0, 1)

    Returns
    -------
    Responsiveness
        Without open cases exactly the plain share. A period in which no case was
        watched as long as its promise is a gap, not a zero.
    """
    k = len(at)
    kept, still, late = (
        _total(waits.period, each, k) for each in (waits.kept, waits.still, waits.late)
    )
    cases = kept + still + late
    end = _ends(waits, cases)
    known = (late > 0) | (end.left == 0)
    partly = (still > 0) & known
    n = np.where(partly, np.maximum(np.floor(end.worth + _ROUNDING), 1), cases)
    events = np.where(partly, end.left * n, late)
    counts = Counts(
        at=at,
        events=np.where(known, events, 0.0),
        opportunities=np.where(known, n, 0.0),
    )
    lower, upper = _interval(end, counts, confidence)
    return Responsiveness(
        counts=counts, lower=lower, upper=upper, cases=cases, open_cases=still
    )


@dataclass(frozen=True, slots=True)
class _End:
    """At the end of the promise, (k,): share waiting, Greenwood's sum, worth in cases.

    `left` is NaN without a case; `variance` 0 where nobody, NaN where everybody has
    an answer.
    """

    left: Floats
    variance: Floats
    worth: Floats


def _ends(waits: Waits, cases: Ints) -> _End:
    """Follow all periods at once; an answer comes before an open case of its time."""
    k, period, kept = len(cases), waits.period, waits.kept
    gone = kept + waits.still
    all_gone = _total(period, gone, k)
    earlier = np.cumsum(all_gone) - all_gone
    at_risk = cases[period] - (np.cumsum(gone) - gone - earlier[period])
    left = at_risk - kept
    last = (kept > 0) & (left == 0)
    step = (kept > 0) & ~last
    i, before, after = period[step], at_risk[step], left[step]
    share = np.exp(np.bincount(i, np.log(after / before), k))
    variance = np.bincount(i, kept[step] / (before * after), k)
    ended = np.bincount(period[last], at_risk[last], k)  # one group a period at most
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = (1 - share) / (share * variance)
    worth = np.where(variance > 0, worth, cases - all_gone)
    return _End(
        left=np.where(cases > 0, np.where(ended > 0, 0.0, share), np.nan),
        variance=np.where(ended > 0, np.nan, variance),
        # As if one more had been left: the limit of S (1 - S) / variance.
        worth=np.where(ended > 0, ended / share, worth),
    )


def _total(period: Ints, cases: Ints, k: int) -> Ints:
    return np.bincount(period, cases, k).astype(np.int64)


def _interval(end: _End, counts: Counts, confidence: float) -> tuple[Floats, Floats]:
    """Return the interval of the share late [2]_, exact at its ends."""
    z = normal_quantile(confidence)
    inside = (end.variance > 0) & ~counts.missing
    log = np.log(end.left, out=np.full(len(counts), np.nan), where=inside)
    reach = np.exp(z * np.sqrt(end.variance) / np.abs(log))
    lower, upper = np.exp(log * reach), np.exp(log / reach)
    for i in np.flatnonzero(~inside & ~counts.missing):
        events, n = float(counts.events[i]), float(counts.n[i])
        lower[i], upper[i] = exact_share(events, n, confidence)
    return lower, upper
