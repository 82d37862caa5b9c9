"""A table that was no text, kept as text: one line for each of its rows."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from qc.core.errors import InvalidLog
from qc.intake import raw
from qc.intake.census import Census
from qc.intake.decode import Caps, Text, counted
from qc.intake.encoding import Coding

_UTF8 = Coding(codec="utf-8")
_LF, _QUOTE = ord("\n"), ord('"')


def write_table(
    chunks: Iterable[bytes], target: Path, source: Path, caps: Caps
) -> Text:
    """Write lines of a CSV to `target`; count them as those of any text are counted.

    Parameters
    ----------
    chunks : iterable of bytes
        UTF-8 with LF line ends.
    target : Path
        Removed where something is refused.
    source : Path
        The file as it came: its digest and size stand for the table's.
    caps : Caps

    Raises
    ------
    InvalidLog
        If there is nothing in it, or more than is read.
    """
    check_size(source, caps)
    census, folds = Census(caps.field_chars), _Folds()
    written = 0
    try:
        with target.open("wb") as out:
            for chunk in chunks:
                written += len(chunk)
                if written > caps.unpacked_bytes:
                    raise _too_much(caps)
                out.write(census.feed(chunk))
                folds.feed(chunk)
        census.finish(_UTF8.codec)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    digest, size = digest_of(source), source.stat().st_size
    text = counted(target, census, _UTF8, sha256=digest, bytes=size)
    return replace(text, delimiter=",", folds=folds.lines)


class _Folds:
    """Lines that continue the one above: quotes are doubled, so their parity tells."""

    def __init__(self) -> None:
        self.lines = array("q")
        self._above = 0
        self._inside = False

    def feed(self, chunk: bytes) -> None:
        if b'"' not in chunk and not self._inside:
            self._above += chunk.count(b"\n")
            return
        codes = np.frombuffer(chunk, np.uint8)
        ends, quotes = np.flatnonzero(codes == _LF), np.flatnonzero(codes == _QUOTE)
        inside = (np.searchsorted(quotes, ends) + self._inside) % 2 == 1
        self.lines.extend((np.flatnonzero(inside) + self._above + 2).tolist())
        self._above += len(ends)
        self._inside ^= len(quotes) % 2 == 1


def check_size(source: Path, caps: Caps) -> None:
    """Refuse a file that is empty or too large."""
    size = source.stat().st_size
    if size > caps.file_bytes:
        raise InvalidLog(
            f"The file has {raw.size(size)}; at most {raw.size(caps.file_bytes)} are "
            "read. Export a shorter period, or load it in parts."
        )


def digest_of(path: Path, part: str = "") -> str:
    """Return the digest of a file, or of one part of it, in hex."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    if part:
        digest.update(b"\0" + part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def check_rows(text: Text, rows: int) -> Text:
    """Return the text if a count of its lines finds as many rows as were written.

    Raises
    ------
    InvalidLog
        If it does not.
    """
    if text.records == rows or text.troubled:
        return text
    text.path.unlink(missing_ok=True)
    raise InvalidLog(
        f"The file has {rows:,} rows, but {text.records:,} came out of it. Nothing was "
        "imported; please report this file."
    )


def _too_much(caps: Caps) -> InvalidLog:
    return InvalidLog(
        f"The file holds more than {raw.size(caps.unpacked_bytes)} of text. "
        "Export a shorter period, or load it in parts."
    )
