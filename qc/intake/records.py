"""Records from physical lines: one bad line never takes its neighbours with it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple, TextIO

from qc.core.plan import Fault

_LINE_FACTOR = 16  # a longer physical line is not parsed at all
_AHEAD_FACTOR = 4  # how far to look for a closing quote, in longest fields


class Record(NamedTuple):
    """What one record is made of; a tuple, since there are millions.

    `cells` is None where its structure cannot be told; `raw` is its first physical
    line, `lines` the numbers of all its physical lines (1-based).
    """

    lines: range
    raw: str
    cells: list[str] | None
    fault: Fault | None = None
    has_nul: bool = False


class Lines:
    """Physical lines with their numbers, which can be given back."""

    def __init__(self, source: TextIO, *, skip: int, field_chars: int) -> None:
        self._source = source
        self._number = 0
        self._back: deque[str] = deque()
        self.limit = _LINE_FACTOR * field_chars
        self.ahead = _AHEAD_FACTOR * field_chars
        for _ in range(skip):
            self.take()

    @property
    def number(self) -> int:
        """Number of the line taken last."""
        return self._number

    def take(self) -> str | None:
        """Return the next line without its end, cut at `limit`; None after the last."""
        line = self._back.popleft() if self._back else self._read()
        self._number += line is not None
        return line

    def give_back(self, lines: list[str]) -> None:
        """Return the lines taken last, in file order, to be taken again."""
        self._back.extendleft(reversed(lines))
        self._number -= len(lines)

    def _read(self) -> str | None:
        line = self._source.readline(self.limit)
        if line.endswith("\n"):
            return line[:-1]
        if len(line) == self.limit:
            self._drop_rest()
        return line or None

    def _drop_rest(self) -> None:
        while (rest := self._source.readline(self.limit)) and not rest.endswith("\n"):
            pass


def walk(lines: Lines, *, delimiter: str, width: int) -> Iterator[Record]:
    """Yield every record of `width` or any other number of cells; skip blank lines.

    A quote inside an unquoted field is text. A quoted field may hold line ends.
    Where a quote is not closed as it should be, only the physical line of the
    opening quote is given up (UNCLOSED_QUOTE) and reading resumes on the next line.
    """
    cutter = _Cutter(delimiter)
    while (line := lines.take()) is not None:
        at = range(lines.number, lines.number + 1)
        has_nul = "\0" in line
        if line == "":
            continue
        if len(line) >= lines.limit:
            yield Record(at, line, None, Fault.FIELD_TOO_LONG, has_nul)
        elif '"' not in line:
            yield Record(at, line, line.split(delimiter), None, has_nul)
        elif (cells := cutter.cut(line)) is not None:
            yield Record(at, line, cells, None, has_nul)
        else:
            yield _several_lines(line, lines, cutter, width)


class _Cutter:
    """Cuts single lines into cells with one csv reader: making one is slow."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self._line: str | None = None
        self._reader = csv.reader(self, delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._line = self._line, None
        if line is None:
            raise StopIteration
        return line

    def cut(self, line: str) -> list[str] | None:
        """Return the cells; None if a quote is unclosed or badly closed.

        None also for cells longer than csv allows.
        """
        self._line = line
        try:
            return next(self._reader)
        except csv.Error:
            return None


def _several_lines(first: str, lines: Lines, cutter: _Cutter, width: int) -> Record:
    number = lines.number
    more = _Ahead(lines)
    cells = _scan(first, more, cutter.delimiter, width)
    if cells is None or (
        len(cells) != width and more.swallowed(cutter.delimiter, width)
    ):
        lines.give_back(more.taken)
        at = range(number, number + 1)
        return Record(at, first, None, Fault.UNCLOSED_QUOTE, "\0" in first)
    at = range(number, lines.number + 1)
    has_nul = "\0" in first or any("\0" in line for line in more.taken)
    return Record(at, first, cells, None, has_nul)


class _Ahead:
    """Lines taken in search of a closing quote."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._chars = 0
        self.taken: list[str] = []

    def __call__(self) -> str | None:
        """Return one more line, or None where the search should end."""
        line = None if self._chars > self._lines.ahead else self._lines.take()
        if line is None:
            return None
        self.taken.append(line)
        self._chars += len(line) + 1
        return line if len(line) < self._lines.limit else None

    def swallowed(self, delimiter: str, width: int) -> bool:
        """Tell whether a line taken is clearly a record by itself."""
        plain = (line for line in self.taken if '"' not in line)
        return any(line.count(delimiter) == width - 1 for line in plain)


def _scan(
    line: str, more: Callable[[], str | None], delimiter: str, width: int
) -> list[str] | None:
    """Split a record that may go on over more lines; None if a quote stays open."""
    cells: list[str] = []
    at = 0
    while True:
        if line.startswith('"', at):
            quoted = _quoted(line, at + 1, more)
            if quoted is None:
                return None
            cell, line, at = quoted
        else:
            stop = line.find(delimiter, at)
            stop = len(line) if stop < 0 else stop
            cell, at = line[at:stop], stop
        cells.append(cell)
        if at == len(line):
            return cells
        if not line.startswith(delimiter, at) or len(cells) > 2 * width + 1:
            return None
        at += len(delimiter)


def _quoted(
    line: str, at: int, more: Callable[[], str | None]
) -> tuple[str, str, int] | None:
    """Return the text up to the closing quote, its line, and the place behind it."""
    parts: list[str] = []
    while True:
        stop = line.find('"', at)
        if stop < 0:
            parts += (line[at:], "\n")
            following = more()
            if following is None:
                return None
            line, at = following, 0
        elif line.startswith('""', stop):
            parts.append(line[at : stop + 1])
            at = stop + 2
        else:
            parts.append(line[at:stop])
            return "".join(parts), line, stop + 1
