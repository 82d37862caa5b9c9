"""The chart of several measures: drawn as any control chart, in words of its own."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from qc.core.charts import Signal
from qc.core.kinds import (
    Assurance,
    Direction,
    Meaning,
    MeasureKind,
    RulePattern,
    Side,
    Variation,
)
from qc.core.measures import Measure
from qc.core.rules import Rule, RuleSet
from qc.core.series import Values
from qc.review.assessment import Assessment, Assured, Finding
from qc.review.together import Joint, Together
from qc.view.control_chart import figure as drawn
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.numbers import number
from qc.view.words import together as say

_RULES = RuleSet(
    id="together",
    title=say.RULE,
    rules=(Rule(id="outside", pattern=RulePattern.BEYOND, sigma=3.0),),
)


def figure(
    found: Together, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw several measures as one control chart.

    Returns
    -------
    plotly.graph_objects.Figure
        As `control_chart.figure`; a point tells which measures make it.
    """
    fig = drawn(assessed(found), dark=dark, locale=locale)
    for trace in fig.data:
        if trace.name == "points":
            trace.hovertext = [_hover(found, int(i), locale) for i in trace.customdata]
    return fig


def assessed(found: Together) -> Assessment:
    """Return the chart as an assessment: neither good nor bad, only unusual."""
    chart = found.chart
    value = np.where(np.isfinite(chart.value), chart.value, np.nan)
    findings = tuple(_finding(found, joint) for joint in found.signals[::-1])
    return Assessment(
        measure=Measure(
            id="together",
            title=say.TITLE,
            question=say.QUESTION,
            kind=MeasureKind.SCORE,
            direction=Direction.NEITHER,
            by=found.by,
        ),
        stratum="",
        series=Values(at=chart.at, value=value, n=chart.n),
        chart=chart,
        run=None,
        choice=None,
        rules=_RULES,
        signals=tuple(finding.signal for finding in findings),
        findings=findings,
        newest=found.newest,
        variation=Variation.NEUTRAL_HIGH if found.current else Variation.COMMON,
        assured=Assured(kind=Assurance.NONE),
        warnings=chart.warnings,
    )


def _finding(found: Together, joint: Joint) -> Finding:
    chart, i = found.chart, joint.at
    return Finding(
        signal=Signal(rule=_RULES.rules[0].id, start=i, stop=i, side=Side.ABOVE),
        meaning=Meaning.NEUTRAL,
        current=i == found.newest,
        since=chart.at[i],
        until=chart.at[i],
        points=1,
        before=float(chart.centre[i]),
        after=float(chart.value[i]),
    )


def _hover(found: Together, i: int, locale: Locale | None) -> str:
    chart = found.chart
    value, upper = (
        number(float(line[i]), 1, locale) for line in (chart.value, chart.upper)
    )
    joint = next((one for one in found.signals if one.at == i), None)
    made = f"{say.MADE_BY}: {say.titles(found, joint.names)}" if joint else ""
    lines = [f"{say.VALUE} {value}, {say.LIMIT.lower()} {upper}", made]
    return "<br>".join(
        [f"<b>{plotly(say.period(found, i))}</b>", *(plotly(x) for x in lines if x)]
    )
