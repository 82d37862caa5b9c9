"""A plain CSV of date, value[, n]: a series without a log."""

from __future__ import annotations

import csv
import io
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qc.core.errors import InvalidLog

MAX_FAULTS = 20
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSeries:
    """Rows of a series file in time order; `n` is None where it has no third column.

    A row without a value is kept as NaN: a gap that holds its place.
    """

    days: tuple[date, ...]
    values: tuple[float, ...]
    n: tuple[float, ...] | None


def read_series(text: str, name: str) -> PlainSeries:
    """Read date, value[, n] rows; the first row may be a header.

    Dates are ISO (2026-11-16). Rows are put in time order.

    Raises
    ------
    InvalidLog
        With every fault, by line.
    """
    rows = _rows(text)
    if not rows:
        raise InvalidLog(
            f"{name} has no rows. Write lines such as 2026-11-16,0.12,250."
        )
    if _is_header(rows[0][1]):
        rows = rows[1:]
    faults: list[str] = []
    read = [_row(line, cells, faults) for line, cells in rows]
    good = sorted(row for row in read if row is not None)
    faults += _repeats([row[0] for row in good])
    with_n = [row[2] is not None for row in good]
    if any(with_n) and not all(with_n):
        faults.append("Some rows have n and some do not; give it in all or in none.")
    if faults or not good:
        raise InvalidLog(_told(name, faults or ["there is a header and no row."]))
    numbers = tuple(row[2] for row in good if row[2] is not None)
    return PlainSeries(
        days=tuple(row[0] for row in good),
        values=tuple(row[1] for row in good),
        n=numbers if any(with_n) else None,
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    lines = text.lstrip("\ufeff").splitlines()
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    rows = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    cells = ((i, [cell.strip() for cell in row]) for i, row in enumerate(rows, 1))
    return [(i, row) for i, row in cells if any(row)]


def _is_header(cells: Sequence[str]) -> bool:
    try:
        date.fromisoformat(cells[0][:10])
    except ValueError:
        return not any(character.isdigit() for character in "".join(cells))
    return False


def _row(
    line: int, cells: Sequence[str], faults: list[str]
) -> tuple[date, float, float | None] | None:
    if len(cells) not in (2, 3):
        faults.append(f"line {line}: {len(cells)} columns; give date, value[, n].")
        return None
    try:
        day = date.fromisoformat(cells[0][:10])
    except ValueError:
        faults.append(f"line {line}: {cells[0][:40]!r} is no date such as 2026-11-16.")
        return None
    value = _number(line, cells[1], faults)
    n = _number(line, cells[2], faults) if len(cells) == 3 else None
    if n is not None and not n >= 0:
        faults.append(f"line {line}: n must be zero or more; got {cells[2][:40]!r}.")
    return day, value, n


def _number(line: int, text: str, faults: list[str]) -> float:
    if not text:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.inf
    if math.isinf(value) or math.isnan(value):
        faults.append(f"line {line}: {text[:40]!r} is no number such as 0.12.")
        return math.nan
    return value


def _repeats(days: Sequence[date]) -> list[str]:
    twice = sorted({day for day, after in itertools.pairwise(days) if day == after})
    return [f"{day} occurs more than once; give one row a period." for day in twice]


def _told(name: str, faults: Sequence[str]) -> str:
    lines = "\n".join(f"- {fault}" for fault in faults[:MAX_FAULTS])
    more = len(faults) - MAX_FAULTS
    rest = f"\n- and {more} more" if more > 0 else ""
    return f"{name} cannot be charted:\n{lines}{rest}"
