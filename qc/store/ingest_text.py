"""First steps of every field: trim, replace, tell "no value" from a value."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qc.core.kinds import FieldKind, Stage
from qc.core.plan import MISSING_WORDS, Fault
from qc.store import sql
from qc.store.ingest_reading import Reading, code
from qc.store.query import one_of

_BLANKS = sql.text(" \t\n\v\f\r\u00a0\u202f\ufeff")


def prepare(reading: Reading) -> None:
    """Make the text at once where the plan changes it before it is read.

    Otherwise values are tried as they stand in the file, and only what cannot be
    read so is trimmed and compared with missing words (`settle`). That order is
    several times as fast; it needs a text that is not replaced, and no missing
    word that could be read as a value.
    """
    plan = reading.plan
    stands_in = plan.present_as is not None or plan.absent_as is not None
    if plan.values or stands_in or _readable(reading):
        _replace(reading)


def settle(reading: Reading, quick: str | None = None) -> str:
    """Return the text: '' for no value, and where the quick try gave one."""
    if reading.text:
        return reading.text
    if quick is None:
        other = f"coalesce({_stripped(reading)}, '')"
        text = f"CASE WHEN {_fine(reading)} THEN {reading.raw} ELSE {other} END"
    else:
        left = f"{quick} IS NULL AND {reading.raw} IS NOT NULL"
        text = f"CASE WHEN {left} THEN {_stripped(reading)} ELSE '' END"
        reading.tried = quick
    reading.text = reading.add("t", text)
    return reading.text


def trimmed(raw: str) -> str:
    """Return the text without spaces around it; '' for NULL.

    A text with a space at either end loses all other kinds of blanks too.
    """
    blank = f"coalesce(trim({raw}, {_BLANKS}), '')"
    return f"CASE WHEN {_tidy(raw)} THEN {raw} ELSE {blank} END"


def present(reading: Reading) -> str:
    """Return a test whether there is a value at all."""
    there = f"{reading.text} <> ''"
    return f"({reading.tried} IS NOT NULL OR {there})" if reading.tried else there


def read_text(reading: Reading) -> None:
    """Take the text as the value."""
    if reading.text:
        found = f"CASE WHEN {reading.text} <> '' THEN {reading.text} END"
    else:
        other = f"nullif({_stripped(reading)}, '')"
        found = f"CASE WHEN {_fine(reading)} THEN {reading.raw} ELSE {other} END"
    reading.value = reading.add("v", found)


def read_key(reading: Reading) -> None:
    """Take the text as the key of the row: it must be there."""
    read_text(reading)
    reading.suspect = f"{reading.value} IS NULL"
    fault = code(Fault.MISSING_REQUIRED)
    none = f"CASE WHEN {reading.suspect} THEN {fault} ELSE 0::UTINYINT END"
    reading.fault = reading.add("f", none)


def read_stage(reading: Reading) -> None:
    """Take one of the five stages, in any case; anything else is a fault."""
    known, raw = list(map(sql.text, Stage)), reading.text or reading.raw
    found = f"{raw} IN ({', '.join(known)})"
    quick = reading.add("q", f"CASE WHEN {found} THEN {raw} END")
    lower = f"lower({settle(reading, quick)})"
    again = f"CASE WHEN {one_of(lower, known)} THEN {lower} END"
    value = f"CASE WHEN {quick} IS NULL THEN {again} ELSE {quick} END"
    reading.value = reading.add("v", value)
    note_unread(reading, Fault.UNKNOWN_STAGE)


def note_unread(reading: Reading, fault: Fault) -> None:
    """Add the fault of texts that are there but gave no value."""
    reading.suspect = unread(reading, reading.value)
    reading.fault = reading.add("f", fault_code(reading, reading.value, fault))


def unread(reading: Reading, value: str) -> str:
    """Return the test for a fault: nothing where something must or could be."""
    if reading.required:
        return f"{value} IS NULL"
    return f"({value} IS NULL AND {present(reading)})"


def fault_code(reading: Reading, value: str, fault: Fault) -> str:
    """Return the number of the fault of a row, 0 if it has none."""
    none = "0::UTINYINT"
    if reading.required:
        none = code(Fault.MISSING_REQUIRED)
    return (
        f"CASE WHEN {value} IS NOT NULL THEN 0::UTINYINT "
        f"WHEN {present(reading)} THEN {code(fault)} ELSE {none} END"
    )


def _replace(reading: Reading) -> None:
    plan, words = reading.plan, _list(_words(reading))
    text = reading.add("t", trimmed(reading.raw))
    if plan.values:
        cases = [f"WHEN {sql.text(a)} THEN {sql.text(b)}" for a, b in plan.values]
        text = reading.add("w", f"CASE {text} {' '.join(cases)} ELSE {text} END")
    there = text if plan.present_as is None else sql.text(plan.present_as)
    absent = sql.text(plan.absent_as or "")
    told = f"CASE WHEN {text} IN ({words}) THEN {absent} ELSE {there} END"
    reading.text = reading.add("p", told)


def _fine(reading: Reading) -> str:
    """Return a test whether the text in the file is the value as it stands."""
    left = [word for word in _words(reading) if word not in reading.nulls]
    other = f" AND {reading.raw} NOT IN ({_list(left)})" if left else ""
    return _tidy(reading.raw) + other


def _tidy(raw: str) -> str:
    # To trim every text would cost as much as to parse the file.
    return f"{raw} >= '!' AND NOT suffix({raw}, ' ')"


def _stripped(reading: Reading) -> str:
    """Return the text without any blanks around it, '' for missing words.

    Each part is named once: what comes twice is worked out for all rows first.
    """
    pattern = f"^(?:{'|'.join(map(re.escape, _words(reading)))})$"
    blank = f"trim({reading.raw}, {_BLANKS})"
    return f"regexp_replace({blank}, {sql.text(pattern)}, '')"


def _words(reading: Reading) -> list[str]:
    return sorted({"", *reading.plan.missing})


def _readable(reading: Reading) -> list[str]:
    """Return the missing words that could be taken for values."""
    kind = reading.kind
    words = [word for word in _words(reading) if word not in reading.nulls]
    if kind in {FieldKind.KEY, FieldKind.TEXT}:
        return []  # all words are looked for when the text is taken
    if kind is FieldKind.FLAG:
        return [word for word in words if word not in {"", *MISSING_WORDS}]
    return [word for word in words if re.search("[0-9]", word)]


def _list(words: Iterable[str]) -> str:
    return ", ".join(sql.text(word) for word in words)
