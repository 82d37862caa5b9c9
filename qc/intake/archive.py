"""Zip archives read within bounds; nothing is ever written under a member's name."""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from qc.core.errors import InvalidLog
from qc.intake import raw
from qc.intake.decode import CAPS, Caps

CHUNK = 256 * 1024
_READ_MAX = 2_000_000  # bytes at once; the list of members is read in one piece
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,  # names that are not in the encoding they claim
)


class Archive:
    """The members of a zip archive: their names, and each one as a bounded stream.

    Raises
    ------
    InvalidLog
        If the archive is damaged, or has more members than allowed.
    """

    def __init__(self, path: Path, caps: Caps = CAPS) -> None:
        self._caps = caps
        self._size = path.stat().st_size
        self._file = path.open("rb")
        try:
            with _plainly():
                self._zip = zipfile.ZipFile(_Bounded(self._file))
            self._members = {m.filename: m for m in self._zip.infolist()}
            self._check(len(self._zip.infolist()))
        except InvalidLog:
            self._file.close()
            raise

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, folders left out, as the archive lists them."""
        return tuple(n for n, member in self._members.items() if not member.is_dir())

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a member."""
        return name in self._members

    def chunks(self, name: str, *, limit: int) -> Iterator[bytes]:
        """Yield the content of a member in pieces.

        Raises
        ------
        InvalidLog
            If it is encrypted, damaged, packed by an unusual method, unpacks to
            more than `limit` bytes, or is packed tighter than any real table is.
        """
        member = self._members[name]
        _refuse_locked(member)
        packed = min(member.compress_size, self._size)
        seen = 0
        with _plainly(), self._zip.open(member) as stream:
            while chunk := stream.read(CHUNK):
                seen += len(chunk)
                raw.check_unpacked("zip", seen, packed, limit, self._caps)
                yield chunk

    def _check(self, members: int) -> None:
        if members > self._caps.members:
            raise _too_many(self._caps.members)
        if len(self._members) < members:
            raise InvalidLog(
                "The zip archive holds two files of one name. Pack it again."
            )

    def __enter__(self) -> Self:
        """Return the archive."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._zip.close()
        self._file.close()


class _Bounded:
    """A file that is never read in one large piece, whatever its fields claim."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(_READ_MAX + 1 if size < 0 else min(size, _READ_MAX + 1))
        if len(data) > _READ_MAX:
            raise _too_many(CAPS.members)
        return data


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise _damaged() from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place before the start of the file
            raise
        raise _damaged() from error


def _damaged() -> InvalidLog:
    return InvalidLog(
        "The zip archive is damaged or cut off and cannot be unpacked. "
        "Download or export it again."
    )


def _refuse_locked(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise InvalidLog(
            "The zip archive is locked with a password. Unpack it, and load what is "
            "in it."
        )
    if member.compress_type not in _METHODS:
        raise InvalidLog(
            "The zip archive is packed by a method that is not read here. Unpack it, "
            "and load what is in it."
        )


def _too_many(most: int) -> InvalidLog:
    return InvalidLog(
        f"The zip archive has more than {most:,} members. Unpack it, and load the "
        "files you need."
    )
