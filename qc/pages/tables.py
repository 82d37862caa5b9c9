"""Which table a file is, and which column is what where it is not the log."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import TableName
from qc.core.tables import TABLES
from qc.intake.suggestion import Answers, StepsAnswer, Suggestion
from qc.intake.table_kind import TableKind
from qc.pages.labels import Chosen, said
from qc.pages.pickers import ID, STAGE, Pickers
from qc.pages.upload import Upload
from qc.view.escape import markdown
from qc.view.words import mapping as around
from qc.view.words import tables_loaded as say
from qc.workspace.looking import Inspection


def looked(
    upload: Upload, guessed: Inspection, encoding: str | None
) -> Inspection | None:
    """Let the table be chosen, and look at the file as that table.

    None until it is chosen, where only the owner can tell.
    """
    kind = guessed.suggestion.kind
    if kind is None:
        return guessed
    told = guessed.suggestion.events is not None or guessed.suggestion.adds
    table = _which(upload.id, kind, quiet=told)
    if table is None:
        return None
    if table is kind.table and not kind.doubtful:
        return guessed
    return upload.look(Answers(table=table), encoding)


def _which(key: str, kind: TableKind, *, quiet: bool) -> TableName | None:
    names = list(TABLES)
    picked: TableName | None = st.selectbox(
        say.THIS_FILE,
        names,
        None if kind.doubtful else names.index(kind.table),
        format_func=say.table_option,
        placeholder=say.WHICH,
        key=f"table-{key}",
    )
    if picked is None or (picked is kind.table and not quiet):
        st.caption(markdown(say.kind_line(kind.reason, kind.table, kind.rival)))
    return picked


def mapped(key: str, suggestion: Suggestion) -> tuple[Chosen, Answers]:
    """Let the columns be chosen; return them, also as answers.

    Parameters
    ----------
    key : str
        Of the upload: another file is another question.
    suggestion : Suggestion
        What was recognised in it, as the table it is.
    """
    if suggestion.table is TableName.INTERACTIONS:
        return _mapped_log(key, suggestion)
    table = TABLES[suggestion.table]
    chosen = _Pickers(f"{key}-{table.name}", suggestion).all()
    own_key = table.joins(table.key) is None and not table.made_of
    return chosen, Answers(
        table=table.name,
        columns=tuple(chosen.items()),
        line_as_id=own_key and not chosen[table.key],
    )


def _mapped_log(key: str, suggestion: Suggestion) -> tuple[Chosen, Answers]:
    chosen, stage = Pickers(key, suggestion).show()
    return chosen, Answers(
        table=suggestion.table,
        columns=tuple(said(chosen, suggestion)),
        line_as_id=not chosen[ID],
        stage=None if chosen[STAGE] else stage,
        steps=StepsAnswer(),
    )


class _Pickers(Pickers):
    """One picker for each field of a table, those that it needs first."""

    def __init__(self, key: str, suggestion: Suggestion) -> None:
        super().__init__(key, suggestion)
        self._table = TABLES[suggestion.table]

    def all(self) -> Chosen:
        """Draw them; return the column of each field."""
        needed = list(dict.fromkeys((*self._table.required, self._table.key)))
        others = [name for name in self._table.fields if name not in needed]
        st.markdown(f"**{around.NEEDED}**")
        chosen = self._group(needed)
        st.markdown(f"**{say.ALSO}**")
        return chosen | self._group(others)

    def _nothing(self, field: str) -> str:
        table = self._table
        if field != table.key or table.joins(field) is not None:
            return around.NOT_USED
        return say.MADE_KEY if table.made_of else around.NO_ID
