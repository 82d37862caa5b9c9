"""Text to instants: ISO 8601 or named formats, offsets, zones, ends of days."""

from __future__ import annotations

import re

from qc.core.errors import InvalidLog
from qc.core.plan import Fault
from qc.store import sql
from qc.store.ingest_reading import Reading, code
from qc.store.ingest_text import unread
from qc.store.ingest_zone import END, FIRST, ODD, is_utc, offset

_SECONDS = "'____-__-_____:__:__'"
_DAY = "'____-__-__'"
_ISO = sql.text(
    r"^(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?)"
    r" ?(Z|z|UTC|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$"
)
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
    own = None if reading.plan.formats else _iso(reading)
    if own is None:
        reading.add(
            "c", by_format(reading.text, reading.plan.formats, reading.plan.end_of_day)
        )
    clock = f"c{reading.number}"
    usual = f"{clock} >= TIMESTAMP '{FIRST}' AND {clock} < TIMESTAMP '{END}'"
    reading.local = reading.add("l", f"CASE WHEN {usual} THEN {clock} END")
    if is_utc(reading.plan.zone):
        _from_utc(reading, own)
    else:
        _from_zone(reading, own)


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
    return f"coalesce({', '.join(ways)})"


def _checked(form: str) -> str:
    if not _FORMAT.fullmatch(form):
        raise UnknownFormat(form)
    return sql.text(form)


def _end(form: str, end_of_day: bool) -> str:
    day_only = not re.search("%-?[HI]", form)
    return f" + {_DAY_END}" if end_of_day and day_only else ""


def _iso(reading: Reading) -> str:
    """Add the clock reading of ISO 8601; return the column of the own offset."""
    text = reading.text
    end = f" + {_DAY_END}" if reading.plan.end_of_day else ""
    cast = f"try_cast({text} AS TIMESTAMP)"
    # The usual shapes by position: an expression for each text costs far more.
    seconds = f"WHEN {text} LIKE {_SECONDS} THEN {cast}"
    day = f"WHEN {text} LIKE {_DAY} THEN {cast}{end}"
    quick = reading.add("a", f"CASE {seconds} {day} END")
    parts = f"regexp_extract({text}, {_ISO}, ['clock', 'zone'])"
    rest = reading.add(
        "i", f"CASE WHEN {quick} IS NULL AND {text} <> '' THEN {parts} END"
    )
    slow = f"try_cast(replace({rest}.clock, ',', '.') AS TIMESTAMP)"
    slow = f"CASE WHEN strlen({rest}.clock) = 10 THEN {slow}{end} ELSE {slow} END"
    reading.add("c", f"CASE WHEN {quick} IS NOT NULL THEN {quick} ELSE {slow} END")
    return reading.beside("o", _own_offset(f"{rest}.zone"))


def _own_offset(zone: str) -> str:
    sign = f"CASE {zone}[1] WHEN '-' THEN -1 ELSE 1 END"
    hours = f"CAST({zone}[2:3] AS BIGINT) * {_HOUR}"
    minutes = f"coalesce(try_cast(right({zone}[4:], 2) AS BIGINT), 0) * {_HOUR // 60}"
    return (
        f"CASE WHEN {zone} IS NULL OR {zone} = '' THEN NULL "
        f"WHEN {zone} IN ('Z', 'z', 'UTC') THEN 0 "
        f"ELSE {sign} * ({hours} + {minutes}) END"
    )


def _from_utc(reading: Reading, own: str | None) -> None:
    reading.value = local = str(reading.local)
    if own is not None:
        moved = f"make_timestamp(epoch_us({local}) - {own})"
        reading.value = reading.add(
            "v", f"CASE WHEN {own} IS NULL THEN {local} ELSE {moved} END"
        )
    reading.fault = reading.add("f", unread(reading, local, Fault.NOT_A_TIME))


def _from_zone(reading: Reading, own: str | None) -> None:
    local = str(reading.local)
    by_zone = offset(reading.plan.zone).format(local)
    if own is not None:
        by_zone = f"CASE WHEN {own} IS NULL THEN {by_zone} ELSE {own} END"
    shift = reading.add("z", by_zone)
    reading.value = reading.add(
        "v", f"make_timestamp(epoch_us({local}) - ({shift} - ({shift} & 3)))"
    )
    odd = " ".join(f"WHEN {key} THEN {code(fault)}" for key, fault in ODD.items())
    missing = unread(reading, local, Fault.NOT_A_TIME)
    reading.fault = reading.beside("f", f"CASE {shift} & 3 {odd} ELSE {missing} END")
