"""The file in the uploader: looked into once for each set of answers, then loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from qc.intake.decode import Text
from qc.intake.mapping import Mapping
from qc.intake.suggestion import NO_ANSWERS, Answers
from qc.pages import part
from qc.view.words import mapping as say
from qc.workspace import Workspace
from qc.workspace.loading import LoadReport
from qc.workspace.looking import Inspection
from qc.workspace.opening import Opened
from qc.workspace.personal import inspected

STATE, _KEPT = "upload", 6  # looks; each holds some hundred rows


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
        key = (answers, encoding, self._memory.get("part"))
        if key not in looks:
            with st.spinner(say.LOOKING):
                looks[key] = inspected(self.workspace, self._opened(encoding), answers)
            while len(looks) > _KEPT:
                del looks[next(iter(looks))]
        return looks[key]

    def first_look(self, encoding: str | None = None) -> Inspection:
        """Look into the file before anyone has answered anything."""
        return self.look(NO_ANSWERS, encoding)

    @property
    def changing(self) -> bool:
        """Whether it is being changed how a known source is read."""
        return "changing" in self._memory

    def change(self) -> None:
        """Let how a known source is read be changed."""
        self._memory["changing"] = True

    def load(
        self, answers: Answers, encoding: str | None, mapping: Mapping | None = None
    ) -> LoadReport:
        """Take the file in, telling each step as it begins."""
        if mapping is not None and mapping.part in self._memory.get("parts", ()):
            self._memory["part"] = mapping.part
        file = self._opened(encoding)
        with st.status(say.LOADING) as status:
            report = self.workspace.load(
                file,
                mapping=mapping,
                answers=answers,
                name=self.name,
                encoding=encoding,
                step=lambda step: status.update(label=say.step_line(step)),
            )
        self._memory.update(report=report, looks={}, opened={})
        return report

    def choose_part(self) -> bool:
        """Offer the parts of the file if it has several; tell whether one is open."""
        loaded = self.report is not None
        return loaded or part.choose(self.id, self.name, self._memory, self._part)

    def _part(self, name: str | None) -> Text:
        self._memory["part"] = name
        return self._opened(None).text

    def _opened(self, encoding: str | None) -> Opened:
        """Return the decoded file: as it is, and in the encoding chosen last."""
        name = self._memory.get("part")
        kept: dict[Any, Opened] = self._memory.setdefault("opened", {})
        if (encoding, name) not in kept:
            with st.spinner(say.LOOKING), self.workspace.upload(self.content()) as file:
                found = self.workspace.opened(file, encoding=encoding, part=name)
            plain = {key: old for key, old in kept.items() if key == (None, name)}
            kept = self._memory["opened"] = {**plain, (encoding, name): found}
        return kept[encoding, name]

    @property
    def _memory(self) -> dict[str, Any]:
        memory: dict[str, Any] = st.session_state.get(STATE, {})
        if memory.get("id") != self.id:
            memory = st.session_state[STATE] = {"id": self.id}
        return memory
