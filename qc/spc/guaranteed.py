"""How wide must limits be so that a short baseline keeps the false alarm rate?

Limits from few points are themselves uncertain: of XmR limits from 20 points, 42 %
signal falsely more than twice as often as promised. With a guaranteed factor in
place of 3 the rate is at most the nominal one with a stated confidence. Draw it as
a band beside the limits; it is no silent replacement for them.

References
----------
.. [1] R. Goedhart, M. Schoonhoven, R. J. M. M. Does, Guaranteed in-control
       performance for the Shewhart X and X-bar control charts, Journal of Quality
       Technology 49(2), 155-171 (2017).
.. [2] A. Wald, J. Wolfowitz, Tolerance limits for a normal distribution, Annals of
       Mathematical Statistics 17(2), 208-215 (1946).
.. [3] G. J. Hahn, W. Q. Meeker, Statistical Intervals (1991), ch. 4.
"""

from __future__ import annotations

import math

import numpy as np

from qc.core.charts import Baseline
from qc.core.errors import InvalidSeries
from qc.spc.limits import tail_beyond
from qc.spc.ranges import SigmaFrom

CONFIDENCE = 0.9
CONTENT = 0.9973  # of a normal law, within 3 sigma
_RANGE_WORTH = 0.605  # degrees of freedom a moving range is worth
_NODES = 64
_HALVINGS = 60


def degrees(count: int, sigma: SigmaFrom = SigmaFrom.MEAN_RANGE) -> float:
    """Return the degrees of freedom behind a sigma from `count` points.

    Raises
    ------
    InvalidSeries
        For fewer than 2 points, or a sigma whose law is not known here.
    """
    if count < 2:
        raise InvalidSeries(f"A factor needs at least 2 points; got {count}.")
    if sigma is SigmaFrom.ALL_VALUES:
        return count - 1.0
    if sigma is SigmaFrom.MEAN_RANGE:
        return _RANGE_WORTH * (count - 1)
    raise InvalidSeries(
        f"No guaranteed factor is known for sigma from the {sigma}. "
        "Take the mean range or all values."
    )


def factor(
    count: int,
    *,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
    confidence: float = CONFIDENCE,
    width: float = 3.0,
) -> float:
    """Return the number of sigmas that guarantees the false alarm rate of `width`.

    K = width sqrt(1 + 1/N) sqrt(nu / chi2(1 - confidence; nu)), nu from `degrees`.

    Parameters
    ----------
    count : int, at least 2
        Baseline points N.
    sigma : SigmaFrom
        MEAN_RANGE, or ALL_VALUES.
    confidence : float in (0, 1)
        Chance that limits from such a baseline keep the rate.
    width : float, > 0
        The usual half-width of the limits.
    """
    nu = degrees(count, sigma)
    return width * math.sqrt(1 + 1 / count) * _inflation(nu, _open(confidence))


def band(
    baseline: Baseline, *, confidence: float = CONFIDENCE, width: float = 3.0
) -> tuple[float, float]:
    """Return the guaranteed limits of an individuals chart, lower and upper."""
    reach = baseline.spread * factor(
        baseline.subgroups, confidence=confidence, width=width
    )
    return baseline.centre - reach, baseline.centre + reach


def tolerance_factor(
    count: int,
    *,
    confidence: float = CONFIDENCE,
    content: float = CONTENT,
    exact: bool = True,
) -> float:
    """Return k: mean +- k s holds a share of all values, with a confidence.

    Parameters
    ----------
    count : int, at least 2
        Independent normal values.
    confidence : float in (0, 1)
    content : float in (0, 1)
        The share to hold.
    exact : bool
        By integration over the mean [3]_; else Wald and Wolfowitz [2]_.
    """
    nu = degrees(count, SigmaFrom.ALL_VALUES)
    reach = _reach(1 / math.sqrt(count), _open(content))
    near = _inflation(nu, _open(confidence)) * reach
    return _integrated(count, confidence, content, near) if exact else near


def _inflation(nu: float, confidence: float) -> float:
    """Return the most sigma / s can be, with the confidence."""
    from scipy.special import chdtri  # import costs as much as numpy itself

    return math.sqrt(nu / float(chdtri(nu, confidence)))


def _integrated(count: int, confidence: float, share: float, near: float) -> float:
    """Halve for the factor whose coverage, over all means, is the confidence."""
    from scipy.special import chdtrc

    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    weights = weights / weights.sum()
    reaches = np.array([_reach(abs(z) / math.sqrt(count), share) for z in nodes])
    nu, low, high = count - 1.0, near / 2, near * 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        held = float(weights @ chdtrc(nu, nu * (reaches / middle) ** 2))
        low, high = (middle, high) if held < confidence else (low, middle)
    return (low + high) / 2


def _reach(offset: float, share: float) -> float:
    """Return the half-width around `offset` that holds a share of a normal law."""
    low, high = 0.0, offset + 40.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        held = 1 - tail_beyond(middle - offset) - tail_beyond(middle + offset)
        low, high = (middle, high) if held < share else (low, middle)
    return (low + high) / 2


def _open(share: float) -> float:
    if not 0 < share < 1:
        raise InvalidSeries(f"A confidence must lie between 0 and 1; got {share}.")
    return share
