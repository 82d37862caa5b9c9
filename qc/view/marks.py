"""Which mark each point carries: the one answer behind chart, trend and table."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import ControlChart
from qc.core.kinds import Meaning, RulePattern, Side, Variation
from qc.core.rules import Rule
from qc.review.assessment import Assessment, Finding
from qc.spc.rules import is_limit_rule

_ICON = {
    (Meaning.CONCERN, Side.ABOVE): Variation.CONCERN_HIGH,
    (Meaning.CONCERN, Side.BELOW): Variation.CONCERN_LOW,
    (Meaning.IMPROVEMENT, Side.ABOVE): Variation.IMPROVEMENT_HIGH,
    (Meaning.IMPROVEMENT, Side.BELOW): Variation.IMPROVEMENT_LOW,
    (Meaning.NEUTRAL, Side.ABOVE): Variation.NEUTRAL_HIGH,
    (Meaning.NEUTRAL, Side.BELOW): Variation.NEUTRAL_LOW,
}
_GRAVEST_LAST = (Meaning.NEUTRAL, Meaning.IMPROVEMENT, Meaning.CONCERN)
_ONE_SIDE = {RulePattern.BEYOND, RulePattern.SIDE, RulePattern.LONGEST_RUN}


def marks(assessment: Assessment) -> tuple[Variation, ...]:
    """Say of every point what its mark means.

    Where signals overlap the gravest wins. The newest point carries the
    variation icon of the measure, so that chart and table cannot disagree.

    Returns
    -------
    tuple of Variation, one per period
        UNKNOWN for a missing period.
    """
    chart = assessment.chart
    if chart is None:
        return ()
    found = [Variation.COMMON] * len(chart)
    for finding in sorted(assessment.findings, key=_weight):
        icon = _ICON[finding.meaning, side_of(finding)]
        for i in np.flatnonzero(members(assessment, finding)):
            found[i] = icon
    for i in np.flatnonzero(np.isnan(chart.value)):
        found[i] = Variation.UNKNOWN
    if assessment.newest >= 0:
        found[assessment.newest] = assessment.variation
    return tuple(found)


def side_of(finding: Finding) -> Side:
    """Which way a finding moved, also where its rule knows no side."""
    if finding.signal.side is not None:
        return finding.signal.side
    return Side.ABOVE if finding.after >= finding.before else Side.BELOW


def members(assessment: Assessment, finding: Finding) -> Bools:
    """Which points form a finding's pattern, among those its signal spans?

    Returns
    -------
    (k,) bool
        All False where there is no chart.
    """
    chart = assessment.chart
    if chart is None:
        return np.zeros(0, dtype=bool)
    signal, rule = finding.signal, rule_of(assessment, finding)
    start = signal.start
    if signal.side is None:
        start = max(start, int(np.searchsorted(chart.at, finding.since)))
    inside: Bools = np.zeros(len(chart), dtype=bool)
    inside[start : signal.stop + 1] = True
    inside &= ~np.isnan(chart.value)
    if rule is not None and is_limit_rule(rule):
        return inside & chart.beyond
    inside &= ~chart.excluded  # judged by the limits alone
    if rule is None or rule.pattern not in _ONE_SIDE:
        return inside
    if rule.pattern is RulePattern.LONGEST_RUN:
        off: Bools = np.not_equal(chart.value, chart.centre)
        return inside & off
    return inside & _further_than(chart, rule, side_of(finding))


def rule_of(assessment: Assessment, finding: Finding) -> Rule | None:
    """Return the rule behind a finding, or None where the set has lost it."""
    wanted = finding.signal.rule
    return next((rule for rule in assessment.rules.rules if rule.id == wanted), None)


def _further_than(chart: ControlChart, rule: Rule, side: Side) -> Bools:
    least = rule.sigma if rule.pattern is RulePattern.BEYOND else 0.0
    with np.errstate(invalid="ignore"):
        out: Bools = chart.z > least if side is Side.ABOVE else chart.z < -least
    return out


def _weight(finding: Finding) -> int:
    return _GRAVEST_LAST.index(finding.meaning)
