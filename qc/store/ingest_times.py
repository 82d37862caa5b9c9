"""Text to instants: ISO 8601 or named formats, offsets, zones, ends of days."""

from __future__ import annotations

import re

from qc.core.errors import InvalidLog
from qc.core.months import patterns
from qc.core.plan import Fault
from qc.store import sql
from qc.store.ingest_reading import Reading, code
from qc.store.ingest_stand_ins import note_stand_ins
from qc.store.ingest_text import fault_code, note_unread, settle, unread
from qc.store.ingest_zone import END, FIRST, ODD, is_utc, offset

_CLOCK = "____-__-_____:__:__"
_ISO = sql.text(
    r"^(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?)"
    r" ?(Z|z|UTC|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$"
)
_FRACTIONS = {
    f"____-__-__{mark}__:__:__.%{zone}": f"%Y-%m-%d{mark}%H:%M:%S.%f{zone}"
    for zone in ("Z", "")
    for mark in "T "
}
_DAY_END = "INTERVAL '1 day' - INTERVAL '1 microsecond'"
_HOUR = 3_600_000_000
_FORMAT = re.compile(r"(?:[^%]|%-?[aAbBdmyYHIpMSfj]|%%)+")


class UnknownFormat(InvalidLog):
    """A time format with a directive that is not known."""

    def __init__(self, format_: str) -> None:
        super().__init__(
            f"The time format {format_!r} cannot be used. Build it from %Y %y %m %d "
            "%b %B %a %A %j %H %I %p %M %S %f."
        )


def read_time(reading: Reading) -> None:
    """Add the clock reading, the instant in UTC, and what is odd about them."""
    plan = reading.plan
    own = None
    if plan.formats:
        text = settle(reading)
        if plan.months:
            text = reading.add("u", _english(text, plan.months))
        found = by_format(text, plan.formats, plan.end_of_day)
        clock = reading.add("c", found)
    else:
        clock, own = _iso(reading)
    usual = f"{clock} >= TIMESTAMP '{FIRST}' AND {clock} < TIMESTAMP '{END}'"
    reading.local = reading.add("l", f"CASE WHEN {usual} THEN {clock} END")
    if is_utc(plan.zone):
        _from_utc(reading, reading.local, own)
    else:
        _from_zone(reading, reading.local, own)
    note_stand_ins(reading, clock)


def _english(text: str, language: str) -> str:
    """Return the text with the name of its month in English."""
    for pattern, english in patterns(language):
        text = f"regexp_replace({text}, {sql.text(pattern)}, {sql.text(english)})"
    return text


def by_format(text: str, formats: tuple[str, ...], end_of_day: bool) -> str:
    """Return the clock reading of a text by the first format that fits.

    Raises
    ------
    UnknownFormat
        If a format holds a directive that is not known.
    """
    ways = [
        f"try_strptime({text}, {_checked(form)})" + _end(form, end_of_day)
        for form in formats
    ]
    # To try in vain costs ten times as much as to read.
    return f"CASE WHEN {text} <> '' THEN coalesce({', '.join(ways)}) END"


def _checked(form: str) -> str:
    if not _FORMAT.fullmatch(form):
        raise UnknownFormat(form)
    return sql.text(form)


def _end(form: str, end_of_day: bool) -> str:
    day_only = not re.search("%-?[HI]", form)
    return f" + {_DAY_END}" if end_of_day and day_only else ""


def _iso(reading: Reading) -> tuple[str, str]:
    """Add the clock reading of ISO 8601 and the offset; return both columns."""
    raw = reading.text or reading.raw
    end = f" + {_DAY_END}" if reading.plan.end_of_day else ""
    own = reading.add("g", _usual_offset(raw))
    quick = reading.add("a", _usual_clock(raw, own, end))
    text = settle(reading, quick)
    parts = f"regexp_extract({text}, {_ISO}, ['clock', 'zone'])"
    unknown = f"{quick} IS NULL AND {text} <> ''"
    rest = reading.add("i", f"CASE WHEN {unknown} THEN {parts} END")
    slow = f"try_cast(replace({rest}.clock, ',', '.') AS TIMESTAMP)"
    slow = f"CASE WHEN strlen({rest}.clock) = 10 THEN {slow}{end} ELSE {slow} END"
    clock = reading.add("c", f"CASE WHEN {quick} IS NULL THEN {slow} ELSE {quick} END")
    other = _own_offset(f"{rest}.zone")
    shift = f"CASE WHEN {quick} IS NULL THEN {other} ELSE {own} END"
    return clock, reading.beside("o", shift)


def _usual_clock(raw: str, own: str, end: str) -> str:
    """Read the usual shapes by position: a pattern for each text costs far more."""
    first = f"try_cast(left({raw}, 19) AS TIMESTAMP)"
    fractions = [
        f"WHEN {raw} LIKE '{shape}' THEN try_strptime({raw}, '{form}')"
        for shape, form in _FRACTIONS.items()
    ]
    return (
        f"CASE WHEN {raw} LIKE '{_CLOCK}' THEN try_cast({raw} AS TIMESTAMP) "
        f"WHEN {raw} LIKE '{_CLOCK}Z' THEN {first} "
        f"WHEN {raw} LIKE '{_CLOCK}___:__' AND abs({own}) < {15 * _HOUR} THEN {first} "
        f"WHEN {raw} LIKE '____-__-__' THEN try_cast({raw} AS TIMESTAMP){end} "
        f"{' '.join(fractions)} END"
    )


def _usual_offset(raw: str) -> str:
    """Read "Z", and "+01:00" behind whole seconds; NULL for none and all others."""
    there = f"epoch_us(try_cast(left({raw}, 19) AS TIMESTAMP))"
    utc = f"epoch_us(try_cast({raw} AS TIMESTAMPTZ))"
    return (
        f"CASE WHEN strlen({raw}) < 20 THEN NULL WHEN suffix({raw}, 'Z') THEN 0 "
        f"WHEN {raw} LIKE '{_CLOCK}___:__' AND right({raw}, 2) < '60' "
        f"THEN {there} - {utc} END"
    )


def _own_offset(zone: str) -> str:
    sign = f"CASE {zone}[1] WHEN '-' THEN -1 ELSE 1 END"
    hours = f"CAST({zone}[2:3] AS BIGINT) * {_HOUR}"
    minutes = f"coalesce(try_cast(right({zone}[4:], 2) AS BIGINT), 0) * {_HOUR // 60}"
    return (
        f"CASE WHEN {zone} IS NULL OR {zone} = '' THEN NULL "
        f"WHEN {zone} IN ('Z', 'z', 'UTC') THEN 0 "
        f"ELSE {sign} * ({hours} + {minutes}) END"
    )


def _from_utc(reading: Reading, local: str, own: str | None) -> None:
    reading.value = local
    if own is not None:
        moved = f"make_timestamp(epoch_us({local}) - {own})"
        value = f"CASE WHEN {own} IS NULL THEN {local} ELSE {moved} END"
        reading.value = reading.add("v", value)
    note_unread(reading, Fault.NOT_A_TIME)


def _from_zone(reading: Reading, local: str, own: str | None) -> None:
    clock = reading.add("e", f"epoch_us({local})")
    by_zone = offset(reading.plan.zone).format(clock)
    if own is not None:
        by_zone = f"CASE WHEN {own} IS NULL THEN {by_zone} ELSE {own} END"
    shift = reading.add("z", by_zone)
    instant = f"make_timestamp({clock} - ({shift} - ({shift} & 3)))"
    reading.value = reading.add("v", instant)
    odd = " ".join(f"WHEN {key} THEN {code(fault)}" for key, fault in ODD.items())
    usual = fault_code(reading, local, Fault.NOT_A_TIME)
    reading.fault = reading.beside("f", f"CASE {shift} & 3 {odd} ELSE {usual} END")
    reading.suspect = f"({shift} & 3 > 0 OR {unread(reading, local)})"
