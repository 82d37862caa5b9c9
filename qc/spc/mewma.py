"""MEWMA: several measures with a memory, quick to see small shifts of any of them.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 11.4.
.. [2] G. C. Runger, S. S. Prabhu, A Markov chain model for the multivariate
       exponentially weighted moving averages control chart, J. of the American
       Statistical Association 91, 1701-1706 (1996).
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.spc.hotelling import Cloud, T2Chart, drawn, upper_new, upper_own

_RINGS = 50  # of the run length's chain
_HALVINGS = 40


def chart(
    x: Floats, cloud: Cloud, *, weight: float = 0.1, every: float = 370.0
) -> T2Chart:
    """Answer: have some of the measures moved a little, and stayed there?

    Parameters
    ----------
    x : (k, v) float
        One row a period, one column a measure. A period with a missing measure
        has no value and leaves the memory as it is.
    cloud : Cloud
        From `hotelling.estimate`.
    weight : float in (0, 1]
        Of the newest period.
    every : float
        Steady periods between two false signals.

    Returns
    -------
    T2Chart
        T2 of the averages, by their exact covariance.

    Raises
    ------
    InvalidSeries
        If the weight is out of range.
    """
    upper = limit(x.shape[1], weight, every)
    whole = np.flatnonzero(np.isfinite(x).all(axis=1))
    level = np.zeros(x.shape[1])
    averages, share = np.full(x.shape, np.nan), np.ones(len(x))
    for seen, i in enumerate(whole, start=1):
        level = weight * (x[i] - cloud.mean) + (1 - weight) * level
        share[i] = weight / (2 - weight) * (1 - (1 - weight) ** (2 * seen))
        averages[i] = cloud.mean + level / math.sqrt(share[i])
    return drawn(averages, cloud, np.full(len(x), upper))


def review(
    x: Floats, cloud: Cloud, *, weight: float = 0.1, every: float = 370.0
) -> T2Chart:
    """Judge all periods by what those of the baseline taught, as `hotelling.review`.

    `chart` takes the cloud as known for sure; with few periods behind it, it would
    cry wolf. Here every point signals as rarely as under a known cloud: the limits
    allow for the means' and the covariance's own error, and differ for periods that
    set the baseline (beta) and for those after it (F). The memory starts anew after
    the baseline. A period before its end that did not set it is passed over.

    Parameters
    ----------
    x : (k, v) float
    cloud : Cloud
        From `hotelling.estimate` on the same periods.
    weight, every : float
        As of `chart`.
    """
    from scipy.special import gammaincc  # import costs as much as numpy itself

    measures = x.shape[1]
    tail = float(gammaincc(measures / 2, limit(measures, weight, every) / 2))
    last = np.flatnonzero(cloud.used)[-1]
    new = np.isfinite(x).all(axis=1) & (np.arange(len(x)) > last)
    averages = np.full(x.shape, np.nan)
    for points, error in ((cloud.used, -1.0), (new, 1.0)):
        averages[points] = _averages(x[points], cloud, weight, error)
    count = cloud.subgroups
    own = upper_own(cloud, tail) * count / (count - 1)
    after = upper_new(cloud, tail) * count / (count + 1)
    upper = np.where(np.arange(len(x)) > last, after, own)
    return drawn(averages, cloud, upper)


def _averages(x: Floats, cloud: Cloud, weight: float, error: float) -> Floats:
    """Weigh whole periods, scaled to the covariance of one of them.

    The mean of N periods errs by 1/N; those that set it lie that much nearer to it.
    """
    level, found = np.zeros(x.shape[1]), np.empty(x.shape)
    for i, row in enumerate(x):
        level = weight * (row - cloud.mean) + (1 - weight) * level
        fresh = 1 - (1 - weight) ** (i + 1)
        share = weight / (2 - weight) * (1 - (1 - weight) ** (2 * (i + 1)))
        share += error * fresh**2 / cloud.subgroups
        found[i] = cloud.mean + level / math.sqrt(share)
    return found


@cache
def limit(measures: int, weight: float, every: float) -> float:
    """Return the limit of T2 with a false signal in `every` steady periods [2]_."""
    if not (0 < weight <= 1 and every > 1):
        raise InvalidSeries(
            "MEWMA needs a weight above 0 and up to 1, and more than 1 period between "
            f"false signals; got {weight:g} and {every:g}."
        )
    low, high = 0.0, 100.0 + 10 * measures
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if run_length(measures, weight, middle) < every:
            low = middle
        else:
            high = middle
    return high


def run_length(measures: int, weight: float, upper: float) -> float:
    """Return the mean number of steady periods to a false signal [2]_.

    The length of the averaged vector is a chain over rings; from one ring the next
    length, squared, follows a noncentral chi-square law.
    """
    from scipy.special import chndtr  # import costs as much as numpy itself

    radius = math.sqrt(upper * weight / (2 - weight))
    width = 2 * radius / (2 * _RINGS + 1)
    ring = np.arange(_RINGS + 1)
    away = ((1 - weight) * ring * width / weight) ** 2
    edge = ((ring + 0.5) * width / weight) ** 2
    below = chndtr(edge[None, :], measures, away[:, None])
    chain = np.diff(below, axis=1, prepend=0.0)
    lengths = np.linalg.solve(np.eye(_RINGS + 1) - chain, np.ones(_RINGS + 1))
    return float(lengths[0])
