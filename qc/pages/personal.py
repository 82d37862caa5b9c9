"""Columns that look as if they named people: told, and asked about before they load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from qc.intake.suggestion import Answers, Suggestion
from qc.intake.traits import Personal
from qc.view.escape import markdown
from qc.view.words import personal as say


def tell(found: Sequence[Personal]) -> None:
    """Say what was seen in each column, and what becomes of it."""
    if found:
        st.markdown(f"**{say.TITLE}**")
        lines = (markdown(line, limit=400) for line in say.lines(found))
        st.markdown("\n".join(f"- {line}" for line in lines))


def seen(guessed: Suggestion, now: Suggestion) -> list[Personal]:
    """Return what is seen now; of what nobody takes, what its heading said at first."""
    offered = {one.looks.column: one for one in guessed.personal if one.offered}
    return [
        one if one.field else offered.get(one.looks.column, one) for one in now.personal
    ]


def ask(
    key: str, found: Sequence[Personal], answers: Answers, known: Answers
) -> Answers:
    """Tell of all columns; ask of those that were chosen whether they may be stored.

    Parameters
    ----------
    key : str
        Of the upload: another file is another question.
    found : sequence of Personal
        As seen before anybody allowed anything.
    answers, known : Answers
        Those of now, and what was said of this source before.
    """
    tell(found)
    allowed = [
        one.field
        for one in found
        if one.asked
        and st.checkbox(
            markdown(say.allow(one), limit=200),
            one.field in known.personal,
            key=f"personal-{key}-{one.field}-{one.looks.column}",
        )
    ]
    return replace(answers, personal=tuple(allowed))
