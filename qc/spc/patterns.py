"""What each run rule looks for, as a pure function of standardised points.

Every function works along axis 0 and takes one chart (k,) or a wall of them, time
first, (k, charts). A rule fires at the point that completes its pattern; NaN
restarts it. Comparisons are strict: a point on a line is not beyond it, a point on
the centre line ends a run, equal neighbours end a trend. A window may be shorter
at the start: two of the first two are two of three.

Runs are found by doubling (n in a row are n/2 in a row, twice), so that nothing but
truth values is kept: ten thousand charts take little longer than their numbers.

References
----------
.. [1] Western Electric, Statistical Quality Control Handbook (1956).
.. [2] L. S. Nelson, The Shewhart control chart - tests for special causes, Journal
       of Quality Technology 16(4), 237-239 (1984).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats
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
    present : (k, ...) bool
        Points with a value.
    window : int
        How many points back the pattern may reach, though over no gap.
    """

    fires: Bools
    counted: Bools
    present: Bools
    window: int

    @property
    def members(self) -> Bools:
        """All points that form the patterns."""
        found, reached = self.fires.copy(), self.fires.copy()
        for lag in range(1, min(self.window, len(found))):
            reached[lag:] &= self.present[:-lag]
            found[:-lag] |= reached[lag:]
        return found & self.counted

    def first(self, fired: int) -> int:
        """Index of the first member of the pattern completed at `fired`; (k,) only."""
        start = max(fired - self.window + 1, 0)
        gaps = np.flatnonzero(~self.present[start:fired])
        start += int(gaps[-1]) + 1 if gaps.size else 0
        return start + int(np.argmax(self.counted[start : fired + 1]))


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
    present = ~np.isnan(z)
    counted = z > rule.sigma
    if rule.not_beyond is not None:
        counted &= z <= rule.not_beyond
    fires = counted & _enough(rule, counted, present)
    if rule.whole_window_on_side:
        fires &= in_a_row(z > 0, rule.window)
    return Hits(fires=fires, counted=counted, present=present, window=rule.window)


def side(rule: Rule, z: Floats) -> Hits:
    """`points` in a row above the centre line."""
    return _row(rule, z, in_a_row(z > 0, rule.points))


def trend(rule: Rule, z: Floats) -> Hits:
    """`points` in a row, each higher than the one before."""
    return _row(rule, z, in_a_row(_rises(z), rule.points - 1))


def alternating(rule: Rule, z: Floats) -> Hits:
    """`points` in a row, up and down in turn."""
    turns = np.zeros(z.shape, dtype=bool)
    up, down = _rises(z), _rises(-z)
    turns[1:] = (up[1:] & down[:-1]) | (down[1:] & up[:-1])
    return _row(rule, z, in_a_row(turns, rule.points - 2))


def within(rule: Rule, z: Floats) -> Hits:
    """`points` in a row nearer to the centre than `sigma`."""
    return _row(rule, z, in_a_row(np.abs(z) < rule.sigma, rule.points))


def outside(rule: Rule, z: Floats, *, both_sides: bool = True) -> Hits:
    """`points` in a row beyond `sigma`, some above and some below."""
    above, below = z > rule.sigma, z < -rule.sigma
    far = in_a_row(above | below, rule.points)
    if both_sides:
        far &= ~in_a_row(above, rule.points) & ~in_a_row(below, rule.points)
    return _row(rule, z, far)


def in_a_row(flags: Bools, count: int) -> Bools:
    """Tell where the newest `count` flags are all set (one, if `count` is less)."""
    found = flags.copy()
    reach = 1
    while reach < count:
        step = min(reach, count - reach)
        found[step:] &= found[:-step]
        found[:step] = False
        reach += step
    return found


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


def _row(rule: Rule, z: Floats, fires: Bools) -> Hits:
    """Make hits of a pattern to which every point of its window belongs."""
    present = ~np.isnan(z)
    return Hits(fires=fires, counted=present, present=present, window=rule.points)


def _rises(z: Floats) -> Bools:
    rises = np.zeros(z.shape, dtype=bool)
    rises[1:] = z[1:] > z[:-1]
    return rises


def _enough(rule: Rule, flags: Bools, present: Bools) -> Bools:
    """Tell where `points` of the newest `window` are set, none from before a gap."""
    count = flags.astype(np.min_scalar_type(rule.window))
    near = present.copy()
    for lag in range(1, min(rule.window, len(flags))):
        near[lag:] &= present[:-lag]
        count[lag:] += flags[:-lag] & near[lag:]
    return np.asarray(count >= rule.points)
