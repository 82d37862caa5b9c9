"""From an uploaded file to UTF-8 text with LF line ends, and what is known about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from qc.core.errors import InvalidLog
from qc.core.plan import SetAside
from qc.intake import raw
from qc.intake.census import Census
from qc.intake.encoding import (
    Coding,
    as_utf8,
    choose,
    codec_name,
    second_choice,
    with_lf,
)
from qc.intake.file_kind import FileKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much of a file is read at most.

    Attributes
    ----------
    file_bytes, unpacked_bytes : int
        Of the file as it came, and of the text in it.
    ratio : int
        Unpacked bytes for each packed one.
    field_chars, columns : int
    members, sheets : int
        Files in a zip archive, sheets in a workbook.
    sheet_bytes, texts_bytes : int
        XML of one sheet, read as a stream; the texts of a workbook, held in memory.
    """

    file_bytes: int = 2_000_000_000
    unpacked_bytes: int = 500_000_000
    ratio: int = 200
    field_chars: int = 1_000_000
    columns: int = 500
    members: int = 1_000
    sheets: int = 200
    sheet_bytes: int = 2_000_000_000
    texts_bytes: int = 250_000_000


CAPS = Caps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file after decoding.

    Attributes
    ----------
    path : Path
        The UTF-8 text with LF line ends, without byte order mark.
    sha256, bytes : str, int
        Digest and size of the file as it came, packed or not.
    encoding, encoding_guessed : str, bool
        What it was read as; guessed if neither a mark, its bytes nor the user said so.
    lines, blank_lines : int
        Physical lines, the blank ones (outside quotes) included; and those alone.
    has_quotes : bool
    records : int
        Lines ends outside quotes, blank lines not counted, header and titles
        included: the count that every reader of the rows must meet.
    troubled : bool
        Only the careful reader can tell the records apart.
    bad_lines : tuple of SetAside
        Lines that do not decode; the text shows U+FFFD in their place.
    kind : FileKind
        What the file was.
    part : str
        Name of the sheet of a workbook, or of the file of a zip archive; else empty.
    passed_over : tuple of str
        What else there was and was not read: other sheets, nested columns.
    delimiter : str or None
        Where no one has to find it.
    folds : sequence of int
        Physical lines that belong to the row above, of a table that was none of
        lines: where a cell of a sheet holds line ends.
    """

    path: Path
    sha256: str
    bytes: int
    encoding: str
    encoding_guessed: bool
    lines: int
    blank_lines: int
    has_quotes: bool
    records: int
    troubled: bool
    bad_lines: tuple[SetAside, ...] = ()
    kind: FileKind = FileKind.TEXT
    part: str = ""
    passed_over: tuple[str, ...] = ()
    delimiter: str | None = None
    folds: Sequence[int] = ()

    def row(self, line: int) -> int:
        """Return what people count for a physical line: for a sheet, its row."""
        return line - bisect_right(self.folds, line)


def decode(
    source: Path, target: Path, *, encoding: str | None = None, caps: Caps = CAPS
) -> Text:
    """Write `source` to `target` as UTF-8 with LF line ends, hashing and counting.

    The encoding is that of the byte order mark; else UTF-8 if every byte agrees;
    else the declared one; else cp1252, and `encoding_guessed` says so.

    Raises
    ------
    InvalidLog
        If the file is empty, too large, binary, damaged or cannot be read, or the
        encoding is unknown or does not fit. `target` is removed then.
    """
    declared = codec_name(encoding)
    try:
        return _decode(source, target, declared, caps)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise raw.unreadable(error) from error
    except InvalidLog:
        target.unlink(missing_ok=True)
        raise


def _decode(source: Path, target: Path, declared: str | None, caps: Caps) -> Text:
    size = source.stat().st_size
    if size > caps.file_bytes:
        raise InvalidLog(
            f"The file has {raw.size(size)}; at most {raw.size(caps.file_bytes)} are "
            "read. Export a shorter period, or load it in parts."
        )
    try:
        return _pass(source, target, caps, declared)
    except UnicodeDecodeError:
        return _pass(source, target, caps, second_choice(declared))


def _pass(source: Path, target: Path, caps: Caps, coding: Coding | str | None) -> Text:
    with source.open("rb") as file, target.open("wb") as out:
        packed = raw.is_packed(file)
        hashed = raw.HashedFile(file)
        content = raw.pieces(hashed, packed=packed, caps=caps)
        head = next(content, b"")
        if not isinstance(coding, Coding):
            coding = _first_choice(head, coding)
        chunks = chain((head[coding.mark :],), content)
        census = Census(caps.field_chars)
        for chunk in _as_text(chunks, coding):
            out.write(census.feed(chunk))
    census.finish(coding.codec)
    if census.lines == census.blank_lines:
        raise InvalidLog("The file has blank lines only. Export it again with rows.")
    digest, size = hashed.sha256, hashed.bytes
    text = counted(target, census, coding, sha256=digest, bytes=size)
    return replace(text, kind=FileKind.GZIP) if packed else text


def _first_choice(head: bytes, declared: str | None) -> Coding:
    if not head:
        raise InvalidLog("The file is empty (0 bytes). Export it again with rows.")
    raw.refuse_known_binary(head)
    coding = choose(head, declared)
    if coding.codec == "utf-8":
        raw.refuse_unknown_binary(head)
    return coding


def _as_text(chunks: Iterator[bytes], coding: Coding) -> Iterator[bytes]:
    return with_lf(as_utf8(chunks, coding))


def counted(
    path: Path, census: Census, coding: Coding, *, sha256: str, bytes: int
) -> Text:
    """Put together what is known of a text that passed a census."""
    return Text(
        path=path,
        sha256=sha256,
        bytes=bytes,
        encoding=coding.codec,
        encoding_guessed=coding.guessed,
        lines=census.lines,
        blank_lines=census.blank_lines,
        has_quotes=census.has_quotes,
        records=census.records,
        troubled=census.troubled,
        bad_lines=census.bad_lines,
    )
