"""Counts lines and records while text passes by, apart from whoever parses it later."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from qc.core.arrays import Ints
from qc.core.errors import InvalidLog
from qc.core.plan import Fault, SetAside
from qc.intake.encoding import MARK

_LF, _QUOTE = ord("\n"), ord('"')
_SHOWN = "\ufffd".encode()
_EXCERPT = 120
_BAD_LINES_MAX = 100_000


class Census:
    """Running counts of a text that comes in chunks of UTF-8 with LF line ends.

    Attributes
    ----------
    lines, blank_lines : int
        Physical lines, and those of them that are empty and outside quotes.
    records : int
        Line ends outside quotes by the parity of quotes, blank lines not counted.
    has_quotes : bool
    troubled : bool
        Only the careful reader can tell the records apart: a NUL byte, a line
        that does not decode, a record longer than the limit, an odd number of quotes.
    """

    def __init__(self, limit: int) -> None:
        self.lines = self.blank_lines = self.records = 0
        self.has_quotes = self.troubled = False
        self._limit = limit
        self._bad: dict[int, SetAside] = {}
        self._inside = False
        self._last = b"\n"
        self._run = 0

    @property
    def bad_lines(self) -> tuple[SetAside, ...]:
        """The lines that do not decode, in file order."""
        return tuple(self._bad.values())

    def feed(self, chunk: bytes) -> bytes:
        """Count one chunk; return it with undecodable places made visible."""
        if not chunk:
            return chunk
        if not chunk.isascii() and MARK in chunk:
            chunk = self._note_marks(chunk)
        self.troubled |= b"\0" in chunk
        self.has_quotes |= b'"' in chunk
        self._count(np.frombuffer(chunk, np.uint8))
        self.troubled |= self._run > self._limit
        self._last = chunk[-1:]
        return chunk

    def finish(self, codec: str) -> None:
        """Close the last line; refuse a file that mostly does not decode."""
        open_line = self._last != b"\n"
        self.lines += open_line
        self.records += open_line or self._inside
        self.troubled |= self._inside
        if len(self._bad) > 1000 and len(self._bad) * 10 > self.lines:
            self._refuse(codec)

    def _refuse(self, codec: str) -> None:
        raise InvalidLog(
            f"{len(self._bad):,} of {self.lines:,} lines cannot be read as {codec}. "
            "Declare the encoding the file was saved in, for example cp1252."
        )

    def _note_marks(self, chunk: bytes) -> bytes:
        self.troubled = True
        ends = np.flatnonzero(np.frombuffer(chunk, np.uint8) == _LF)
        shown = chunk.replace(MARK, _SHOWN)
        for mark in re.finditer(MARK, chunk):
            line = self.lines + int(np.searchsorted(ends, mark.start())) + 1
            if line not in self._bad and len(self._bad) <= _BAD_LINES_MAX:
                self._bad[line] = _bad_line(line, shown, mark.start())
        return shown

    def _count(self, codes: NDArray[np.uint8]) -> None:
        ends = np.flatnonzero(codes == _LF)
        real = self._outside(codes, ends) if self.has_quotes else ends
        blank = int(np.count_nonzero(codes[real[real > 0] - 1] == _LF))
        blank += bool(real.size and real[0] == 0 and self._last == b"\n")
        self.lines += len(ends)
        self.blank_lines += blank
        self.records += len(real) - blank
        self._measure(real, len(codes))

    def _outside(self, codes: NDArray[np.uint8], ends: Ints) -> Ints:
        """Return the line ends with an even number of quotes before them."""
        quotes = np.flatnonzero(codes == _QUOTE)
        inside = (np.searchsorted(quotes, ends) + self._inside) % 2 == 1
        self._inside ^= len(quotes) % 2 == 1
        outside: Ints = ends[~inside]
        return outside

    def _measure(self, real: Ints, size: int) -> None:
        if not real.size:
            self._run += size
            return
        longest = max(self._run + int(real[0]), int(np.diff(real).max(initial=1)) - 1)
        self.troubled |= longest > self._limit
        self._run = size - 1 - int(real[-1])


def _bad_line(line: int, chunk: bytes, at: int) -> SetAside:
    start = chunk.rfind(b"\n", 0, at) + 1
    start = max(start, at - _EXCERPT // 2)
    stop = chunk.find(b"\n", at)
    stop = min(stop if stop >= 0 else len(chunk), start + _EXCERPT)
    value = chunk[start:stop].decode("utf-8", "ignore")
    return SetAside(line=line, column="", value=value, fault=Fault.NOT_DECODABLE)
