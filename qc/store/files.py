"""The few ways a workspace touches its files; all of them last or say why not.

Every act is announced before it is done, so that a test can let each of them fail.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from qc.core.errors import BrokenStore, QcError
from qc.store.acts import Act, announce

READ_ONLY, WRITABLE, OWNER_ONLY = 0o444, 0o644, 0o600
_FOLDER_MODE = 0o700
_SMALLEST_CHANGE = (
    100_000  # bytes: a page of the state, and what SQLite keeps beside it
)
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR}


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
        if error.errno in _NO_ROOM:
            raise full(place) from error
        if isinstance(error, FileNotFoundError):
            raise BrokenStore(
                f"{error.filename} is gone. Load the file it came from again."
            ) from error
        if error.errno in _NO_RIGHT:
            raise closed(place) from error
        raise BrokenStore(
            f"{place} could not be used: {error.strerror or error}. Check the disk, "
            "then try again."
        ) from error


def folder(path: Path) -> Path:
    """Make a folder where there is none, and return it."""
    with plainly(path):
        try:
            if not path.is_dir():
                announce(Act.FOLDER, path)
                path.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise closed(path) from error
    return path


def writing(path: Path) -> Path:
    """Announce that another program is about to write a file, and return it."""
    with plainly(path.parent):
        announce(Act.WRITE, path)
    return path


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that need not last; see `settle` and `save` for those that must."""
    with plainly(path.parent):
        announce(Act.WRITE, path)
        with path.open("wb") as file:
            file.writelines(chunks)


def copy(path: Path, target: Path) -> None:
    """Copy a file, as one that need not last."""
    with plainly(target.parent):
        announce(Act.WRITE, target)
        shutil.copyfile(path, target)


def settle(staged: Path, final: Path, mode: int = READ_ONLY) -> None:
    """Move a finished file to its place so that it survives a crash.

    The content reaches the disk before the name does, and the name before this
    returns. The file counts as new from now on, however long it was staged.
    """
    with plainly(final.parent):
        _sync(staged)
        os.utime(staged)
        staged.chmod(mode)
        announce(Act.RENAME, final, staged)
        staged.replace(final)
        _sync_folder(final.parent)


def save(path: Path, text: str, draft: Path) -> None:
    """Make a text the content of a file, all of it or nothing.

    Parameters
    ----------
    path : Path
    text : str
    draft : Path
        Where it is written first, on the same disk.
    """
    try:
        write(draft, [text.encode()])
        settle(draft, path, WRITABLE)
    except QcError:
        with contextlib.suppress(QcError):
            remove(draft)
        raise


def put_first(path: Path, text: str) -> None:
    """Make a file that only its owner may read, unless there is one already."""
    with plainly(path.parent):
        if not path.parent.is_dir():
            announce(Act.FOLDER, path.parent)
            path.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            announce(Act.WRITE, draft)
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with os.fdopen(handle, "wb") as out:
                out.write(text.encode())
            _sync(draft)
            announce(Act.RENAME, path, draft)
            with contextlib.suppress(FileExistsError):  # another process was faster
                os.link(draft, path)
            _sync_folder(path.parent)
        finally:
            with contextlib.suppress(OSError):
                announce(Act.DELETE, draft)
                draft.unlink(missing_ok=True)


def rename(path: Path, target: Path) -> None:
    """Give a file another name in the same folder."""
    with plainly(path.parent):
        announce(Act.RENAME, target, path)
        path.rename(target)
        _sync_folder(path.parent)


def remove(path: Path) -> None:
    """Delete a file; one that is gone already is no error."""
    with plainly(path.parent):
        if path.exists():
            announce(Act.DELETE, path)
            path.unlink(missing_ok=True)


def refusal(text: str, place: Path) -> CannotWrite | None:
    """Return what the disk refused, if that is what another program's error says."""
    if any(os.strerror(code) in text for code in _NO_ROOM):
        return full(place)
    if any(os.strerror(code) in text for code in _NO_RIGHT):
        return closed(place)
    return None


def is_full(place: Path) -> bool:
    """Say whether there is no room left for even the smallest change."""
    with plainly(place):
        return shutil.disk_usage(place).free < _SMALLEST_CHANGE


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


def _sync(path: Path) -> None:
    announce(Act.SYNC, path)
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    announce(Act.SYNC, path)
    if os.name == "nt":  # Windows syncs names by itself
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
