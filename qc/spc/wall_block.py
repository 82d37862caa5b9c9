"""One block of a wall of charts: where each rule fires on its points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.kinds import RulePattern, Side
from qc.core.rules import Rule
from qc.spc.patterns import hits
from qc.spc.rules import has_few_crossings, is_limit_rule, long_runs, looks_at_zones
from qc.spc.run import side_of

Fires = dict[Side | None, Bools]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Centre, sigma and limits of w charts, each (w,), limits cut to the floor."""

    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    floor: float

    def of(self, block: slice) -> Lines:
        """Return the lines of some of the charts."""
        return Lines(
            centre=self.centre[block],
            sigma=self.sigma[block],
            lower=self.lower[block],
            upper=self.upper[block],
            floor=self.floor,
        )

    @property
    def zoned(self) -> Bools:
        """Charts that have zones: limits apart, the lower one uncut."""
        return (self.sigma > 0) & (self.lower > self.floor)


class Block:
    """Points of w charts, (k, w), as the rules look at them.

    Parameters
    ----------
    value : (k, w) float
    lines : Lines
    excluded : (k, w) bool or None
        Points that only the rule of the limits judges.
    """

    def __init__(self, value: Floats, lines: Lines, excluded: Bools | None) -> None:
        self.value = value
        self.lines = lines
        self.excluded = excluded
        # the bare distance where there is no sigma: only its sign is asked for
        self.standing = self._gap()
        self.standing /= np.where(lines.sigma > 0, lines.sigma, 1.0)
        self.zones = self.standing
        if not lines.zoned.all():
            self.zones = np.where(lines.zoned, self.standing, np.nan)

    def fires(self, rule: Rule) -> Fires:
        """Return the points where a rule fires, by side."""
        if is_limit_rule(rule):
            return self._beyond()
        if rule.pattern is RulePattern.LONGEST_RUN:
            return self._long_runs()
        if rule.pattern is RulePattern.CROSSINGS:
            return self._few_crossings()
        z = self.zones if looks_at_zones(rule) else self.standing
        return {side: found.fires for side, found in hits(rule, z).items()}

    def _gap(self) -> Floats:
        gap = self.value - self.lines.centre
        if self.excluded is not None:
            gap[self.excluded] = np.nan
        return gap

    def _beyond(self) -> Fires:
        return {
            Side.ABOVE: self.value > self.lines.upper,
            Side.BELOW: self.value < self.lines.lower,
        }

    def _long_runs(self) -> Fires:
        found: Fires = {side: np.zeros(self.value.shape, dtype=bool) for side in Side}
        for chart, gap in enumerate(self._gap().T):
            for run in long_runs(gap):
                found[side_of(gap, run)][run[0] : run[1] + 1, chart] = True
        return found

    def _few_crossings(self) -> Fires:
        few = [has_few_crossings(gap) for gap in self._gap().T]
        return {None: np.tile(np.array(few, dtype=bool), (len(self.value), 1))}
