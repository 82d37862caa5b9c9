"""What makes a purchase come sooner or later? Cox's model for (start, stop] rows.

A row is at risk after its start and up to its stop, so that what is known of a
customer may change from row to row. Counting a row as at risk at its own start is a
fault of some programs and gives other coefficients.

References
----------
.. [1] D. R. Cox, Regression models and life-tables, J. Royal Statistical Society B 34,
       187-220 (1972).
.. [2] B. Efron, The efficiency of Cox's likelihood function for censored data,
       J. American Statistical Association 72, 557-565 (1977): ties.
.. [3] D. Y. Lin, L. J. Wei, The robust inference for the Cox proportional hazards
       model, J. American Statistical Association 84, 1074-1078 (1989).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.cox_sums import Rows, Sums, residuals, sums
from qc.chain.evidence import Short, Want, short
from qc.core.arrays import Floats, Ints, freeze
from qc.core.intervals import CONFIDENCE, normal_quantile

MINIMUM = {Want.CUSTOMERS: 30, Want.EVENTS: 10}
_ROUNDS, _HALVES = 60, 30
_CLOSE = 1e-10
_FLAT = 1e-9  # information on a covariate from 0 to 1
_LONGEST = 3.0  # of one step, in logs over the span of a covariate
_LARGE = 12.0  # a ratio of e**12 between two customers is an effect without an end


class Ties(StrEnum):
    """How events at one time share their customers at risk."""

    EFRON = "efron"
    BRESLOW = "breslow"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cox:
    """Effects on the hazard, each with the others held fixed.

    Attributes
    ----------
    coefficient, error : (p,) float
        Log hazard ratios; NaN where the data set no limit to one.
    robust : (p,) float
        Standard errors when the rows of one customer may belong together [3]_.
    log_likelihood, at_none : float
        At the coefficients, and with none.
    rows, events : int
    short : tuple of Short
    """

    coefficient: Floats
    error: Floats
    robust: Floats
    log_likelihood: float
    at_none: float
    rows: int
    events: int
    short: tuple[Short, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "coefficient", "error", "robust")

    @property
    def ratio(self) -> Floats:
        """Hazard ratios."""
        return np.exp(self.coefficient)

    @property
    def p_value(self) -> Floats:
        """Two-sided chance of so large a coefficient where there is no effect."""
        from scipy.special import ndtr

        found: Floats = 2 * ndtr(-np.abs(self.coefficient / self.error))
        return found

    def ratio_interval(
        self, *, robust: bool = False, confidence: float = CONFIDENCE
    ) -> tuple[Floats, Floats]:
        """Return the ends of the hazard ratios' intervals."""
        error = self.robust if robust else self.error
        reach = normal_quantile(confidence) * error
        return np.exp(self.coefficient - reach), np.exp(self.coefficient + reach)


def cox(rows: Rows, customer: Ints, *, ties: Ties = Ties.EFRON) -> Cox:
    """Answer: by how much does each covariate change the hazard?

    Parameters
    ----------
    rows : Rows
    customer : (n,) int
        Whose each row is.
    ties : Ties

    Returns
    -------
    Cox
        Without an effect (NaN) where there is no event, or where one value of a
        covariate has all events or none.
    """
    shares = 1.0 if ties is Ties.EFRON else 0.0
    n, p = rows.x.shape
    events = int(rows.event.sum())
    got = {Want.CUSTOMERS: len(np.unique(customer)), Want.EVENTS: events}
    none = sums(rows, np.zeros(p), shares)
    top = _climb(rows, none, shares) if events else None
    unknown = np.full(p, np.nan)
    if top is None:
        coefficient = error = robust = unknown
    else:
        coefficient, found = top
        covariance = np.linalg.inv(found.bend)
        error = np.sqrt(np.diag(covariance))
        robust = _robust(residuals(rows, coefficient, shares) @ covariance, customer)
    return Cox(
        coefficient=coefficient,
        error=error,
        robust=robust,
        log_likelihood=top[1].value if top else np.nan,
        at_none=none.value,
        rows=n,
        events=events,
        short=short(MINIMUM, got),
    )


def _climb(rows: Rows, at: Sums, shares: float) -> tuple[Floats, Sums] | None:
    """Return the top of the likelihood by Newton's steps; None where there is none."""
    span = np.ptp(rows.x, axis=0)
    place = np.zeros(rows.x.shape[1])
    for _ in range(_ROUNDS):
        step = _step(at, span)
        if step is None or np.abs(place * span).max() > _LARGE:
            return None
        if np.abs(step * span).max() < _CLOSE:
            return place, at
        for _ in range(_HALVES):
            new = sums(rows, place + step, shares)
            if new.value >= at.value - _CLOSE * (1 + abs(at.value)):
                break
            step = step / 2
        place, at = place + step, new
    return None


def _step(at: Sums, span: Floats) -> Floats | None:
    """Return Newton's step, of a bearable length; None where the top is flat."""
    if not np.all(span > 0):
        return None
    bend = at.bend / np.outer(span, span)
    if not np.isfinite(bend).all() or np.linalg.eigvalsh(bend)[0] < _FLAT:
        return None
    step = np.linalg.solve(bend, at.slope / span).astype(np.float64)
    whole = min(1.0, _LONGEST / max(float(np.abs(step).max()), _CLOSE))
    found: Floats = step * whole / span
    return found


def _robust(change: Floats, customer: Ints) -> Floats:
    """Return errors from what the coefficients owe to each customer [3]_."""
    _, whose = np.unique(customer, return_inverse=True)
    owed = np.zeros((int(whose.max()) + 1, change.shape[1]))
    np.add.at(owed, whose, change)
    found: Floats = np.sqrt((owed**2).sum(axis=0))
    return found
