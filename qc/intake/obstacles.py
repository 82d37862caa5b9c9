"""What stands in the way of a load, and what would clear it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qc.core.errors import NeedsAnswer
from qc.core.hiding import shape
from qc.core.kinds import TableName
from qc.core.people import Trait
from qc.core.tables import TABLES
from qc.intake.dialect import Dialect
from qc.intake.traits import Personal

_OR_LINES = "let line numbers stand for it, "
_OR_ADDS = "; or say that its rows only add to interactions that are loaded"


def lacking(
    field: str,
    table: TableName,
    there: Collection[str],
    refused: Sequence[tuple[str, str]] = (),
) -> NeedsAnswer:
    """Say that a required field has no column.

    Parameters
    ----------
    field : str
    table : TableName
    there : collection of str
        Fields that have one.
    refused : sequence of (column, example)
        Columns whose headers promised the field, and whose values did not hold it.
    """
    if table is not TableName.INTERACTIONS:
        own = TABLES[table]
        lines = field == own.key and own.joins(field) is None and not own.made_of
        return NeedsAnswer(
            f"No column was recognised as {field}, which every row of {table} needs.",
            option=f"Choose its column, {_OR_LINES if lines else ''}or say that the "
            "file is another table.",
        )
    if field == "interaction_id":
        return NeedsAnswer(
            "No column was recognised as the key of an interaction (interaction_id).",
            option="Choose its column, or let line numbers stand for it.",
        )
    held = [f"{column!r} holds {shape(example)!r}" for column, example in refused]
    because = f" Not readable as time: {'; '.join(held)}." if held else ""
    return NeedsAnswer(
        "No column was recognised as the time when an interaction was opened "
        f"(opened_at).{because}",
        option="Choose its column, or write its times as 2026-03-31 14:05"
        f"{_OR_ADDS if 'interaction_id' in there else ''}.",
    )


def twice(field: str, header: str, dialect: Dialect) -> NeedsAnswer:
    """Say that a header occurs more than once, and the field could be any of them."""
    copies = dialect.copies(header)
    numbers = " and ".join(str(dialect.columns.index(c) + 1) for c in copies)
    return NeedsAnswer(
        f"The header has {header!r} more than once (columns {numbers}), so it is not "
        f"clear which one is {field}.",
        option=f"Choose one of {', '.join(map(repr, copies))}, or rename one.",
    )


def may_be_stored(personal: Personal) -> NeedsAnswer:
    """Say that a column would be stored that looks as if it named people."""
    found, field = personal.looks, personal.field
    return NeedsAnswer(
        f"{found.column!r} looks like {_LIKE[found.trait]}: {found.n} of {found.of} "
        f"texts looked at. As {field} they would be stored as they are.",
        option="Leave the column out; take it as customer_id, account or agent, which "
        "are stored as pseudonyms; or say that they may be stored.",
    )


_LIKE = {
    Trait.MAIL: "e-mail addresses",
    Trait.PHONE: "telephone numbers",
    Trait.FREE_TEXT: "free text",
}
