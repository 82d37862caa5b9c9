"""The effect of training once more, where what changes for all changes in proportion.

The imputation takes it that a good month takes as many points off everyone's share. If
it halves everyone's share instead, it takes more off weak agents; where they are also
trained first, part of that looks like training. This estimate takes shares to change in
proportion; where the two differ, the effect depends on which is right, and is in doubt.

References
----------
.. [1] J. M. Wooldridge, Simple approaches to nonlinear difference-in-differences with
       panel data, Econometrics J. 26(3), C31-C66 (2023).
"""

from __future__ import annotations

import math

import numpy as np

from qc.chain.evidence import Estimate, Method
from qc.chain.jackknife import jackknife
from qc.chain.panel import Panel
from qc.chain.two_way import linked
from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE

_STEPS = 500
_CLOSE = 1e-10


def proportional(cells: Panel, *, confidence: float = CONFIDENCE) -> Estimate:
    """Answer: what did training change, if all else changes in proportion [1]_?

    Parameters
    ----------
    cells : Panel
        Values not below 0.
    confidence : float in (0, 1)

    Returns
    -------
    Estimate
        Mean over trained cells of value less agent x week, in the unit of the cells;
        jackknife interval as that of the imputation; n agents.
    """
    if np.any(cells.value < 0):
        raise InvalidSeries(
            "Values that change in proportion are not below 0; use the imputation."
        )
    agents = np.flatnonzero((cells.untreated > 0).any(axis=1)).tolist()
    start = np.ones(cells.value.shape[1])
    value, week = _effect(cells, start)
    without = np.array([_effect(cells.without(each), week)[0] for each in agents])
    interval, error = jackknife(value, without, confidence)
    return Estimate(
        value=value,
        interval=interval,
        error=error,
        n=len(agents),
        method=Method.JACKKNIFE,
    )


def _effect(cells: Panel, start: Floats) -> tuple[float, Floats]:
    weight = cells.untreated
    agent, week = _factors(weight * cells.value, weight, start)
    used = cells.treated & linked(weight)
    load = cells.weight[used]
    gap = (cells.value - agent[:, None] * week)[used]
    total = float(load.sum())
    return float((load * gap).sum()) / total if total else math.nan, week


def _factors(events: Floats, weight: Floats, start: Floats) -> tuple[Floats, Floats]:
    """Fit agent x week by turns: the most likely rates of counts."""
    week = np.where(start > 0, start, 1.0)
    by_agent, by_week = events.sum(axis=1), events.sum(axis=0)
    agent = np.zeros(len(events))
    for _ in range(_STEPS):
        agent = _over(by_agent, np.einsum("aw,w->a", weight, week))
        last, week = week, _over(by_week, np.einsum("a,aw->w", agent, weight))
        if np.abs(week - last).max(initial=0) <= _CLOSE * week.max(initial=1):
            break
    return agent, week


def _over(above: Floats, below: Floats) -> Floats:
    found: Floats = np.zeros(len(above))
    np.divide(above, below, out=found, where=below > 0)
    return found
