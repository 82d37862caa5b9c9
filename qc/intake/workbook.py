"""From an Excel workbook to text: which sheet is the log, and its cells as a CSV."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from qc.core.errors import InvalidLog
from qc.intake.archive import Archive
from qc.intake.decode import CAPS, Caps, Text
from qc.intake.dialect import recognised
from qc.intake.file_kind import FileKind
from qc.intake.parts import SeveralParts, named
from qc.intake.sheet_quick import QuickReader
from qc.intake.table_text import check_rows, check_size, digest_of, write_table
from qc.intake.workbook_parts import Book, Sheet, read_book

_HEAD_ROWS = 200
_CLEARLY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The first rows of a sheet: how wide they are, what is recognised in them."""

    sheet: Sheet
    rows: int
    width: int
    hits: int


def read_workbook(  # noqa: PLR0913 - what to read of which, and how much of it
    source: Path,
    target: Path,
    *,
    known: Collection[str],
    part: str | None = None,
    prefers: str | None = None,
    caps: Caps = CAPS,
) -> Text:
    """Write one sheet of a workbook to `target` as UTF-8 text, commas between cells.

    Line n of the text is row n of the sheet. Formulas are their last values, dates
    are ISO 8601, numbers as `cell_formats` writes them, errors their own text.

    Parameters
    ----------
    source, target : Path
    known : collection of str
        Normal headers: of several sheets, the one with clearly the most is read.
    part : str, optional
        Name of the sheet; a hidden one is read only if it is named.
    prefers : str, optional
        Name of the sheet to read where there is one of it and no other was named.
    caps : Caps

    Raises
    ------
    SeveralParts
        If it is not clear which sheet is meant.
    InvalidLog
        If the workbook is damaged, empty or too large.
    """
    check_size(source, caps)
    with Archive(source, caps) as archive:
        book = read_book(archive, caps)
        if part is None and prefers in [sheet.name for sheet in book.sheets]:
            part = prefers
        head, others = _choice(archive, book, known, part, caps)
        sheet = head.sheet
        reader = QuickReader(sheet.name, book, caps, at_least=head.width)
        chunks = archive.chunks(sheet.member, limit=caps.sheet_bytes)
        text = write_table(reader.lines(chunks), target, source, caps)
    text = check_rows(text, reader.rows)
    return replace(
        text,
        sha256=digest_of(source, sheet.name if len(book.sheets) > 1 else ""),
        kind=FileKind.WORKBOOK,
        part=sheet.name,
        passed_over=others,
    )


def _choice(
    archive: Archive,
    book: Book,
    known: Collection[str],
    part: str | None,
    caps: Caps,
) -> tuple[_Head, tuple[str, ...]]:
    """Return the sheet to read, and the names of the others that have rows."""
    if part is not None:
        name = named("sheet", part, [sheet.name for sheet in book.sheets])
        asked = next(sheet for sheet in book.sheets if sheet.name == name)
        head = _head(archive, book, asked, known, caps)
        if not head.rows:
            raise InvalidLog(f"The sheet {name!r} is empty. Choose another one.")
        return head, tuple(s.name for s in book.sheets if s is not asked)
    heads = [_head(archive, book, sheet, known, caps) for sheet in book.sheets]
    filled = [head for head in heads if head.rows]
    seen = [head for head in filled if not head.sheet.hidden]
    if not seen:
        raise _nothing([head.sheet.name for head in filled])
    seen.sort(key=lambda head: -head.hits)
    if len(seen) > 1 and seen[0].hits < _CLEARLY * max(seen[1].hits, 1):
        in_order = [head for head in filled if not head.sheet.hidden]
        raise SeveralParts(FileKind.WORKBOOK, [head.sheet.name for head in in_order])
    return seen[0], tuple(h.sheet.name for h in filled if h is not seen[0])


def _head(
    archive: Archive, book: Book, sheet: Sheet, known: Collection[str], caps: Caps
) -> _Head:
    reader = QuickReader(sheet.name, book, caps)
    lines: list[bytes] = []
    chunks = archive.chunks(sheet.member, limit=caps.sheet_bytes)
    for some in reader.lines(chunks):
        lines.append(some)
        if reader.rows >= _HEAD_ROWS:
            break
    text = b"".join(lines).decode("utf-8", "replace")
    hits = recognised(text, known)
    return _Head(sheet=sheet, rows=reader.rows, width=reader.width, hits=hits)


def _nothing(hidden: list[str]) -> InvalidLog:
    if hidden:
        return InvalidLog(
            f"All sheets with rows are hidden: {', '.join(map(repr, hidden))}. Show "
            "the one you mean in a spreadsheet program, or load it by its name."
        )
    return InvalidLog("The workbook is empty. Export it again with rows.")
