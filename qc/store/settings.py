"""Settings changed as one: in one transaction, its files finished even after a crash.

Cards, rules, steps and calendar are files of the workspace folder. Their new texts are
committed with all else and written right after; whoever opens the workspace next
finishes what a crash or a full disk left undone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qc.core.people import Keep
from qc.store import audit, decisions, documents, files, people
from qc.store.audit import Change, Deed, Head
from qc.store.decisions import ChangedMeanwhile, Hand, Thing
from qc.store.state import State

PENDING = "settings.files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """One record to be kept: what, its document (None: none any more), and why."""

    thing: Thing
    document: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Everything that changes together.

    Attributes
    ----------
    puts : tuple of Put
        In this order.
    texts : dict of file name -> text
        Files of the workspace folder; None takes one away.
    keep : Keep or None
        If set, names of all others are deleted.
    subject, summary : str, object
        Of the entry that tells of the whole; `summary` is what JSON can hold.
    """

    puts: tuple[Put, ...]
    texts: Mapping[str, str | None] = field(default_factory=dict)
    keep: Keep | None = None
    subject: str
    summary: object


def apply(state: State, batch: Batch, hand: Hand, *, seen: Head, staging: Path) -> None:
    """Change all of it, or nothing.

    Parameters
    ----------
    state : State
    batch : Batch
    hand : Hand
    seen : Head
        End of the audit trail when it was looked at.
    staging : Path
        Folder for drafts, on the same disk.

    Raises
    ------
    ChangedMeanwhile
        If anything was changed since; nothing is then.
    """
    with state.database.writing() as connection:
        if audit.head(connection) != seen:
            raise ChangedMeanwhile(
                "The workspace was changed meanwhile. Nothing was imported: look at "
                "the difference again."
            )
        for put in batch.puts:
            why = replace(hand, reason=put.reason)
            decisions.decide_within(connection, put.thing, put.document, why)
        if batch.keep is not None:
            people.let_go(connection, batch.keep)
        audit.append(connection, _entry(batch, hand))
        if batch.texts:
            texts = documents.write(dict(batch.texts))
            row = (PENDING, texts, documents.seal(PENDING, texts))
            connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", row)
    finish(state, staging)


def finish(state: State, staging: Path) -> None:
    """Write the files that an import has settled on, if some are not written yet.

    Raises
    ------
    CannotWrite
        If they still cannot be written; they stay settled on.
    """
    if state.setting(PENDING) is None:
        return
    with state.database.writing() as connection:  # one process writes them, not two
        for name, text in _pending(connection).items():
            if text is None:
                files.remove(state.folder / name)
            else:
                files.save(state.folder / name, text, staging / f"{name}.draft")
        connection.execute("DELETE FROM settings WHERE key = ?", (PENDING,))


def beginning(state: State, prefix: str) -> dict[str, Any]:
    """Return the settings whose keys begin so, by the rest of the key."""
    with state.database.reading() as connection:
        rows = connection.execute(_BEGINNING, (len(prefix), prefix)).fetchall()
    return {
        key.removeprefix(prefix): documents.read(f"setting {key}", sealed, key, text)
        for key, text, sealed in rows
    }


def planned(state: State) -> tuple[str, ...]:
    """Return the ids of the measures whose phases were set."""
    with state.database.reading() as connection:
        rows = connection.execute("SELECT measure FROM plans ORDER BY measure")
        return tuple(str(measure) for (measure,) in rows)


def _pending(connection: sqlite3.Connection) -> dict[str, str | None]:
    query = "SELECT document, seal FROM settings WHERE key = ?"
    row = connection.execute(query, (PENDING,)).fetchone()
    if row is None:  # another process was faster
        return {}
    found: dict[str, str | None] = documents.read(PENDING, row[1], PENDING, row[0])
    return found


def _entry(batch: Batch, hand: Hand) -> Change:
    return Change(
        what=Deed.SETTINGS_IMPORTED,
        subject=batch.subject,
        new=documents.write(batch.summary),
        reason=hand.reason,
        who=hand.who,
        when=hand.when,
    )


_BEGINNING = (
    "SELECT key, document, seal FROM settings WHERE substr(key, 1, ?) = ? ORDER BY key"
)
