"""What a file is by its first bytes; its name is only compared with that."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from qc.core.errors import InvalidLog


class FileKind(StrEnum):
    """The kinds of files that are opened."""

    TEXT = "text"
    GZIP = "gzip"
    ZIP = "zip"
    WORKBOOK = "workbook"
    PARQUET = "parquet"


_MAGIC = {
    b"\x1f\x8b": FileKind.GZIP,
    b"PK\x03\x04": FileKind.ZIP,
    b"PK\x05\x06": FileKind.ZIP,  # one without members
    b"PAR1": FileKind.PARQUET,
}
_ENDINGS = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), FileKind.TEXT),
    **dict.fromkeys((".gz", ".gzip"), FileKind.GZIP),
    **dict.fromkeys((".xlsx", ".xlsm"), FileKind.WORKBOOK),
    **dict.fromkeys((".parquet", ".pq"), FileKind.PARQUET),
    ".zip": FileKind.ZIP,
}
_MAGIC_BYTES = 4


def kind_of(path: Path) -> FileKind:
    """Tell a file's kind by its first bytes; whatever is none of them passes as text.

    A workbook is a zip archive, so what is in it decides later.

    Raises
    ------
    InvalidLog
        If the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return _by_magic(file)
    except OSError as error:
        raise InvalidLog(
            f"The file cannot be read or unpacked: {error.strerror or error}."
        ) from error


def promised(name: str) -> FileKind | None:
    """Tell what a file's name says that it is; None where it says nothing."""
    return _ENDINGS.get(Path(name).suffix.lower())


def _by_magic(file: BinaryIO) -> FileKind:
    head = file.read(_MAGIC_BYTES)
    found = (kind for magic, kind in _MAGIC.items() if head.startswith(magic))
    return next(found, FileKind.TEXT)
