"""The batches of a workspace: immutable files that only the manifest makes visible.

A file is first brought to the disk under its final name and then entered in the
manifest; a crash in between leaves a file without entry, which `sweep` deletes.
"""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from qc.core.errors import BrokenStore, QcError
from qc.store import audit, files, manifest, people
from qc.store.audit import Change, Deed
from qc.store.batch import Arrival, Batch, Facts, new_batch
from qc.store.files import CannotWrite, older_than
from qc.store.moved import Moved
from qc.store.state import State

HOUR = 3600.0
DAY = 24 * HOUR


class Batches:
    """The manifest and the files it names.

    Parameters
    ----------
    state : State
        Its folder gets the folders ``batches`` and ``staging``.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.folder = files.folder(state.folder / "batches")
        self.staging = files.folder(state.folder / "staging")

    def all(self) -> tuple[Batch, ...]:
        """Return all batches, removed ones included, in the order of loading."""
        with self.state.database.reading() as connection:
            return manifest.every(connection)

    def known(self, source: str, mapping: str) -> Batch | None:
        """Return the live batch made of this file by this mapping, if there is one."""
        with self.state.database.reading() as connection:
            return manifest.known(connection, source, mapping)

    def path(self, batch: Batch) -> Path:
        """Return where the interactions of a batch are."""
        return self.folder / f"{batch.id}.parquet"

    def set_aside(self, batch: Batch) -> Path | None:
        """Return where the records not accepted are, or None where all were."""
        return self.folder / batch.set_aside if batch.set_aside else None

    def verified(self, batch: Batch) -> Path:
        """Return where the interactions are, after checking that they are intact.

        Raises
        ------
        BrokenStore
            If the file is missing or not the one that was loaded.
        Moved
            If another program wrote it anew.
        """
        path = self.path(batch)
        remedy = f"Remove the batch and load {batch.file!r} again."
        try:
            digest = files.sha256(path)
        except BrokenStore as broken:
            if path.exists():
                raise
            if batch.id not in {one.id for one in self.all()}:
                raise Moved from broken
            lost = f"The file of batch {batch.id} is missing. {remedy}"
            raise BrokenStore(lost) from broken
        if digest != batch.parquet_sha256:
            raise BrokenStore(
                f"The file of batch {batch.id} was changed or damaged since it was "
                f"loaded; nothing of it is used. {remedy}"
            )
        return path

    def verified_list(self, batch: Batch) -> Path | None:
        """Return where the records not accepted are, after checking the file.

        Raises
        ------
        BrokenStore
            If the file is missing or not the one that was written.
        """
        path, sealed = self.set_aside(batch), batch.aside_sha256
        if path is None:
            return None
        if path.exists() and (not sealed or files.sha256(path) == sealed):
            return path
        raise BrokenStore(
            f"The list of what batch {batch.id} set aside is missing or damaged; its "
            "figures are not. To have the list again, remove the batch and load "
            f"{batch.file!r} again."
        )

    def add(
        self, arrival: Arrival, facts: Facts, *, who: str, when: datetime
    ) -> tuple[Batch, bool]:
        """Make a staged file a batch.

        Returns
        -------
        (Batch, bool)
            The batch, and whether it is new: False where the same file is live
            already under the same mapping; then the staged files are deleted.
        """
        batch = new_batch(arrival, facts, files.sha256(arrival.parquet), when)
        if (aside := arrival.set_aside) is not None:
            batch = dataclasses.replace(batch, aside_sha256=files.sha256(aside))
        files.settle(arrival.parquet, self.path(batch))
        if aside is not None and batch.set_aside is not None:
            files.settle(aside, self.folder / batch.set_aside)
        try:
            known = self._admit(batch, arrival, who)
        except CannotWrite:
            self._take_back(batch)
            raise
        if known.id != batch.id:
            self.delete(batch)
        return known, known.id == batch.id

    def remove(self, key: str, *, reason: str, who: str, when: datetime) -> Batch:
        """Take a batch out of all figures; its file stays.

        Raises
        ------
        UnknownName
            If no batch has this id.
        """
        change = Change(
            what=Deed.BATCH_REMOVED, subject=key, reason=reason, who=who, when=when
        )
        return self._turn(change, live=False)

    def restore(self, key: str, *, reason: str, who: str, when: datetime) -> Batch:
        """Let a removed batch count again, in its old place."""
        change = Change(
            what=Deed.BATCH_RESTORED, subject=key, reason=reason, who=who, when=when
        )
        return self._turn(change, live=True)

    def swap(
        self,
        before: tuple[Batch, ...],
        after: tuple[Batch, ...],
        change: Change,
        also: Callable[[sqlite3.Connection], None],
    ) -> None:
        """Put other batches in the places of those of `before`, all or none."""
        with self.state.database.writing() as connection:
            if manifest.texts(manifest.every(connection)) != manifest.texts(before):
                raise BrokenStore(MEANWHILE)
            for old, new in zip(before, after, strict=True):
                manifest.put(connection, old, new)
            also(connection)
            audit.append(connection, change)

    def delete(self, batch: Batch) -> None:
        """Delete the files of a batch that the manifest does not name any more."""
        files.remove(self.path(batch))
        if (aside := self.set_aside(batch)) is not None:
            files.remove(aside)

    def sweep(self, now: datetime) -> tuple[str, ...]:
        """Delete what a crash left: files staged a day ago, files without entry.

        A file younger than an hour may be on its way into the manifest. An older
        one cannot slip in meanwhile: both sides hold the write lock.

        Returns
        -------
        tuple of str
            Names of the deleted files.
        """
        left = [file for file in _files(self.staging) if older_than(file, DAY, now)]
        aged = [file for file in _files(self.folder) if older_than(file, HOUR, now)]
        if _orphans(aged, self.all()):
            with self.state.database.writing() as connection:
                orphans = _orphans(aged, manifest.every(connection))
                for file in orphans:
                    files.remove(file)
            left += orphans
        for file in left:
            files.remove(file)
        return tuple(sorted(file.name for file in left))

    def _admit(self, batch: Batch, arrival: Arrival, who: str) -> Batch:
        """Enter a batch, unless the same file is live: then return that one."""
        with self.state.database.writing() as connection:
            known = manifest.known(connection, batch.source, batch.mapping)
            if known is not None:
                return known
            self._enter(connection, batch, who)
            people.add(connection, arrival.people)
            return manifest.find(connection, batch.id)

    def _take_back(self, batch: Batch) -> None:
        """Make room on a disk that is full; the manifest has the last word."""
        with contextlib.suppress(QcError):
            if batch.id not in {one.id for one in self.all()}:
                self.delete(batch)

    def _enter(self, connection: sqlite3.Connection, batch: Batch, who: str) -> None:
        if not self.path(batch).exists():
            raise BrokenStore(
                f"The converted rows of {batch.file!r} are gone: they waited too "
                "long. Load the file again."
            )
        change = Change(
            what=Deed.BATCH_ADDED,
            subject=batch.id,
            new=manifest.enter(connection, batch),
            who=who,
            when=batch.loaded_at,
        )
        audit.append(connection, change)

    def _turn(self, change: Change, *, live: bool) -> Batch:
        with self.state.database.writing() as connection:
            batch = manifest.find(connection, change.subject)
            if batch.live is live:
                return batch
            manifest.turn(connection, batch.id, live=live)
            audit.append(connection, change)
        return dataclasses.replace(batch, live=live)


MEANWHILE = "Files were loaded or removed meanwhile; nothing was changed. Try again."


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()]


def _orphans(paths: list[Path], batches: tuple[Batch, ...]) -> list[Path]:
    known = {batch.id for batch in batches}
    return [path for path in paths if path.name.split(".")[0] not in known]
