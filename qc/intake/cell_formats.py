"""How the numbers of a workbook become text: dates, times, ids with leading zeros."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache, partial

from qc.intake.cells import field

Show = Callable[[str], str]
"""From the text of a number, as the file holds it, to a field of a CSV."""

_DAY_MS = 86_400_000
_LAST_DAY = 2_958_465  # 9999-12-31
_LEAP_DAY = 60  # 1900-02-29, which was none
_CLOCK_DAYS = 1_000  # beyond, a time of day hides a date
_EXACT = 1e16  # beyond, Python writes an exponent
_DATES = frozenset((*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58))
_CLOCKS = frozenset((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56))
_BOTH = frozenset((22,))
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_AMPM = re.compile(r"am/pm|a/p|general", re.IGNORECASE)
_PADDED = re.compile(r'(?:"[^"]*"|\\.|[0 ()/-])*0')
_PIECE = re.compile(r'"([^"]*)"|\\(.)|(.)')


def number(text: str) -> str:
    """Write a number as people read it: 5.0 is 5, 1E3 is 1000, fifteen digits count."""
    if text.isdecimal() and text.isascii() and text[0] != "0":
        return text
    try:
        value = float(text)
    except ValueError:
        return field(text)
    if not math.isfinite(value):
        return field(text)
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return repr(float(f"{value:.15g}"))


def reader(code: str, *, since_1904: bool = False) -> Show:
    """Return how the numbers of a format code are read, as in "dd/mm/yyyy".

    Dates become ISO 8601, with the time of day if the format shows one or the value
    has one; formats of hours alone become HH:MM:SS and may pass 24 hours; formats
    of nothing but digits to fill, as in "00000", keep their leading zeros. All
    other numbers are what they are, however many digits are shown.
    """
    code = code.split(";")[0]
    padded = _padded(code)
    if padded is not None:
        return padded
    letters = set(_AMPM.sub("h", _LITERAL.sub("", code)).lower())
    if "general" in code.lower() or not letters & set("ymdhs"):
        return number
    day, clock = bool(letters & set("yd")), bool(letters & set("hs"))
    return _time(day or not clock, clock, since_1904)


def built_in(number_format: int, *, since_1904: bool = False) -> Show:
    """Return how the numbers of a format without a code of its own are read."""
    if number_format in _BOTH:
        return _time(True, True, since_1904)
    if number_format in _DATES:
        return _time(True, False, since_1904)
    if number_format in _CLOCKS:
        return _time(False, True, since_1904)
    return number


def _time(day: bool, clock: bool, since_1904: bool) -> Show:
    offset = 1462 if since_1904 else 0
    if not day:
        return partial(_clock, offset)
    return partial(_moment, offset, clock)


def _moment(offset: int, clock: bool, text: str) -> str:
    """Write a number of days since the epoch of the workbook as a date."""
    total = _milliseconds(text)
    if total is None or total < 0:
        return number(text)
    days, rest = divmod(total, _DAY_MS)
    if days + offset > _LAST_DAY:
        return number(text)
    if rest or clock:
        return f"{_day(days + offset)}T{_hms(rest)}"
    return _day(days + offset)


def _clock(offset: int, text: str) -> str:
    """Write a part of a day as HH:MM:SS."""
    total = _milliseconds(text)
    if total is None or total < 0:
        return number(text)
    if total > _CLOCK_DAYS * _DAY_MS:
        return _moment(offset, True, text)
    return _hms(total)


def _milliseconds(text: str) -> int | None:
    try:
        return round(float(text) * _DAY_MS)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def _day(days: int) -> str:
    if days in (0, _LEAP_DAY):  # days that only a spreadsheet knows
        return "1900-02-29" if days else "1900-01-00"
    start = date(1899, 12, 31) if days < _LEAP_DAY else date(1899, 12, 30)
    return (start + timedelta(days=days)).isoformat()


def _hms(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    text = f"{_hm(minutes)}{second:02d}"
    return f"{text}.{rest:03d}" if rest else text


@lru_cache(maxsize=1440)
def _hm(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}:"


def _padded(code: str) -> Show | None:
    """Return how "00000" and its like write a number; None for other formats."""
    if not _PADDED.fullmatch(code):
        return None
    pieces = [_piece(*found) for found in _PIECE.findall(code)]
    zeros = sum(piece is None for piece in pieces)
    return partial(_filled, tuple(pieces), zeros) if zeros > 1 else None


def _piece(quoted: str, escaped: str, plain: str) -> str | None:
    """Return a text of a format; None for a digit to fill."""
    return None if plain == "0" else quoted or escaped or plain


def _filled(pieces: tuple[str | None, ...], zeros: int, text: str) -> str:
    plain = number(text)
    if not plain.isdecimal():
        return plain
    digits = plain.zfill(zeros)
    more = len(digits) - zeros  # goes before the first digit to fill
    shown = iter((digits[: more + 1], *digits[more + 1 :]))
    return field("".join(next(shown) if piece is None else piece for piece in pieces))
