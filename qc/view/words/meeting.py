"""What the meeting mode says: agenda, minutes, and how a week was seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qc.core.kinds import MinuteKind
from qc.core.minutes import Minute
from qc.review.agenda import Part
from qc.review.seen import Changed, Difference
from qc.review.weekly import Review
from qc.view.locales import Locale
from qc.view.numbers import SPACE, count, number_of
from qc.view.words.dates import full_date
from qc.view.words.names import name
from qc.view.words.pages import stable_and_unjudged

QUESTION = "The meeting, one measure at a time"
START = "Start the meeting"
LEAVE = "Leave"
NEXT, BACK, FULL_SCREEN = "Next", "Back", "Full screen"
HERE, IN_ALL = "on this one", "in all"
KEYS = "Arrow keys move on and back, Home and End to the first and the last."
MINUTES = "Notes and decisions"
WRITE = "What was found, what was decided"
WRITE_DOWN = "Write down"
TAKE_OUT = "Take out"
NOTHING_WRITTEN = "Nothing written down yet."
THE_END = "The end: what was decided"
CLOSE = "End the meeting"
CLOSE_MEANING = (
    "Keeps the figures of this week as they were seen today. When later data or "
    "limits change them, the review says so."
)
CLOSED = "The figures are kept as they were seen."
BACK_TO_REVIEW = "Back to the weekly review"
OF_THE_REVIEW = "The review as a whole"
_PARTS = {
    Part.ACT: "To act on",
    Part.WATCH: "To watch",
    Part.TARGET: "Steady, but misses its target",
}
_READS = {
    Difference.NEW: "new since then",
    Difference.GONE: "no longer there",
    Difference.SIGNAL: "signals otherwise",
    Difference.TARGET: "stands otherwise to its target",
    Difference.VALUE: "has another value",
    Difference.LIMITS: "has other limits",
}


def part_line(part: Part) -> str:
    """Say why a measure is on the agenda."""
    return _PARTS[part]


def place_line(place: int, total: int, locale: Locale | None = None) -> str:
    """Say how far the meeting is: "2 of 6"; after the last measure, "the end"."""
    if place > total:
        return "the end"
    return f"{count(place, locale)} of {count(total, locale)}".replace(" ", SPACE)


def steady_line(review: Review, locale: Locale | None = None) -> str:
    """Say how much needs no talk."""
    stable, unjudged = stable_and_unjudged(review)
    steady = number_of(stable, "measure is", "measures are", locale)
    short = number_of(unjudged, "measure has", "measures have", locale)
    lines = [
        f"{steady} steady: nothing to discuss, no reason to step in." if stable else "",
        f"{short} too few points to judge yet." if unjudged else "",
    ]
    return " ".join(line for line in lines if line)


def minute_head(minute: Minute, titles: dict[str, str]) -> str:
    """Say what a line of the minutes is about: "Decision, Support with a defect"."""
    about = titles.get(minute.measure or "", minute.measure or OF_THE_REVIEW)
    return f"{name(minute.kind)}, {about}"


def minutes_line(minutes: Sequence[Minute], locale: Locale | None = None) -> str:
    """Count notes and decisions in one line."""
    if not minutes:
        return MINUTES
    decided = sum(one.kind is MinuteKind.DECISION for one in minutes)
    noted = len(minutes) - decided
    parts = [
        number_of(decided, "decision", "decisions", locale) if decided else "",
        number_of(noted, "note", "notes", locale) if noted else "",
    ]
    return f"{MINUTES}: " + ", ".join(part for part in parts if part)


def seen_line(
    at: np.datetime64,
    changed: Sequence[Changed],
    *,
    same_rules: bool,
    locale: Locale | None = None,
) -> str:
    """Say when the week was reviewed, and whether it still reads the same."""
    then = f"Reviewed on {full_date(at)}"
    if not changed:
        return f"{then}; every figure still reads the same."
    measures = number_of(len(changed), "measure reads", "measures read", locale)
    by = "" if same_rules else ", by another rule set now"
    return f"{then}; since then {measures} otherwise{by}."


def changed_line(changed: Changed) -> str:
    """Name a measure that reads otherwise, and how."""
    figure = changed.now or changed.then
    title = figure.title if figure else ""
    return f"{title}: {_READS[changed.difference]}"
