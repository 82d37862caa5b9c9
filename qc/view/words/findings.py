"""The record of a signal: rule, stretch, direction, since when, how much."""

from __future__ import annotations

import math

from qc.core.kinds import Side
from qc.review import recent
from qc.review.assessment import Assessment, Finding
from qc.view.locales import Locale
from qc.view.marks import rule_of, side_of
from qc.view.numbers import MISSING, SPACE, Scale, own_scale
from qc.view.words.dates import point_label
from qc.view.words.names import name
from qc.view.words.rules import rule_name

SIDES = {Side.ABOVE: "Upwards", Side.BELOW: "Downwards"}
HEADINGS = (
    "Rule",
    "What it means",
    "Direction",
    "From",
    "To",
    "Since",
    "Before",
    "After",
    "Change (95 % interval)",
    "Still so",
)
TITLE = "Signals on this chart"
HINT = (
    "From and To are the points that the rule looked at; Since is the most likely "
    "moment of the change. A change found because it is large looks larger than it is. "
    "Pick a row to see the interactions since then."
)
NONE = "No signal on this chart."
RECENT = "Recent points together"
YES, NO = "yes", "no"


def finding_row(
    assessment: Assessment, finding: Finding, locale: Locale | None = None
) -> tuple[str, ...]:
    """Return one signal as texts under `HEADINGS`."""
    chart, signal = assessment.chart, finding.signal
    scale = own_scale(assessment, locale)
    rule = rule_of(assessment, finding)
    start = finding.since if chart is None else chart.at[signal.start]
    return (
        _name(signal.rule) if rule is None else rule_name(rule),
        name(finding.meaning),
        SIDES[side_of(finding)],
        point_label(assessment, start),
        point_label(assessment, finding.until),
        point_label(assessment, finding.since),
        scale.value(finding.before),
        scale.value(finding.after),
        change_text(finding, scale),
        YES if finding.current else NO,
    )


def change_text(finding: Finding, scale: Scale) -> str:
    """Return the change with its interval, as in "+4.2 % (1.1 to 7.3)"."""
    if not math.isfinite(finding.size):
        return MISSING
    low, high = finding.interval
    text = _signed(finding.size, scale) + scale.suffix
    if not math.isfinite(high - low):
        return text
    ends = f"{_signed(low, scale)}{SPACE}to{SPACE}{_signed(high, scale)}"
    return f"{text} ({ends})"


def finding_line(
    assessment: Assessment, finding: Finding, locale: Locale | None = None
) -> str:
    """Return one signal as a line of plain text."""
    row = dict(zip(HEADINGS, finding_row(assessment, finding, locale), strict=True))
    still = "" if finding.current else " (past)"
    return (
        f"{row['Rule']}{still}: {row['Direction'].lower()}, {row['From']} to "
        f"{row['To']}; since {row['Since']} {row['After']} instead of {row['Before']}, "
        f"{row['Change (95 % interval)']}"
    )


def _name(rule: str) -> str:
    """Name what was found beside the rules; a rule that is gone by its id."""
    return RECENT if rule == recent.RULE else rule


def _signed(value: float, scale: Scale) -> str:
    text = scale.number(value)
    return f"+{text}" if value > 0 else text
