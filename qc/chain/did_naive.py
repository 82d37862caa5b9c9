"""What before against after, and a plain regression, say of training: shown as wrong.

Beside the imputation, so that a reader sees how far the usual figures are off. Before
against after credits training with all that changed meanwhile; two-way fixed effects
compare those trained late with those trained early.
"""

from __future__ import annotations

import math

import numpy as np

from qc.chain.evidence import Estimate, Method, around, student
from qc.chain.panel import Panel
from qc.chain.two_way import cleared
from qc.core.arrays import Floats
from qc.core.intervals import CONFIDENCE, UNKNOWN

_TINY = 1e-12


def before_after(cells: Panel, *, confidence: float = CONFIDENCE) -> Estimate:
    """Return trained weeks less untrained weeks of the same agents: misleading.

    Returns
    -------
    Estimate
        Mean over trained agents of their own difference; t interval; n agents.
    """
    late = _means(cells, np.where(cells.treated, cells.weight, 0.0))
    change = late - _means(cells, cells.untreated)
    change = change[np.isfinite(change)]
    n = len(change)
    value = float(change.mean()) if n else math.nan
    error = float(change.std(ddof=1)) / math.sqrt(n) if n > 1 else math.nan
    interval = around(value, student(confidence, n - 1) * error) if n > 1 else UNKNOWN
    return Estimate(
        value=value, interval=interval, error=error, n=n, method=Method.PAIRED
    )


def two_way(cells: Panel) -> float:
    """Return the effect in a regression on agent, week and trained: misleading."""
    both = np.stack([cells.value, cells.treated.astype(np.float64)])
    value, trained = cleared(both, cells.weight)
    below = float((cells.weight * trained**2).sum())
    above = float((cells.weight * trained * value).sum())
    return above / below if below > _TINY else math.nan


def _means(cells: Panel, weight: Floats) -> Floats:
    total = weight.sum(axis=1)
    sums = (weight * cells.value).sum(axis=1)
    mean: Floats = np.full(len(total), np.nan)
    np.divide(sums, total, out=mean, where=total > 0)
    return mean
