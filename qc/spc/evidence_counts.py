"""Counts of newest points against those of the baseline, by their exact law.

Given the total of both, the part that fell to the newest points follows a law
without unknowns: hypergeometric for defectives, binomial for defects, beta-
binomial for good cases between events. The error of the baseline is inside.

References
----------
.. [1] J. Przyborowski, H. Wilenski, Homogeneity of results in testing samples from
       Poisson series, Biometrika 31, 313-323 (1940).
"""

from __future__ import annotations

import math

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.core.series import Counts
from qc.spc import tails
from qc.spc.evidence_values import Window, memory, summed


def of_counts(counts: Counts, window: Window, *, binomial: bool) -> float:
    """Return the chance of a part this large or small among the newest points.

    Where the baseline varies more than its law, or remembers, the distance in sigmas
    shrinks by as much, and is judged by Student's law.

    Parameters
    ----------
    counts : Counts
    window : (newest, held), indices
        The newest points, and those they are held against.
    binomial : bool
        Defectives among cases; else defects, by the Poisson law.
    """
    new, held = window
    found, cases = _pooled(counts, new)
    base, size = _pooled(counts, held)
    if binomial:
        p = tails.drawn(found, cases, found + base, cases + size)
    else:
        p = tails.split(found, found + base, cases / (cases + size))
    rate = base / size
    variance = rate * (1 - rate) if binomial else rate
    if not variance:
        return p
    n = counts.opportunities[held]
    z = (counts.events[held] - n * rate) / np.sqrt(n * variance)
    wide = float((z * z).sum()) / (len(z) - 1)
    distance = tails.distance(p) / math.sqrt(
        max(1.0, wide) * summed(len(new), memory(z, np.diff(held) == 1))
    )
    return tails.student(distance, len(z) - 1) if wide > 1 else tails.normal(distance)


def of_geometric(good: Floats, window: Window) -> float:
    """Return the chance of so many, or so few, good cases before the newest events."""
    new, held = window
    found, rest = float(good[new].sum()), float(good[held].sum())
    return tails.before(found, found + rest, len(new), len(held))


def _pooled(counts: Counts, points: Ints) -> tuple[float, float]:
    events, cases = counts.events[points], counts.opportunities[points]
    return float(events.sum()), float(cases.sum())
