"""Capability as plain text for the command line, and as plain data for `--json`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from qc.core.intervals import Interval
from qc.review.ability import Ability, Level
from qc.review.budgets import Spent
from qc.review.capability_report import CapabilityReport
from qc.view.escape import plain
from qc.view.words.band import band_sentence
from qc.view.words.budgets import budget_sentence, budget_title
from qc.view.words.capability import (
    level_sentence,
    refusal_sentence,
    sample_sentence,
    verdict_sentence,
)
from qc.view.words.capability_figures import figures, how, named_indices

VERSION = 1
Payload = dict[str, Any]


def capability_text(report: CapabilityReport) -> str:
    """Return the capability of one measure, its figures, its tolerance budget."""
    return "\n".join(_lines(report))


def capability_payload(report: CapabilityReport) -> Payload:
    """Return the capability of one measure as plain data; what is missing is null."""
    one, ability = report.assessment, report.ability
    return {
        "schema": f"qc.capability/{VERSION}",
        "id": one.measure.id,
        "stratum": one.stratum,
        "refusal": ability.refusal,
        "no_index": ability.no_index,
        "sentence": refusal_sentence(ability, one) or level_sentence(ability, one),
        "signals": len(ability.signals),
        "specification": {
            "lower": ability.specification.lower,
            "upper": ability.specification.upper,
            "source": ability.limits_from,
        },
        "tolerance": _tolerance(ability),
        "verdict": ability.verdict,
        "values": _values(report),
        "level": None if ability.level is None else _level(ability.level),
        "law": ability.law,
        "departure": _number(ability.departure),
        "indices": {
            name: _pair(value, interval)
            for name, value, interval in named_indices(ability)
            if math.isfinite(value)
        },
        "budgets": [_budget(spent) for spent in report.budgets],
    }


def _lines(report: CapabilityReport) -> Iterator[str]:
    one, ability = report.assessment, report.ability
    yield plain(one.measure.title) + (f" ({plain(one.stratum)})" if one.stratum else "")
    told = (
        verdict_sentence(ability),
        refusal_sentence(ability, one),
        level_sentence(ability, one),
        sample_sentence(report),
        band_sentence(one),
    )
    yield from (sentence for sentence in told if sentence)
    rows = figures(report)
    if rows:
        yield ""
    for row in rows:
        yield f"  {row.name:<24} {row.value:>12}   {row.interval}"
    yield from (f"  {sentence}" for sentence in how(report))
    for spent in report.budgets:
        yield f"\n{budget_title(spent)}"
        yield f"  {budget_sentence(spent)}"


def _tolerance(ability: Ability) -> Payload | None:
    if ability.tolerance is None:
        return None
    return {"dpmo": ability.tolerance.dpmo, "source": ability.tolerance.source}


def _values(report: CapabilityReport) -> Payload | None:
    values = report.values
    if values is None:
        return None
    return {"n": len(values), "total": values.total, "seed": values.seed}


def _level(level: Level) -> Payload:
    return {
        "events": level.events,
        "n": level.n,
        "dpmo": _pair(level.dpmo, level.dpmo_interval),
        "sigma": _pair(level.sigma, level.sigma_interval),
        "shift": level.shift,
        "wider": level.wider,
    }


def _budget(spent: Spent) -> Payload:
    budget = spent.budget
    return {
        "window": spent.window,
        "first": str(spent.first),
        "last": str(spent.last),
        "end": str(spent.end),
        "units": spent.units,
        "expected": spent.expected,
        "allowed": budget.allowed,
        "defects": budget.defects,
        "used": _pair(budget.used, budget.used_interval),
        "pace": budget.pace,
    }


def _pair(value: float, interval: Interval) -> Payload:
    low, high = (_number(end) for end in interval)
    return {"value": _number(value), "low": low, "high": high}


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
