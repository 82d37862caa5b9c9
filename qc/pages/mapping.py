"""The mapping screen: which column is what, and the questions only the owner knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import available_timezones

import streamlit as st

from qc.core.errors import NeedsAnswer
from qc.core.fields import FIELDS
from qc.core.kinds import Stage
from qc.intake.questions import QuestionKind
from qc.intake.suggestion import Answers, Suggestion
from qc.view import words
from qc.view.escape import markdown, plain
from qc.view.words import pages as say
from qc.workspace import Workspace
from qc.workspace.loading import LoadReport
from qc.workspace.looking import Inspection

FIRST = (
    "interaction_id",
    "opened_at",
    "stage",
    "first_response_at",
    "resolved_at",
    "promised_by",
    "team",
    "agent",
    "channel",
    "customer_id",
    "score",
    "defective",
)
OTHERS = tuple(name for name in FIELDS if name not in FIRST)
PER_ROW = 3


def screen(workspace: Workspace, file: Path, name: str) -> LoadReport | None:
    """Show what was recognised, let it be changed, load it; None until loaded."""
    guessed = workspace.inspect(file)
    st.subheader(say.MAPPING, anchor=False)
    st.caption(say.MAPPING_HINT)
    chosen = _columns(guessed.suggestion)
    line_as_id = not dict(chosen)["interaction_id"]
    answers = Answers(
        columns=tuple(chosen), line_as_id=line_as_id, stage=_stage(chosen)
    )
    again = workspace.inspect(file, answers=answers)
    answers = _questions(again, answers)
    try:
        workspace.inspect(file, answers=answers).suggestion.plan()
    except NeedsAnswer as question:
        st.warning(markdown(question, limit=2000))
        return None
    if not st.button(say.LOAD, type="primary"):
        return None
    with st.spinner(say.LOADING):
        return workspace.load(file, answers=answers, name=name)


def _columns(suggestion: Suggestion) -> list[tuple[str, str]]:
    """One picker per field, filled with what was recognised."""
    samples = dict(suggestion.samples)
    found = {one.plan.field: one.plan.column or "" for one in suggestion.fields}
    chosen = _pickers(FIRST, found, samples)
    with st.expander(say.MORE_FIELDS):
        chosen += _pickers(OTHERS, found, samples)
    return chosen


def _pickers(
    fields: Sequence[str], found: dict[str, str], samples: dict[str, tuple[str, ...]]
) -> list[tuple[str, str]]:
    options: list[str] = ["", *samples]
    chosen = []
    columns = st.columns(PER_ROW)
    for i, field in enumerate(fields):
        picked = columns[i % PER_ROW].selectbox(
            words.field_name(field),
            options,
            index=options.index(found.get(field, "")),
            format_func=_labels(field, samples),
            key=f"map-{field}",
        )
        chosen.append((field, picked or ""))
    return chosen


def _labels(field: str, samples: dict[str, tuple[str, ...]]) -> Callable[[str], str]:
    """Show a column with two of its values."""

    def label(name: str) -> str:
        if not name:
            return say.NO_ID if field == "interaction_id" else say.NOT_USED
        shown = ", ".join(plain(text, limit=24) for text in samples[name][:2])
        short = plain(name, limit=40)
        return f"{short} ({shown})" if shown else short

    return label


def _stage(chosen: list[tuple[str, str]]) -> str | None:
    """A log that does not name its stages is of one stage: ask which."""
    if dict(chosen)["stage"]:
        return None
    stages = list(Stage)
    return str(
        st.selectbox(
            say.ONE_STAGE,
            stages,
            index=stages.index(Stage.SUPPORT),
            format_func=words.name,
            key="one-stage",
        )
    )


def _questions(found: Inspection, answers: Answers) -> Answers:
    """Ask what the file does not say: order of day and month, decimal mark, zone."""
    said: dict[str, object] = {}
    for question in found.suggestion.questions:
        if question.kind is QuestionKind.DATE_ORDER and "day_first" not in said:
            label = say.DAY_ORDER.format(column=plain(question.column, limit=40))
            picked = st.radio(label, say.DAY_ORDERS, index=None, key="day-order")
            if picked is not None:
                said["day_first"] = picked == say.DAY_ORDERS[0]
        if question.kind is QuestionKind.DECIMAL and "decimal" not in said:
            label = say.DECIMAL.format(column=plain(question.column, limit=40))
            said["decimal"] = st.radio(label, [".", ","], index=None, key="decimal")
        if question.kind is QuestionKind.ZONE:
            zones = ["UTC", *sorted(available_timezones() - {"UTC"})]
            said["zone"] = st.selectbox(say.TIME_ZONE, zones, key="zone")
    return Answers(
        columns=answers.columns,
        line_as_id=answers.line_as_id,
        stage=answers.stage,
        **said,  # type: ignore[arg-type]
    )
