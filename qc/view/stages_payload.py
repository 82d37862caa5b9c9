"""Defects over the five stages as plain data for `--json`: one documented schema.

Shares and rates are numbers from 0 to 1 or per interaction, as computed; what is
missing or infinite is null. Days are ISO dates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from qc.core.intervals import Interval
from qc.review.causes import Cause, CauseChange, Causes, Comparison
from qc.review.journeys import Journeys, JourneySet
from qc.review.stage_budgets import Spending
from qc.review.stages import StagesReport, StageYield
from qc.review.tallies import Days, StageTally
from qc.spc.yields import MILLION, Yield
from qc.view.words import causes as tell
from qc.view.words import journeys as ways
from qc.view.words import stages as say

VERSION = 1
Payload = dict[str, Any]


def stages_payload(
    report: StagesReport, causes: Causes, budgets: Sequence[Spending]
) -> Payload:
    """Return stages, journeys, causes and budgets with every number behind them."""
    return {
        "schema": f"qc.stages/{VERSION}",
        "days": None if report.days is None else _days(report.days),
        "sentence": say.weakest_sentence(report),
        "shift": report.shift,
        "stages": [_stage(one) for one in report.stages],
        "stray": None if report.stray is None else _tally(report.stray),
        "total": _per_opportunity(report.total),
        "rolled": _rolled(report),
        "journeys": [_journeys(way) for way in report.journeys],
        "causes": _causes(causes),
        "budgets": [_budget(one) for one in budgets],
    }


def _stage(one: StageYield) -> Payload:
    unit = one.per_interaction
    return {
        **_tally(one.tally),
        "first_pass": _number(one.first_pass),
        "first_pass_interval": _ends(one.first_pass_interval),
        "dpu": _number(unit.dpu),
        "dpu_interval": _ends(unit.dpu_interval),
        **_per_opportunity(one.per_opportunity),
        "through": one.through,
    }


def _tally(tally: StageTally) -> Payload:
    return {**asdict(tally), "not_judged": tally.not_judged}


def _per_opportunity(figures: Yield) -> Payload:
    low, high = figures.dpo_interval
    return {
        "dpmo": _number(figures.dpmo),
        "dpmo_interval": _ends((low * MILLION, high * MILLION)),
        "sigma": _number(figures.sigma),
        "sigma_interval": _ends(figures.sigma_interval),
    }


def _rolled(report: StagesReport) -> Payload | None:
    if report.rolled is None:
        return None
    return {
        "over": list(report.rolled_over),
        "through": _number(report.rolled.through),
        "interval": _ends(report.rolled.interval),
        "per_step": _number(report.rolled.per_step),
        "sigma": _number(report.rolled.sigma + report.shift),
    }


def _journeys(way: Journeys) -> Payload:
    log = way.log
    return {
        "joined": log.joined,
        "whole": way.whole,
        "cut": log.cut,
        "not_judged": log.not_judged,
        "interactions": {
            "whole": log.whole_interactions,
            "cut": log.cut_interactions,
            "not_judged": log.unjudged_interactions,
            "loose": log.loose,
        },
        "sets": [_set(one) for one in way.sets],
        "sentence": ways.journey_sentence(way),
    }


def _set(one: JourneySet) -> Payload:
    return {
        "stages": list(one.stages),
        "journeys": one.journeys,
        "defect_free": one.defect_free,
        "interactions": one.interactions,
        "share": one.share,
        "interval": _ends(one.interval),
        "expected": _number(one.expected),
    }


def _causes(found: Causes) -> Payload:
    compared = found.comparison
    return {
        "by": found.by,
        "stage": found.stage,
        "judged": found.judged,
        "defectives": found.defectives,
        "bars": [_bar(bar) for bar in found.bars],
        "comparison": None if compared is None else comparison_payload(compared),
        "sentence": tell.causes_sentence(found),
    }


def _bar(bar: Cause) -> Payload:
    return {
        "kind": bar.kind,
        "cause": bar.cause,
        "causes": bar.causes,
        "count": bar.count,
        "share": bar.share,
        "interval": _ends(bar.interval),
        "cumulated": bar.cumulated,
        "vital": bar.vital,
    }


def comparison_payload(compared: Comparison) -> Payload:
    """Return two spans side by side, cause by cause."""
    before, after = compared.judged
    return {
        "before": {**_days(compared.before), "judged": before},
        "after": {**_days(compared.after), "judged": after},
        "confidence": compared.confidence,
        "changes": [_change(one) for one in compared.changes],
        "sentence": tell.change_sentence(compared),
    }


def _change(one: CauseChange) -> Payload:
    return {
        "kind": one.kind,
        "cause": one.cause,
        "counts": list(one.counts),
        "before": one.change.before,
        "after": one.change.after,
        "ratio": _number(one.change.ratio),
        "interval": _ends(one.change.interval),
        "certain": one.change.certain,
    }


def _budget(one: Spending) -> Payload:
    made = one.budget
    return {
        "stage": one.stage,
        "measure": one.measure,
        "period": one.window.period,
        **_days(one.window.days),
        "length": one.window.length,
        "tolerance_dpmo": one.tolerance_dpmo,
        "events": one.events,
        "opportunities": one.opportunities,
        "expected": one.expected,
        "allowed": None if made is None else made.allowed,
        "used": None if made is None else made.used,
        "used_interval": None if made is None else _ends(made.used_interval),
        "pace": None if made is None else made.pace,
        "broken": one.broken,
    }


def _days(days: Days) -> Payload:
    return {"first": str(days.first), "last": str(days.last)}


def _ends(interval: Interval) -> list[float | None]:
    return [_number(end) for end in interval]


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
