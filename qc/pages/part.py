"""Which sheet of a workbook, or which file of an archive, is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from qc.intake.decode import Text
from qc.intake.file_kind import FileKind, promised
from qc.intake.parts import SeveralParts
from qc.view.escape import markdown
from qc.view.words import opening as say

Open = Callable[[str | None], Text]


def choose(key: str, name: str, memory: dict[str, Any], opened: Open) -> bool:
    """Open the part that is chosen, and offer the others; tell whether one is open.

    Parameters
    ----------
    key : str
        Of the upload: another file has parts of its own.
    name : str
        Of the file, compared with what it holds.
    memory : dict
        Of the upload; keeps the names of the parts.
    opened : callable
        Opens a part by its name, or the only one that can be meant.
    """
    asked = st.session_state.get(f"part-{key}")
    try:
        text = opened(asked)
    except SeveralParts as several:
        memory["parts"] = several.parts
        _pick(key, several.kind, several.parts, first=None)
        _tell(say.several_line(several.kind, len(several.parts)))
        return False
    if text.kind is not FileKind.PARQUET and text.passed_over:
        parts = memory.setdefault("parts", (text.part, *text.passed_over))
        _pick(key, text.kind, parts, first=parts.index(text.part))
    else:
        _tell(say.passed_over_line(text.kind, text.passed_over))
    _tell(say.mismatch_line(promised(name), text.kind))
    return True


def _pick(key: str, kind: FileKind, parts: Sequence[str], *, first: int | None) -> None:
    st.selectbox(
        say.picker_label(kind),
        parts,
        index=first,
        placeholder=say.CHOOSE,
        key=f"part-{key}",
    )


def _tell(line: str) -> None:
    if line:
        st.caption(markdown(line, limit=1000))
