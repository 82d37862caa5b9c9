"""From any file that is opened to one decoded text: by what it is, not by its name."""

from __future__ import annotations

import secrets
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qc.core.errors import InvalidLog
from qc.intake.archive import Archive
from qc.intake.cells import field
from qc.intake.decode import CAPS, Caps, Text, decode
from qc.intake.encoding import with_lf
from qc.intake.file_kind import FileKind, kind_of
from qc.intake.parts import SeveralParts, member_of
from qc.intake.raw import CHUNK, unreadable
from qc.intake.table_text import check_rows, check_size, digest_of, write_table
from qc.intake.workbook import read_workbook
from qc.intake.workbook_parts import is_workbook
from qc.store.columnar import write_lines
from qc.store.engine import connect
from qc.store.files import remove, write, writing
from qc.workspace.looking import known_headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the owner of a file says of how to open it.

    Attributes
    ----------
    encoding : str or None
        Of a text.
    part : str or None
        Name of the sheet of a workbook, or of the file in a zip archive.
    prefers : str or None
        The one to read where it is there and no `part` is named.
    known : frozenset of str
        Normal headers of its own, beside those that everybody uses.
    caps : Caps
    """

    encoding: str | None = None
    part: str | None = None
    prefers: str | None = None
    known: frozenset[str] = frozenset()
    caps: Caps = CAPS


class Opened:
    """A decoded text that is kept until it is closed or forgotten."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._end = weakref.finalize(self, remove, text.path)

    def close(self) -> None:
        """Remove the text."""
        self._end()


def open_file(file: Path, staging: Path, reading: Reading) -> Text:
    """Decode a file into the staging folder, under a name of our own.

    A text is decoded, and so is one in gzip; of a workbook one sheet is written as
    text, of a zip archive its one file, of a Parquet file all flat columns.

    Raises
    ------
    SeveralParts
        If it holds several tables and none is named.
    InvalidLog
        If it cannot be read, or only beyond the caps.
    """
    try:
        return _open(file, staging, reading, inside=False)
    except OSError as error:
        raise unreadable(error) from error


def _open(file: Path, staging: Path, reading: Reading, *, inside: bool) -> Text:
    kind = kind_of(file)
    if kind is FileKind.ZIP:
        with Archive(file, reading.caps) as archive:
            kind = FileKind.WORKBOOK if is_workbook(archive) else kind
    if inside and kind in (FileKind.ZIP, FileKind.GZIP):
        raise InvalidLog(
            "The zip archive holds another archive. Unpack it, and load what is in it."
        )
    target = writing(staging / f"{secrets.token_hex(8)}.csv")
    if kind is FileKind.ZIP:
        return _open_zip(file, staging, reading)
    if kind is FileKind.WORKBOOK:
        known = known_headers() | reading.known
        part, prefers = (None, None) if inside else (reading.part, reading.prefers)
        caps = reading.caps
        return read_workbook(
            file, target, known=known, part=part, prefers=prefers, caps=caps
        )
    _refuse_part(reading, inside=inside)
    if kind is FileKind.PARQUET:
        return _open_parquet(file, target, reading.caps)
    return decode(file, target, encoding=reading.encoding, caps=reading.caps)


def _refuse_part(reading: Reading, *, inside: bool) -> None:
    if reading.part is not None and not inside:
        raise InvalidLog(
            f"The file has no part {reading.part!r}: it is neither a workbook nor a "
            "zip archive. Leave the name out."
        )


def _open_zip(file: Path, staging: Path, reading: Reading) -> Text:
    check_size(file, reading.caps)
    with Archive(file, reading.caps) as archive, _unpacked(staging) as inner:
        member, others = member_of(archive.names, reading.part, prefers=reading.prefers)
        limit = reading.caps.unpacked_bytes
        write(inner, archive.chunks(member, limit=limit))
        text = _open_inner(inner, staging, reading)
    digest = digest_of(file, member if others else "")
    return replace(
        text,
        sha256=digest,
        bytes=file.stat().st_size,
        kind=FileKind.ZIP,
        part=member,
        passed_over=others,
    )


def _open_inner(file: Path, staging: Path, reading: Reading) -> Text:
    try:
        return _open(file, staging, reading, inside=True)
    except SeveralParts as several:
        raise InvalidLog(
            f"In the zip archive: {several.what} Unpack it, and load what is in it."
        ) from several


def _open_parquet(file: Path, target: Path, caps: Caps) -> Text:
    check_size(file, caps)
    staging = target.parent
    with _unpacked(staging) as body:
        connection = connect(folders=[staging, file.parent], temp=staging)
        try:
            found = write_lines(
                file,
                body,
                connection=connection,
                most_columns=caps.columns,
                most_bytes=caps.unpacked_bytes,
            )
        finally:
            connection.close()
        header = ",".join(field(name) for name in found.columns) + "\n"
        lines = with_lf(_chunks(header.encode("utf-8", "replace"), body))
        text = write_table(lines, target, file, caps)
    text = check_rows(text, found.rows + 1)
    return replace(text, kind=FileKind.PARQUET, passed_over=found.passed_over)


def _chunks(header: bytes, body: Path) -> Iterable[bytes]:
    yield header
    with body.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def _unpacked(staging: Path) -> Iterator[Path]:
    file = staging / f"{secrets.token_hex(8)}.part"
    try:
        yield file
    finally:
        remove(file)
