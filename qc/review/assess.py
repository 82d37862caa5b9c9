"""Judge one measure: choose the chart, set the limits, find and read the signals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.charts import ChartChoice, ControlChart, PhasePlan
from qc.core.kinds import (
    Assurance,
    ChartKind,
    ChartWarning,
    Direction,
    MeasureKind,
    Period,
    Variation,
)
from qc.core.measures import Measure
from qc.core.rules import RuleSet
from qc.core.series import Series
from qc.review.assessment import Assessment, Assured
from qc.review.carrying import credible
from qc.review.findings import findings, newest_point, variation
from qc.review.recent import with_recent
from qc.spc import assurance, minimums, phases, rules, run
from qc.spc.choice import choose, overruled
from qc.spc.evidence import evidence

_SUMS = (ChartKind.CUSUM, ChartKind.CUSUM_FAST, ChartKind.RARE_CUSUM)
_ANY_SIGN = frozenset({ChartKind.RUN, ChartKind.RESIDUALS, *_SUMS})
_SPREADS = frozenset({ChartKind.MR, ChartKind.R, ChartKind.S})


def assess(
    measure: Measure,
    series: Series,
    *,
    rule_set: RuleSet,
    plan: PhasePlan | None = None,
    stratum: str = "",
) -> Assessment:
    """Answer: is this process predictable, did it change, will it meet its target?

    Parameters
    ----------
    measure : Measure
        The card; its `chart` overrules the choice from the data.
    series : Counts, Values or Gaps
        Complete periods in time order; missing ones keep their place.
    rule_set : RuleSet
        The one rule set behind chart, table and export.
    plan : PhasePlan, optional
        Phases, freeze and exclusions; by default one phase, limits from its
        first 24 points.
    stratum : str
        Which part of the log the series is of; empty for all of it.

    Returns
    -------
    Assessment
    """
    if not np.any(~series.missing):
        return _nothing(measure, series, rule_set, stratum)
    plan = plan or usual_plan(measure)
    suited = choose(series, measure.kind, plan=plan)
    choice = _choice(measure, suited)
    least = _minimum(measure)
    judged = phases.judge(series, choice.kind, plan, minimum=least, base=suited.kind)
    chart = _possible(judged, measure)
    plain = _possible(_plain(series, chart, suited, plan), measure)
    by_rules = rules.find(chart, rule_set)
    signals = credible(chart, by_rules, rule_set)
    wished = Direction.LOWER if chart.kind in _SPREADS else measure.direction
    found = findings(chart, signals, wished, measure.kind, plain=plain)
    so_far = Assessment(
        measure=measure,
        stratum=stratum,
        series=series,
        chart=chart,
        run=run.run_test(chart.value),
        choice=choice,
        rules=rule_set,
        signals=signals,
        findings=found,
        newest=newest_point(chart),
        variation=variation(chart, tuple(each for each in found if each.current)),
        assured=_assured(plain, measure),
        warnings=_warnings(chart, left_out=signals != by_rules),
        evidence=evidence(series, plain),
        beside=phases.beside(series, chart, plan, minimum=least),
        plain=plain,
    )
    return with_recent(so_far)


def usual_plan(measure: Measure) -> PhasePlan:
    """Days need a longer baseline: they differ by weekday."""
    return PhasePlan(freeze=minimums.DAYS) if measure.by is Period.DAY else PhasePlan()


def _plain(
    series: Series, chart: ControlChart, suited: ChartChoice, plan: PhasePlan
) -> ControlChart:
    """Return the chart of the measure's own values, as the data would have it."""
    if np.array_equal(chart.value, series.value, equal_nan=True):
        return chart
    own = suited.kind is not ChartKind.RESIDUALS
    kind = suited.kind if own else ChartKind.XMR_CORRECTED
    return phases.judge(series, kind, plan, minimum=minimums.ASKED)


def _choice(measure: Measure, choice: ChartChoice) -> ChartChoice:
    if measure.chart is None or measure.chart is choice.kind:
        return choice
    return overruled(choice, measure.chart)


def _minimum(measure: Measure) -> int:
    """Whoever insists on a chart gets its limits sooner, marked as trial limits."""
    return minimums.LIMITS if measure.chart is None else minimums.ASKED


def _possible(chart: ControlChart, measure: Measure) -> ControlChart:
    """A duration is never below zero: a lower limit there is no limit."""
    if measure.kind is not MeasureKind.DURATION or chart.kind in _ANY_SIGN:
        return chart
    return replace(chart, floor=0.0, lower=np.maximum(chart.lower, 0.0))


def _warnings(chart: ControlChart, *, left_out: bool) -> tuple[ChartWarning, ...]:
    runs = (ChartWarning.RUNS_LEFT_OUT,) if left_out else ()
    return (*chart.warnings, *runs)


def _assured(chart: ControlChart, measure: Measure) -> Assured:
    if measure.target is None:
        return Assured(kind=Assurance.NONE)
    kind, misses = assurance.assure(chart, measure.target, measure.direction)
    return Assured(kind=kind, misses=misses)


def _nothing(
    measure: Measure, series: Series, rule_set: RuleSet, stratum: str
) -> Assessment:
    return Assessment(
        measure=measure,
        stratum=stratum,
        series=series,
        chart=None,
        run=None,
        choice=None,
        rules=rule_set,
        signals=(),
        findings=(),
        newest=-1,
        variation=Variation.UNKNOWN,
        assured=Assured(kind=Assurance.NONE),
    )
