"""One measure, judged: the value behind every row, chart, export and exit status."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from qc.core.charts import ChartChoice, ControlChart, RunTest, Signal
from qc.core.kinds import Assurance, ChartWarning, Meaning, Variation
from qc.core.measures import Measure
from qc.core.rules import RuleSet
from qc.core.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A signal read in the wished direction.

    Attributes
    ----------
    current : bool
        The pattern includes the newest point that has a value.
    before, after : float
        Value expected by the centre line; pooled value over the signal's points.
    """

    signal: Signal
    meaning: Meaning
    current: bool
    since: np.datetime64
    until: np.datetime64
    points: int
    before: float
    after: float


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
    evidence: float = nan

    @property
    def current(self) -> tuple[Finding, ...]:
        """Findings that include the newest point, gravest first."""
        return tuple(finding for finding in self.findings if finding.current)
