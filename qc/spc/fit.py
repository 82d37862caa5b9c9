"""Do values follow a normal law, or their logarithms one? Anderson and Darling's test.

It weighs the tails, and a capability lives there.

References
----------
.. [1] T. W. Anderson, D. A. Darling, A test of goodness of fit, J. American
       Statistical Association 49, 765-769 (1954).
.. [2] M. A. Stephens, EDF statistics for goodness of fit and some comparisons,
       J. American Statistical Association 69, 730-737 (1974): normal law, mean and
       sigma from the values themselves.
"""

from __future__ import annotations

import math

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries

MOST = 1.035
"""Departure that chance exceeds in 1 % of samples of a normal law [2]_."""

_FEWEST = 8


def departure(values: Floats) -> float:
    """Return how far values depart from a normal law: A2, adjusted for their number.

    Parameters
    ----------
    values : (k,) float
        At least 8, no NaN.

    Returns
    -------
    float
        Above `MOST` a normal law does not fit; infinite for values all equal.

    Raises
    ------
    InvalidSeries
        For too few values.
    """
    from scipy.special import log_ndtr  # import costs as much as numpy itself

    n = len(values)
    if n < _FEWEST:
        raise InvalidSeries(f"A law is judged by at least {_FEWEST} values; got {n}.")
    spread = float(values.std(ddof=1))
    if not spread > 0:
        return math.inf
    z = (np.sort(values) - values.mean()) / spread
    weights = 2 * np.arange(1, n + 1) - 1
    a2 = -n - float(np.mean(weights * (log_ndtr(z) + log_ndtr(-z[::-1]))))
    return a2 * (1 + 0.75 / n + 2.25 / n**2)


def departure_of_logs(values: Floats) -> float:
    """Return how far values depart from a lognormal law; infinite if any is not > 0."""
    return departure(np.log(values)) if np.all(values > 0) else math.inf
