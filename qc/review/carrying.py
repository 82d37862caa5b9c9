"""Runs of a process that carries over from one period to the next are no signals.

The baseline may be too short to show it. All points of a phase tell it better, and a
step or a trend in the level is not taken for it.
"""

from __future__ import annotations

import numpy as np

from qc.core.charts import ControlChart, Signal
from qc.core.kinds import ChartKind
from qc.core.rules import RuleSet
from qc.spc.carryover import memory
from qc.spc.rules import is_limit_rule, phase_slices, standing


def credible(
    chart: ControlChart, signals: tuple[Signal, ...], rule_set: RuleSet
) -> tuple[Signal, ...]:
    """Return the signals without those that memory makes.

    Parameters
    ----------
    chart : ControlChart
    signals : tuple of Signal
        Found on it by the rules of the set.
    rule_set : RuleSet

    Returns
    -------
    tuple of Signal
        Points beyond the limits stay. Every other pattern goes in a phase whose points
        remember the one before, more than a step or a trend of the level explains.
    """
    limits = {rule.id for rule in rule_set.rules if is_limit_rule(rule)}
    if chart.kind is ChartKind.RESIDUALS or {s.rule for s in signals} <= limits:
        return signals
    carried = [span for span in phase_slices(chart) if _remembers(chart, span)]
    return tuple(
        signal
        for signal in signals
        if signal.rule in limits
        or not any(span.start <= signal.stop < span.stop for span in carried)
    )


def _remembers(chart: ControlChart, span: slice) -> bool:
    z = standing(chart)[span]
    return memory(z, np.isfinite(z)).remembers
