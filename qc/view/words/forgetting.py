"""What is said of forgetting a customer: what it will do, did, and cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from qc.core.kinds import TableName
from qc.view.words.load_names import TABLES
from qc.view.words.privacy import files, many

TITLE = "Forget a customer"
HOW = (
    "Erases every row of one customer from all tables, older versions, removed files, "
    "lists of what was set aside, and names that are kept. Figures no longer count "
    "them; nobody else is touched. It cannot be undone."
)
WHO = "Id of the customer, as the files have it, or the pseudonym"
REASON = "Reason (kept on record; it must not name the customer)"
SURE = "I know that this cannot be undone"
ERASE = "Erase for good"
NOTHING = "No row, list or name of this customer was found; nothing was changed."
TO_ERASE = "Nothing was changed yet. To erase it, say so: --yes"


class Told(Protocol):
    """The counts of an erasure."""

    @property
    def batches(self) -> int:
        """Files written anew."""

    @property
    def listed(self) -> int:
        """Entries of lists of faults."""

    @property
    def names(self) -> int:
        """Names kept."""

    @property
    def texts(self) -> int:
        """Other rows with a text that held the id."""

    @property
    def tables(self) -> dict[str, int]:
        """Rows of each table."""

    @property
    def mentions(self) -> int:
        """Notes, settings and names of files."""

    @property
    def on_record(self) -> int:
        """Entries of the audit trail."""

    @property
    def unfinished(self) -> int:
        """Files nobody looked into."""


def will_line(told: Told) -> str:
    """Say what will be erased."""
    return f"This will erase {_parts(told)}."


def did_line(told: Told) -> str:
    """Say what was erased."""
    return f"Erased: {_parts(told)}. Figures no longer count this customer."


def left(told: Told, out_of_reach: int) -> Iterator[str]:
    """Say what an erasure does not reach, and what people can do about it."""
    if told.mentions:
        what = many(told.mentions, "note, setting, card or file name", _SEVERAL)
        yield f"{what} may still name this customer; change them by hand."
    if told.on_record:
        entries = many(told.on_record, "entry", "entries")
        yield (
            f"{entries} of the audit trail may name this customer, from a text that "
            "somebody wrote; nothing can be taken out of the trail."
        )
    if told.unfinished:
        yield (
            f"{files(told.unfinished)} waiting to be loaded were not looked into. "
            "Forget again once they are loaded or closed."
        )
    if out_of_reach:
        yield (
            f"Coded with a key that is lost: {files(out_of_reach)}. This customer has "
            "another pseudonym there, and only that pseudonym leads to the rows."
        )
    yield "Copies, exports and backups made before are not touched."


def _parts(told: Told) -> str:
    rows = [
        f"{many(n, 'row')} of {TABLES[TableName(table)].casefold()}"
        for table, n in told.tables.items()
    ]
    parts = [f"{', '.join(rows)} in {files(told.batches)}"] if rows else []
    if told.listed:
        parts.append(f"{many(told.listed, 'entry', 'entries')} of lists of faults")
    if told.texts:
        parts.append(f"the id from {many(told.texts, 'text')} of other rows")
    if told.names:
        parts.append(many(told.names, "name"))
    return "; ".join(parts)


_SEVERAL = "notes, settings, cards or file names"
