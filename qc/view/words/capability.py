"""What is said of capability: the figures in a sentence, or why there are none."""

from __future__ import annotations

import math

from qc.core.intervals import Interval
from qc.core.kinds import MeasureKind
from qc.review.ability import Ability, LimitFrom, Refusal, Verdict
from qc.review.assessment import Assessment
from qc.review.capability_report import CapabilityReport
from qc.view.locales import Locale
from qc.view.numbers import (
    DASH,
    MISSING,
    SPACE,
    Scale,
    count,
    number,
    number_of,
    own_scale,
    worded,
)
from qc.view.words.dates import full_date
from qc.view.words.ranges import as_target
from qc.view.words.rules import rule_name

SECTION = "Capability"
QUESTION = "Does the process keep what customers bear?"
TOLERANCE = "Tolerated defects per million"
_TOLERANCE_HELP = (
    "What customers bear, in defects per million; a share of 10 % is 100,000. By "
    "default as the card says, or its target."
)
_SHIFT = "Add 1.5 to the sigma level"
_SHIFT_HELP = (
    "An assumption about drift that some reports make; it is no finding about this "
    "process, and off by default."
)
LOG_SCALE = "Logarithmic scale"
BUDGET = "Tolerance budget"
BUDGET_HELP = (
    "Tolerated defects are the tolerance times the cases of the period; used is the "
    "share of them that has come. Pace is the share used over the share of the cases "
    "that have come. The interval is that of a Poisson count (Garwood)."
)
HOW = "How these figures come about"
REFUSALS = {
    Refusal.NO_DATA: "No data yet, so no capability.",
    Refusal.NO_MEANING: "Days between events have no limits to keep, so no "
    "capability. Their chart says whether they change.",
    Refusal.NO_COUNTS: "The chart in force does not show the counts themselves, so "
    "there is no capability. Choose a chart that does.",
    Refusal.NO_DEFECT: "Nothing that this measure counts is a defect, so it has no "
    "capability. If it should be one, give its card a direction.",
    Refusal.NO_SPECIFICATION: "No limit says which single values customers accept. "
    "Give the card one, as in: specification = {example}.",
    Refusal.NO_LIMITS: "The chart has no limits, so whether the process is stable "
    "cannot be said; and only a stable one has a capability.",
    Refusal.NOT_STABLE: "No capability: since {since} the chart shows {signals} "
    "({rules}), so the process is not stable. Find the cause, or start a new phase "
    "and judge that.",
    Refusal.TOO_FEW: "Only {values}; capability takes at least {need}. Take a longer "
    "period.",
    Refusal.FEW_LEVELS: "Ratings on {got} levels have no sigma worth the name, so "
    "there is no index: the share outside counts.",
    Refusal.NO_LAW: "Neither a normal nor a lognormal law fits {values}, and without "
    "a law an index takes {need}. The share outside needs none.",
    Refusal.MOSTLY_EQUAL: "Most values are equal, so there is no spread to hold "
    "against the limits, and no index.",
}
_VERDICTS = {
    Verdict.KEEPS: "Able: it keeps within the {tolerance} tolerated{source}.",
    Verdict.BREAKS: "Not able: steady, but above the {tolerance} tolerated{source}. "
    "Only a change of the process itself will help.",
    Verdict.UNSURE: "Too few cases to tell whether it keeps within the {tolerance} "
    "tolerated{source}.",
}
_SOURCES = {
    LimitFrom.SPECIFICATION: "",
    LimitFrom.PROMISE: " (the time promised)",
    LimitFrom.TARGET: " (its target, for want of a limit)",
    LimitFrom.ASKED: " (as asked here)",
}
_PER_MILLION = "per million"


def shift() -> str:
    """Name the switch of the 1.5 shift."""
    return worded(_SHIFT)


def shift_help() -> str:
    """Say what the 1.5 shift is."""
    return worded(_SHIFT_HELP)


def tolerance_help() -> str:
    """Say what a tolerance is."""
    return worded(_TOLERANCE_HELP)


def refusal_sentence(
    ability: Ability, one: Assessment, locale: Locale | None = None
) -> str:
    """Say why there is no capability, or no index; empty where there are both."""
    refusal = ability.refusal or ability.no_index
    if refusal is None:
        return ""
    values = MISSING if math.isnan(ability.got) else int(ability.got)
    return REFUSALS[refusal].format(
        example="{ upper = 72 }"
        if one.measure.kind is MeasureKind.DURATION
        else "{ lower = 3 }",
        since=_since(ability, one),
        signals=number_of(len(ability.signals), "signal", "signals", locale),
        rules=_rules(ability, one),
        got=values,
        values=MISSING
        if math.isnan(ability.got)
        else number_of(ability.got, "value", "values", locale),
        need=MISSING if math.isnan(ability.need) else count(ability.need, locale),
    )


def level_sentence(
    ability: Ability, one: Assessment, locale: Locale | None = None
) -> str:
    """Say how many defects there are, of how many, and how sure that is."""
    level = ability.level
    if level is None:
        return ""
    whole = per_million(level.dpmo, locale)
    span = span_per_million(level.dpmo_interval, locale)
    many = f"{whole} ({span} with 95{SPACE}% confidence)"
    events, n = count(level.events, locale), count(level.n, locale)
    if one.measure.kind in {MeasureKind.DURATION, MeasureKind.SCORE}:
        limits = limits_text(ability, own_scale(one, locale))
        return f"{events} of {n} single values lie outside {limits}: {many}."
    said = f"{events} defects in {n} cases of the baseline: {many}."
    if level.wider > 1:
        wide = number(level.wider, 1, locale)
        said += f" The confidence allows for points that vary {wide} times as chance."
    return said


def verdict_sentence(ability: Ability, locale: Locale | None = None) -> str:
    """Say whether the process keeps its tolerance; empty without one."""
    if ability.verdict is None or ability.tolerance is None:
        return ""
    return _VERDICTS[ability.verdict].format(
        tolerance=per_million(ability.tolerance.dpmo, locale),
        source=_SOURCES[ability.tolerance.source],
    )


def limits_text(ability: Ability, scale: Scale) -> str:
    """Return the limits of single values, and whose they are: "at most 72 h"."""
    spec, source = ability.specification, ability.limits_from
    whose = _SOURCES[source] if source else ""
    low = None if spec.lower is None else as_target(spec.lower, scale)
    high = None if spec.upper is None else as_target(spec.upper, scale)
    if low and high:
        return f"{low} to {high}{whose}"
    return f"the limit of at least {low}{whose}" if low else _at_most(high, whose)


def sample_sentence(report: CapabilityReport, locale: Locale | None = None) -> str:
    """Say which single values were looked at."""
    values = report.values
    if values is None or not len(values):
        return ""
    days = f"of the phase since {full_date(values.at[0])}"
    if len(values) == values.total:
        return f"{number_of(len(values), 'value', 'values', locale)} {days}."
    return (
        f"{count(len(values), locale)} values, drawn by lot (seed {values.seed}) from "
        f"the {count(values.total, locale)} {days}."
    )


def per_million(dpmo: float, locale: Locale | None = None) -> str:
    """Return defects per million: "38,207 per million"."""
    return f"{_whole(dpmo, locale)}{SPACE}{_PER_MILLION}"


def span_per_million(ends: Interval, locale: Locale | None = None) -> str:
    """Return an interval of defects per million."""
    return f"{_whole(ends[0], locale)}{DASH}{_whole(ends[1], locale)}"


def _whole(dpmo: float, locale: Locale | None) -> str:
    return number(dpmo, 1 if 0 < dpmo < 10 else 0, locale)


def _at_most(high: str | None, whose: str) -> str:
    return f"the limit of at most {high}{whose}" if high else "no limit"


def _since(ability: Ability, one: Assessment) -> str:
    """Return the day of the first signal."""
    if not ability.signals or one.chart is None:
        return MISSING
    return full_date(one.chart.at[min(signal.start for signal in ability.signals)])


def _rules(ability: Ability, one: Assessment) -> str:
    names = {rule.id: rule_name(rule).lower() for rule in one.rules.rules}
    found = dict.fromkeys(names.get(one.rule, one.rule) for one in ability.signals)
    return ", ".join(found)
