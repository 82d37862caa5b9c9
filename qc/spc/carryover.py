"""Does a period carry over into the next, or did the level move in the baseline?

Both make neighbours alike. Memory asks for wider limits, or for a chart of what is
new; a step or a trend asks for its cause, and wider limits would only hide it. Each
is tried on the baseline, and the one that explains it best is believed.

Simulated with 4,000 series of N baseline points (seed 1), by the rule taken here,
by r1 alone, and on a plain XmR chart:

===========================================  ======  ========  ======
what is counted                              taken   r1 alone  plain
===========================================  ======  ========  ======
false alarms a new point, memory 0.4, N 24     .026      .024    .037
false alarms a new point, memory 0.8, N 24     .055      .038    .234
false alarms a new point, memory 0.4, N 50     .011      .009    .028
false alarms a new point, memory 0.8, N 50     .012      .010    .212
2-sigma step inside taken for memory, N 24      8 %      43 %      --
2-sigma step inside taken for memory, N 50      1 %      88 %      --
2-sigma step inside seen, N 50                 63 %       8 %    64 %
===========================================  ======  ========  ======

References
----------
.. [1] G. Schwarz, Estimating the dimension of a model, Annals of Statistics 6(2),
       461-464 (1978): what each further parameter must earn.
.. [2] L. C. Alwan, H. V. Roberts, Time-series modeling for statistical process
       control, J. Business & Economic Statistics 6(1), 87-95 (1988).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.spc.autocorrelation import corrected_phi, lag1

STRONG = 0.6  # memory from which on residuals see more than wide limits
_EDGE = 2  # points a level must hold to be one
_NOTHING_LEFT = 1e-12


class Advice(StrEnum):
    """What to do about neighbours that are alike."""

    PLAIN = "plain"  # nothing: chance alone makes them so alike
    WIDER = "wider"  # widen the limits
    RESIDUALS = "residuals"  # chart what is new, or sample less often
    UNSTEADY = "unsteady"  # find what moved the level


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the baseline remembers.

    Attributes
    ----------
    r1 : float
        Lag-1 autocorrelation; NaN without variation.
    threshold : float
        r1 above it is hardly chance.
    phi : float in [0, 0.95]
        r1 freed of its small-sample bias; 0 without variation.
    moved : float in [0, 1]
        Share of the variance that one step or one trend explains; 0 where r1 is
        no more than chance and nothing is to be explained.
    advice : Advice
    """

    r1: float
    threshold: float
    phi: float
    moved: float
    advice: Advice

    @property
    def remembers(self) -> bool:
        """The limits must allow for it."""
        return self.advice in {Advice.WIDER, Advice.RESIDUALS}


def memory(values: Floats, used: Bools, *, sure: float = 2.0) -> Memory:
    """Answer: does a value remember the one before it, and what to draw then?

    Parameters
    ----------
    values : (k,) float
        In time order, on a scale on which they are comparable: z of counts.
    used : (k,) bool
        The points of the baseline.
    sure : float
        r1 must be beyond ``sure``/sqrt(N).

    Returns
    -------
    Memory
    """
    count, r1 = int(used.sum()), lag1(values, used)
    if count < 1 or math.isnan(r1):
        return Memory(
            r1=r1, threshold=math.nan, phi=0.0, moved=0.0, advice=Advice.PLAIN
        )
    threshold, phi = sure / math.sqrt(count), corrected_phi(r1, count)
    if r1 <= threshold:
        moved, advice = 0.0, Advice.PLAIN
    else:
        moved, advice = _explain(
            values[used], phi, np.flatnonzero(used).astype(np.float64)
        )
    return Memory(r1=r1, threshold=threshold, phi=phi, moved=moved, advice=advice)


def step_share(values: Floats) -> float:
    """Return the share of the variance that the best single step explains.

    Each level must hold for 2 points; 0 for values that do not vary.

    Parameters
    ----------
    values : (m,) float
        In time order, none missing.
    """
    if len(values) < 2 * _EDGE or not np.ptp(values):
        return 0.0  # the mean of equal values can be off by a rounding
    gap = values - values.mean()
    total, m = float(gap @ gap), len(gap)
    before = np.arange(_EDGE, m - _EDGE + 1)
    sums = np.cumsum(gap)[before - 1]
    return min(1.0, float((sums**2 * m / (before * (m - before))).max() / total))


def trend_share(values: Floats, at: Floats) -> float:
    """Return the share of the variance that a straight line explains.

    Parameters
    ----------
    values, at : (m,) float
        In time order, none missing, and when they were.
    """
    if not values.size or not np.ptp(values):
        return 0.0
    gap, since = values - values.mean(), at - at.mean()
    total = float(gap @ gap) * float(since @ since)
    return min(1.0, float(gap @ since) ** 2 / total) if total else 0.0


def _explain(values: Floats, phi: float, at: Floats) -> tuple[float, Advice]:
    """Compare what memory, a step and a trend leave unexplained [1]_.

    The moment of a step counts as a parameter, as its size does.
    """
    step, trend = step_share(values), trend_share(values, at)
    price = math.log(len(values)) / len(values)
    carried = _unexplained(phi**2) + price
    moved = min(_unexplained(step) + 2 * price, _unexplained(trend) + price)
    if moved <= carried:
        return max(step, trend), Advice.UNSTEADY
    strong = phi > STRONG
    return max(step, trend), Advice.RESIDUALS if strong else Advice.WIDER


def _unexplained(share: float) -> float:
    return math.log(max(1 - share, _NOTHING_LEFT))
