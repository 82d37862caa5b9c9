"""Files that batches written anew have replaced: noted with the change, then deleted.

The note is made in the transaction that replaces them, so that a crash in between
loses nothing: whoever opens the workspace next goes on where it stopped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from qc.store import documents, files
from qc.store.batches import Batches

SETTING = "rewriting.left"


def note(state: sqlite3.Connection, left: Iterable[str]) -> None:
    """Note the names of files that nothing will name any more."""
    _write(state, {*_noted(state), *left})


def clear(manifest: Batches, cells: Path) -> bool:
    """Delete what was noted, and what was made of it; tell whether there was any."""
    database = manifest.state.database
    with database.reading() as state:
        noted = _noted(state)
    if not noted:
        return False
    for name in noted:
        files.remove(manifest.folder / name)
    for file in cells.iterdir():
        files.remove(file)
    with database.writing() as state:
        _write(state, _noted(state) - noted)
    database.compact()
    return True


def clear_strays(manifest: Batches) -> None:
    """Delete the files of batches that no entry names, however new they are.

    Whoever is about to enter one is told that it is gone, and loads it again.
    """
    with manifest.state.database.writing() as state:
        known = {key for (key,) in state.execute("SELECT id FROM batches")}
        for file in manifest.folder.iterdir():
            if file.is_file() and file.name.split(".")[0] not in known:
                files.remove(file)


def _noted(state: sqlite3.Connection) -> set[str]:
    query = "SELECT document, seal FROM settings WHERE key = ?"
    row = state.execute(query, (SETTING,)).fetchone()
    if row is None:
        return set()
    return set(documents.read(f"setting {SETTING}", row[1], SETTING, row[0]))


def _write(state: sqlite3.Connection, names: set[str]) -> None:
    if not names:
        state.execute("DELETE FROM settings WHERE key = ?", (SETTING,))
        return
    new = documents.write(sorted(names))
    row = (SETTING, new, documents.seal(SETTING, new))
    state.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", row)
