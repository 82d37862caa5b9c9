"""Where is a likelihood highest, and how sharp is its top? Parameters above zero."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats, freeze

Likelihood = Callable[[Floats], tuple[float, Floats]]
"""From the parameters to the log-likelihood and its slopes in them."""

_LOWEST, _HIGHEST = np.log(1e-4), np.log(1e5)
_EDGE = 1e-3  # in logs: the search was stopped, not finished
_STEP = 1e-4  # in logs, for the bend of the top


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Top:
    """The most likely parameters.

    Attributes
    ----------
    theta : (p,) float, > 0
    covariance : (p, p) float
        Of the logs of the parameters; NaN where the top is flat or on the edge.
    log_likelihood : float
    """

    theta: Floats
    covariance: Floats
    log_likelihood: float

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "theta", "covariance")

    @property
    def sharp(self) -> bool:
        """Whether the data tell one set of parameters from others."""
        return bool(np.isfinite(self.covariance).all())


def highest(likelihood: Likelihood, start: Floats, weight: float) -> Top:
    """Answer: which parameters make the data most likely?

    Parameters
    ----------
    likelihood : callable
    start : (p,) float, > 0
    weight : float, > 0
        Customers, by which the search scales the likelihood.
    """
    from scipy.optimize import minimize  # import costs as much as numpy itself

    def downhill(logs: Floats) -> tuple[float, Floats]:
        theta = np.exp(logs)
        value, slopes = likelihood(theta)
        return -value / weight, -slopes * theta / weight

    found = minimize(
        downhill,
        np.clip(np.log(start), _LOWEST, _HIGHEST),
        jac=True,
        method="L-BFGS-B",
        bounds=[(_LOWEST, _HIGHEST)] * len(start),
        options={"ftol": 1e-13, "gtol": 1e-7, "maxiter": 500},
    )
    edge = np.any((found.x < _LOWEST + _EDGE) | (found.x > _HIGHEST - _EDGE))
    spread = np.full((len(start), len(start)), np.nan)
    return Top(
        theta=np.exp(found.x),
        covariance=spread if edge else _covariance(downhill, found.x, weight),
        log_likelihood=-float(found.fun) * weight,
    )


def unknown(parameters: int) -> Top:
    """Return what is said of data that no parameters can be learned from."""
    return Top(
        theta=np.full(parameters, np.nan),
        covariance=np.full((parameters, parameters), np.nan),
        log_likelihood=np.nan,
    )


def _covariance(downhill: Likelihood, logs: Floats, weight: float) -> Floats:
    """Return the inverse of the bend at the top, from the slopes beside it."""
    steps = np.eye(len(logs)) * _STEP
    rows = [downhill(logs + step)[1] - downhill(logs - step)[1] for step in steps]
    bend = np.array(rows) / (2 * _STEP) * weight
    bend = (bend + bend.T) / 2
    try:
        np.linalg.cholesky(bend)
    except np.linalg.LinAlgError:
        return bend * np.nan
    return np.linalg.inv(bend).astype(np.float64)
