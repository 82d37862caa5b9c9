"""Intervals for shares and rates of events.

References
----------
.. [1] C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits
       illustrated in the case of the binomial, Biometrika 26(4), 404-413 (1934).
.. [2] E. B. Wilson, Probable inference, the law of succession, and statistical
       inference, J. American Statistical Association 22, 209-212 (1927).
.. [3] F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28,
       437-442 (1936).
"""

from __future__ import annotations

import math
from statistics import NormalDist

from qc.core.errors import InvalidSeries

CONFIDENCE = 0.95
Interval = tuple[float, float]
UNKNOWN: Interval = (math.nan, math.nan)


def normal_quantile(confidence: float) -> float:
    """Return z of a two-sided interval: 1.96 for 95 %."""
    if not 0 < confidence < 1:
        raise InvalidSeries(f"A confidence must lie between 0 and 1; got {confidence}.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def exact_share(events: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact interval of a share [1]_; unknown for n = 0."""
    from scipy.special import betaincinv  # import costs as much as numpy itself

    _require(events, n, share=True)
    if n == 0:
        return UNKNOWN
    tail = _tail(confidence)
    low = float(betaincinv(events, n - events + 1, tail)) if events else 0.0
    if events == n:
        return low, 1.0
    return low, float(betaincinv(events + 1, n - events, 1 - tail))


def wilson_share(events: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """Return the score interval of a share [2]_, shorter; unknown for n = 0."""
    _require(events, n, share=True)
    z = normal_quantile(confidence)
    if n == 0:
        return UNKNOWN
    share, wide = events / n, z * z / n
    middle = (share + wide / 2) / (1 + wide)
    reach = z * math.sqrt(share * (1 - share) / n + wide / n / 4) / (1 + wide)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def exact_rate(events: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact interval of a Poisson rate [3]_; unknown for n = 0."""
    from scipy.special import gammaincinv

    _require(events, n, share=False)
    if n == 0:
        return UNKNOWN
    tail = _tail(confidence)
    low = float(gammaincinv(events, tail)) if events else 0.0
    return low / n, float(gammaincinv(events + 1, 1 - tail)) / n


def upper_share(events: float, n: float, confidence: float = CONFIDENCE) -> float:
    """Return the one-sided exact upper limit: about 3/n for no event in n."""
    return exact_share(events, n, 2 * confidence - 1)[1]


def _tail(confidence: float) -> float:
    normal_quantile(confidence)
    return (1 - confidence) / 2


def _require(events: float, n: float, *, share: bool) -> None:
    if not (events >= 0 and n >= 0 and math.isfinite(events + n)):
        raise InvalidSeries(
            f"Events and opportunities are counts; got {events:g} of {n:g}."
        )
    if events > n and share:
        raise InvalidSeries(f"{events:g} of {n:g} cannot be a share.")
