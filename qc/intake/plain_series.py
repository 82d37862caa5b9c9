"""A plain CSV of date, value[, n]: a series without a log."""

from __future__ import annotations

import csv
import io
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from qc.core.errors import InvalidLog

MAX_FAULTS = 20
_PAIR = 2
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSeries:
    """Rows of a series file in time order; `n` is None where it has no third column.

    Where most days have several values and there is no n, they are samples.

    A row without a value is kept as NaN, with n as it is or 0: a gap that holds its
    place.
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
    rows = _rows(text, name)
    if not rows:
        raise InvalidLog(f"{name} has no rows. Write lines such as 2026-11-16,12,250.")
    if _is_header(rows[0][1]):
        rows = rows[1:]
    faults: list[str] = []
    read = [_row(line, cells, faults) for line, cells in rows]
    good = sorted((row for row in read if row is not None), key=itemgetter(0))
    with_n = [row[2] is not None for row in good]
    days = [row[0] for row in good]
    faults += [] if _are_samples(days, with_n) else _repeats(days)
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


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    lines = text.lstrip("\ufeff").splitlines()
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as fault:
        raise InvalidLog(
            _told(name, [f"line {reader.line_num}: it is no CSV ({fault})."])
        ) from fault
    return [(line, row) for line, row in rows if any(row)]


def _day(text: str) -> date:
    """Read a date; a time of day behind it does not matter."""
    if text[10:11] not in ("", "T", " "):
        raise ValueError(text)
    return date.fromisoformat(text[:10])


def _is_header(cells: Sequence[str]) -> bool:
    try:
        _day(cells[0])
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
        day = _day(cells[0])
    except ValueError:
        faults.append(f"line {line}: {cells[0][:40]!r} is no date such as 2026-11-16.")
        return None
    value = _number(line, cells[1], faults)
    if len(cells) == 2:
        return day, value, None
    n = _number(line, cells[2], faults) if any(cells[1:]) else 0.0
    if n < 0 or (cells[1] and not cells[2]):
        faults.append(f"line {line}: n must be zero or more; got {cells[2][:40]!r}.")
    return day, value, n


def _number(line: int, text: str, faults: list[str]) -> float:
    if not text:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.inf
    if not math.isfinite(value) or "_" in text:
        faults.append(f"line {line}: {text[:40]!r} is no number such as 0.12.")
        return math.nan
    return value


def _are_samples(days: Sequence[date], with_n: Sequence[bool]) -> bool:
    """Several values on most days are meant; one day twice is a mistake."""
    distinct = len(set(days))
    return distinct > 1 and not any(with_n) and len(days) >= _PAIR * distinct


def _repeats(days: Sequence[date]) -> list[str]:
    twice = sorted({day for day, after in itertools.pairwise(days) if day == after})
    return [f"{day} occurs more than once; give one row a period." for day in twice]


def _told(name: str, faults: Sequence[str]) -> str:
    lines = "\n".join(f"- {fault}" for fault in faults[:MAX_FAULTS])
    more = len(faults) - MAX_FAULTS
    rest = f"\n- and {more} more" if more > 0 else ""
    return f"{name} cannot be charted:\n{lines}{rest}"
