"""What the weekly pack says around its numbers: headings, notes, names of formats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum

from qc.view.locales import Locale
from qc.view.numbers import count

TITLE = "Weekly review"
TAKE_AWAY = "Take away"
HINT = (
    "The whole review as one file: same numbers, same order, same words as here. "
    "Every export goes on record."
)
NOT_PEOPLE = (
    "Nothing to take away while a filter picks single people: a pack is about the work."
)
ACTIONS = "Actions carried over"
DEFINITIONS = "Definitions and formulas"
RULES = "Rules in force"
EVIDENCE = "What this pack rests on"
ALL = "All measures"
CONTENTS = "Contents"
QUESTION = "Question"
DEFINITION = "Definition"
CHART = "Chart"
LIMITS = "Limits"
KNOW = "To know"
OUTLOOK = "Outlook"
CHANCE = "Chance"
NO_SIGNAL = "No signal"
CONTINUED = "{title}, continued"
SUMMARY_SHEET = "Summary"
RULE, MEANS = "Rule", "What it means"
RULES_SHEET = "Rules and evidence"
BACK = "Back to the summary"
MEASURE_ID = "Measure id"
UNIT = "Unit"
WEEK = "Week"
TIER = "Tier"
RULE_SET = "Rule set"
AUDIT = "Audit trail"
MADE = "Made"
LOG = "Log"
PART = "Part of the log"
DIGEST = "Digest of the log"
CONCERN = "Concern"
IMPROVEMENT = "Improvement"
CHANGE = "Change, not good or bad"
OUT = "Left out of the limits"
TIERS = {"act": "To act on", "watch": "To watch", "none": NO_SIGNAL}
NO_AUDIT = "nothing on record yet"
_AUDIT = (
    "Audit trail at entry {entries}: {hash}. A record that is rewritten later has no "
    "such entry any more: keep the pack, and compare."
)
_MADE = "Made {at:%Y-%m-%d %H:%M} UTC by {product}."
_DIGEST = "Log {digest}."


class ActionColumn(StrEnum):
    """A heading of the list of actions; the value is the English text."""

    TITLE = "Action"
    MEASURE = "Measure"
    STEP = "Step"
    DUE = "Due"
    CHECK = "Check"
    RESULT = "Result"


FORMATS = {
    "html": "Web page",
    "pdf": "PDF",
    "pptx": "Slides",
    "xlsx": "Workbook",
    "csv": "Table (CSV)",
}
FORMAT_HELP = {
    "html": "One HTML file, without scripts: to read, mail or print.",
    "pdf": "Pages to print or archive, tagged for screen readers.",
    "pptx": "Slides for PowerPoint; the charts can be edited.",
    "xlsx": "A sheet for each measure, with its chart.",
    "csv": "Every point of every chart, one a row.",
}


def made_line(at: datetime, product: str) -> str:
    """Say when a pack was made, and by what."""
    return _MADE.format(at=at.astimezone(UTC), product=product)


def audit_line(entries: int, digest: str, locale: Locale | None = None) -> str:
    """Say where the audit trail stood, and what that is good for."""
    if not entries:
        return f"Audit trail: {NO_AUDIT}."
    return _AUDIT.format(entries=count(entries, locale), hash=digest)


def foot_line(product: str, week: str, head: str) -> str:
    """Return the line at the foot of each page."""
    seal = f"audit trail {head}" if head else ""
    return " \u00b7 ".join(part for part in (product, week, seal) if part)


def digest_line(digest: str) -> str:
    """Name the state of the log."""
    return _DIGEST.format(digest=digest)


def source_line(files: Sequence[str], most: int = 3) -> str:
    """Name the files of the log: "May.csv, June.csv and 4 more"."""
    named = ", ".join(files[:most])
    rest = len(files) - most
    return f"{named} and {rest} more" if rest > 0 else named


def discuss_line(n: int) -> str:
    """Label of the measures to talk about."""
    return f"To discuss ({n})"
