"""One SQLite file that several threads and processes may write at once."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from qc.core.errors import BrokenStore, QcError
from qc.store.acts import Act, announce
from qc.store.files import CannotWrite, closed, full, is_full, plainly

BUSY_SECONDS = 30.0
_SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
)


# Of its own statements none has an error; where one has, the schema is damaged.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


class Database:
    """A SQLite file in WAL mode, opened anew for every piece of work.

    A connection of its own for each call costs well below a millisecond, and
    no thread can ever meet another one's transaction.

    Parameters
    ----------
    path : Path
    migrations : tuple of str
        Scripts; the n-th brings a file of version n - 1 to version n.
    create : bool
        Make the file where there is none.

    Raises
    ------
    BrokenStore
        If the file is damaged or made by a newer version.
    CannotWrite
        If it cannot be opened for writing.
    """

    def __init__(
        self, path: Path, migrations: tuple[str, ...], *, create: bool
    ) -> None:
        self.path = path
        if not create and not path.exists():
            raise BrokenStore(
                f"There is no workspace in {path.parent}. Load a file to start one, "
                "or choose another folder."
            )
        with self._connection(create=create) as connection:
            version = _version(connection)
            if version > len(migrations):
                raise BrokenStore(
                    f"{path} was written by a newer version of this program (format "
                    f"{version}; this one knows {len(migrations)}). Update it."
                )
            if version < len(migrations):
                _use_wal(connection)
                self._migrate(connection, migrations)
            elif connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise damaged(path)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose queries all see one state of the file."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the only connection that may write now; all of it is kept or none."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            self._commit(connection)

    def compact(self) -> None:
        """Leave nothing of what was deleted in the file, nor in the log beside it.

        Does what it can while other programs read; the rest is done when they end.
        """
        with self._connection() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with plainly(self.path.parent):
                announce(Act.WRITE, self.path)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _migrate(
        self, connection: sqlite3.Connection, migrations: tuple[str, ...]
    ) -> None:
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have migrated while this one waited for the lock.
        for number in range(_version(connection), len(migrations)):
            for statement in _statements(migrations[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        self._commit(connection)

    def _commit(self, connection: sqlite3.Connection) -> None:
        with plainly(self.path.parent):
            announce(Act.COMMIT, self.path)
        connection.execute("COMMIT")

    @contextlib.contextmanager
    def _connection(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        mode = "rwc" if create else "rw"
        with speaking_plainly(self.path):
            connection = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?mode={mode}",
                timeout=BUSY_SECONDS,
                isolation_level=None,
                uri=True,
            )
            try:
                for setting in _SETTINGS:
                    connection.execute(setting)
                yield connection
            finally:
                connection.close()  # rolls back what was not committed


@contextlib.contextmanager
def speaking_plainly(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into one that says what to do."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    except sqlite3.Error as error:
        raise _refusal(error, path) from error


def damaged(path: Path) -> BrokenStore:
    """Say that the file cannot be trusted."""
    return BrokenStore(
        f"{path} is damaged. Restore it from a backup, or start a new workspace and "
        "load the files again."
    )


def _refusal(error: sqlite3.Error, path: Path) -> QcError:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return full(path.parent)
    if primary in {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    }:
        return closed(path.parent)
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return CannotWrite(
            f"Another program has kept {path.parent} busy for {BUSY_SECONDS:g} "
            "seconds. Nothing was changed; try again, or close the other program."
        )
    undecodable = isinstance(error, sqlite3.OperationalError) and not primary
    if primary in _DAMAGE or undecodable:
        return damaged(path)
    if primary == sqlite3.SQLITE_IOERR and is_full(path.parent):
        return full(path.parent)
    return BrokenStore(f"{path} could not be used: {error}. Check the disk.")


def _use_wal(connection: sqlite3.Connection) -> None:
    # SQLite does not wait for the lock this needs, so two first starts could clash.
    pauses = iter([0.05] * int(BUSY_SECONDS / 0.05))
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if (pause := next(pauses, None)) is None:
                raise
            time.sleep(pause)
        else:
            return


def _statements(script: str) -> Iterator[str]:
    # `executescript` would commit first; triggers hold semicolons of their own.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
