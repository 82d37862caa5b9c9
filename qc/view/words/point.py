"""What is said of one point of a chart, and of what can be decided about it."""

from __future__ import annotations

from qc.core.charts import PhasePlan
from qc.review.assessment import Assessment
from qc.view.locales import Locale
from qc.view.marks import members, rule_of
from qc.view.numbers import MISSING, number_of, scale_of
from qc.view.words.dates import point_label, unit_of
from qc.view.words.labels import Label, value_with_cases
from qc.view.words.ranges import usual_range
from qc.view.words.rules import rule_name

PICKER = "Point"
CHOOSE = "Choose a point here, or click one"
INTERACTIONS = "Its interactions"
NOTE = "Note what happened"
LEAVE_OUT, TAKE_IN = "Leave it out", "Take it in again"
SPLIT, JOIN = "Start a phase here", "Join with the phase before"
BASELINE = "End the baseline here"
REASON = "Why"
REASON_HELP = "Needed: it stays with the chart and in the list of decisions."
NOTHING_THERE = "No value here, so there is nothing to leave out or to end with."
FIRST_PHASE = "The first phase starts with this chart; a later point can start another."
LEAVE_OUT_TEXT = (
    "The point stays on the chart as a cross, but sets no limit any more. Do this only "
    "where you know the cause and it will not come back."
)
TAKE_IN_TEXT = "The point helps to set the limits again."
SPLIT_TEXT = (
    "The points from here on get limits of their own. Do this only where you know what "
    "changed, and it will stay."
)
JOIN_TEXT = "The points from here on are judged by the limits of the phase before."
BASELINE_TEXT = "The first {points} of each phase set its limits; now {old}."
ALL = "all of them do"
FIRST = "the first {n} do"
DONE_NOTE = "Noted on the chart."
DONE = "Kept. {then}"
_SAME = "Then: usual range {range} and {signals}, as now."
_THEN = "Then: usual range {range} instead of {before}; {signals} instead of {had}."
_FEW = "Then: too few points for limits; a run chart remains."
_SIGNAL = "signal"


def point_option(one: Assessment, i: int, locale: Locale | None = None) -> str:
    """Name a point in a list: "2026-W45 (2 Nov): 67.5 %, outside the limits"."""
    chart = one.chart
    if chart is None:
        return MISSING
    told = [scale_of(one, locale).value(float(chart.value[i]))]
    if chart.excluded[i]:
        told.append(Label.LEFT_OUT)
    elif _rules(one, i):
        told.append(_SIGNAL)
    return f"{point_label(one, chart.at[i])}: {', '.join(told)}"


def point_line(one: Assessment, i: int, locale: Locale | None = None) -> str:
    """Say what a point is: time, value, cases, usual range, rules, left out or not."""
    chart, scale = one.chart, scale_of(one, locale)
    if chart is None:
        return MISSING
    parts = [value_with_cases(one, i, scale)]
    parts.append(f"{Label.USUAL} {usual_range(one, scale, i)}")
    parts += [Label.LEFT_OUT] if chart.excluded[i] else []
    parts += [text.lower() for text in _rules(one, i)]
    return " \u00b7 ".join(parts)


def then_line(now: Assessment, then: Assessment, locale: Locale | None = None) -> str:
    """Say what a decision would change: the usual range, and how many signals."""
    scale = scale_of(then, locale)
    after, before = (usual_range(one, scale) for one in (then, now))
    if after == MISSING and before != MISSING:
        return _FEW
    signals, had = (_signals(one, locale) for one in (then, now))
    if (after, signals) == (before, had):
        return _SAME.format(range=after, signals=signals)
    return _THEN.format(range=after, before=before, signals=signals, had=had)


def baseline_line(one: Assessment, old: PhasePlan, new: PhasePlan) -> str:
    """Say how many points would set the limits, and how many do."""
    unit = unit_of(one)
    points = number_of(new.freeze or 0, unit, f"{unit}s")
    now = ALL if old.freeze is None else FIRST.format(n=old.freeze)
    return BASELINE_TEXT.format(points=points, old=now)


def why_line(why: str) -> str:
    """Repeat the reason given for a point that is left out or starts a phase."""
    return f"Reason given: {why}" if why else ""


def _signals(one: Assessment, locale: Locale | None) -> str:
    count = len(one.findings)
    return number_of(count, "signal", "signals", locale) if count else "no signal"


def _rules(one: Assessment, i: int) -> list[str]:
    found: dict[str, None] = {}
    for finding in one.findings:
        rule = rule_of(one, finding)
        if rule is not None and members(one, finding)[i]:
            found[rule_name(rule)] = None
    return list(found)
