"""Recent points that are together too unlikely, though no rule signals on them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.charts import Signal
from qc.core.kinds import Side
from qc.review.assessment import Assessment
from qc.review.findings import findings, variation
from qc.spc.evidence import surest
from qc.spc.rules import standing

RULE = "recent-points"
CHANCE = 0.001
"""Of a false finding in a period: it hardly adds to those of the rules."""


def with_recent(one: Assessment) -> Assessment:
    """Return the assessment with what its newest points say together.

    Nothing is added where a rule signals on the newest point already, or where chance
    could have made the newest 1, 2, 4 and 8 points.
    """
    chart = one.plain
    if chart is None or one.current or not one.evidence <= CHANCE:
        return one
    points = surest(one.series, chart)
    side = Side.ABOVE if np.nansum(standing(chart)[points]) >= 0 else Side.BELOW
    span = (int(points[0]), int(points[-1]))
    signal = Signal(rule=RULE, start=span[0], stop=span[1], side=side)
    found = findings(chart, (signal,), one.measure.direction, one.measure.kind)
    return replace(
        one,
        signals=(*one.signals, signal),
        findings=(*found, *one.findings),
        variation=variation(chart, found),
    )
