"""What the board of actions says: columns, fields, dates, buttons, empty states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from qc.core.actions import OPEN, Action, Kind, Status, Verdict
from qc.core.calendar import iso_week
from qc.core.kinds import Stage
from qc.view.numbers import MISSING, SPACE, count, number_of
from qc.view.words.dates import day_month, full_date
from qc.view.words.names import name

QUESTION = "What are we changing, and did it work?"
TITLE = "Improve"
COLUMNS: Mapping[Status, tuple[str, str]] = {
    Status.TODO: ("Plan", "to do"),
    Status.DOING: ("Do", "being done"),
    Status.CHECK: ("Check", "did it work?"),
    Status.STANDARDISED: ("Act", "kept, now standard"),
}
"""The columns of the board: the step of the circle, and what it means here."""

STATUS: Mapping[Status, str] = {
    Status.TODO: "To do",
    Status.DOING: "Being done",
    Status.CHECK: "In check",
    Status.STANDARDISED: "Standardised",
    Status.DROPPED: "Dropped",
}
KIND: Mapping[Kind, str] = {
    Kind.CONTAIN: "Contain",
    Kind.CORRECT: "Correct",
    Kind.PREVENT: "Prevent",
    Kind.STANDARDISE: "Standardise",
    Kind.TRAIN: "Train",
}
KIND_HELP = (
    "Contain: keep it from customers for now. Correct: repair what is broken. Prevent: "
    "take away the cause. Standardise: make the better way the usual one. Train: let "
    "people practise it."
)
VERDICT: Mapping[Verdict, str] = {
    Verdict.KEPT: "Kept",
    Verdict.NOT_KEPT: "Not kept",
    Verdict.TOO_EARLY: "Too early",
}
MOVE: Mapping[tuple[Status, Status], str] = {
    (Status.TODO, Status.DOING): "Start doing",
    (Status.TODO, Status.DROPPED): "Drop it",
    (Status.DOING, Status.CHECK): "Done: on to the check",
    (Status.DOING, Status.TODO): "Back to plan",
    (Status.DOING, Status.DROPPED): "Drop it",
    (Status.CHECK, Status.STANDARDISED): "Make it standard",
    (Status.CHECK, Status.DOING): "Try again",
    (Status.CHECK, Status.DROPPED): "Drop it",
    (Status.STANDARDISED, Status.CHECK): "Check again",
    (Status.DROPPED, Status.TODO): "Take it up again",
}
"""What the buttons of legal moves say."""

START = "Start an action"
NEW = "A new action"
NONE = (
    "No action yet. Start one from a signal of the weekly review, from the page of a "
    "measure, or here."
)
NONE_HERE = "None."
BOARD = "All actions"
EVERYBODY = "Everybody"
OWNER_FILTER = "Owner"
LIST = "All actions in a list, dropped ones too"
LIST_HINT = "Pick a row to open the action."
SAVE = "Save"
KEEP = "Keep the action"
CHANGE = "Change what it says"
HISTORY = "History"
UNDO = "Undo the last change"
A3 = "A3 page"
A3_FILE = "Download the A3 page"
MEANWHILE = (
    "Somebody else changed this action meanwhile. This is how it stands now; nothing "
    "you typed was kept."
)
BACK = "The action"
TO_MEASURE = "Open the chart"
CHECK_TITLE = "Check"
NEXT = "Next step"
CARRIED = "Actions carried over"
CARRIED_CLOSED = "Closed since the week began"
TITLE_FIELD, TITLE_HINT = "What will be done", "Verb first: Train all teams in ..."
MEASURE, SIGNAL, STAGE = "Measure it is to improve", "Week of the signal", "Stage"
SIGNAL_HELP = (
    "A day of the period in which the finding was made. Its points are left out of the "
    "check. Leave it empty for a lasting level without a signal."
)
CAUSE_CODE, CAUSE = "Cause", "The cause in words"
KIND_FIELD, OWNER, DUE = "Kind", "Owner", "Due"
OWNER_HELP = "A team or a role; names are kept as typed."
EXPECTED = "Expected change"
EXPECTED_HINT = "From what to what, by when"
BALANCING = "Balancing measure: what must not get worse"
BALANCING_HELP = (
    "A gain here can be bought with a loss elsewhere: faster, but with more defects. "
    "The check says kept only if this one has not got worse."
)
DONE, CHECK_DAY = "Done on", "Check on"
CHECK_HELP = (
    "The one day on which the verdict falls; later points do not count for it. At "
    "least 8 whole periods must have passed; left empty, it is nine periods later."
)
STATUS_LABEL, WATCHED, FOLLOW_UP_LABEL = "Status", "Must not get worse", "Follow-up"
FOLLOW_UP = "Follow-up: what remains, what becomes standard"
NO_CHOICE, ANY_STAGE = "\u2013", "All stages"
MISSING_KIND, NO_OWNER = "No kind yet", "no owner yet"


def head_line(one: Action, measure: str) -> str:
    """Return number, kind and stage of an action, and what it is to improve."""
    kind = MISSING_KIND if one.kind is None else KIND[one.kind]
    return (
        f"No{SPACE}{one.number} \u00b7 {kind} \u00b7 {stage_text(one)} \u00b7 {measure}"
    )


def stage_text(one: Action) -> str:
    """Return the stage an action is about."""
    return ANY_STAGE if one.stage is None else name(Stage(one.stage))


def summary_line(found: Sequence[Action], today: np.datetime64) -> str:
    """Say how many actions are open, where, and how many are past their date."""
    still = [one for one in found if one.is_open]
    if not still:
        return "No open action."
    parts = [
        f"{count(number)} {STATUS[status].lower()}"
        for status in OPEN
        if (number := sum(one.status is status for one in still))
    ]
    late = [one for one in still if one.overdue(today)]
    ready = sum(one.status is Status.CHECK for one in late)
    told = [f"{number_of(len(still), 'open action', 'open actions')}: "]
    told.append(", ".join(parts) + ".")
    if ready:
        told.append(f" {number_of(ready, 'verdict waits', 'verdicts wait')} for you.")
    if over := len(late) - ready:
        told.append(f" **{count(over)} past the due date.**")
    return "".join(told)


def when_line(one: Action, today: np.datetime64) -> str:
    """Say which day an action waits for, or how it ended."""
    if one.status is Status.STANDARDISED:
        return f"Kept \u00b7 closed in {_week(one)}"
    if one.status is Status.DROPPED:
        return f"Dropped in {_week(one)}"
    day = one.next_day
    if day is None:
        return "No due date yet"
    what = "Check" if one.status is Status.CHECK else "Due"
    over = int((today - day).astype("timedelta64[D]").astype(int))
    if over > 0 and one.status is not Status.CHECK:
        days = number_of(over, f"day{SPACE}over", f"days{SPACE}over")
        return f"{what} {day_month(day)} \u00b7 {days}"
    if over >= 0 and one.status is Status.CHECK:
        return f"Verdict since {day_month(day)}"
    return f"{what} {day_month(day)}"


def below_line(number: int) -> str:
    """Say how many of a column are only in the list."""
    return f"{count(number)} more in the list below"


def more_line(number: int) -> str:
    """Say how many actions the weekly review does not name."""
    return f"{count(number)} more on the board"


def carried_line(one: Action, measure: str, today: np.datetime64) -> str:
    """Return one carried-over action as a line."""
    owner = one.owner or NO_OWNER
    return f"{STATUS[one.status]} \u00b7 {measure} \u00b7 {owner} \u00b7 " + when_line(
        one, today
    )


def version_line(at: str, who: str, one: Action) -> str:
    """Return one version of an action: when, by whom, what it was then."""
    day = full_date(np.datetime64(at[:10], "D"))
    return f"{day}, {at[11:16]} UTC \u00b7 {who} \u00b7 {STATUS[one.status].lower()}"


def day_text(day: np.datetime64 | None) -> str:
    """Return a day with its year; a dash where there is none."""
    return MISSING if day is None else full_date(day)


def _week(one: Action) -> str:
    return MISSING if one.resolved is None else iso_week(one.resolved)
