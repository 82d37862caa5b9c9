"""The parts of an Excel workbook apart from its cells: sheets, formats, texts."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from qc.core.errors import InvalidLog
from qc.intake import xml_parts
from qc.intake.archive import Archive
from qc.intake.cell_formats import Show, built_in, number, reader
from qc.intake.cells import field
from qc.intake.decode import Caps

_SMALL = 20_000_000  # bytes of a part that holds no cells and no texts
_OVERHEAD = 50  # bytes that Python needs for each text beyond its own
_TEXTS = "xl/sharedStrings.xml"
_OTHERS = {
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "content.xml": "an OpenDocument file (.ods)",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "Index/Document.iwa": "a file of Apple Numbers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its name, the member that holds its cells, whether it is hidden."""

    name: str
    member: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What all sheets of a workbook share.

    Attributes
    ----------
    sheets : tuple of Sheet
        Those with cells, in their order; no charts.
    texts : list of str
        Shared texts, as fields of a CSV.
    formats : dict of str to callable
        How the numbers of each style become text, by the style's number.
    """

    sheets: tuple[Sheet, ...]
    texts: list[str]
    formats: dict[str, Show]


def is_workbook(archive: Archive) -> bool:
    """Tell whether a zip archive is an Excel workbook with cells in XML.

    Raises
    ------
    InvalidLog
        If it is another office document.
    """
    if "[Content_Types].xml" in archive and "xl/workbook.xml" in archive:
        return True
    for member, what in _OTHERS.items():
        marked = member != "content.xml" or "META-INF/manifest.xml" in archive
        if member in archive and marked:
            raise InvalidLog(
                f"The file is {what}, which is not read. Open it in the program it "
                "is of, and save the table as an Excel workbook (.xlsx) or as CSV."
            )
    return False


def read_book(archive: Archive, caps: Caps) -> Book:
    """Read all of a workbook but the cells.

    Raises
    ------
    InvalidLog
        If it is damaged, or has more sheets or texts than are read.
    """
    listed, since_1904 = _sheets(archive)
    targets = _targets(archive)
    sheets = tuple(
        Sheet(name=name, member=targets[place], hidden=hidden)
        for name, place, hidden in listed
        if targets.get(place, "") in archive
    )
    if len(sheets) > caps.sheets:
        raise InvalidLog(
            f"The workbook has {len(sheets):,} sheets; at most {caps.sheets:,} are "
            "read. Save the one you need as a workbook of its own."
        )
    return Book(
        sheets=sheets,
        texts=_texts(archive, caps),
        formats=_formats(archive, since_1904=since_1904),
    )


def _sheets(archive: Archive) -> tuple[list[tuple[str, str, bool]], bool]:
    """Return name, relationship and whether hidden of each sheet; and the epoch."""
    found: list[tuple[str, str, bool]] = []
    since_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        if name == "workbookPr":
            since_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif name == "sheet":
            known = {xml_parts.local(key): value for key, value in attributes.items()}
            hidden = known.get("state", "visible") != "visible"
            found.append((known.get("name", ""), known.get("id", ""), hidden))

    _read(archive, "xl/workbook.xml", start)
    return found, since_1904


def _targets(archive: Archive) -> dict[str, str]:
    """Return the member of each relationship to a sheet with cells."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if name == "Relationship" and kind == "worksheet":
            target = posixpath.join("/xl", attributes.get("Target", ""))
            member = posixpath.normpath(target).lstrip("/")
            found[attributes.get("Id", "")] = member

    _read(archive, "xl/_rels/workbook.xml.rels", start)
    return found


def _formats(archive: Archive, *, since_1904: bool) -> dict[str, Show]:
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name in ("cellXfs", "cellStyleXfs"):
            inside = name
        elif name == "numFmt":
            codes[_whole(attributes, "numFmtId")] = attributes.get("formatCode", "")
        elif name == "xf" and inside == "cellXfs":
            styles.append(_whole(attributes, "numFmtId"))

    if "xl/styles.xml" in archive:
        _read(archive, "xl/styles.xml", start)
    made = {
        one: reader(codes[one], since_1904=since_1904)
        if one in codes
        else built_in(one, since_1904=since_1904)
        for one in set(styles)
    }
    return {str(style): made[one] for style, one in enumerate(styles)} or {"0": number}


def _whole(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isdecimal() else 0


def _texts(archive: Archive, caps: Caps) -> list[str]:
    if _TEXTS not in archive:
        return []
    texts = _Texts(caps)
    chunks = archive.chunks(_TEXTS, limit=caps.sheet_bytes)
    xml_parts.read(chunks, texts.start, texts.end, texts.piece)
    return texts.found


class _Texts:
    """The shared texts; how they are pronounced is left out."""

    def __init__(self, caps: Caps) -> None:
        self.found: list[str] = []
        self._caps = caps
        self._pieces: list[str] = []
        self._size = 0
        self._spoken = self._taking = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._spoken = True
        self._taking = name == "t" and not self._spoken

    def piece(self, text: str) -> None:
        if self._taking:
            self._pieces.append(text)
            self._size += len(text)
            _refuse_many(self._size, self._caps)

    def end(self, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append(field("".join(self._pieces)))
            self._size += _OVERHEAD
            _refuse_many(self._size, self._caps)


def _refuse_many(size: int, caps: Caps) -> None:
    if size > caps.texts_bytes:
        raise InvalidLog(
            "The workbook holds more text than is read from a workbook. Save the "
            "sheet as CSV (UTF-8) and load that."
        )


def _read(archive: Archive, member: str, start: xml_parts.Start) -> None:
    if member not in archive:
        raise xml_parts.damaged()
    chunks = archive.chunks(member, limit=_SMALL)
    xml_parts.read(chunks, start, lambda _name: None, lambda _text: None)
