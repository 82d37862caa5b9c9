"""Is it time for limits of a new phase, because the level has lastingly moved?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.kinds import ChartKind
from qc.review.assessment import Assessment, Finding
from qc.spc import minimums
from qc.spc.rules import standing

_SURE = 0.001  # evidence below it is hardly chance, whatever else was tried
_MOST = 0.75  # of the points since then lie on its side
_NO_LEVEL = frozenset({ChartKind.RUN, ChartKind.MR, ChartKind.R, ChartKind.S})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A new phase that the data ask for; whether to start it needs a known cause.

    Attributes
    ----------
    start : datetime64
        The change point.
    points : int
        Points with a value since then: enough for limits.
    before, after : float
        The level by the limits in force, and since the start.
    """

    start: np.datetime64
    points: int
    before: float
    after: float


def proposal(one: Assessment) -> Proposal | None:
    """Answer: do the limits in force still describe this process?

    Returns
    -------
    Proposal or None
        Where a signal still holds, is hardly chance, began at least 12 points ago
        and the points since then stay on its side but for one in four. The start
        lies after the points that set the limits.
    """
    chart = one.plain
    if chart is None or chart.kind in _NO_LEVEL or not one.evidence <= _SURE:
        return None
    for finding in one.current:
        if finding.points >= minimums.LIMITS and _holds(one, finding):
            return Proposal(
                start=finding.since,
                points=finding.points,
                before=finding.before,
                after=finding.after,
            )
    return None


def _holds(one: Assessment, finding: Finding) -> bool:
    """The level stays on its side, and did not set the limits itself."""
    chart = one.plain
    if chart is None:
        return False
    first = int(np.searchsorted(chart.at, finding.since))
    if chart.in_baseline[first:].any():
        return False
    gap = standing(chart)[first:]
    gap = gap[~np.isnan(gap)] * (1 if finding.size >= 0 else -1)
    return bool((gap > 0).mean() >= _MOST) if gap.size else False
