"""The chart of the spread beside a chart of levels, judged by its limits."""

from __future__ import annotations

from dataclasses import replace

from qc.core.charts import ControlChart
from qc.core.kinds import Assurance, Direction
from qc.review.assessment import Assessment, Assured
from qc.review.findings import findings, newest_point, variation
from qc.spc import rules


def of_spread(one: Assessment, chart: ControlChart) -> Assessment:
    """Answer: is the spread behind a measure steady?

    Parameters
    ----------
    one : Assessment
        The measure.
    chart : ControlChart
        One of its `beside`: mR, R or S.

    Returns
    -------
    Assessment
        Of the spread; less of it is better. Only points beyond the limits signal:
        the charts of the spread are not symmetric.
    """
    limits = replace(
        one.rules, rules=tuple(filter(rules.is_limit_rule, one.rules.rules))
    )
    signals = rules.find(chart, limits)
    measure = replace(one.measure, target=None, direction=Direction.LOWER)
    found = findings(chart, signals, Direction.LOWER, measure.kind)
    return replace(
        one,
        measure=measure,
        chart=chart,
        plain=chart,
        beside=(),
        signals=signals,
        findings=found,
        newest=newest_point(chart),
        variation=variation(chart, tuple(each for each in found if each.current)),
        assured=Assured(kind=Assurance.NONE),
        warnings=chart.warnings,
    )
