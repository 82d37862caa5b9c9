"""The few ways a workspace touches its files; all of them last or say why not."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from qc.core.errors import BrokenStore, QcError

READ_ONLY = 0o444


class CannotWrite(QcError):
    """The workspace takes no new data: disk full, no right to write, or busy."""


def full(place: Path) -> CannotWrite:
    """Say that the disk is full."""
    return CannotWrite(
        f"The disk is full: nothing more can be written to {place}. What was saved "
        "before is safe. Free some space and try again."
    )


def closed(place: Path) -> CannotWrite:
    """Say that a folder cannot be written."""
    return CannotWrite(
        f"{place} cannot be written. Check that the folder exists and that you may "
        "write to it, or choose another folder."
    )


@contextlib.contextmanager
def plainly(place: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a message for people.

    Raises
    ------
    CannotWrite
        If the disk is full or `place` may not be written.
    BrokenStore
        If a file is missing, or anything else goes wrong with it.
    """
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise full(place) from error
        if isinstance(error, FileNotFoundError):
            raise BrokenStore(
                f"{error.filename} is gone. Load the file it came from again."
            ) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR}:
            raise closed(place) from error
        raise BrokenStore(
            f"{place} could not be used: {error.strerror or error}. Check the disk, "
            "then try again."
        ) from error


def folder(path: Path) -> Path:
    """Make a folder where there is none, and return it."""
    with plainly(path):
        try:
            path.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise closed(path) from error
    return path


def settle(staged: Path, final: Path, mode: int = READ_ONLY) -> None:
    """Move a finished file to its place so that it survives a crash.

    The content reaches the disk before the name does, and the name before this
    returns. The file counts as new from now on, however long it was staged.
    """
    with plainly(final.parent):
        with staged.open("r+b") as file:
            os.fsync(file.fileno())
        os.utime(staged)
        staged.chmod(mode)
        staged.replace(final)
        _sync_folder(final.parent)


def remove(path: Path) -> None:
    """Delete a file; one that is gone already is no error."""
    with plainly(path.parent):
        path.unlink(missing_ok=True)


def older_than(path: Path, seconds: float, now: datetime) -> bool:
    """Say whether a file was last touched more than `seconds` before `now`."""
    try:
        return now.timestamp() - path.stat().st_mtime > seconds
    except FileNotFoundError:  # another process was faster
        return False


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read once per process for each version of it.

    A version is told by size, time of change and inode.
    """
    with plainly(path.parent):
        state = path.stat()
        return _sha256(str(path), state.st_size, state.st_mtime_ns, state.st_ino)


@lru_cache(maxsize=4096)
def _sha256(path: str, _size: int, _changed: int, _inode: int) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # Windows syncs names by itself
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
