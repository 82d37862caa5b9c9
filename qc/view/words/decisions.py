"""What was decided about a chart, in words: by whom, when, what, why."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.decisions import Act, Decision, Event, Topic
from qc.core.kinds import ChartKind
from qc.view.numbers import SPACE
from qc.view.words.dates import full_date
from qc.view.words.names import name

HISTORY = "Decisions about this chart"
HEADINGS = ("When (UTC)", "Who", "What", "Why", "Before", "After", "Stands")
NO_HISTORY = "Nothing was decided about this chart yet."
STANDS, TAKEN_BACK = "yes", "taken back"
UNDO, REDO = "Undo", "Redo"
_USUAL_CHART = "as the data say"
_NOTHING = "nothing"
_ACTS = {Act.MADE: "{}", Act.UNDONE: "Undone: {}", Act.REDONE: "Redone: {}"}
_DAYS = 3  # named; more are counted


def history_label(count: int) -> str:
    """Label of the list of decisions."""
    return f"{HISTORY} ({count})"


def undo_label(decision: Decision, usual: PhasePlan) -> str:
    """Name a button: "Undo: left out 2 Feb 2026 (22 Nov 2026, 04:56 UTC)"."""
    return f"{UNDO}: {_small(what(decision, usual))} ({when(decision.at)} UTC)"


def redo_label(decision: Decision, usual: PhasePlan) -> str:
    """Name a button: "Redo: left out 2 Feb 2026"."""
    return f"{REDO}: {_small(what(decision, usual))}"


def turned_line(decision: Decision, usual: PhasePlan, *, back: bool) -> str:
    """Say what was taken back, or done again."""
    done = "Undone" if back else "Redone"
    return f"{done}: {_small(what(decision, usual))}."


def decision_row(
    decision: Decision, usual: PhasePlan, *, stands: bool
) -> tuple[str, ...]:
    """Return one decision as texts under `HEADINGS`."""
    text = what(decision, usual)
    return (
        when(decision.at),
        decision.who,
        _ACTS[decision.act].format(text if decision.act is Act.MADE else _small(text)),
        decision.reason,
        _value(decision.old, decision.topic, usual),
        _value(decision.new, decision.topic, usual),
        _state(decision, stands=stands),
    )


def what(decision: Decision, usual: PhasePlan) -> str:
    """Say what was decided, whatever became of it: "Left out 2 Feb 2026"."""
    old, new = decision.old, decision.new
    if decision.act is Act.UNDONE:
        old, new = new, old
    if decision.topic is Topic.CHART:
        return f"Chart: {_value(new, decision.topic, usual)}"
    if decision.topic is Topic.LIMITS:
        before = old if isinstance(old, PhasePlan) else usual
        after = new if isinstance(new, PhasePlan) else usual
        text = "; ".join(_steps(before, after))
        return text[:1].upper() + text[1:] if text else "Limits confirmed"
    return _event(old, new)


def when(at: np.datetime64) -> str:
    """Return a moment to the minute."""
    clock = str(at.astype("datetime64[m]"))[11:]
    return f"{full_date(at)},{SPACE}{clock}"


def _event(old: object, new: object) -> str:
    if isinstance(new, Event):
        verb = "Noted" if old is None else "Note changed"
        return f"{verb} on {full_date(new.day)}: {new.text}"
    if isinstance(old, Event):
        return f"Note of {full_date(old.day)} taken off: {old.text}"
    return "Note"


def _steps(old: PhasePlan, new: PhasePlan) -> Iterator[str]:
    """Name each difference of two plans."""
    for text, days in (
        ("new phase from {}", set(new.starts) - set(old.starts)),
        ("no new phase from {} any more", set(old.starts) - set(new.starts)),
        ("left out {}", set(new.excluded) - set(old.excluded)),
        ("taken in again {}", set(old.excluded) - set(new.excluded)),
    ):
        if days:
            yield text.format(_days(days))
    if new.freeze != old.freeze:
        yield f"baseline of {_points(new.freeze)} instead of {_points(old.freeze)}"


def _days(days: set[np.datetime64]) -> str:
    first = [full_date(day) for day in sorted(days)[:_DAYS]]
    more = f" and {len(days) - _DAYS} more" if len(days) > _DAYS else ""
    return ", ".join(first) + more


def _points(freeze: int | None) -> str:
    return "all points" if freeze is None else f"{freeze}{SPACE}points"


def _value(value: object, topic: Topic, usual: PhasePlan) -> str:
    if topic is Topic.LIMITS:
        plan = value if isinstance(value, PhasePlan) else usual
        parts = [f"baseline {_points(plan.freeze)}"]
        if plan.starts:
            parts.append(f"phases from {_days(set(plan.starts))}")
        if plan.excluded:
            parts.append(f"left out {_days(set(plan.excluded))}")
        return "; ".join(parts)
    if topic is Topic.CHART:
        return name(value) if isinstance(value, ChartKind) else _USUAL_CHART
    if isinstance(value, Event):
        where = "" if value.measure else " (every measure)"
        return f"{full_date(value.day)}: {value.text}{where}"
    return _NOTHING


def _state(decision: Decision, *, stands: bool) -> str:
    if decision.act is not Act.MADE:
        return ""
    return STANDS if stands else TAKEN_BACK


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
