"""What the check of an action says: the verdict, its numbers, and why."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qc.core.actions import Action
from qc.core.kinds import Meaning
from qc.review.assessment import Assessment
from qc.review.check import Check, Why
from qc.review.check_compare import Against, Reference
from qc.review.check_levels import Difference
from qc.view.numbers import MISSING, SPACE, Scale, count, number, number_of, percent
from qc.view.words.actions import VERDICT
from qc.view.words.dates import full_date, unit_of

NUMBERS, HOW = "The numbers of the check", "How the check is made"
HEADINGS = ("Stretch", "Level", "Points", "Cases", "From", "To")
REFERENCE: Mapping[Reference, str] = {
    Reference.USUAL: "usual level before",
    Reference.BETWEEN: "from signal to action",
}
_LEVEL = {
    Reference.USUAL: "usual level before",
    Reference.BETWEEN: "level between signal and action",
}
SINCE = "since the action"
PICTURE = (
    "The mark is the difference, the bar its interval, the upright line no change at "
    "all. The shaded side is the good one."
)
_RULES: Mapping[Meaning | None, str] = {
    None: "The rules in force signal nothing since the action.",
    Meaning.IMPROVEMENT: "The rules in force signal an improvement since the action.",
    Meaning.CONCERN: "The rules in force signal a concern since the action.",
    Meaning.NEUTRAL: "The rules in force signal a change since the action.",
}
_WHY: Mapping[Why, str] = {
    Why.BETTER: "{numbers}",
    Why.NO_DATA: "There are no data of the measure.",
    Why.FEW_BEFORE: "There are too few {unit}s before the action to compare with.",
    Why.FEW_AFTER: "{points} since the action; the check needs {need}.",
    Why.NOT_DUE: "The check is due on {due}. So far: {numbers}",
    Why.NO_DIRECTION: "The measure has no good direction, so nothing is better. "
    "{numbers}",
    Why.WORSE: "Worse than before. {numbers}",
    Why.NO_SIGNAL: "{numbers} Chance alone explains that.",
    Why.BALANCE_WORSE: "Better, but the balancing measure got worse. {numbers}",
    Why.BALANCE_UNKNOWN: "Better, but the balancing measure has too few points yet. "
    "{numbers}",
}
_HOW = (
    "Before: at most the newest {most} {unit}s of one phase, up to the change that "
    "the signal told of, or since an improvement that was there before the action. "
    "Points beyond the limits on the bad side are left out of it.",
    "Left out of both sides: {left_out} that made the signal. An extreme point is "
    "followed by more usual ones without any action (regression to the mean).",
    "From signal to action: {unit}s in which the trouble was known and nothing done. "
    "They stand for the level that the action met.",
    "Since: whole {unit}s from the day it was done to the day of the check, at least "
    "{need}. The {unit} of the action itself counts on neither side.",
    "Interval: from the limits of both levels (Newcombe 1998; Zou and Donner 2008), "
    "{confidence} for each comparison, so that all together hold with 95{s}%.",
    "Error: what the chart says of its points, times {excess} for points that vary "
    "more, allowing for a memory of {memory} from one {unit} to the next; Student's t "
    "with {degrees} degrees.",
    "Kept: only where an interval lies wholly on the good side and the balancing "
    "measure shows no worsening. Of actions that change nothing, at most 1 in 40 is "
    "called kept.",
)


def verdict_line(found: Check) -> str:
    """Return the verdict alone."""
    return VERDICT[found.verdict]


def check_sentence(found: Check, one: Assessment, action: Action, scale: Scale) -> str:
    """Say what the check found, with its numbers, without the verdict itself."""
    unit = unit_of(one)
    return _WHY[found.why].format(
        numbers=numbers_line(found.headline, scale, unit),
        unit=unit,
        points=number_of(found.points, unit, f"{unit}s"),
        need=found.needs.after,
        due=MISSING if action.check is None else full_date(action.check),
    )


def numbers_line(against: Against | None, scale: Scale, unit: str) -> str:
    """Say level after, level before, their difference and over how many points."""
    if against is None:
        return ""
    gap = against.difference
    points = number_of(gap.after.points, unit, f"{unit}s")
    before = {
        Reference.USUAL: "before",
        Reference.BETWEEN: "between signal and action",
    }[against.reference]
    return (
        f"{scale.value(gap.after.value)} in {points} since, "
        f"{scale.value(gap.before.value)} {before}: {change_text(gap, scale)}."
    )


def against_line(against: Against, scale: Scale) -> str:
    """Say what is held against what, and how far they are apart."""
    told = change_text(against.difference, scale)
    return f"Since the action, against the {_LEVEL[against.reference]}: {told}"


def split_line(one: Assessment, action: Action) -> str:
    """Say what the broken line on the chart is, and what sets the limits."""
    chart = one.chart
    if action.done is None or chart is None or len(chart.baselines) < 2:
        return ""
    return (
        f"Broken line: done on {full_date(action.done)}. The limits on each side are "
        f"set by the {unit_of(one)}s of that side."
    )


def short_line(found: Check, scale: Scale) -> str:
    """Return level before and after and the difference, for a card."""
    against = found.headline
    if against is None:
        return ""
    gap = against.difference
    levels = f"{scale.number(gap.before.value)} \u2192 {scale.value(gap.after.value)}"
    return f"{levels}, {change_text(gap, scale)}"


def change_text(gap: Difference, scale: Scale) -> str:
    """Return a difference with its interval, as in "-12.4 points (-15.0 to -9.6)"."""
    unit = f"{SPACE}points" if scale.unit == "%" else scale.suffix
    low, high = gap.interval
    ends = f"{signed(low, scale)}{SPACE}to{SPACE}{signed(high, scale)}"
    return f"{signed(gap.size, scale)}{unit} ({ends})"


def signed(value: float, scale: Scale) -> str:
    """Return a number with its sign, also above zero."""
    text = scale.number(value)
    return f"+{text}" if value > 0 and any(c in "123456789" for c in text) else text


def rule_sentence(found: Check) -> str:
    """Say what the rules signal since the action."""
    return _RULES[found.rule] if found.against else ""


def balance_sentence(found: Check, balancing: Assessment | None, scale: Scale) -> str:
    """Say how the balancing measure went."""
    if found.balance is None or balancing is None:
        return "No balancing measure: nobody watches what this may have cost elsewhere."
    title, against = balancing.measure.title, found.balance.against
    if against is None:
        return f"Balancing measure {title}: too few points to tell yet."
    told = {True: "got worse", False: "has not got worse"}[bool(found.balance.worse)]
    numbers = numbers_line(against, scale, unit_of(balancing))
    return f"Balancing measure {title} {told}: {numbers}"


def how_lines(found: Check, one: Assessment) -> tuple[str, ...]:
    """Explain the check with its own numbers, one sentence or two each."""
    spread, unit = found.spread, unit_of(one)
    confidence = 0.95 if not found.against else found.against[0].difference.confidence
    known = {
        "unit": unit,
        "most": found.needs.most,
        "need": found.needs.after,
        "left_out": number_of(found.left_out, "point", "points"),
        "confidence": percent(confidence, decimals=0 if confidence == 0.95 else 1),
        "excess": MISSING if spread is None else number(np.sqrt(spread.excess), 2),
        "memory": MISSING if spread is None else number(spread.memory, 2),
        "degrees": MISSING if spread is None else count(spread.degrees),
        "s": SPACE,
    }
    return tuple(text.format(**known) for text in _HOW)


def level_rows(found: Check, scale: Scale) -> tuple[tuple[str, ...], ...]:
    """Return the levels of the check as texts under `HEADINGS`."""
    rows = []
    for against in found.against:
        level = against.difference.before
        rows.append((REFERENCE[against.reference], level))
    if found.against:
        rows.append((SINCE, found.against[0].difference.after))
    return tuple(
        (
            label,
            scale.value(level.value),
            count(level.points),
            count(level.cases),
            full_date(level.first.astype("datetime64[D]")),
            full_date(level.last.astype("datetime64[D]")),
        )
        for label, level in rows
    )
