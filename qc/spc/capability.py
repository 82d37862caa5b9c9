"""Capability: what share of the voice of the customer does the process use up?

Cp and Cpk take the sigma within (what the process could do), Pp and Ppk the sigma
overall (what it did). Both say nothing of a process that is not stable, and little
without their interval: Cpk 1.33 of 30 values is anything from 0.97 to 1.69.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 8.
.. [2] R. A. Boyles, The Taguchi capability index, Journal of Quality Technology
       23(1), 17-26 (1991).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import Signal
from qc.core.errors import InvalidSeries, QcError
from qc.core.intervals import CONFIDENCE, Interval, normal_quantile
from qc.core.measures import Specification
from qc.spc.constants import c4
from qc.spc.intervals import cp_interval, cpk_interval
from qc.spc.limits import tail_beyond
from qc.spc.ranges import range_estimate

_FEWEST = 3


class NotStable(QcError):
    """A process with special causes has no capability to speak of."""

    def __init__(self, signals: Sequence[Signal]) -> None:
        rules = ", ".join(dict.fromkeys(signal.rule for signal in signals))
        super().__init__(
            f"The chart shows {len(signals)} signal(s) ({rules}), so the process is "
            "not stable and has no capability. Find their causes, or start a new "
            "phase and judge that."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Indices:
    """Indices by one sigma; NaN where a limit or the target is missing.

    Attributes
    ----------
    sigma : float
    both : float
        Cp or Pp: width of the specification over six sigmas.
    lower, upper : float
        Room on either side over three sigmas.
    least : float
        Cpk or Ppk: the smaller of both.
    target : float
        Cpm: `both`, with the distance from the target added to sigma.
    both_interval, least_interval, target_interval : (low, high)
    outside : float
        Expected parts per million outside, if values are normal.
    """

    sigma: float
    both: float
    lower: float
    upper: float
    least: float
    target: float
    both_interval: Interval
    least_interval: Interval
    target_interval: Interval
    outside: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Mean of the n values, and indices by the sigma within and overall."""

    n: int
    centre: float
    within: Indices
    overall: Indices


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What all indices of one capability share."""

    spec: Specification
    target: float | None
    confidence: float
    n: int
    centre: float


def capability(
    values: Floats,
    spec: Specification,
    *,
    signals: Sequence[Signal],
    target: float | None = None,
    confidence: float = CONFIDENCE,
) -> Capability:
    """Answer: how well do single values keep within the specification?

    Parameters
    ----------
    values : (k,) float
        Nearly normal, in time order; NaN is missing. Sigma within is from moving
        ranges.
    spec : Specification
        With one limit at least.
    signals : sequence of Signal
        What the control chart of these values found.
    target : float, optional
        Best value; Cpm needs it and both limits.
    confidence : float in (0, 1)

    Raises
    ------
    NotStable
        If there is a signal.
    InvalidSeries
        If values do not vary or are too few, or the specification is empty.
    """
    require_stable(signals)
    present = values[~np.isnan(values)]
    asked = _asked(present, spec, target, confidence)
    within = range_estimate(values, ~np.isnan(values)).sigma
    return _capability(asked, within, present)


def of_subgroups(
    subgroups: Sequence[Floats],
    spec: Specification,
    *,
    signals: Sequence[Signal],
    target: float | None = None,
    confidence: float = CONFIDENCE,
) -> Capability:
    """Answer the same of values in rational subgroups: sigma within is pooled.

    Parameters
    ----------
    subgroups : sequence of (n_i,) float
        Those of one value tell nothing of the sigma within.

    See Also
    --------
    capability : the other parameters, and errors.
    """
    require_stable(signals)
    asked = _asked(np.concatenate(subgroups), spec, target, confidence)
    free = sum(len(group) - 1 for group in subgroups)
    if free < 1:
        raise InvalidSeries("No subgroup has 2 values. Judge them as single values.")
    squares = sum(float(((group - group.mean()) ** 2).sum()) for group in subgroups)
    within = math.sqrt(squares / free) / c4(free + 1)
    return _capability(asked, within, np.concatenate(subgroups))


def require_stable(signals: Sequence[Signal]) -> None:
    """Refuse a process that shows special causes."""
    if signals:
        raise NotStable(signals)


def require_limits(spec: Specification) -> None:
    """Refuse a specification without a limit, or with crossed ones."""
    if spec.lower is None and spec.upper is None:
        raise InvalidSeries("Capability needs a lower or an upper specification limit.")
    if spec.lower is not None and spec.upper is not None and spec.lower >= spec.upper:
        raise InvalidSeries(
            f"The lower specification limit ({spec.lower:g}) must lie below the "
            f"upper one ({spec.upper:g})."
        )


def _asked(
    values: Floats, spec: Specification, target: float | None, confidence: float
) -> _Asked:
    require_limits(spec)
    normal_quantile(confidence)
    n = len(values)
    if n < _FEWEST or np.ptp(values) == 0:
        raise InvalidSeries(
            f"Capability needs at least {_FEWEST} values that vary; got {n} from "
            f"{len(np.unique(values))} level(s)."
        )
    return _Asked(
        spec=spec,
        target=target,
        confidence=confidence,
        n=n,
        centre=float(values.mean()),
    )


def _capability(asked: _Asked, within: float, values: Floats) -> Capability:
    if not within > 0:
        raise InvalidSeries(
            "Neighbouring values do not differ, so there is no sigma within. "
            "Check the rounding of the values."
        )
    overall = float(values.std(ddof=1))
    return Capability(
        n=asked.n,
        centre=asked.centre,
        within=_indices(asked, within),
        overall=_indices(asked, overall),
    )


def _indices(asked: _Asked, sigma: float) -> Indices:
    spec, centre, n = asked.spec, asked.centre, asked.n
    low = math.nan if spec.lower is None else (centre - spec.lower) / sigma
    high = math.nan if spec.upper is None else (spec.upper - centre) / sigma
    both, least = (low + high) / 6, float(np.nanmin([low, high])) / 3
    off = math.nan if asked.target is None else (centre - asked.target) / sigma
    off2, cpm = off**2, both / math.sqrt(1 + off**2)
    df = n * (1 + off2) / (1 + 2 * off2)  # wider than with Boyles' square [2], like qcc
    tails = [tail_beyond(each) for each in (low, high) if not math.isnan(each)]
    return Indices(
        sigma=sigma,
        both=both,
        lower=low / 3,
        upper=high / 3,
        least=least,
        target=cpm,
        both_interval=cp_interval(both, n - 1, asked.confidence),
        least_interval=cpk_interval(least, n, asked.confidence),
        target_interval=cp_interval(cpm, df, asked.confidence),
        outside=1e6 * sum(tails),
    )
