"""Is a file an event log, one row for each step? Which column is what, and the ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qc.core.errors import UnknownName
from qc.core.plan import EventPick, EventPlan, FieldPlan
from qc.core.tables import INTERACTIONS
from qc.intake.columns import Case
from qc.intake.guess import guess
from qc.intake.headers import normalise
from qc.intake.recognise import Recognised, Why
from qc.intake.suggestion import Answers, StepsAnswer, Suggested, Suggestion
from qc.intake.times import guess_times

CASE, STEP, WEAK, TIME, ORDER = "case", "step", "weak_step", "time", "order"
_ENDS = {
    "resolved_at": (
        *("resolved", "solved", "completed", "complete", "done", "finished", "end"),
        *("gel\u00f6st", "erledigt", "behoben", "r\u00e9solu", "resuelto", "opgelost"),
    ),
    "closed_at": (
        *("closed", "close", "case closed", "archived", "geschlossen"),
        *("abgeschlossen", "beendet", "ferm\u00e9", "cl\u00f4tur\u00e9", "cerrado"),
        *("gesloten", "fechado"),
    ),
}
_COUNTS = {
    "reopens": ("reopen", "reopened"),
    "reassignments": ("reassignment", "reassigned", "reassign", "transferred"),
}
_SURE, _LIKELY = 0.85, 0.6


def find_steps(case: Case, fields: Sequence[Suggested]) -> EventPlan | None:
    """Find the columns of an event log: the case, the step, its time.

    None where the rows are no steps: its owner says so, a column is missing, or no
    case comes twice in the sample. A column of states is taken for the steps only
    where nothing else says when a case was opened.
    """
    told = case.answers.steps
    if told is not None:
        return _told(case, told) if told.case else None
    found = {one.plan.field: one.plan.column for one in fields}
    times = _times(case)
    opened = found.get(INTERACTIONS.time)
    if opened is not None and opened not in times:
        return None
    steps = _named(case, STEP) or ([] if opened else _named(case, WEAK))
    cases = [*_named(case, CASE), *filter(None, [found.get(INTERACTIONS.key)])]
    cases = [name for name in cases if _repeats(case.texts(name))]
    if not (times and steps and cases) or case.answers.line_as_id:
        return None
    order = next(iter(_named(case, ORDER)), None)
    return EventPlan(case=cases[0], time=times[0], event=steps[0], order=order)


def picked(
    case: Case, events: EventPlan, fields: Sequence[Suggested]
) -> list[Suggested]:
    """Return the fields of a case: when it began, its steps, what its last row says."""
    used = {events.case, events.time, events.event, events.order}
    others = [
        replace(one, plan=replace(one.plan, pick=EventPick.LAST_VALUE))
        for one in fields
        if one.plan.column not in used and one.plan.field != INTERACTIONS.time
    ]
    steps = FieldPlan(field="steps_done", pick=EventPick.LIST)
    return [
        _opened(case, events.time),
        *(one for one in others if one.plan.field not in {INTERACTIONS.key, "stage"}),
        Suggested(plan=steps, confidence=_SURE, why=Why.PLAIN),
    ]


def with_ends(
    suggestion: Suggestion, names: Sequence[tuple[str, int]], answers: Answers
) -> Suggestion:
    """Add what the names of the steps say: which one ends a case, which ones count.

    Parameters
    ----------
    names : sequence of (str, int)
        Every name of a step in the file and how often it comes, most frequent first.
    """
    if suggestion.events is None:
        return suggestion
    taken = {one.plan.field for one in suggestion.fields}
    words = {normalise(name).name: (n, name) for name, n in reversed(names)}
    told = answers.steps.ends if answers.steps is not None else None
    plans = list(_ends(words, told))
    plans += [
        FieldPlan(field=field, pick=EventPick.COUNT, event=max(known)[1])
        for field, spellings in _COUNTS.items()
        if (known := [words[word] for word in spellings if word in words])
    ]
    more = [
        Suggested(plan=plan, confidence=_LIKELY if told is None else 1.0)
        for plan in plans
        if plan.field not in taken
    ]
    return replace(
        suggestion,
        fields=(*suggestion.fields, *more),
        step_names=tuple(name for name, _ in names),
    )


def _ends(words: Mapping[str, tuple[int, str]], told: str | None) -> list[FieldPlan]:
    """Return when a case was resolved and closed: the last step of such a name."""
    if told is not None:
        found = dict.fromkeys(_ENDS, told)
    else:
        best = {
            field: max((words[w] for w in spellings if w in words), default=(0, ""))
            for field, spellings in _ENDS.items()
        }
        resolved, closed = best.values()
        # Of the two one stands for the other, if few cases come to the other.
        found = {
            "resolved_at": resolved[1] if 2 * resolved[0] >= closed[0] else closed[1],
            "closed_at": closed[1] if 2 * closed[0] >= resolved[0] else resolved[1],
        }
    return [
        FieldPlan(field=field, pick=EventPick.LAST_TIME, event=name)
        for field, name in found.items()
        if name
    ]


def _opened(case: Case, time: str) -> Suggested:
    """Return the time of the first step as that of the opening."""
    found = Recognised(
        column=time,
        field=INTERACTIONS.time,
        confidence=_SURE,
        zone=normalise(time).zone,
        why=Why.PLAIN,
    )
    zone = case.answers.zone or ""
    seen = guess(found, case.texts(time), aliases=case.aliases, zone=zone)
    return Suggested(
        plan=replace(seen.plan, pick=EventPick.FIRST_VALUE),
        confidence=round(_SURE * seen.fit, 2),
        why=Why.PLAIN,
        questions=seen.questions,
        doubts=seen.doubts,
    )


def _told(case: Case, told: StepsAnswer) -> EventPlan:
    for name in (told.case, told.step, told.time):
        if name not in case.dialect.columns:
            raise UnknownName("column", name, case.dialect.columns)
    order = next((n for n in _named(case, ORDER) if n not in told.columns), None)
    return EventPlan(case=told.case, time=told.time, event=told.step, order=order)


def _named(case: Case, role: str) -> list[str]:
    """Return the columns whose headers say that they play a part, the surest first."""
    known = case.aliases.steps.get(role, ())
    names = {column: normalise(column).name for column in case.dialect.columns}
    found = [column for column, name in names.items() if name in known]
    return sorted(found, key=lambda column: known.index(names[column]))


def _times(case: Case) -> list[str]:
    """Return the columns that can be the time of a step: by name, or the only one."""
    every = [name for name in case.dialect.columns if _holds_times(case, name)]
    named = [name for name in _named(case, TIME) if name in every]
    return named or (every if len(every) == 1 else [])


def _holds_times(case: Case, name: str) -> bool:
    texts = [text for text in case.texts(name) if text.strip()]
    return bool(texts) and guess_times(texts).fit > 1 / 2


def _repeats(texts: Sequence[str]) -> bool:
    present = [text for text in texts if text.strip()]
    return len(set(present)) < len(present)
