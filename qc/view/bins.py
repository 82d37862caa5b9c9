"""Honest bins: of one width, limits on borders, what lies far out counted apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints

MOST = 40
_LEVELS = 12  # up to as many different values each get a bar of their own
_FAR = (
    5  # box lengths above the box: what lies beyond, and beyond the limits, is far out
)
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bins:
    """Counts between borders.

    Attributes
    ----------
    edges : (m + 1,) float, increasing
        On the axis: logarithms (base 10) where `log`.
    counts : (m,) int
    over, under : int
        Values above the last edge, and below the first or not to be drawn.
    log, levels : bool
        Logarithmic; one bar for each different value.
    """

    edges: Floats
    counts: Ints
    over: int = 0
    under: int = 0
    log: bool = False
    levels: bool = False

    @property
    def middle(self) -> Floats:
        """The middle of each bin on the axis."""
        middle: Floats = (self.edges[:-1] + self.edges[1:]) / 2
        return middle


def bins(
    values: Floats, *limits: float | None, log: bool = False, most: int = MOST
) -> Bins:
    """Sort values into bins of one width.

    Parameters
    ----------
    values : (k,) float, k > 0
        No NaN.
    limits : float or None
        Specification limits; one of them is always a border, so that no bar lies on
        both sides of it.
    log : bool
        Bins of one width in logarithms; values not above zero are counted as under.
    most : int
        Bins at most.
    """
    drawn = np.log10(values[values > 0]) if log else values
    marks = [_axis(one, log=log) for one in limits if one is not None]
    marks = [one for one in marks if math.isfinite(one)]
    missing = len(values) - len(drawn)
    if not len(drawn):
        return Bins(edges=np.array([0.0, 1.0]), counts=np.array([0]), under=missing)
    levels = np.unique(drawn)
    if len(levels) <= _LEVELS and not log:
        return _by_level(drawn, levels)
    edges = _edges(drawn, marks, most, log=log)
    inside = drawn[(drawn >= edges[0]) & (drawn <= edges[-1])]
    return Bins(
        edges=edges,
        counts=_counted(inside, edges, upper=max(marks, default=math.inf)),
        over=int((drawn > edges[-1]).sum()),
        under=missing + int((drawn < edges[0]).sum()),
        log=log,
    )


def beyond(found: Bins, lower: float | None, upper: float | None) -> Bools:
    """Say which bins lie outside the specification."""
    low = -math.inf if lower is None else _axis(lower, log=found.log)
    high = math.inf if upper is None else _axis(upper, log=found.log)
    out: Bools = (found.middle < low) | (found.middle > high)
    return out


def _axis(value: float, *, log: bool) -> float:
    if not log:
        return value
    return math.log10(value) if value > 0 else -math.inf


def _by_level(values: Floats, levels: Floats) -> Bins:
    """Give each different value a bar, as wide as the nearest two are apart."""
    gap = float(np.diff(levels).min()) if len(levels) > 1 else 1.0
    places = np.round((levels - levels[0]) / gap).astype(np.int64)
    even = np.allclose(levels, levels[0] + places * gap)
    if not even or places[-1] > 3 * _LEVELS:
        edges = _edges(values, [], MOST, log=False)
        return Bins(
            edges=edges,
            counts=np.histogram(values, edges)[0],
            over=int((values > edges[-1]).sum()),
            under=int((values < edges[0]).sum()),
        )
    edges = levels[0] + gap * (np.arange(places[-1] + 2) - 0.5)
    return Bins(edges=edges, counts=np.histogram(values, edges)[0], levels=True)


def _edges(values: Floats, marks: list[float], most: int, *, log: bool) -> Floats:
    low, high = float(values.min()), float(values.max())
    if not log:
        high = min(high, max([_far(values), *(1.25 * one for one in marks)]))
        low = 0.0 if 0 <= low < (high - low) / 2 else low
    low, high = min([low, *marks]), max([high, *marks])
    if high <= low:
        low, high = low - 0.5, high + 0.5
    width, anchor = _width(values, low, high, most), marks[-1] if marks else low
    from_zero = not log and low == 0 < anchor
    if from_zero and (pieces := _pieces(anchor, width, least=high / most)):
        return _grid(0.0, high, anchor / pieces, 0.0)  # zero and limit are borders
    return _grid(low, high, width, anchor)


def _pieces(limit: float, width: float, least: float) -> int:
    """Return how many bins lie between zero and a limit; 0 if it is nearer than one."""
    pieces = max(1, round(limit / width))
    return pieces if limit / pieces >= least else math.floor(limit / least)


def _far(values: Floats) -> float:
    q1, q3 = np.quantile(values, [0.25, 0.75])
    return float(q3 + _FAR * (q3 - q1)) if q3 > q1 else math.inf


def _width(values: Floats, low: float, high: float, most: int) -> float:
    """Return a round width by Freedman and Diaconis, within what can be seen."""
    q1, q3 = np.quantile(values, [0.25, 0.75])
    wanted = 2 * float(q3 - q1) / len(values) ** (1 / 3)
    span = high - low
    wanted = min(max(wanted, span / most), span / 5)
    power = 10 ** math.floor(math.log10(wanted))
    steps = (step * power for step in _STEPS)
    return float(next(step for step in steps if step >= wanted * 0.999))


def _grid(low: float, high: float, width: float, anchor: float) -> Floats:
    first = math.floor((low - anchor) / width + 1e-9)
    last = max(math.ceil((high - anchor) / width - 1e-9), first + 1)
    grid: Floats = anchor + width * np.arange(first, last + 1).astype(np.float64)
    return grid


def _counted(values: Floats, edges: Floats, *, upper: float) -> Ints:
    """Count; a value on the upper limit keeps it and belongs to the bin below."""
    place = np.searchsorted(edges, values, side="right") - 1
    on = np.isclose(values, upper, rtol=1e-12, atol=0)
    place = np.where(on, np.searchsorted(edges, upper - 1e-9 * abs(upper)) - 1, place)
    place = np.clip(place, 0, len(edges) - 2)
    return np.bincount(place, minlength=len(edges) - 1)
