"""Text to numbers, durations and flags, with nothing guessed."""

from __future__ import annotations

import re

from qc.core.kinds import FieldKind
from qc.core.plan import Fault
from qc.store import sql
from qc.store.ingest_reading import Reading
from qc.store.ingest_remaining import read_remaining
from qc.store.ingest_text import (
    note_unread,
    prepare,
    read_key,
    read_stage,
    read_text,
    settle,
)
from qc.store.ingest_times import read_time
from qc.store.query import one_of

_YES = ("1", "true", "yes", "y", "t", "on", "met", "kept", "ok", "1.0")
_NO = ("0", "false", "no", "n", "f", "off", "violated", "missed", "breached", "0.0")
_SPACES = " \u00a0\u202f"
_CLOCK = sql.text(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,6})?))?")


def complete(reading: Reading) -> Reading:
    """Add all steps from the text to the value and its fault."""
    prepare(reading)
    if reading.plan.field == "stage":
        read_stage(reading)
    else:
        _READ[reading.kind](reading)
    return reading


def number(text: str, decimal: str, thousands: str) -> str:
    """Return the number in a text, NULL if it breaks the rules of its marks.

    Thousands marks must stand between groups of three digits.
    """
    if (decimal, thousands) == (".", ""):
        # The cast also takes underscores; a cast in vain is slow.
        fits = f"{text} <> '' AND NOT contains({text}, '_')"
        return f"CASE WHEN {fits} THEN try_cast({text} AS DOUBLE) END"
    plain = text
    if thousands:
        plain = f"regexp_replace({plain}, {sql.text(_class(thousands))}, '', 'g')"
    plain = f"replace({plain}, {sql.text(decimal)}, '.')"
    fits = f"regexp_full_match({text}, {sql.text(_pattern(decimal, thousands))})"
    return f"CASE WHEN {fits} THEN try_cast({plain} AS DOUBLE) END"


def _pattern(decimal: str, thousands: str) -> str:
    whole = r"\d+"
    if thousands:
        whole = rf"(?:\d{{1,3}}(?:{_class(thousands)}\d{{3}})+|\d+)"
    point = re.escape(decimal)
    return rf"[+-]?(?:{whole}(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d{{1,3}})?"


def _class(mark: str) -> str:
    return f"[{_SPACES}]" if mark in _SPACES else re.escape(mark)


def _read_number(reading: Reading) -> None:
    found = _add_number(reading)
    reading.value = reading.add("v", f"CASE WHEN isfinite({found}) THEN {found} END")
    settle(reading, reading.value)
    note_unread(reading, Fault.NOT_A_NUMBER)


def _add_number(reading: Reading) -> str:
    plan, text = reading.plan, reading.text or reading.raw
    quick = reading.add("n", number(text, plan.decimal, plan.thousands))
    if reading.text:
        return quick
    text = settle(reading, quick)
    again = number(text, plan.decimal, plan.thousands)
    return reading.add("m", f"CASE WHEN {quick} IS NULL THEN {again} ELSE {quick} END")


def _read_duration(reading: Reading) -> None:
    found = _add_number(reading)
    text = settle(reading, found)
    clock = f"CASE WHEN {found} IS NULL THEN {_clock(text)} END"
    scaled = f"{found} * {float(reading.plan.seconds)!r}::DOUBLE"
    length = reading.add("s", f"coalesce({scaled}, {clock})")
    sound = f"isfinite({length}) AND {length} >= 0"
    reading.value = reading.add("v", f"CASE WHEN {sound} THEN {length} END")
    note_unread(reading, Fault.NOT_A_DURATION)


def _clock(text: str) -> str:
    hours, minutes, seconds = (
        f"split_part({text}, ':', {i})::DOUBLE" for i in (1, 2, 3)
    )
    seconds = f"CASE WHEN {text} LIKE '%:%:%' THEN {seconds} ELSE 0 END"
    total = f"{hours} * 3600 + {minutes} * 60 + {seconds}"
    return f"CASE WHEN regexp_full_match({text}, {_CLOCK}) THEN {total} END"


def _read_flag(reading: Reading) -> None:
    if reading.plan.remaining:
        read_remaining(reading)
        return
    raw = reading.text or reading.raw
    digit = f"CASE WHEN {raw} = '1' THEN true WHEN {raw} = '0' THEN false END"
    quick = reading.add("q", digit)
    text = settle(reading, quick)
    lower = f"lower({text})"
    yes, no = (one_of(lower, map(sql.text, words)) for words in (_YES, _NO))
    reading.value = reading.add(
        "v",
        f"CASE WHEN {quick} IS NOT NULL THEN {quick} WHEN {text} = '' THEN NULL "
        f"WHEN {yes} THEN true WHEN {no} THEN false END",
    )
    note_unread(reading, Fault.NOT_A_FLAG)


_READ = {
    FieldKind.KEY: read_key,
    FieldKind.TEXT: read_text,
    FieldKind.TIME: read_time,
    FieldKind.NUMBER: _read_number,
    FieldKind.DURATION: _read_duration,
    FieldKind.FLAG: _read_flag,
}
