"""One picker for each field: which column of the file supplies it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qc.core.fields import FIELDS
from qc.core.kinds import Stage
from qc.intake.suggestion import Suggestion
from qc.pages.labels import Chosen, labels
from qc.view import words
from qc.view.words import mapping as say
from qc.view.words.remarks import why_line

ID, STAGE = "interaction_id", "stage"
GROUPS = {
    say.NEEDED: (ID, "opened_at", STAGE),
    say.WHEN: ("first_response_at", "resolved_at", "promised_by"),
    say.WHO: ("team", "agent", "channel"),
    say.HOW: ("defective", "score", "first_contact_resolution"),
}
OFFERED = frozenset(field for fields in GROUPS.values() for field in fields)
PER_ROW = 3


class Pickers:
    """The pickers of one file, filled with what was recognised in it.

    Parameters
    ----------
    key : str
        Of the upload: another file has pickers of its own.
    suggestion : Suggestion
        Before anyone has answered.
    """

    def __init__(self, key: str, suggestion: Suggestion) -> None:
        self._key = key
        taken = [one for one in suggestion.fields if one.plan.column is not None]
        self._found = {one.plan.field: str(one.plan.column) for one in taken}
        self._trust = {one.plan.field: one.confidence for one in taken}
        self._why = {
            one.plan.field: why_line(one.why, one.system) for one in taken if one.why
        }
        self._labels = labels(suggestion)
        self._adds = suggestion.adds

    def show(self) -> tuple[Chosen, str | None]:
        """Draw them; return the column of each field, and the stage of all rows."""
        chosen: Chosen = {}
        others = [field for field in FIELDS if field not in OFFERED]
        also = tuple(field for field in others if field in self._found)
        for title, fields in {**GROUPS, say.ALSO: also}.items():
            if fields:
                st.markdown(f"**{title}**")
                chosen |= self._group(fields)
        with st.expander(say.MORE_FIELDS):
            chosen |= self._group([field for field in others if field not in also])
        return chosen, st.session_state.get(f"stage-{self._key}")

    def _group(self, fields: Sequence[str]) -> Chosen:
        chosen: Chosen = {}
        for first in range(0, len(fields), PER_ROW):
            columns = st.columns(PER_ROW)
            for column, field in zip(columns, fields[first:], strict=False):
                with column:
                    chosen[field] = self._pick(field)
                    if field == STAGE and not (chosen[field] or self._adds):
                        self._one_stage()
        return chosen

    def _pick(self, field: str) -> str:
        nothing = {"": self._nothing(field)}
        labels = nothing | self._labels
        found = self._found.get(field, "")
        key = f"map-{self._key}-{field}"
        changed = st.session_state.get(key, found) != found
        return str(
            st.selectbox(
                f"{words.field_name(field)}{self._note(field, changed=changed)}",
                list(labels),
                list(labels).index(found),
                format_func=labels.__getitem__,
                key=key,
                help=None if changed else self._why.get(field),
            )
        )

    def _nothing(self, field: str) -> str:
        return say.NO_ID if field == ID else say.NOT_USED

    def _note(self, field: str, *, changed: bool) -> str:
        trust = say.trust(self._trust.get(field), changed=changed)
        return f" \u00b7 {trust}" if trust else ""

    def _one_stage(self) -> None:
        """A log that does not name its stages is of one stage: ask which."""
        stages = [str(stage) for stage in Stage]
        st.selectbox(
            say.ONE_STAGE,
            stages,
            stages.index(Stage.SUPPORT),
            format_func=lambda stage: words.name(Stage(stage)),
            key=f"stage-{self._key}",
        )
