"""The bytes of an uploaded file: hashed, unpacked, refused where they are no text."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from qc.core.errors import InvalidLog

CHUNK = 4 * 1024 * 1024
_HEAD = 65_536
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_SAVE_AS_CSV = "Open it in a spreadsheet program and save it as CSV (UTF-8)."
_HARMLESS = 32_000_000
"""Bytes that may come of however small a file."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_MAGIC = {
    b"PK\x03\x04": "an Excel workbook or another zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls), or one with a password",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF document",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
    b"\x1f\x8b": "packed twice with gzip",
}


class Limits(Protocol):
    """How much may come of a packed file."""

    @property
    def unpacked_bytes(self) -> int:
        """Most bytes to unpack."""

    @property
    def ratio(self) -> int:
        """Most bytes to come of one packed byte."""


class HashedFile:
    """A file read once, front to back, that knows the digest of what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, counted and hashed."""
        chunk = self._file.read(size)
        self._digest.update(chunk)
        self.bytes += len(chunk)
        return chunk

    def seek(self, _to: int) -> int:
        """Refuse: going back would hash bytes twice."""
        raise io.UnsupportedOperation("seek")

    @property
    def sha256(self) -> str:
        """Digest of the bytes read so far, in hex."""
        return self._digest.hexdigest()


def unreadable(error: OSError) -> InvalidLog:
    """Say what the disk refused while a file was read and written as text."""
    if error.errno in _NO_ROOM:
        return InvalidLog(
            "The disk is full: there is no room to unpack the file. Nothing was "
            "imported; what was saved before is safe. Free some space and try again."
        )
    if error.errno == errno.EROFS:
        return InvalidLog(
            f"{error.filename} cannot be written: its disk may only be read. Nothing "
            "was imported. Choose another folder for the workspace."
        )
    return InvalidLog(
        f"The file cannot be read or unpacked: {error.strerror or error}."
    )


def is_packed(file: BinaryIO) -> bool:
    """Tell whether the file is gzip; it stands at its start before and after."""
    magic = file.read(2)
    file.seek(0)
    return magic == b"\x1f\x8b"


def pieces(file: HashedFile, *, packed: bool, caps: Limits) -> Iterator[bytes]:
    """Yield the content in pieces of at most `CHUNK` bytes, unpacked if it is gzip.

    Raises
    ------
    InvalidLog
        If the gzip stream is damaged, unpacks to more bytes than allowed, or is
        packed tighter than any real table is.
    """
    if not packed:
        while piece := file.read(CHUNK):
            yield piece
        return
    try:
        yield from _unpacked(file, caps)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InvalidLog(
            "The gzip file is damaged or cut off and cannot be unpacked. "
            "Download or export it again."
        ) from error


def _unpacked(file: HashedFile, caps: Limits) -> Iterator[bytes]:
    seen = 0
    with gzip.GzipFile(fileobj=file, mode="rb") as reader:
        while piece := reader.read(CHUNK):
            seen += len(piece)
            check_unpacked("gzip", seen, file.bytes, caps.unpacked_bytes, caps)
            yield piece


def check_unpacked(what: str, seen: int, packed: int, limit: int, caps: Limits) -> None:
    """Refuse what unpacks to too much.

    Parameters
    ----------
    what : str
        "gzip" or "zip".
    seen, packed : int
        Bytes unpacked so far, and the packed bytes they came from.
    limit : int
        Most bytes to unpack.
    caps : Limits

    Raises
    ------
    InvalidLog
        If there are more than `limit`, or more than `caps.ratio` of one packed byte
        where they are too many to be harmless.
    """
    if seen > limit:
        raise InvalidLog(
            f"The {what} file unpacks to more than {size(limit)}. "
            "Export a shorter period, or load it in parts."
        )
    if seen > _HARMLESS and seen > caps.ratio * max(packed, 1):
        raise InvalidLog(
            f"The {what} file unpacks to more than {caps.ratio} times its size, which "
            "no real table does. Export it again, unpacked."
        )


def refuse_known_binary(head: bytes) -> None:
    """Raise InvalidLog if the first bytes are those of a well-known binary format."""
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            remedy = _SAVE_AS_CSV if "Excel" in what else "Load a CSV file."
            raise InvalidLog(f"The file is not text: it is {what}. {remedy}")


def refuse_unknown_binary(head: bytes) -> None:
    """Raise InvalidLog if over a tenth of the first bytes are control characters."""
    sample = head[:_HEAD]
    controls = len(sample) - len(sample.translate(None, delete=_CONTROL))
    if controls * 10 > len(sample):
        raise InvalidLog(
            "The file is not text: it is full of control characters. Load a CSV file."
        )


def size(number: int) -> str:
    """Write a number of bytes for people."""
    return f"{number / 1e6:,.0f} MB" if number >= 1_000_000 else f"{number:,} bytes"
