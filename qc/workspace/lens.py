"""How to look at the log: which part, which weeks, which limits, which rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind, Period

Filters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """One way to look at the log; hashable, so that results can be kept by it.

    Attributes
    ----------
    rules : str or None
        Name of the rule set; None takes that of the workspace.
    plan : PhasePlan or None
        Overrules the plan saved for a measure.
    keep_partial : bool
        Keep first and last periods that do not hold all their days, and those
        that `first` or `last` cut, with the days that lie within.
    first, last : datetime64[D] or None
        Days of the log to look at, both included; a period that reaches beyond
        them is left out unless `keep_partial`.
    until : datetime64[D] or None
        Look at the log as it stood at the end of the week that holds this day.
    filters : tuple of (dimension, values)
        Parts of the log, as in ``(("team", ("north",)),)``.
    chart, by : ChartKind, Period or None
        Overrule the card.
    """

    rules: str | None = None
    plan: PhasePlan | None = None
    keep_partial: bool = False
    first: np.datetime64 | None = None
    last: np.datetime64 | None = None
    until: np.datetime64 | None = None
    filters: Filters = ()
    chart: ChartKind | None = None
    by: Period | None = None

    @property
    def stratum(self) -> str:
        """The filters as a label: ``team north``."""
        return ", ".join(f"{name} {' or '.join(v)}" for name, v in self.filters)
