"""Do customers buy less after a defect? Each against their own other days.

Who buys more has more contacts, hence more defects: customers with defects held against
those without say the contrary of the truth. Within a customer nothing of that remains.

References
----------
.. [1] S. Greenland, J. M. Robins, Estimation of a common effect parameter from sparse
       follow-up data, Biometrics 41(1), 55-68 (1985): variance of the logarithm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.detectable import smallest_ratio
from qc.chain.evidence import Estimate, Method, Want, short
from qc.chain.exposure import Exposure
from qc.chain.pairs import Pairs, around_log, pairs
from qc.chain.resample import DRAWS, percentiles, resampled
from qc.core.arrays import Floats
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, normal_quantile

MINIMUM = {Want.EXPOSED: 100}
MANY = 5_000  # customers from which the interval is computed, not drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """How often customers buy after a defect, over how often they do otherwise.

    Attributes
    ----------
    ratio : Estimate
        Interval by customers; n customers used; error of the logarithm.
    strata : (low, high)
        Interval as if purchases of one customer were independent [1]_.
    log_error : float
        Its standard error.
    numerator, denominator : float
        The two weighted sums.
    customers, used : int
        All, and those with both kinds of time: only they say something.
    events, other_events, time, other_time : float
        Of the customers used: after a defect, and otherwise.
    smallest : float, < 1
        Ratio nearest to 1 that such data show in 80 of 100 cases.
    """

    ratio: Estimate
    strata: Interval
    log_error: float
    numerator: float
    denominator: float
    customers: int
    used: int
    events: float
    other_events: float
    time: float
    other_time: float
    smallest: float


def rate_ratio(
    exposed: Exposure,
    rng: np.random.Generator,
    *,
    kind: int = 1,
    draws: int = DRAWS,
    confidence: float = CONFIDENCE,
) -> RateRatio:
    """Answer: how much less do customers buy in one kind of time than in column 0?

    Parameters
    ----------
    exposed : Exposure
    rng : numpy Generator
        Draws customers for the interval, while they are at most `MANY`.
    kind : int
        Column of `exposed`.
    draws : int
    confidence : float in (0, 1)
    """
    found = pairs(exposed, kind)
    above, below = float(found.above.sum()), float(found.below.sum())
    value = above / below if below > 0 else math.nan
    weight = float(found.weight.sum())
    possible = above > 0 and below > 0
    log_error = math.sqrt(weight / (above * below)) if possible else math.nan
    return RateRatio(
        ratio=_estimate(found, value, rng, draws, confidence),
        strata=around_log(value, normal_quantile(confidence) * log_error),
        log_error=log_error,
        numerator=above,
        denominator=below,
        customers=len(exposed),
        used=len(found.e1),
        events=float(found.e1.sum()),
        other_events=float(found.e0.sum()),
        time=float(found.t1.sum()),
        other_time=float(found.t0.sum()),
        smallest=smallest_ratio(weight, confidence=confidence),
    )


def _estimate(
    found: Pairs,
    value: float,
    rng: np.random.Generator,
    draws: int,
    confidence: float,
) -> Estimate:
    parts = np.column_stack([found.above, found.below])
    some = parts.any(axis=1)
    many = int(some.sum()) > MANY
    error, interval = _robust(parts, confidence)
    if not many and math.isfinite(error):
        interval = percentiles(resampled(parts, rng, draws), _ratio, confidence)
    return Estimate(
        value=value,
        interval=interval,
        error=error,
        n=len(parts),
        method=Method.ROBUST if many else Method.BOOTSTRAP,
        short=short(MINIMUM, {Want.EXPOSED: len(parts)}),
    )


def _robust(parts: Floats, confidence: float) -> tuple[float, Interval]:
    sums = parts.sum(axis=0)
    if not np.all(sums > 0):
        return math.nan, UNKNOWN
    shares = parts / sums
    error = float(np.sqrt(np.square(shares[:, 0] - shares[:, 1]).sum()))
    value = float(sums[0] / sums[1])
    return error, around_log(value, normal_quantile(confidence) * error)


def _ratio(sums: Floats) -> Floats:
    return sums[:, 0] / sums[:, 1]
