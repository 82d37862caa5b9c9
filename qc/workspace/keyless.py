"""Purchases without a key: when each row may count as one though nobody said so."""

from __future__ import annotations

from dataclasses import replace

from qc.core.errors import NeedsAnswer
from qc.core.kinds import TableName
from qc.core.tables import TABLES
from qc.intake.suggestion import Answers, Suggestion
from qc.store.warehouse import Warehouse

_WORTH = {"amount", "margin"}
_TABLE = TABLES[TableName.TRANSACTIONS]


def by_line(
    warehouse: Warehouse, source: str, found: Suggestion, answers: Answers
) -> Answers | None:
    """Return answers by which line numbers stand for the key, where that goes unasked.

    Parameters
    ----------
    warehouse : Warehouse
    source : str
        SHA-256 of the file.
    found : Suggestion
    answers : Answers
        What its owner has said.

    Returns
    -------
    Answers or None
        None unless the file lacks nothing but the key of purchases, and names what
        they are worth.

    Raises
    ------
    NeedsAnswer
        If purchases of another file are loaded: one that is in both files would
        count twice, and no key would tell.
    """
    if not _lacks_only_the_key(found):
        return None
    if any(batch.source != source for batch in warehouse.batches(_TABLE.name)):
        raise NeedsAnswer(
            f"No column was recognised as {_TABLE.key}, and {_TABLE.name} of another "
            "file are loaded: a row that is in both would count twice.",
            option="Choose its column; or, if no row is in both files, let line "
            "numbers stand for it.",
        )
    return replace(answers, table=_TABLE.name, line_as_id=True)


def _lacks_only_the_key(found: Suggestion) -> bool:
    if found.table is not _TABLE.name or found.missing != (_TABLE.key,):
        return False
    there = {one.plan.field for one in found.fields}
    refused = any(refusal.field == _TABLE.key for refusal in found.refusals)
    return bool(there & _WORTH) and not refused
