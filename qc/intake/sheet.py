"""The cells of one sheet, row by row, as lines of a CSV; the XML is only streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qc.core.errors import InvalidLog
from qc.intake import xml_parts
from qc.intake.cell_formats import number
from qc.intake.cells import column, field, whole
from qc.intake.decode import Caps
from qc.intake.workbook_parts import Book

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_FLAGS = {"1": "true", "0": "false"}


class SheetReader:
    """Turns the XML of one sheet into lines; line n of them is row n of the sheet.

    Rows without any text are blank lines; a cell with line ends makes several lines.
    `rows` with text there were so far, the longest of `width` cells; shorter ones than
    `at_least` are filled up to that.
    """

    def __init__(self, name: str, book: Book, caps: Caps, *, at_least: int = 0) -> None:
        self.rows = self.width = 0
        self._name, self._caps, self._most = name, caps, caps.columns
        self._texts, self._formats = book.texts, book.formats
        self._at_least = at_least
        self._columns: dict[str, int] = {}
        self._out: list[str] = []
        self._row = self._written = self._depth = 0
        self._fields: list[str] = []
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._inline: list[str] = []
        self._value: str | None = None
        self._in_row = self._in_cell = self._formula = self._spoken = False
        self._among = False
        self._parser = xml_parts.new_parser()
        self._parser.StartElementHandler = self._root

    def lines(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the lines of the sheet, some of them at once.

        Raises
        ------
        InvalidLog
            If the XML is damaged, a cell lies beyond the columns that are read or
            is longer than a field may be, or a formula was never calculated.
        """
        for chunk in chunks:
            xml_parts.feed(self._parser, chunk)
            self._check_text()
            if self._out:
                yield self._taken()
        xml_parts.feed(self._parser, b"", last=True)
        if self._out:
            yield self._taken()

    def _taken(self) -> bytes:
        lines = "".join(self._out).encode("utf-8", "replace")
        self._out.clear()
        return lines

    # ---- before and after the cells -------------------------------------------
    def _root(self, name: str, _attributes: dict[str, str]) -> None:
        """Learn the prefix of the root: all other elements have the same."""
        if xml_parts.local(name) != "worksheet":
            raise xml_parts.damaged()
        prefix = name.removesuffix("worksheet")
        names = ("sheetData", "row", "c", "v", "t", "f", "rPh")
        known = tuple(prefix + one for one in names)
        self._data, self._n_row, self._n_c, self._n_v = known[:4]
        self._n_t, self._n_f, self._n_rph = known[4:]
        self._parser.StartElementHandler = self._before
        self._parser.EndElementHandler = self._leave

    def _before(self, name: str, _attributes: dict[str, str]) -> None:
        self._enter()
        if name != self._data:
            return
        self._depth, self._among = 0, True
        self._parser.CharacterDataHandler = self._parts.append
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > xml_parts.DEPTH:
            raise xml_parts.damaged()

    def _leave(self, _name: str) -> None:
        self._depth -= 1

    def _after(self) -> None:
        self._among = False
        self._parser.CharacterDataHandler = None
        self._parser.StartElementHandler = self._trailing
        self._parser.EndElementHandler = self._leave

    def _trailing(self, name: str, _attributes: dict[str, str]) -> None:
        self._enter()
        if name == self._data:
            raise xml_parts.damaged()

    # ---- among the cells -------------------------------------------------------
    # Millions of cells pass here, and a call costs as much as all else: hence few.
    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._n_c:
            if self._in_cell or not self._in_row:
                raise xml_parts.damaged()
            self._in_cell, self._formula = True, False
            self._cell, self._value = attributes, None
        elif name == self._n_v:
            self._parts.clear()
        elif name == self._n_row:
            self._open_row(attributes.get("r"))
        else:
            self._trailing(name, attributes)
            if name == self._n_t:
                self._parts.clear()
            elif name == self._n_f:
                self._formula = True
            elif name == self._n_rph:
                self._spoken = True

    def _end(self, name: str) -> None:
        if name == self._n_v:
            parts = self._parts
            self._value = parts[0] if len(parts) == 1 else "".join(parts)
        elif name == self._n_c:
            self._close_cell()
        elif name == self._n_row:
            self._close_row()
        elif name == self._data:
            self._after()
        else:
            self._depth -= 1
            self._leave_inline(name)

    def _leave_inline(self, name: str) -> None:
        """Note a piece of the text of a cell, unless it says how to speak it."""
        if name == self._n_rph:
            self._spoken = False
        elif name == self._n_t and self._cell.get("t") == "inlineStr":
            self._inline.append("" if self._spoken else "".join(self._parts))

    def _open_row(self, text: str | None) -> None:
        row = self._row + 1 if text is None else whole(text)
        if self._in_row or not self._row < row <= _LAST_ROW:
            raise xml_parts.damaged()
        self._row, self._in_row, self._fields = row, True, []
        self._parts.clear()

    def _close_cell(self) -> None:
        self._in_cell = False
        cell, value, fields = self._cell, self._value, self._fields
        kind = cell.get("t", "n")
        if not value:
            shown = self._other(kind, value)
        elif kind == "s":
            shown = self._shared(value)
        elif kind == "n":
            shown = self._formats.get(cell.get("s", "0"), number)(value)
        else:
            shown = self._other(kind, value)
        at, place = len(fields), cell.get("r")
        if place is not None:
            letters = place.rstrip("0123456789")
            at = self._columns.get(letters, -1)
            if at < 0:
                at = self._columns[letters] = column(letters)
        if at == len(fields) < self._most:
            fields.append(shown)
        else:
            self._put(at, shown)

    def _shared(self, value: str) -> str:
        place = int(value) if value.isdecimal() else len(self._texts)
        if place >= len(self._texts):
            raise xml_parts.damaged()
        return self._texts[place]

    def _other(self, kind: str, value: str | None) -> str:
        """Return the field of a cell that is neither a number nor a shared text."""
        if kind == "inlineStr":
            text = "".join(self._inline)
            self._inline.clear()
            return field(text)
        if self._formula and (value is None or (kind == "n" and not value)):
            raise self._never_calculated()
        if kind == "b":
            return _FLAGS.get(value or "", "")
        return field(value or "")

    def _put(self, at: int, shown: str) -> None:
        """Put a field where it is not simply the next one."""
        if at >= self._most:
            self._beyond(at, shown)
            return
        fields = self._fields
        fields.extend([""] * (at + 1 - len(fields)))
        if fields[at]:
            raise xml_parts.damaged()
        fields[at] = shown

    def _close_row(self) -> None:
        self._in_row = False
        fields = self._fields
        while fields and not fields[-1]:
            fields.pop()
        if not fields:
            return
        self.rows += 1
        self.width = max(self.width, len(fields))
        fields.extend([""] * (self._at_least - len(fields)))
        blank = "\n" * (self._row - 1 - self._written)
        self._out.append(f"{blank}{','.join(fields)}\n")
        self._written = self._row

    # ---- refusals ----------------------------------------------------------------
    def _at(self) -> str:
        return f"sheet {self._name!r}, row {self._row:,}"

    def _beyond(self, at: int, shown: str) -> None:
        if shown or at > _LAST_COLUMN:
            raise InvalidLog(
                f"{self._at()}: there is a value beyond column {self._most:,}; at most "
                f"{self._most:,} columns are read. Keep only the columns you need."
            )

    def _never_calculated(self) -> InvalidLog:
        return InvalidLog(
            f"{self._at()}: a cell holds a formula that was never calculated. Open the "
            "workbook in a spreadsheet program and save it again."
        )

    def _check_text(self) -> None:
        held = sum(map(len, self._parts)) + sum(map(len, self._inline))
        if held > self._caps.field_chars:
            raise InvalidLog(
                f"{self._at()}: a cell holds more than {self._caps.field_chars:,} "
                "characters. Shorten it, or leave its column out."
            )
