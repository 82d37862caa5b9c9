"""A disk that refuses, and a program that ends, at the k-th act on a file.

The end is that of a power cut: what was not brought to the disk is torn, and names
not yet synced are what they were.
"""

from __future__ import annotations

import errno
import os
import shutil
from enum import StrEnum
from pathlib import Path

from qc.store.acts import Act


class How(StrEnum):
    """What becomes of the k-th act."""

    FULL = "full"
    READ_ONLY = "read-only"
    POWER_CUT = "power-cut"


class PowerCut(BaseException):
    """The program is no more; nothing may catch this."""


_ERRNO = {How.FULL: errno.ENOSPC, How.READ_ONLY: errno.EROFS}


class Disk:
    """A watcher of `qc.store.acts`.

    Parameters
    ----------
    fail_at : int
        Number of the act that is not done, from 1; 0 lets all be done.
    how : How
    beside : Path
        Folder in which it keeps what names stood for.
    """

    def __init__(self, fail_at: int, how: How, beside: Path) -> None:
        self.acts: list[str] = []
        self._fail_at, self._how, self._beside = fail_at, how, beside
        self._unsynced: set[Path] = set()
        self._renamed: list[tuple[Path, Path | None]] = []
        self._dead = False

    def __call__(self, act: Act, path: Path, was: Path | None) -> None:
        if self._dead:
            raise PowerCut
        self.acts.append(f"{act} {path.name}")
        if len(self.acts) == self._fail_at:
            self._fail(act, path)
        self._note(act, path, was)

    def _fail(self, act: Act, path: Path) -> None:
        if self._how is not How.POWER_CUT:
            code = _ERRNO[self._how]
            raise OSError(code, os.strerror(code), str(path))
        self._dead = True
        if act is Act.WRITE and not path.exists():
            path.write_bytes(b"half of it")
        for torn in self._unsynced:
            if torn.exists():
                os.truncate(torn, torn.stat().st_size // 2)
        for name, before in reversed(self._renamed):
            name.unlink(missing_ok=True)
            if before is not None:
                shutil.copyfile(before, name)
        raise PowerCut

    def _note(self, act: Act, path: Path, was: Path | None) -> None:
        if act is Act.WRITE and path.suffix != ".sqlite":
            self._unsynced.add(path)
        elif act is Act.RENAME:
            self._renamed.append((path, self._kept(path)))
            if was in self._unsynced:
                self._unsynced.add(path)
        elif act is Act.SYNC:
            self._unsynced.discard(path)
            self._renamed = [one for one in self._renamed if one[0].parent != path]

    def _kept(self, path: Path) -> Path | None:
        if not path.exists():
            return None
        kept = self._beside / f"{len(self.acts)}-{path.name}"
        shutil.copyfile(path, kept)
        return kept
