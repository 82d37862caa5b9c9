"""Steps and stretches: what drawing a control chart needs, whatever draws it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np

from qc.core.arrays import Bools, Ints
from qc.core.charts import ControlChart

_T = TypeVar("_T")


def stretches(flags: Bools, phase: Ints) -> list[tuple[int, int]]:
    """Return first index and end of each stretch of set flags within one phase.

    Parameters
    ----------
    flags : (k,) bool
    phase : (k,) int

    Returns
    -------
    list of (first, end)
        `end` is one past the last point, so ``values[first:end]`` is the stretch.
    """
    found: list[tuple[int, int]] = []
    start: int | None = None
    before: int | None = None
    for i, (flag, part) in enumerate(zip(flags.tolist(), phase.tolist(), strict=True)):
        if start is not None and (not flag or part != before):
            found.append((start, i))
            start = None
        if flag and start is None:
            start = i
        before = part
    return [*found, (start, len(flags))] if start is not None else found


def edges(at: Sequence[_T], between: Callable[[_T, _T, float], _T]) -> list[_T]:
    """Return the k + 1 borders of k points: halfway to each neighbour.

    Parameters
    ----------
    at : sequence of k positions
    between : (a, b, share) -> the position that share of the way from a to b
    """
    if len(at) < 2:
        return [at[0], at[0]]
    inner = [between(a, b, 0.5) for a, b in pairwise(at)]
    first, last = between(at[0], at[1], -0.5), between(at[-2], at[-1], 1.5)
    return [first, *inner, last]


def drawn(chart: ControlChart) -> tuple[Bools, Bools, Bools]:
    """Say where a lower limit, an upper limit and a centre line are to be drawn.

    Returns
    -------
    three (k,) bool arrays
    """
    return (
        chart.has_lower & np.isfinite(chart.lower),
        chart.has_upper & np.isfinite(chart.upper),
        np.isfinite(chart.centre),
    )
