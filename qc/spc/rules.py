"""Run rules on a control chart: from points to signals.

Decisions where sources leave a choice:

- Points beyond the limits are those beyond the lines as drawn, so that chart and
  table agree. Excluded points are judged by this rule too: they were left out of
  the estimate, not declared good. They take no part in any other rule.
- Rules about zones need limits on both sides that were not cut: such points (and
  charts that are not symmetric) have no zones.
- Anhoej's test is about the centre line as drawn; of small counts about the median
  of the phase, as the test was made for, since their mean has more points below.
- A missing or excluded point and the start of a phase restart every rule; in
  Anhoej's test such points are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import Baseline, ControlChart, Signal
from qc.core.kinds import ChartKind, ChartWarning, RulePattern, Side
from qc.core.rules import Rule, RuleSet
from qc.spc.patterns import hits
from qc.spc.run import Run, run_test, runs, side_of

LIMIT_SIGMA = 3.0


def find(chart: ControlChart, rule_set: RuleSet) -> tuple[Signal, ...]:
    """Answer: which patterns would common causes hardly make?

    Firings of one rule and side at consecutive points are one signal, from the
    first member of the first pattern to the point that completes the last.

    Parameters
    ----------
    chart : ControlChart
    rule_set : RuleSet

    Returns
    -------
    tuple of Signal
        In the order of the rules, then of time.
    """
    return tuple(
        signal
        for rule in rule_set.rules
        for phase in phase_slices(chart)
        if is_limit_rule(rule) or not knows_limits_alone(chart, phase)
        for signal in _in_phase(chart, rule, phase)
    )


def phase_slices(chart: ControlChart) -> tuple[slice, ...]:
    """Return the stretch of each phase, in time order."""
    borders = np.flatnonzero(np.diff(chart.phase)) + 1
    edges = [0, *borders.tolist(), len(chart)]
    return tuple(slice(a, b) for a, b in pairwise(edges) if b > a)


def knows_limits_alone(chart: ControlChart, phase: slice) -> bool:
    """Tell whether no rule but the limits is valid in a phase.

    Points that share data, or of a process that carries over from one period to the
    next, make runs without a cause; residuals do not.
    """
    if chart.remembers:
        return True
    baseline = _baseline(chart, phase)
    return baseline.memory > 0 and baseline.kind is not ChartKind.RESIDUALS


def is_limit_rule(rule: Rule) -> bool:
    """Tell whether the rule asks for a point beyond the limits as drawn."""
    single = rule.pattern is RulePattern.BEYOND and rule.window == 1
    return single and rule.sigma == LIMIT_SIGMA and rule.not_beyond is None


def looks_at_zones(rule: Rule) -> bool:
    """Tell whether the rule needs limits on both sides that were not cut."""
    return rule.zone or rule.pattern is RulePattern.BEYOND


def long_runs(gap: Floats) -> tuple[Run, ...]:
    """Return every run longer than chance allows, the longest among them.

    Parameters
    ----------
    gap : (k,) float
        Distance from the centre line; 0 and NaN are left out.
    """
    test = run_test(gap, centre=0.0)
    longest = test.longest_run_max
    return tuple(run for run in runs(gap) if test.tested and run[2] > longest)


def has_few_crossings(gap: Floats) -> bool:
    """Tell whether the line is crossed less often than chance allows."""
    test = run_test(gap, centre=0.0)
    return test.tested and test.crossings < test.crossings_min


def _in_phase(chart: ControlChart, rule: Rule, phase: slice) -> Iterator[Signal]:
    if is_limit_rule(rule):
        yield from _beyond_limits(chart, rule, phase)
    elif rule.pattern is RulePattern.LONGEST_RUN:
        yield from _long_runs(chart, rule, phase)
    elif rule.pattern is RulePattern.CROSSINGS:
        yield from _few_crossings(chart, rule, phase)
    else:
        yield from _patterns(chart, rule, phase)


def _beyond_limits(chart: ControlChart, rule: Rule, phase: slice) -> Iterator[Signal]:
    value = chart.value[phase]
    sides = {
        Side.ABOVE: value > chart.upper[phase],
        Side.BELOW: value < chart.lower[phase],
    }
    for side, flags in sides.items():
        for start, stop in _stretches(flags):
            yield _signal(rule, phase, (start, stop), side)


def _patterns(chart: ControlChart, rule: Rule, phase: slice) -> Iterator[Signal]:
    z = zones(chart) if looks_at_zones(rule) else standing(chart)
    for side, found in hits(rule, z[phase]).items():
        for start, stop in _stretches(found.fires):
            yield _signal(rule, phase, (found.first(start), stop), side)


def _long_runs(chart: ControlChart, rule: Rule, phase: slice) -> Iterator[Signal]:
    gap = _gap(chart, phase)
    for run in long_runs(gap):
        yield _signal(rule, phase, run[:2], side_of(gap, run))


def _few_crossings(chart: ControlChart, rule: Rule, phase: slice) -> Iterator[Signal]:
    if has_few_crossings(_gap(chart, phase)):
        yield _signal(rule, phase, (0, phase.stop - phase.start - 1), None)


def standing(chart: ControlChart) -> Floats:
    """Return z, (k,); the bare distance where there is no sigma; NaN if excluded."""
    z = np.where(chart.sigma > 0, chart.z, chart.value - chart.centre)
    return np.where(chart.excluded, np.nan, z)


def zones(chart: ControlChart) -> Floats:
    """Return z where the chart has zones, (k,); NaN elsewhere."""
    whole = chart.has_lower & chart.has_upper & (chart.sigma > 0)
    valid = whole & ~chart.excluded & chart.symmetric
    return np.where(valid, chart.z, np.nan)


def _baseline(chart: ControlChart, phase: slice) -> Baseline:
    return chart.baselines[min(int(chart.phase[phase.start]), len(chart.baselines) - 1)]


def _gap(chart: ControlChart, phase: slice) -> Floats:
    """Return the distance from the centre line; of small counts from their median.

    Small counts are skewed: fewer than half of them lie above their mean.
    """
    value = np.where(chart.excluded, np.nan, chart.value)[phase]
    baseline = _baseline(chart, phase)
    if ChartWarning.SMALL_COUNTS not in baseline.warnings or np.isnan(value).all():
        return np.asarray(value - chart.centre[phase])
    return np.asarray(value - np.nanmedian(value))


def _stretches(flags: Bools) -> list[tuple[int, int]]:
    """Return first and last index of each stretch of set flags."""
    edges = np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))
    firsts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return [(int(a), int(b) - 1) for a, b in zip(firsts, ends, strict=True)]


def _signal(
    rule: Rule, phase: slice, span: tuple[int, int], side: Side | None
) -> Signal:
    first = phase.start
    return Signal(rule=rule.id, start=first + span[0], stop=first + span[1], side=side)
