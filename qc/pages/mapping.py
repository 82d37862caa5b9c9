"""The mapping screen: what the file is, which column is what, what is still open."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from qc.core.errors import NeedsAnswer
from qc.core.kinds import TableName
from qc.intake.suggestion import NO_ANSWERS, Answers
from qc.pages import adding, again, by_mapping, hints, last_row, personal, steps, tables
from qc.pages.asking import ask
from qc.pages.upload import Upload
from qc.view.escape import markdown
from qc.view.frames import preview_frame
from qc.view.words import mapping as say
from qc.view.words import tables_loaded
from qc.view.words.refusals import refused
from qc.workspace.looking import Inspection

PREVIEW_ROWS = 5
ENCODINGS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859-15", "utf-16")


def screen(upload: Upload) -> bool:
    """Show what was recognised, let it be changed, load it; tell whether it was."""
    encoding = _encoding(upload)
    guessed = upload.first_look(encoding)
    _facts(guessed)
    if again.is_ready(upload, guessed):
        adding.tell(guessed)
        hints.seen(guessed.suggestion)
        personal.tell(guessed.suggestion.personal)
        return again.screen(upload, guessed, encoding)
    if by_mapping.screen(upload, encoding):
        return True
    st.subheader(say.MAPPING, anchor=False)
    st.caption(say.MAPPING_HINT)
    if not (of_its_table := tables.looked(upload, guessed, encoding)):
        return False
    guessed = steps.looked(upload, of_its_table, encoding)
    mapped = tables if guessed.suggestion.events is None else last_row
    chosen, answers = mapped.mapped(upload.id, guessed.suggestion)
    looked = upload.look(answers, encoding)
    answers = adding.choose(upload, looked, answers)
    looked = upload.look(answers, encoding)
    adding.tell(looked)
    now = looked.suggestion
    hints.show(guessed.suggestion, now, chosen)
    known = guessed.remembered.answers if guessed.remembered else NO_ANSWERS
    if not upload.changing:
        known = replace(known, day_first=None)  # it did not settle this file
    seen = personal.seen(guessed.suggestion, now)
    answers = personal.ask(upload.id, seen, answers, known)
    answers = ask(upload.id, now.questions, answers, known)
    lacking, reach = _ready(upload, answers, encoding)
    with st.container(horizontal=True, vertical_alignment="center", key="qc-load"):
        asked = st.button(say.LOAD, type="primary", disabled=lacking, key="load")
        st.markdown(markdown(reach, limit=2000))
    if asked:
        upload.load(answers, encoding)
    return asked


def _encoding(upload: Upload) -> str | None:
    """Let the encoding be chosen where nothing in the file tells it."""
    first = upload.first_look()
    text, kept = first.text, first.remembered and first.remembered.encoding
    if not text.encoding_guessed:
        return None
    st.warning(markdown(say.guessed_encoding(text.encoding)))
    known = list(dict.fromkeys((kept or text.encoding, text.encoding, *ENCODINGS)))
    picked = st.selectbox(say.ENCODING, known, key=f"encoding-{upload.id}")
    return None if picked == text.encoding else picked


def _facts(found: Inspection) -> None:
    dialect = found.dialect
    told = say.file_line(
        rows=found.text.records - dialect.records_above,
        columns=len(dialect.columns),
        encoding=found.text.encoding,
        delimiter=dialect.delimiter,
        system=found.suggestion.system,
        kind=found.text.kind,
        part=found.text.part,
    )
    st.markdown(f"**{markdown(told)}**")
    st.caption(say.PREVIEW)
    st.dataframe(
        preview_frame(dialect.columns, found.rows[:PREVIEW_ROWS]),
        hide_index=True,
        key="preview",
        alt=say.PREVIEW_ALT,
    )


def _ready(upload: Upload, answers: Answers, encoding: str | None) -> tuple[bool, str]:
    """Tell whether something stands in the way, and what; else what can be shown."""
    try:
        plan = upload.look(answers, encoding).suggestion.plan()
    except NeedsAnswer as question:
        return True, refused(question)
    if plan.table is not TableName.INTERACTIONS:
        return False, tables_loaded.ready_line(plan.table)
    fields = {one.field for one in plan.fields}
    if plan.adds:
        fields |= upload.workspace.warehouse.columns()
    cards = upload.workspace.measures
    usable = sum(card.fields <= fields for card in cards)
    return False, say.measures_line(usable, len(cards))
