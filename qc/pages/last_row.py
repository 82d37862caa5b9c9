"""The columns of an event log beside its steps: of a case, the last row counts."""

from __future__ import annotations

import streamlit as st

from qc.core.fields import FIELDS
from qc.core.tables import INTERACTIONS
from qc.intake.suggestion import Answers, StepsAnswer, Suggestion
from qc.pages.labels import Chosen
from qc.pages.pickers import STAGE, Pickers
from qc.view.words import mapping as around
from qc.view.words import steps as say

_PICKED = ("steps_done", "resolved_at", "closed_at", "reopens", "reassignments")


def mapped(key: str, suggestion: Suggestion) -> tuple[Chosen, Answers]:
    """Let the columns be chosen whose last value counts; return them as answers."""
    chosen, stage = _Pickers(key, suggestion).last()
    events = suggestion.events
    assert events is not None
    case, step, time = events.case, events.event, events.time
    ends = suggestion.end_of_case
    answer = StepsAnswer(case=case, step=step, time=time, ends=ends)
    given = tuple((field, column) for field, column in chosen.items() if column)
    used = dict.fromkeys(events.columns, "")
    return chosen | {f" {column}": column for column in used}, Answers(
        columns=given, steps=answer, stage=None if chosen[STAGE] else stage
    )


class _Pickers(Pickers):
    """One picker for each field that the last row of a case can fill."""

    def last(self) -> tuple[Chosen, str | None]:
        """Draw them; return the column of each field, and the stage of all rows."""
        st.markdown(f"**{say.LAST_ROW}**")
        free = [n for n in FIELDS if n not in {*_PICKED, *INTERACTIONS.required}]
        first = [STAGE, *(n for n in free if n in self._found and n != STAGE)]
        chosen = self._group(first)
        with st.expander(around.MORE_FIELDS):
            chosen |= self._group([name for name in free if name not in first])
        return chosen, st.session_state.get(f"stage-{self._key}")
