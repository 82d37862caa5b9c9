"""One measure, judged: the value behind every row, chart, export and exit status."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.charts import ChartChoice, ControlChart, RunTest, Signal
from qc.core.kinds import (
    Assurance,
    ChartKind,
    ChartWarning,
    Meaning,
    PlotUnit,
    Variation,
)
from qc.core.measures import Measure
from qc.core.rules import RuleSet
from qc.core.series import Series

_NO_LEVEL = frozenset({ChartKind.MR, ChartKind.R, ChartKind.S, ChartKind.RESIDUALS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A signal read in the wished direction.

    Attributes
    ----------
    current : bool
        The pattern includes the newest point that has a value.
    since, until : datetime64
        The change point: the most likely moment of a step to the level after it;
        and the signal's last point.
    points : int
        Points with a value from `since` to `until`.
    before, after : float
        Value expected by the centre line; pooled value over those points.
    interval : (float, float)
        Of the difference ``after - before``, 95 %, from chance and from the error of
        the baseline; NaN where the chart's law gives none. A change that was found
        because it is large looks larger than it is.
    """

    signal: Signal
    meaning: Meaning
    current: bool
    since: np.datetime64
    until: np.datetime64
    points: int
    before: float
    after: float
    interval: tuple[float, float] = (math.nan, math.nan)

    @property
    def size(self) -> float:
        """How much the level differs from the one expected."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Assured:
    """Will the process meet its target if nothing changes?

    `misses` is the expected share of periods that miss it by chance (HIT_OR_MISS).
    """

    kind: Assurance
    misses: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One measure (of one stratum) with its chart, signals and both icons.

    Attributes
    ----------
    beside : tuple of ControlChart
        Charts of the spread that belong to the chart: mR, R or S.
    plain : ControlChart or None
        The chart of the measure's own values: `chart` itself, or the one that an
        average, a sum or a number of events was made of.
    chart : ControlChart or None
        None where there is no data at all. A run chart where limits are not due.
    newest : int
        Index of the newest point with a value; -1 where there is none.
    evidence : float in [0, 1]
        Chance of points this far out or farther if nothing changed; NaN where
        there is nothing to judge. See `qc.spc.evidence`.
    """

    measure: Measure
    stratum: str
    series: Series
    chart: ControlChart | None
    run: RunTest | None
    choice: ChartChoice | None
    rules: RuleSet
    signals: tuple[Signal, ...]
    findings: tuple[Finding, ...]
    newest: int
    variation: Variation
    assured: Assured
    warnings: tuple[ChartWarning, ...] = ()
    evidence: float = math.nan
    beside: tuple[ControlChart, ...] = ()
    plain: ControlChart | None = None

    @property
    def target(self) -> float | None:
        """The target, where the chart plots something that can be held against it."""
        chart = self.chart
        if chart is None:
            return self.measure.target
        other = chart.unit is not PlotUnit.MEASURE or chart.kind in _NO_LEVEL
        return None if other else self.measure.target

    @property
    def current(self) -> tuple[Finding, ...]:
        """Findings that include the newest point, gravest first."""
        return tuple(finding for finding in self.findings if finding.current)
