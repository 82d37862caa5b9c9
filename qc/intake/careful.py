"""The careful reader: for files whose records the fast reader cannot account for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from qc.core.plan import Fault, SetAside
from qc.intake.decode import CAPS, Caps, Text
from qc.intake.footers import told_apart
from qc.intake.records import Lines, Record, walk

_EXCERPT = 120


class Layout(Protocol):
    """What a `Dialect` and a `LoadPlan` both know."""

    @property
    def delimiter(self) -> str:
        """Mark between fields."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Header of each column."""

    @property
    def skip(self) -> int:
        """Physical lines above the first record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Careful:
    """A file after careful reading.

    Attributes
    ----------
    path : Path
        The good records as plain CSV in UTF-8: commas, every field in double
        quotes, LF, no header; the physical line number (1-based) comes first.
    records : int
        Good records.
    set_aside : tuple of SetAside
        The others, in file order. `column` is empty where the whole record is at
        fault; `value` is an excerpt of its first line.
    """

    path: Path
    records: int
    set_aside: tuple[SetAside, ...]

    @property
    def read(self) -> int:
        """All records below the header: good and set aside."""
        return self.records + len(self.set_aside)


def read_carefully(
    text: Text, layout: Layout, target: Path, *, caps: Caps = CAPS
) -> Careful:
    """Read line by line, keep every good record, name every other one.

    Parameters
    ----------
    text : Text
        A decoded file.
    layout : Dialect or LoadPlan
        Its delimiter, columns and where the records start.
    target : Path
        Where the good records are written.

    Returns
    -------
    Careful
        Set aside are records with a wrong number of fields, an unclosed quote, a
        field above the cap, a NUL byte, or bytes that do not decode.
    """
    bad = {line.line: line for line in text.bad_lines}
    set_aside: list[SetAside] = []
    good = last = 0
    with (
        text.path.open(encoding="utf-8", newline="\n") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        lines = Lines(source, skip=layout.skip, field_chars=caps.field_chars)
        width = len(layout.columns)
        for record in walk(lines, delimiter=layout.delimiter, width=width):
            fault = _fault(record, layout, bad, caps)
            if fault is not None:
                set_aside.append(fault)
            elif record.cells is not None:
                line = text.row(record.lines[0])
                out.write(_clean(line, record.raw, record.cells))
                good, last = good + 1, record.lines[0]
    told = told_apart(set_aside, last)
    aside = tuple(replace(one, line=text.row(one.line)) for one in told)
    return Careful(path=target, records=good, set_aside=aside)


def _clean(line: int, raw: str, cells: list[str]) -> str:
    """Write one record; half the time that the csv module needs."""
    if '"' in raw:
        cells = [cell.replace('"', '""') for cell in cells]
    inside = '","'.join(cells)
    return f'"{line}","{inside}"\n'


def _fault(
    record: Record, layout: Layout, bad: dict[int, SetAside], caps: Caps
) -> SetAside | None:
    if bad and (known := _undecodable(record, bad)):
        return known
    if record.has_nul:
        return _aside(record, Fault.NUL_BYTE)
    if record.cells is None:
        return _aside(record, record.fault or Fault.UNCLOSED_QUOTE)
    if len(record.cells) != len(layout.columns):
        few = len(record.cells) < len(layout.columns)
        return _aside(record, Fault.TOO_FEW_FIELDS if few else Fault.TOO_MANY_FIELDS)
    if len(record.raw) <= caps.field_chars and len(record.lines) == 1:
        return None  # the usual case, without a look at each cell
    return _too_long(record, record.cells, layout, caps)


def _too_long(
    record: Record, cells: list[str], layout: Layout, caps: Caps
) -> SetAside | None:
    for column, cell in zip(layout.columns, cells, strict=True):
        if len(cell) > caps.field_chars:
            return _aside(record, Fault.FIELD_TOO_LONG, column, cell)
    return None


def _undecodable(record: Record, bad: dict[int, SetAside]) -> SetAside | None:
    return next((bad[line] for line in record.lines if line in bad), None)


def _aside(
    record: Record, fault: Fault, column: str = "", value: str | None = None
) -> SetAside:
    shown = (record.raw if value is None else value)[:_EXCERPT].replace("\0", "\u2400")
    return SetAside(line=record.lines[0], column=column, value=shown, fault=fault)
