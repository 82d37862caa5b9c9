"""The marks inside numbers, and times taken that are written as a clock shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Marks = tuple[str, str]
"""Decimal mark and thousands mark; the latter may be empty."""

_THOUSANDS = {
    ".": ("", ",", " ", "'", "\xa0", "\u202f", "\u2019"),
    ",": ("", ".", " ", "'", "\xa0", "\u202f", "\u2019"),
}
_WHOLE = re.compile(r"[+-]?\d+")
_CLOCK = re.compile(r"\d{1,6}:[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?")
_RARE = 0.05


def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    grouped = rf"|\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+" if thousands else ""
    power = r"(?:[eE][+-]?\d+)?" if decimal == "." else ""
    return re.compile(rf"[+-]?(?:\d+{grouped})(?:{re.escape(decimal)}\d+)?{power}")


_PATTERNS = {
    (decimal, thousands): _pattern(decimal, thousands)
    for decimal, several in _THOUSANDS.items()
    for thousands in several
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGuess:
    """What a column of numbers looks like.

    Attributes
    ----------
    options : tuple of (decimal, thousands)
        One pair of marks, or two where the sample does not decide.
    fit : float, 0 to 1
        Share of texts that are numbers with these marks.
    rare_thousands : bool
        A few texts have a thousands mark, too few to take it for granted.
    clocks : float, 0 to 1
        Share of texts written as HH:MM or HH:MM:SS.
    """

    options: tuple[Marks, ...]
    fit: float
    rare_thousands: bool = False
    clocks: float = 0.0


def guess_numbers(texts: Sequence[str]) -> NumberGuess:
    """Find the marks of a column from texts that are not missing."""
    if not texts:
        return NumberGuess(options=((".", ""),), fit=1.0)
    clean = [text.strip() for text in texts]
    total = len(clean)
    read = {
        marks: sum(bool(pattern.fullmatch(text)) for text in clean)
        for marks, pattern in _PATTERNS.items()
    }
    point, comma = _best(read, "."), _best(read, ",")
    marked = read[point] > sum(bool(_WHOLE.fullmatch(text)) for text in clean)
    clocks = sum(bool(_CLOCK.fullmatch(text)) for text in clean) / total
    if read[point] == read[comma] and marked:
        fit = read[point] / total
        return NumberGuess(options=(point, comma), fit=fit, clocks=clocks)
    full = point if read[point] >= read[comma] else comma
    bare = (full[0], "")
    rare = 0 < read[full] - read[bare] < _RARE * total
    marks = bare if rare else full
    return NumberGuess(
        options=(marks,), fit=read[marks] / total, rare_thousands=rare, clocks=clocks
    )


def _best(read: dict[Marks, int], decimal: str) -> Marks:
    """Return the marks that read most texts; of equals the first, without thousands."""
    pairs = [(decimal, thousands) for thousands in _THOUSANDS[decimal]]
    return max(pairs, key=lambda marks: read[marks])
