"""Read a workbook as its XML says, without any library that writes one."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
Cell = str | float | bool


class Workbook:
    """The parts of a workbook that the tests ask for."""

    def __init__(self, content: bytes) -> None:
        self.parts = zipfile.ZipFile(io.BytesIO(content))
        strings = self._xml("xl/sharedStrings.xml").iter(f"{_MAIN}si")
        self._texts = ["".join(part.itertext()) for part in strings]
        sheets = self._xml("xl/workbook.xml").iter(f"{_MAIN}sheet")
        self._ids = {each.attrib["name"]: each.attrib[_LINK] for each in sheets}

    @property
    def names(self) -> list[str]:
        return list(self._ids)

    def rows(self, name: str) -> list[dict[str, Cell]]:
        """Return the rows of a sheet as {column letter: value}."""
        return [
            {
                re.sub(r"\d", "", c.attrib["r"]): v
                for c in row
                if (v := self._value(c)) != ""
            }
            for row in self._sheet(name).iter(f"{_MAIN}row")
        ]

    def series(self, name: str) -> dict[str, tuple[float | None, ...]]:
        """Return the series of the sheet's chart, read from the cells it points to."""
        cells = self._cells(name)
        number = self.names.index(name)
        chart = self._xml(f"xl/charts/chart{number}.xml")
        found = {}
        for one in chart.iter(f"{_CHART}ser"):
            title = next(t.text or "" for t in one.iter(f"{_CHART}v"))
            place = one.find(f"{_CHART}val/{_CHART}numRef/{_CHART}f")
            assert place is not None
            match = re.search(r"\$([A-Z]+)\$(\d+):\$\1\$(\d+)$", place.text or "")
            assert match is not None
            rows = range(int(match[2]), int(match[3]) + 1)
            values = (cells.get(f"{match[1]}{row}") for row in rows)
            found[title] = tuple(None if v is None else float(v) for v in values)
        return found

    def _cells(self, name: str) -> dict[str, Cell]:
        cells = self._sheet(name).iter(f"{_MAIN}c")
        pairs = ((cell.attrib["r"], self._value(cell)) for cell in cells)
        return {place: value for place, value in pairs if value != ""}

    def _sheet(self, name: str) -> ElementTree.Element:
        return self._xml(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml")

    def _value(self, cell: ElementTree.Element) -> Cell:
        assert cell.find(f"{_MAIN}f") is None, "a formula"
        value = cell.find(f"{_MAIN}v")
        text = "" if value is None else value.text or ""
        if cell.get("t") == "s":
            return self._texts[int(text)]
        if cell.get("t") == "b":
            return text == "1"
        return float(text) if text else ""

    def _xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts.read(part))
