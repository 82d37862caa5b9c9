"""Where is a likelihood highest, and how sharp is its top? Parameters above zero."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, freeze

Likelihood = Callable[[Floats], tuple[float, Floats]]
"""From the parameters to the log-likelihood and its slopes in them."""

_LEAST = 1e-5
_EDGE = 1e-3  # in logs: the search was stopped, not finished
_STEP = 1e-4  # in logs, for the bend of the top


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Top:
    """The most likely parameters.

    Attributes
    ----------
    theta : (p,) float, > 0
    covariance : (p, p) float
        Of the logs of the parameters; NaN where the top is flat. A parameter at an end
        of the search is taken as known.
    log_likelihood : float
    at_end : bool
        Whether a parameter lies at an end of the search: customers are too alike for
        it to matter.
    """

    theta: Floats
    covariance: Floats
    log_likelihood: float
    at_end: bool = False

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "theta", "covariance")

    @property
    def sharp(self) -> bool:
        """Whether the data tell one set of parameters from others."""
        return bool(np.isfinite(self.covariance).all()) and not self.at_end


def highest(likelihood: Likelihood, start: Floats, most: Floats, weight: float) -> Top:
    """Answer: which parameters make the data most likely?

    Parameters
    ----------
    likelihood : callable
    start, most : (p,) float, > 0
        Where the search begins, and how far it goes. A top found at an end is no top.
    weight : float, > 0
        Customers, by which the search scales the likelihood.
    """
    from scipy.optimize import minimize  # import costs as much as numpy itself

    def downhill(logs: Floats) -> tuple[float, Floats]:
        theta = np.exp(logs)
        value, slopes = likelihood(theta)
        return -value / weight, -slopes * theta / weight

    low, high = np.log(_LEAST), np.log(most)
    found = minimize(
        downhill,
        np.clip(np.log(start), low, high),
        jac=True,
        method="L-BFGS-B",
        bounds=[(low, each) for each in high],
        options={"ftol": 1e-13, "gtol": 1e-7, "maxiter": 500},
    )
    free = (found.x > low + _EDGE) & (found.x < high - _EDGE)
    return Top(
        theta=np.exp(found.x),
        covariance=_covariance(downhill, found.x, free) / weight,
        log_likelihood=-float(found.fun) * weight,
        at_end=not free.all(),
    )


def unknown(parameters: int) -> Top:
    """Return what is said of data that no parameters can be learned from."""
    return Top(
        theta=np.full(parameters, np.nan),
        covariance=np.full((parameters, parameters), np.nan),
        log_likelihood=np.nan,
    )


def _covariance(downhill: Likelihood, logs: Floats, free: Bools) -> Floats:
    """Return the inverse of the bend at the top, from the slopes beside it."""
    steps = np.eye(len(logs))[free] * _STEP
    rows = [downhill(logs + step)[1] - downhill(logs - step)[1] for step in steps]
    found = np.zeros((len(logs), len(logs)))
    if not rows:
        return found
    bend = np.array(rows)[:, free] / (2 * _STEP)
    bend = (bend + bend.T) / 2
    try:
        np.linalg.cholesky(bend)
    except np.linalg.LinAlgError:
        return found * np.nan
    found[np.ix_(free, free)] = np.linalg.inv(bend)
    return found
