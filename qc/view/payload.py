"""Assessments and reviews as plain data for `--json`: one stable, documented schema.

Numbers are as computed, in the units of the card: shares in [0, 1], durations in
hours, times between in days. A missing number is null. Days are ISO dates.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import Assurance
from qc.core.plan import Account
from qc.review.assessment import Assessment, Finding
from qc.review.weekly import Review
from qc.view.words import sentence

VERSION = 1
Payload = dict[str, Any]


def review_payload(review: Review) -> Payload:
    """Return the whole weekly review: what changed first, then every measure."""
    return {
        "schema": f"qc.review/{VERSION}",
        "week": _day(review.week),
        "rule_set": review.rules.id,
        "rows": review.rows,
        "week_rows": review.week_rows,
        "digest": review.digest,
        "signals": [one.measure.id for one in review.signals],
        "cannot_meet_target": [
            one.measure.id
            for one in review.assessments
            if one.assured.kind is Assurance.FAIL
        ],
        "measures": [
            {**assessment_payload(one), "tier": verdict.tier}
            for one, verdict in zip(review.assessments, review.verdicts, strict=True)
        ],
    }


def chart_payload(one: Assessment) -> Payload:
    """Return one measure with every plotted point and its limits."""
    points = [] if one.chart is None else _points(one.chart)
    return {
        "schema": f"qc.chart/{VERSION}",
        **assessment_payload(one),
        "points": points,
    }


def account_payload(account: Account) -> Payload:
    """Return the balance of one load."""
    return {
        "read": account.read,
        "accepted": account.accepted,
        "set_aside": account.set_aside,
        "duplicates": account.duplicates,
        "replaced": account.replaced,
        "events_read": account.events_read,
        "values_left_out": dict(account.values_left_out),
    }


def assessment_payload(one: Assessment) -> Payload:
    """Return one measure: newest value, limits, icons, findings, sentence."""
    measure, chart, choice = one.measure, one.chart, one.choice
    return {
        "id": measure.id,
        "title": measure.title,
        "stratum": one.stratum,
        "stage": measure.stage,
        "kind": measure.kind,
        "direction": measure.direction,
        "by": measure.by,
        "target": measure.target,
        "chart": None if choice is None else choice.kind,
        "unit": None if chart is None else chart.unit,
        "because": [] if choice is None else list(choice.reasons),
        "statistics": {} if choice is None else _numbers(choice.statistics),
        "newest": None if chart is None else _point(chart, one.newest),
        "baselines": [] if chart is None else [_baseline(b) for b in chart.baselines],
        "variation": one.variation,
        "assurance": one.assured.kind,
        "misses_target": _number(one.assured.misses),
        "warnings": list(one.warnings),
        "findings": [_finding(finding) for finding in one.findings],
        "sentence": sentence(one),
        "evidence": _number(one.evidence),
        "beside": [_beside(chart) for chart in one.beside],
    }


def _finding(finding: Finding) -> Payload:
    return {
        "rule": finding.signal.rule,
        "side": finding.signal.side,
        "meaning": finding.meaning,
        "current": finding.current,
        "since": _day(finding.since),
        "until": _day(finding.until),
        "points": finding.points,
        "before": _number(finding.before),
        "after": _number(finding.after),
        "change": _number(finding.size),
        "change_low": _number(finding.interval[0]),
        "change_high": _number(finding.interval[1]),
    }


def _beside(chart: ControlChart) -> Payload:
    """Return a chart of the spread: its baselines, and the points beyond its limits."""
    return {
        "chart": chart.kind,
        "baselines": [_baseline(baseline) for baseline in chart.baselines],
        "beyond": [_day(day) for day in chart.at[chart.beyond]],
    }


def _baseline(baseline: Baseline) -> Payload:
    return {
        "centre": _number(baseline.centre),
        "spread": _number(baseline.spread),
        "subgroups": baseline.subgroups,
        "memory": _number(baseline.memory),
        "first": _day(baseline.first),
        "last": _day(baseline.last),
    }


def _points(chart: ControlChart) -> list[Payload]:
    return [_point(chart, i) for i in range(len(chart))]


def _point(chart: ControlChart, i: int) -> Payload:
    return {
        "at": _day(chart.at[i]),
        "value": _number(chart.value[i]),
        "n": _number(chart.n[i]),
        "centre": _number(chart.centre[i]),
        "lower": _number(chart.lower[i]) if chart.has_lower[i] else None,
        "upper": _number(chart.upper[i]) if chart.has_upper[i] else None,
        "phase": int(chart.phase[i]),
        "in_baseline": bool(chart.in_baseline[i]),
        "excluded": bool(chart.excluded[i]),
        "beyond": bool(chart.beyond[i]),
    }


def _numbers(named: dict[str, float]) -> Payload:
    return {name: _number(value) for name, value in named.items()}


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _day(day: np.datetime64 | None) -> str | None:
    return None if day is None else str(day.astype("datetime64[D]"))
