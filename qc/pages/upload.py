"""The file in the uploader: looked into once for each set of answers, then loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from qc.intake.suggestion import NO_ANSWERS, Answers
from qc.view.words import mapping as say
from qc.workspace import Workspace
from qc.workspace.loading import LoadReport
from qc.workspace.looking import Inspection

_KEPT = 6  # looks; each holds some hundred rows
_STATE = "upload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One uploaded file, and what this session knows about it.

    Attributes
    ----------
    workspace : Workspace
        Where it would be loaded.
    id : str
        Another one for each upload, whatever its name.
    name : str
        As the user calls it; for showing only.
    content : callable
        Returns the bytes.
    """

    workspace: Workspace
    id: str
    name: str
    content: Callable[[], bytes]

    @property
    def report(self) -> LoadReport | None:
        """What became of the file; None until it is loaded."""
        report: LoadReport | None = self._memory.get("report")
        return report

    def look(self, answers: Answers, encoding: str | None) -> Inspection:
        """Look into the file; the same look is not taken twice."""
        looks: dict[Any, Inspection] = self._memory.setdefault("looks", {})
        key = (answers, encoding)
        if key not in looks:
            with st.spinner(say.LOOKING), self.workspace.upload(self.content()) as file:
                found = self.workspace.inspect(file, answers=answers, encoding=encoding)
            looks[key] = found
            while len(looks) > _KEPT:
                del looks[next(iter(looks))]
        return looks[key]

    def first_look(self, encoding: str | None = None) -> Inspection:
        """Look into the file before anyone has answered anything."""
        return self.look(NO_ANSWERS, encoding)

    def load(self, answers: Answers, encoding: str | None) -> LoadReport:
        """Take the file in, telling each step as it begins."""
        with (
            st.status(say.LOADING) as status,
            self.workspace.upload(self.content()) as file,
        ):
            report = self.workspace.load(
                file,
                answers=answers,
                name=self.name,
                encoding=encoding,
                step=lambda step: status.update(label=say.step_line(step)),
            )
        self._memory["report"] = report
        self._memory.pop("looks", None)
        return report

    @property
    def _memory(self) -> dict[str, Any]:
        memory: dict[str, Any] = st.session_state.get(_STATE, {})
        if memory.get("id") != self.id:
            memory = st.session_state[_STATE] = {"id": self.id}
        return memory


def uploaded(workspace: Workspace) -> Upload | None:
    """Offer the uploader; return what is in it."""
    file = st.file_uploader(say.UPLOAD, type=["csv", "tsv", "txt", "gz"], key="file")
    if file is None:
        st.caption(say.UPLOAD_HINT)
        st.session_state.pop(_STATE, None)
        return None
    return Upload(
        workspace=workspace, id=file.file_id, name=file.name, content=file.getvalue
    )
