"""Small workbooks and archives, written part by part so that each part can be wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = "xl/worksheets/sheet1.xml"
FORMATS = ("General", "yyyy-mm-dd", "dd/mm/yyyy hh:mm", "[h]:mm:ss", "00000", "h:mm")

Cell = str | float | bool | None
Rows = Sequence[Sequence[Cell]]


def letters(place: int) -> str:
    """Return the letters of a column: A for 0."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def styled(number: float, style: int) -> str:
    """Return a number in one of `FORMATS`, as a cell without its place."""
    return f'<c s="{style}"><v>{number!r}</v></c>'


def cell(place: str, value: Cell) -> str:
    """Return the XML of a cell; a text that is XML of a cell gets its place only."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    if value.startswith("<c "):
        return value.replace("<c ", f'<c r="{place}" ', 1)
    text = escape(value, quote=False).replace("\r", "_x000D_")
    text = f'<is><t xml:space="preserve">{text}</t></is>'
    return f'<c r="{place}" t="inlineStr">{text}</c>'


def row(number: int, values: Sequence[Cell]) -> str:
    cells = (cell(f"{letters(i)}{number}", value) for i, value in enumerate(values))
    return f'<row r="{number}">{"".join(cells)}</row>'


def sheet(rows: Rows) -> str:
    """Return the XML of a sheet; a row without cells is left out."""
    made = (row(i, values) for i, values in enumerate(rows, start=1) if values)
    return data("".join(made))


def data(rows: str) -> str:
    """Return the XML of a sheet with these rows."""
    root = f'<worksheet xmlns="{NAMESPACE}">'
    return f"{HEAD}{root}<sheetData>{rows}</sheetData></worksheet>"


def parts(
    sheets: Mapping[str, str], *, states: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the parts of a workbook by their names in the archive."""
    listed, related = [], []
    made = {"[Content_Types].xml": f"{HEAD}<Types/>"}
    for i, (name, xml) in enumerate(sheets.items(), start=1):
        state = (states or {}).get(name, "visible")
        listed.append(
            f'<sheet name="{escape(name)}" sheetId="{i}" state="{state}" r:id="r{i}"/>'
        )
        related.append(
            f'<Relationship Id="r{i}" Type="{RELATION}/worksheet" '
            f'Target="worksheets/sheet{i}.xml"/>'
        )
        made[f"xl/worksheets/sheet{i}.xml"] = xml
    made["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATION}"><workbookPr/>'
        f"<sheets>{''.join(listed)}</sheets></workbook>"
    )
    made["xl/_rels/workbook.xml.rels"] = (
        f"{HEAD}<Relationships>{''.join(related)}</Relationships>"
    )
    codes = "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode="{escape(code)}"/>'
        for i, code in enumerate(FORMATS)
    )
    styles = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(FORMATS)))
    made["xl/styles.xml"] = (
        f'{HEAD}<styleSheet xmlns="{NAMESPACE}"><numFmts>{codes}</numFmts>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    )
    return made


def packed(
    members: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Pack members into a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(
    rows: Rows | Mapping[str, Rows], *, states: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook of one sheet, or of several by their names."""
    sheets = rows if isinstance(rows, Mapping) else {"Log": rows}
    made = {name: sheet(one) for name, one in sheets.items()}
    return packed(parts(made, states=states))


def of_sheet(xml: str, **replaced: str) -> bytes:
    """Return a workbook whose only sheet is this XML."""
    return packed({**parts({"Log": xml}), **replaced})
