"""What the A3 page of an action says around what it is filled with."""

from __future__ import annotations

from qc.core.actions import Action
from qc.view.words.actions import KIND, MISSING_KIND, NO_OWNER, stage_text
from qc.view.words.dates import full_date

HEADINGS = (
    "Background: the finding",
    "Current state",
    "Goal",
    "Causes",
    "Countermeasure",
    "Check",
    "Follow-up",
)
NO_CHART = "The log has no data of this measure."
NO_NUMBERS = "No numbers."
NO_CAUSE = "No cause is stated yet."
NOT_DONE = "Not done yet: nothing to check."
NO_FOLLOW_UP = "Nothing is stated yet."
COUNT, SHARE = "Number", "Share"


def signal_line(one: Action) -> str:
    """Say when the signal was seen that the action answers."""
    if one.signal is None:
        return "Begun on a lasting level, without a signal."
    return f"Begun on the signal of {full_date(one.signal)}."


def defects_by(one: Action) -> str:
    """Say which defects are listed by cause, and of which days."""
    where = "all stages" if one.stage is None else stage_text(one).lower()
    when = "" if one.done is None else ", before the action"
    return f"Defects of {where} by cause{when}"


def before_line(level: str, points: str, cases: str) -> str:
    """Say what the level was before the action."""
    return f"{level} before the action, over {points} and {cases} cases."


def latest_line(latest: str, usual: str) -> str:
    """Say what the newest value is, and what is usual."""
    return f"Latest {latest}; usual range {usual}."


def goal_lines(expected: str, target: str, watched: str) -> tuple[str, ...]:
    """Say what is expected, what the target is, and what must not get worse."""
    return (
        expected or "No expected change is stated yet.",
        f"Target of the measure: {target}." if target.strip("\u2013") else "",
        f"Must not get worse: {watched}." if watched else "",
    )


def who_line(one: Action) -> str:
    """Say of what kind the action is, and who does it."""
    kind = MISSING_KIND if one.kind is None else KIND[one.kind]
    return f"{kind}. Owner: {one.owner or NO_OWNER}."


def days_line(one: Action) -> str:
    """Say when it is due, when it was done, and when it is checked."""
    days = (("Due", one.due), ("Done", one.done), ("Check", one.check))
    told = [f"{what} {full_date(day)}" for what, day in days if day is not None]
    return " \u00b7 ".join(told) + "." if told else ""
