"""What each run rule looks for, as a pure function of standardised points.

Every function works along axis 0 and takes one chart (k,) or a wall of them, time
first, (k, charts). A rule fires at the point that completes its pattern; NaN
restarts it. Comparisons are strict: a point on a line is not beyond it, a point on
the centre line ends a run, equal neighbours end a trend. A window may be shorter
at the start: two of the first two are two of three.

References
----------
.. [1] Western Electric, Statistical Quality Control Handbook (1956).
.. [2] L. S. Nelson, The Shewhart control chart - tests for special causes, Journal
       of Quality Technology 16(4), 237-239 (1984).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.core.kinds import RulePattern, Side
from qc.core.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hits:
    """Where one rule fired on one side.

    Attributes
    ----------
    fires : (k, ...) bool
        Points that complete the pattern.
    counted : (k, ...) bool
        Points that can be part of it.
    unbroken : (k, ...) int
        Points with a value in a row, up to and including this one.
    window : int
        How many points back the pattern may reach.
    """

    fires: Bools
    counted: Bools
    unbroken: Ints
    window: int

    @property
    def members(self) -> Bools:
        """All points that form the patterns."""
        found = np.zeros_like(self.fires)
        for lag in range(min(self.window, len(found))):
            reached = self.fires[lag:] & (self.unbroken[lag:] > lag)
            found[: len(found) - lag] |= reached
        return found & self.counted

    def first(self, fired: int) -> int:
        """Index of the first member of the pattern completed at `fired`; (k,) only."""
        reach = min(self.window, int(self.unbroken[fired]))
        window = self.counted[fired - reach + 1 : fired + 1]
        return fired - reach + 1 + int(np.argmax(window))


def hits(rule: Rule, z: Floats) -> dict[Side | None, Hits]:
    """Find where a rule fires, on each side it knows (None: it knows none).

    Parameters
    ----------
    rule : Rule
        LONGEST_RUN and CROSSINGS judge a whole phase and are not found here.
    z : (k, ...) float
        Distance from the centre line in sigmas; NaN where missing.
    """
    one_sided = _ONE_SIDED.get(rule.pattern)
    if one_sided is None:
        return {None: _TWO_SIDED[rule.pattern](rule, z)}
    return {Side.ABOVE: one_sided(rule, z), Side.BELOW: one_sided(rule, -z)}


def beyond(rule: Rule, z: Floats) -> Hits:
    """`points` of `window` above the line; the newest must be one of them."""
    counted = z > rule.sigma
    if rule.not_beyond is not None:
        counted &= z <= rule.not_beyond
    unbroken = in_a_row(~np.isnan(z))
    fires = counted & (_within(counted, unbroken, rule.window) >= rule.points)
    if rule.whole_window_on_side:
        fires &= _within(z > 0, unbroken, rule.window) == rule.window
    return Hits(fires=fires, counted=counted, unbroken=unbroken, window=rule.window)


def side(rule: Rule, z: Floats) -> Hits:
    """`points` in a row above the centre line."""
    return _row(z, in_a_row(z > 0) >= rule.points, rule.points)


def trend(rule: Rule, z: Floats) -> Hits:
    """`points` in a row, each higher than the one before."""
    return _row(z, in_a_row(_rises(z)) >= rule.points - 1, rule.points)


def alternating(rule: Rule, z: Floats) -> Hits:
    """`points` in a row, up and down in turn."""
    turns = np.zeros(z.shape, dtype=bool)
    up, down = _rises(z), _rises(-z)
    turns[1:] = (up[1:] & down[:-1]) | (down[1:] & up[:-1])
    return _row(z, in_a_row(turns) >= rule.points - 2, rule.points)


def within(rule: Rule, z: Floats) -> Hits:
    """`points` in a row nearer to the centre than `sigma`."""
    return _row(z, in_a_row(np.abs(z) < rule.sigma) >= rule.points, rule.points)


def outside(rule: Rule, z: Floats, *, both_sides: bool = True) -> Hits:
    """`points` in a row beyond `sigma`, some above and some below."""
    far = in_a_row(np.abs(z) > rule.sigma) >= rule.points
    unbroken = in_a_row(~np.isnan(z))
    if both_sides:
        far &= _within(z > 0, unbroken, rule.points) > 0
        far &= _within(z < 0, unbroken, rule.points) > 0
    return _row(z, far, rule.points)


def in_a_row(flags: Bools) -> Ints:
    """Return how many flags in a row are set, up to and including each point."""
    index = np.arange(1, len(flags) + 1).reshape((-1,) + (1,) * (flags.ndim - 1))
    last_gap = np.maximum.accumulate(np.where(flags, 0, index), axis=0)
    return np.asarray(index - last_gap, dtype=np.int64)


_ONE_SIDED = {
    RulePattern.BEYOND: beyond,
    RulePattern.SIDE: side,
    RulePattern.TREND: trend,
}
_TWO_SIDED = {
    RulePattern.ALTERNATING: alternating,
    RulePattern.WITHIN: within,
    RulePattern.OUTSIDE: outside,
}


def _row(z: Floats, fires: Bools, window: int) -> Hits:
    """Make hits of a pattern to which every point of its window belongs."""
    present = ~np.isnan(z)
    unbroken = in_a_row(present)
    fires = fires & (unbroken >= window)
    return Hits(fires=fires, counted=present, unbroken=unbroken, window=window)


def _rises(z: Floats) -> Bools:
    rises = np.zeros(z.shape, dtype=bool)
    rises[1:] = z[1:] > z[:-1]
    return rises


def _within(flags: Bools, unbroken: Ints, window: int) -> Ints:
    """Count the flags among the newest `window` points, none from before a gap."""
    count = flags.astype(np.int64)
    for lag in range(1, min(window, len(flags))):
        count[lag:] += flags[:-lag] & (unbroken[lag:] > lag)
    return count
