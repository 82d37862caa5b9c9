"""An event log on the mapping screen: is it one, and which column is what?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from qc.core.kinds import TableName
from qc.core.tables import INTERACTIONS
from qc.intake.guess import Doubt
from qc.intake.suggestion import Answers, StepsAnswer, Suggestion
from qc.pages.upload import Upload
from qc.view.escape import markdown
from qc.view.words import mapping as around
from qc.view.words import steps as say
from qc.workspace.looking import Inspection


def looked(upload: Upload, guessed: Inspection, encoding: str | None) -> Inspection:
    """Let it be said whether rows are steps; look at the file accordingly."""
    suggestion = guessed.suggestion
    if not _asked(suggestion):
        return guessed
    found = suggestion.events is not None
    steps = st.radio(
        say.ROW_IS,
        (True, False),
        index=0 if found else 1,
        format_func=lambda is_step: say.STEP if is_step else say.INTERACTION,
        key=f"steps-{upload.id}",
    )
    if not steps:
        return upload.look(Answers(steps=StepsAnswer()), encoding) if found else guessed
    answer = _answer(upload.id, suggestion)
    if not all(answer.columns):
        return guessed
    return _ended(upload, Answers(steps=answer), encoding)


def _asked(suggestion: Suggestion) -> bool:
    """Ask where several rows may belong together."""
    if suggestion.table is not TableName.INTERACTIONS or suggestion.adds:
        return False
    key = next((f for f in suggestion.fields if f.plan.field == INTERACTIONS.key), None)
    repeats = key is not None and Doubt.KEY_REPEATS in key.doubts
    return suggestion.events is not None or repeats


def _answer(key: str, suggestion: Suggestion) -> StepsAnswer:
    """Let the three columns of an event log be chosen."""
    events = suggestion.events
    first = (events.case, events.event, events.time) if events else ("", "", "")
    labels = (say.CASE, say.NAME, say.TIME)
    columns = ["", *suggestion.dialect.columns]
    picked = [
        place.selectbox(
            label,
            columns,
            columns.index(found),
            format_func=lambda name: name or around.NOT_USED,
            key=f"step-{key}-{label}",
        )
        for place, label, found in zip(st.columns(3), labels, first, strict=True)
    ]
    case, step, time = picked
    return StepsAnswer(case=case, step=step, time=time)


def _ended(upload: Upload, answers: Answers, encoding: str | None) -> Inspection:
    """Let the step that ends a case be chosen among those of the file."""
    found = upload.look(answers, encoding)
    names = ["", *found.suggestion.step_names]
    ends = st.selectbox(
        say.ENDS,
        names,
        _place(names, found.suggestion.end_of_case),
        format_func=lambda name: name or say.NONE_ENDS,
        key=f"ends-{upload.id}-{answers.steps.step if answers.steps else ''}",
    )
    events = found.suggestion.events
    if answers.steps is None or events is None:
        return found
    told = say.told(events.case, len(names) - 1, ends, events.order)
    st.caption(markdown(told, limit=600))
    if ends == found.suggestion.end_of_case:
        return found
    chosen = replace(answers.steps, ends=ends)
    return upload.look(replace(answers, steps=chosen), encoding)


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else 0
