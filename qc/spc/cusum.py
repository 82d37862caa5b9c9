"""CUSUM chart: the sum of small departures, the surest sign of a small shift.

It follows the points of another chart, by that chart's centre and sigma; phase I is
done there.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 9.1.
.. [2] J. M. Lucas, R. B. Crosier, Fast initial response for CUSUM quality-control
       schemes, Technometrics 24(3), 199-205 (1982).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Bools, Dates, Floats, Ints, freeze
from qc.core.charts import ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind, PlotUnit
from qc.spc.memory import followed, starts

_FARTHEST = 1_000.0  # off a line without spread z is infinite; sums must not be


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scheme:
    """How a CUSUM counts, in sigmas of one point.

    Attributes
    ----------
    reference : float, >= 0
        k, taken off every departure: half the shift to be found.
    decision : float, > 0
        h, the sum that signals when it is passed.
    head_start : float, >= 0
        Sum to start with: decision / 2 finds a bad start sooner [2]_.
    restart : bool
        Start anew after a signal, as after a repair; else sums run on.
    """

    reference: float = 0.5
    decision: float = 5.0
    head_start: float = 0.0
    restart: bool = False

    def __post_init__(self) -> None:
        """Refuse a scheme that signals always or never."""
        if not (self.reference >= 0 and 0 <= self.head_start < self.decision):
            raise InvalidSeries(
                "A CUSUM needs reference >= 0 and decision > head start >= 0; got "
                f"{self.reference:g}, {self.decision:g} and {self.head_start:g}."
            )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cusum:
    """Sums of departures up and down, all (k,); NaN where there is no point.

    Attributes
    ----------
    at : datetime64
    upper, lower : float, >= 0
        In sigmas; `lower` sums departures downwards. Of counts: in parts of what
        signals, see `rare_cusum`.
    run_upper, run_lower : int
        Points since the sum was last 0: the shift began that many points ago.
    scheme : Scheme
    """

    at: Dates
    upper: Floats
    lower: Floats
    run_upper: Ints
    run_lower: Ints
    scheme: Scheme

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "at", "upper", "lower", "run_upper", "run_lower")

    @property
    def above(self) -> Bools:
        """Points at which the upper sum signals."""
        return np.greater(self.upper, self.scheme.decision)

    @property
    def below(self) -> Bools:
        """Points at which the lower sum signals."""
        return np.greater(self.lower, self.scheme.decision)


def chart(judged: ControlChart, scheme: Scheme | None = None) -> Cusum:
    """Answer: has the level moved a little, and since when?

    Parameters
    ----------
    judged : ControlChart
        k points with centre and sigma, from any chart with limits. Missing and
        excluded points leave the sums as they are.
    scheme : Scheme
        By default k = 0.5, h = 5: one false signal in about 465 points, and a
        shift of one sigma found in about 10.

    Returns
    -------
    Cusum

    Raises
    ------
    InvalidSeries
        If the judged chart has no limits.
    """
    scheme = scheme or Scheme()
    used, fresh = followed(judged), starts(judged)
    z = np.where(used, np.clip(judged.z, -_FARTHEST, _FARTHEST), np.nan)
    upper, run_upper = accumulate(z - scheme.reference, fresh, scheme)
    lower, run_lower = accumulate(-z - scheme.reference, fresh, scheme)
    return Cusum(
        at=judged.at,
        upper=upper,
        lower=lower,
        run_upper=run_upper,
        run_lower=run_lower,
        scheme=scheme,
    )


def as_chart(judged: ControlChart, found: Cusum, kind: ChartKind) -> ControlChart:
    """Draw both sums as one line: the larger one, below 0 where it sums falls.

    A point lies beyond its limit if, and only if, one of the sums signals there.

    Parameters
    ----------
    judged : ControlChart
        The chart that was followed.
    found : Cusum
    kind : ChartKind
        What the drawing is called.

    Returns
    -------
    ControlChart
        About 0, with limits at the decision; `sigma` is a third of it.
    """
    up, down = found.upper, found.lower
    with np.errstate(invalid="ignore"):
        value = np.where(up >= down, up, -down)
    limit = np.full(len(judged), found.scheme.decision)
    rare = kind is ChartKind.RARE_CUSUM
    return replace(
        judged,
        kind=kind,
        value=np.where(np.isnan(up), np.nan, value),
        sigma=limit / 3,
        centre=np.zeros(len(judged)),
        lower=-limit,
        upper=limit,
        floor=-np.inf,
        ceiling=np.inf,
        symmetric=False,
        remembers=True,
        unit=PlotUnit.NUMBER if rare else PlotUnit.SIGMA,
    )


def with_values(drawn: ControlChart, value: Floats) -> ControlChart:
    """Return a chart with the sums of several phases put together, (k,)."""
    return replace(drawn, value=value)


def shift(found: Cusum) -> Floats:
    """Return the estimated departure of the level in sigmas [1]_, (k,).

    0 where nothing signals; of a CUSUM of `chart` only.
    """
    reference = found.scheme.reference
    up = reference + found.upper / np.maximum(found.run_upper, 1)
    down = reference + found.lower / np.maximum(found.run_lower, 1)
    return np.where(found.above, up, np.where(found.below, -down, 0.0))


def accumulate(steps: Floats, fresh: Bools, scheme: Scheme) -> tuple[Floats, Ints]:
    """Sum steps, never below 0, and count the points since the sum was last 0.

    Parameters
    ----------
    steps : (k,) float
        NaN leaves the sum as it is.
    fresh : (k,) bool
        Points before which the sum starts anew.
    scheme : Scheme

    Returns
    -------
    sums : (k,) float
        NaN where the step is.
    runs : (k,) int
    """
    sums, runs = np.full(len(steps), np.nan), np.zeros(len(steps), dtype=np.int64)
    total, run = scheme.head_start, 0
    for i, step in enumerate(steps.tolist()):
        if fresh[i] or (scheme.restart and total > scheme.decision):
            total, run = scheme.head_start, 0
        if not np.isnan(step):
            total = max(0.0, total + step)
            run = run + 1 if total > 0 else 0
            sums[i] = total
        runs[i] = run
    return sums, runs
