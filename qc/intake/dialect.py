"""Where the table of a text begins: titles, header row, delimiter, column names."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

from qc.core.errors import InvalidLog
from qc.intake.headers import fingerprint, normalise

DELIMITERS = (",", ";", "\t", "|")
_SEP = re.compile(r'"?sep=([^\w"\s]|\t)"?\s*', re.IGNORECASE)
_DATA = re.compile(r"[\s+\-$\u20ac\u00a3(]*\d[\d\s.,:/%TZ+\-)]*")
_RECORDS = 200
_HEADER_WITHIN = 50
_HALF = 0.5
COLUMNS_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The structure of a text file.

    Attributes
    ----------
    delimiter : str
    columns : tuple of str
        Header of each column; all different. A blank header is called "column 3",
        one that occurs twice "agent (1)", "agent (2)".
    skip : int
        Physical lines above the first record: titles, blank lines and the header.
    title_lines : tuple of str
        Text lines above the header.
    records_above : int
        How many of the records that `Text.records` counts lie in the lines skipped.
    twins : tuple of str
        Headers that occur more than once.
    """

    delimiter: str
    columns: tuple[str, ...]
    skip: int
    title_lines: tuple[str, ...] = ()
    records_above: int = 1
    twins: tuple[str, ...] = ()

    def copies(self, header: str) -> tuple[str, ...]:
        """Return the names given to the columns that share a header."""
        own = re.compile(re.escape(header) + r" \(\d+\)")
        return tuple(column for column in self.columns if own.fullmatch(column))

    @property
    def fingerprint(self) -> str:
        """Tells files of one source by their headers, whatever their order."""
        return fingerprint(self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    cells: tuple[str, ...]
    stop: int  # physical lines up to and including this record


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """The head of the file, read with one delimiter."""

    delimiter: str
    rows: tuple[_Row, ...]
    header: int | None
    hits: int
    width: int
    agree: float

    @property
    def merit(self) -> tuple[float, ...]:
        several = self.width > 1 and self.agree >= _HALF
        place = -1 if self.header is None else -self.header
        found = self.header is not None
        return (self.hits, several, found, self.agree, place, self.width)


def sniff(
    head: str,
    known: Collection[str],
    *,
    delimiter: str | None = None,
    columns_max: int = COLUMNS_MAX,
) -> Dialect:
    """Find the header row and the delimiter in the first lines of a text.

    The header row is the first row whose cells are mostly known headers; else the
    first that looks like names and is as wide as the rows below.

    Parameters
    ----------
    head : str
        Whole lines from the start of the text.
    known : collection of str
        Normal headers, as `normalise` makes them.
    delimiter : str, optional
        Declared; by default found.
    columns_max : int
        Most columns to read.

    Raises
    ------
    InvalidLog
        If there is no header, nothing below it, more columns than allowed, or if
        the header does not fit the rows.
    """
    lines = head.split("\n")
    stated, start = _stated(lines)
    choices = (delimiter or stated,) if delimiter or stated else DELIMITERS
    candidates = [_candidate(lines, start, d, known) for d in choices if d]
    best = max(candidates, key=lambda candidate: candidate.merit)
    _refuse(best, columns_max)
    return _dialect(best, lines, start)


def recognised(head: str, known: Collection[str]) -> int:
    """Return the most headers that one row of a comma-separated head has of `known`."""
    rows = islice(_rows(head.split("\n"), 0, ","), _HEADER_WITHIN)
    return max((_hits(row.cells, known) for row in rows), default=0)


def _stated(lines: Sequence[str]) -> tuple[str | None, int]:
    """Read a ``sep=;`` line: its delimiter, and how many lines lie above the table."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = _SEP.fullmatch(line)
            return (found[1], number) if found else (None, 0)
    return None, 0


def _candidate(
    lines: Sequence[str], start: int, delimiter: str, known: Collection[str]
) -> _Candidate:
    rows = tuple(_rows(lines, start, delimiter))
    widths = Counter(len(row.cells) for row in rows)
    width = max(widths, key=lambda w: (widths[w], w), default=0)
    header, hits = _header(rows, width, known)
    return _Candidate(
        delimiter=delimiter,
        rows=rows,
        header=header,
        hits=hits,
        width=width,
        agree=round(widths[width] / len(rows), 1) if rows else 0.0,
    )


def _rows(lines: Sequence[str], start: int, delimiter: str) -> Iterator[_Row]:
    with_ends = (line + "\n" for line in lines[start:])
    reader = csv.reader(with_ends, delimiter=delimiter)
    try:
        for _ in range(_RECORDS):
            cells = next(reader)
            if cells:
                yield _Row(cells=tuple(cells), stop=start + reader.line_num)
    except (StopIteration, csv.Error):
        return


def _header(
    rows: Sequence[_Row], width: int, known: Collection[str]
) -> tuple[int | None, int]:
    """Return the place of the header row, and how many of its cells are known."""
    hits = [_hits(row.cells, known) for row in rows[:_HEADER_WITHIN]]
    for place, hit in enumerate(hits):
        filled = sum(bool(cell.strip()) for cell in rows[place].cells)
        if hit >= min(2, width) and 2 * hit >= filled:
            return place, hit
    for place, hit in enumerate(hits):
        if len(rows[place].cells) == width and _like_names(rows[place].cells):
            return place, hit
    return None, 0


def _hits(cells: Sequence[str], known: Collection[str]) -> int:
    return len({cell for cell in cells[:COLUMNS_MAX] if normalise(cell).name in known})


def _like_names(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return 2 * len(filled) > len(cells) and not any(map(_DATA.fullmatch, filled))


def _refuse(best: _Candidate, columns_max: int) -> None:
    if best.header is None:
        first = best.rows[0].cells[0] if best.rows else ""
        raise InvalidLog(
            "The file has no header: its first row looks like data "
            f"({first[:40]!r}). Add a line with the names of the columns on top."
        )
    header = best.rows[best.header].cells
    below = {len(row.cells) for row in best.rows[best.header + 1 :]}
    if len(header) > columns_max:
        raise InvalidLog(
            f"The file has {len(header):,} columns; at most {columns_max:,} are read. "
            "Export only the columns you need."
        )
    if not below:
        raise InvalidLog(
            "The file has a header but no rows below it. Export it again with rows."
        )
    if len(header) not in below:
        raise InvalidLog(
            f"The header names {len(header)} columns, but the rows have {min(below)}. "
            "Export the file again, or correct the header."
        )


def _dialect(best: _Candidate, lines: Sequence[str], start: int) -> Dialect:
    place = best.header or 0
    row = best.rows[place]
    first = best.rows[place - 1].stop if place else start
    columns, twins = _names(row.cells)
    return Dialect(
        delimiter=best.delimiter,
        columns=columns,
        skip=row.stop,
        title_lines=tuple(line for line in lines[start:first] if line.strip()),
        records_above=place + 1 + bool(start),
        twins=twins,
    )


def _names(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give every column a name of its own."""
    clean = [" ".join(cell.strip("\ufeff").split()) for cell in cells]
    names = [name or f"column {i}" for i, name in enumerate(clean, start=1)]
    counts = Counter(names)
    used = {name for name in names if counts[name] == 1}
    unique = []
    for name in names:
        unique.append(name if counts[name] == 1 else _numbered(name, used))
        used.add(unique[-1])
    twins = tuple(name for name, times in counts.items() if times > 1)
    return tuple(unique), twins


def _numbered(name: str, used: Collection[str]) -> str:
    return next(own for i in count(1) if (own := f"{name} ({i})") not in used)
