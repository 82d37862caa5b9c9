"""What to look at before a file is loaded; none of it stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import streamlit as st

from qc.intake.suggestion import Suggestion
from qc.pages.labels import Chosen
from qc.view.escape import markdown
from qc.view.words import mapping as say
from qc.view.words.remarks import remark_line

UNFIT = 0.5


def seen(suggestion: Suggestion) -> None:
    """Tell what a look at the values found."""
    _list([remark_line(remark) for remark in suggestion.remarks])


def _list(lines: Sequence[str]) -> None:
    if lines:
        st.markdown("\n".join(f"- {markdown(line, limit=600)}" for line in lines))


def show(guessed: Suggestion, now: Suggestion, chosen: Chosen) -> None:
    """Tell what to look at; none of it stands in the way."""
    lines = list(dict.fromkeys(line for line in _lines(guessed, now, chosen) if line))
    lines += [remark_line(remark) for remark in now.remarks]
    if lines:
        st.markdown(f"**{say.TO_CHECK}**")
        _list(lines)
    unused = [name for name in now.dialect.columns if name not in chosen.values()]
    if unused:
        st.caption(markdown(say.unused_line(unused), limit=400))


def _lines(guessed: Suggestion, now: Suggestion, chosen: Chosen) -> Iterator[str]:
    yield from (say.twice_line(*clash) for clash in guessed.clashes)
    for no in guessed.refusals:
        if no.column not in chosen.values():
            yield say.refused_line(no.column, no.field, no.example)
    used = defaultdict(list)
    for one in now.fields:
        yield from (say.doubt_line(doubt, one.plan.field) for doubt in one.doubts)
        if one.plan.column:
            used[one.plan.column].append(one.plan.field)
            if one.confidence < UNFIT:
                yield say.unfit_line(one.plan.field, one.confidence)
    for column, fields in used.items():
        if len(fields) > 1:
            yield say.shared_line(column, fields)
