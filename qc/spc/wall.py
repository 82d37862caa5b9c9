"""A wall of individuals charts: limits and run rules of thousands of series at once.

Every number and every firing is the one the chart would have alone: the mean, the
ranges and the patterns are those of `individuals` and `rules`, taken along time for
a block of charts that fits into the cache of the processor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.kinds import Side
from qc.core.rules import RuleSet
from qc.spc.constants import d2
from qc.spc.ranges import moving_ranges
from qc.spc.rules import LIMIT_SIGMA
from qc.spc.sums import mean
from qc.spc.wall_block import Block, Lines

Fires = Mapping[tuple[str, Side | None], Bools]
_CELLS = 65_536  # numbers in a block: half a megabyte


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WallBaseline:
    """What the baselines of m charts say; `Baseline` has them for one.

    Attributes
    ----------
    centre, spread : (m,) float
        Mean and sigma of one value, in the unit of the values; NaN where no moving
        range can be taken: such a chart is not judged.
    subgroups : (m,) int
        How many values set them.
    """

    centre: Floats
    spread: Floats
    subgroups: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "centre", "spread", "subgroups")

    @property
    def judged(self) -> Bools:
        """The charts that have limits, (m,)."""
        return ~np.isnan(self.spread)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wall:
    """Where the rules fire on m charts of k periods.

    Attributes
    ----------
    lower, upper : (m,) float
        Control limits.
    fires : mapping of (rule id, side) to (k, m) bool
        Points that complete the pattern, so that a stretch of them ends where the
        signal of `rules.find` ends; rules about the runs and crossings of a whole
        phase fire at all points of the signal. The side is None where a rule knows
        none.
    """

    lower: Floats
    upper: Floats
    fires: Fires

    @property
    def any(self) -> Bools:
        """Points at which any rule fires, (k, m)."""
        return np.asarray(np.logical_or.reduce(list(self.fires.values())))


def estimate(values: Floats, *, used: Bools | None = None) -> WallBaseline:
    """Phase I: learn the mean and the sigma of one value, for each chart.

    Parameters
    ----------
    values : (k, m) float
        Time first, a column a chart; NaN is a missing period.
    used : (k, m) bool, optional
        The points that set the limits; no moving range is taken over others.

    Returns
    -------
    WallBaseline
        Exactly the centre and spread of `individuals.estimate`, which would refuse
        the charts that are NaN here.

    Raises
    ------
    InvalidSeries
        If the values have no two axes or an infinity, or the shapes differ.
    """
    _check(values, used)
    centre, spread = np.full((2, values.shape[1]), np.nan)
    subgroups = np.zeros(values.shape[1], dtype=np.int64)
    for block in _parts(values):
        value = values[:, block]
        points = ~np.isnan(value)
        if used is not None:
            points &= used[:, block]
        ranges = moving_ranges(value, points)
        spread[block] = mean(ranges, ~np.isnan(ranges)) / d2(2)
        centre[block] = np.where(np.isnan(spread[block]), np.nan, mean(value, points))
        subgroups[block] = points.sum(axis=0)
    return WallBaseline(centre=centre, spread=spread, subgroups=subgroups)


def judge(
    values: Floats,
    baseline: WallBaseline,
    rule_set: RuleSet,
    *,
    excluded: Bools | None = None,
    floor: float = -np.inf,
) -> Wall:
    """Phase II: find where the rules fire, on every chart.

    Parameters
    ----------
    values : (k, m) float
        Time first, a column a chart; NaN is a missing period.
    baseline : WallBaseline
        From `estimate`, perhaps of other periods.
    rule_set : RuleSet
        Rules about runs and crossings in a whole phase take a loop over the charts.
    excluded : (k, m) bool, optional
        Points that only the rule of the limits judges.
    floor : float
        Lowest possible value: 0 for shares, counts and times.

    Returns
    -------
    Wall
        Fires as `rules.find` on each chart alone; nowhere without limits.

    Raises
    ------
    InvalidSeries
        If the values have no two axes or an infinity, or the shapes differ.
    """
    _check(values, excluded)
    _check_baseline(values, baseline)
    reach = LIMIT_SIGMA * baseline.spread
    lines = Lines(
        centre=baseline.centre,
        sigma=baseline.spread,
        lower=np.maximum(baseline.centre - reach, floor),
        upper=np.maximum(baseline.centre + reach, floor),
        floor=floor,
    )
    fires = _fires(values, lines, rule_set, excluded)
    return Wall(lower=lines.lower, upper=lines.upper, fires=fires)


def _fires(
    values: Floats, lines: Lines, rule_set: RuleSet, excluded: Bools | None
) -> Fires:
    fires: dict[tuple[str, Side | None], Bools] = {}
    for part in _parts(values):
        gone = None if excluded is None else excluded[:, part]
        block = Block(values[:, part], lines.of(part), gone)
        for rule in rule_set.rules:
            for side, found in block.fires(rule).items():
                if (rule.id, side) not in fires:
                    fires[rule.id, side] = np.empty(values.shape, dtype=bool)
                fires[rule.id, side][:, part] = found
    return fires


def _parts(values: Floats) -> Iterator[slice]:
    """Cut the charts into blocks; of no charts at all make one empty block."""
    k, m = values.shape
    width = max(_CELLS // max(k, 1), 1)
    return (slice(i, i + width) for i in range(0, max(m, 1), width))


def _check(values: Floats, points: Bools | None) -> None:
    if values.ndim != 2:
        raise InvalidSeries(
            "A wall of charts needs values with two axes, periods and charts; got "
            f"shape {values.shape}. Put time first, a column a chart."
        )
    if np.isinf(values).any():
        raise InvalidSeries("value must be finite, or NaN where missing.")
    if points is not None and points.shape != values.shape:
        raise InvalidSeries(
            f"A wall of shape {values.shape} got points of shape {points.shape}. "
            "Mark each value, time first, a column a chart."
        )


def _check_baseline(values: Floats, baseline: WallBaseline) -> None:
    charts = values.shape[1]
    if len(baseline.centre) != charts:
        raise InvalidSeries(
            f"A wall of {charts} charts got the baselines of {len(baseline.centre)}. "
            "Estimate them from the same charts, in the same order."
        )
