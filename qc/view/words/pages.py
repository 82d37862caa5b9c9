"""What the pages say around the charts: questions, labels, buttons, empty states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from qc.core.calendar import iso_week
from qc.core.fields import FIELDS
from qc.core.kinds import (
    Assurance,
    ChartWarning,
    FieldKind,
    Meaning,
    TableName,
    Variation,
)
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number_of
from qc.view.words.dates import day_month, full_date
from qc.view.words.names import field_name
from qc.view.words.tables_loaded import extent_line

PRODUCT = "Relationship Quality Control"
REVIEW_QUESTION = "What changed, and what do we do?"
MEASURE_QUESTION = "Is this process predictable, and able?"
DATA_QUESTION = "Can I trust the data?"
DEFINITIONS_QUESTION = "What is measured, and how?"

SAMPLE_NOTE = (
    "You are looking at sample data: a simulated service company with planted "
    "causes. Upload your own log on the Data page, or put the sample away."
)
SAMPLE_AWAY = "Put the sample away"
UPLOAD_OWN = "Upload your own log"
NO_DATA = "No data yet. Upload a log on the Data page; any CSV of contacts will do."
NO_WEEK = "No week of the log is complete yet, so there is nothing to review."
NO_MEASURE = "The log has no columns that a measure card could use."
CANNOT_MEET = "Will go on missing the target"
OPEN_CHART = "Open the chart"
ALL_MEASURES = "To discuss"
PIN = "Pin measures"
PIN_PICKER = "Always in the table"
PIN_MEANING = "At most 12, shown in chain order whether they signal or not."
MATRIX = "Filter"
MATRIX_MEANING = "By what changed and whether the target will be met."
PICKED_ROW_HINT = (
    "Choose a row to open its chart; by keyboard, press Shift and Space on it."
)
POINTS = "Every point as a table"
INTERACTIONS = "The interactions behind it"
CLICK_HINT = (
    "Click a point, or choose it from the list, to see what is behind it and to decide."
)
WHY_THIS_CHART = "Why this chart"
DEFINITION_AND_FORMULA = "Definition and formula"
FORMULA = "The formula with its numbers"
RULES_IN_FORCE = "Rules and false alarms"
DEFINITION = "Definition"
LIMITS = "Baseline, phases and exclusions"
MEASURE_PICKER = "Measure"
WEEK_PICKER = "Week"
RULES_PICKER = "Rule set"
EVERY = "all"
FREEZE = "Points that set the limits of each phase"
ALL_POINTS = "all of them"
PHASE_STARTS = "A new phase starts at"
EXCLUDED = "Leave out of the limits"
REASON = "Reason"
SAVE = "Save"
BATCHES = "What is loaded"
SET_ASIDE = "Download what was set aside"
REMOVE = "Take this batch out"
RESTORE = "Put this batch back"
STEPS = {
    "decode": "reading the bytes",
    "look": "recognising the columns",
    "convert": "converting and checking every row",
    "keep": "keeping the batch",
}
UNSEEN = "(nothing visible)"
YES = "yes"
NEEDS_COLUMNS = "needs columns"
ROW_KEPT = "kept without this value"
ROW_ASIDE = "set aside"
_TITLES = {
    "opened_local": "Opened (local time)",
    "counted": "Counted",
    "event": "Event",
    "value": "Value",
}
_UNITS = {FieldKind.TIME: " (UTC)", FieldKind.DURATION: " (seconds)"}
_GROUPS = {
    Meaning.CONCERN: (Variation.CONCERN_HIGH, Variation.CONCERN_LOW),
    Meaning.IMPROVEMENT: (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW),
    Meaning.NEUTRAL: (Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW),
}
COLUMNS = ("Concern", "Improvement", "Changed", "Steady")
ROWS = {
    Assurance.FAIL: "Will miss the target",
    Assurance.HIT_OR_MISS: "Meets it by chance",
    Assurance.PASS: "Will meet the target",
    Assurance.NONE: "No target",
}


def usual(span: str) -> str:
    """Say where points usually lie."""
    return f"usually {span}"


def cell_of(one: Assessment) -> tuple[str, str]:
    """Return row and column of the matrix that a measure belongs to."""
    return ROWS[one.assured.kind], column_of(one.variation)


def column_title(field: str) -> str:
    """Return a field as a column title: "opened_local" is "Opened (local time)"."""
    known = FIELDS.get(field)
    unit = _UNITS.get(known.kind, "") if known else ""
    return _TITLES.get(field) or f"{field_name(field)}{unit}"


def column_of(variation: Variation) -> str:
    """Return the column of the matrix that a variation icon belongs to."""
    for label, icons in zip(COLUMNS, _GROUPS.values(), strict=False):
        if variation in icons:
            return label
    return COLUMNS[-1]


def week_line(week: np.datetime64) -> str:
    """Name a week: "Week 2026-W46, 9 November to 15 November 2026"."""
    last = week + np.timedelta64(6, "D")
    return f"Week {iso_week(week)}, {day_month(week)} to {full_date(last)}"


def header_line(review: Review, aside: int, locale: Locale | None = None) -> str:
    """Say what the review rests on: week, rows, rule set, data quality."""
    parts = [
        f"{_contacts(review.rows, locale)}, "
        f"{count(review.week_rows, locale)} of them in this week",
        f"rule set: {plain(review.rules.title, limit=80)}",
        f"{number_of(aside, 'row', 'rows', locale) if aside else 'no row'} set aside",
    ]
    return " \u00b7 ".join(parts)


def summary_line(review: Review) -> str:
    """Say in one sentence how many measures need the meeting; empty without any."""
    drawn = [one for one in review.assessments if one.chart is not None]
    lacking = len(review.assessments) - len(drawn)
    short = [one for one in drawn if _too_short(one)]
    judged = {id(one) for one in drawn} - {id(one) for one in short}
    parts = [
        _many(review.concerns, "concern", "concerns"),
        _many(review.improvements, "improvement", "improvements"),
        _many(review.changed, "other change", "other changes"),
        _many(review.cannot_meet, "that will miss its target", "that will miss theirs"),
    ]
    told = ", ".join(part for part in parts if part)
    steady = sum(id(one) in judged for one in review.steady)
    lines = [_judged(len(judged), told, steady)] if judged else []
    if short:
        has = number_of(len(short), "measure has", "measures have")
        lines.append(f"{has} too few points to judge yet.")
    if lacking:
        lines.append(
            f"{number_of(lacking, 'measure has', 'measures have')} no data yet."
        )
    return " ".join(lines)


def _too_short(one: Assessment) -> bool:
    """No limits yet, and no signal without them: nothing can be said."""
    return not one.current and ChartWarning.TOO_FEW in one.warnings


def _judged(n: int, told: str, steady: int) -> str:
    if told:
        rest = "; the rest steady" if steady else ""
        return f"{number_of(n, 'measure', 'measures')}: {told}{rest}."
    return f"All {n} measures are steady." if n > 1 else "The one measure is steady."


def steady_line(review: Review) -> str:
    """Label of the folded part: stable measures, and those not judged yet."""
    stable, unjudged = stable_and_unjudged(review)
    parts = [
        f"Stable: no discussion needed ({stable})" if stable or not unjudged else "",
        f"Too few points to judge ({unjudged})" if unjudged else "",
    ]
    return " \u00b7 ".join(part for part in parts if part)


def stable_and_unjudged(review: Review) -> tuple[int, int]:
    """Count the measures without a signal: those judged, and those not to be yet."""
    unjudged = sum(one.chart is None or _too_short(one) for one in review.steady)
    return len(review.steady) - unjudged, unjudged


def already_loaded(name: str, batch: str) -> str:
    """Say that the very same file is there already."""
    return f"{name} is loaded already (batch {batch}); nothing was changed."


def batch_line(
    name: str,
    rows: int,
    first: np.datetime64,
    last: np.datetime64,
    table: TableName = TableName.INTERACTIONS,
) -> str:
    """Say what a batch holds."""
    return f"{name}: {extent_line(table, rows, first, last)}"


def _many(found: Sequence[object], one: str, more: str) -> str:
    return number_of(len(found), one, more) if found else ""


def _contacts(n: int, locale: Locale | None = None) -> str:
    return number_of(n, "interaction", "interactions", locale)


def rows_line(total: int, shown: int, first: np.datetime64, last: np.datetime64) -> str:
    """Say how many interactions stand behind a point, and how many are shown."""
    days = full_date(first)
    if last != first:
        days = f"{day_month(first)} to {full_date(last)}"
    told = f"{_contacts(total)} of {days}"
    return told if shown == total else f"{told}; the first {count(shown)} are shown"


def left_out_line(left: str, rows: int) -> str:
    """Say which values of kept rows could not be read."""
    field, _, fault = left.partition(":")
    values = number_of(rows, "value", "values")
    return f"{field_name(field)}: {values}, {fault.replace('-', ' ')}"


def loaded_line(at: datetime, mapping: str, *, live: bool) -> str:
    """Say when and how a batch was loaded."""
    state = "" if live else " \u00b7 taken out"
    return f"loaded {at:%Y-%m-%d %H:%M} UTC, mapping {mapping}{state}"
