"""First steps of every field: trim, replace, tell "no value" from a value."""

from __future__ import annotations

import re

from qc.core.fields import FIELDS
from qc.core.kinds import FieldKind, Stage
from qc.core.plan import MISSING_WORDS, Fault
from qc.store import sql
from qc.store.ingest_reading import Reading, code

_BLANKS = sql.text(" \t\n\v\f\r\u00a0\u202f\ufeff")


def prepare(reading: Reading) -> None:
    """Make the text at once where the plan changes it before it is read.

    Otherwise values are tried as they stand in the file, and only what cannot be
    read so is trimmed and compared with missing words (`settle`). That order is
    several times as fast; it needs a text that is not replaced, and no missing
    word that could be read as a value.
    """
    plan, words = reading.plan, _readable(reading)
    stands_in = plan.present_as is not None or plan.absent_as is not None
    if plan.values or stands_in or words:
        reading.text = _prepared(reading, words)


def settle(reading: Reading, quick: str) -> str:
    """Return the text for a second try, '' where the quick one gave a value."""
    if not reading.text:
        left = f"{quick} IS NULL AND {reading.raw} IS NOT NULL"
        again = f"CASE WHEN {left} THEN trim({reading.raw}, {_BLANKS}) ELSE '' END"
        reading.text, reading.tried = reading.add("t", again), quick
    return reading.text


def _prepared(reading: Reading, words: tuple[str, ...]) -> str:
    plan = reading.plan
    reading.text = reading.add("t", trimmed(reading.raw))
    if plan.values:
        reading.text = reading.add("w", _replaced(reading.text, plan.values))
    if plan.present_as is not None or plan.absent_as is not None:
        found = reading.text if plan.present_as is None else sql.text(plan.present_as)
        found = f"CASE WHEN {present(reading)} THEN {found}"
        return reading.add("p", f"{found} ELSE {sql.text(plan.absent_as or '')} END")
    if words:
        test = f"{reading.text} IN ({_list(words)})"
        return reading.add("p", f"CASE WHEN {test} THEN '' ELSE {reading.text} END")
    return reading.text


def trimmed(raw: str) -> str:
    """Return the text without spaces around it; '' for NULL.

    A text with a space at either end loses all other kinds of blanks too.
    """
    blank = f"coalesce(trim({raw}, {_BLANKS}), '')"
    return f"CASE WHEN {_tidy(raw)} THEN {raw} ELSE {blank} END"


def present(reading: Reading) -> str:
    """Return a test whether the text is a value at all."""
    words = ("", *reading.plan.missing)
    longest = max(len(word.encode()) for word in words)
    text, tried = reading.text, reading.tried
    known = f"{tried} IS NOT NULL OR " if tried else ""
    return f"({known}strlen({text}) > {longest} OR {text} NOT IN ({_list(words)}))"


def read_text(reading: Reading) -> None:
    """Take the text as the value."""
    if reading.text:
        found = f"CASE WHEN {present(reading)} THEN {reading.text} END"
    else:
        found = _taken(reading)
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
    known, raw = _list(tuple(Stage)), reading.text or reading.raw
    quick = reading.add("q", f"CASE WHEN {raw} IN ({known}) THEN {raw} END")
    lower = f"lower({settle(reading, quick)})"
    again = f"CASE WHEN {lower} IN ({known}) THEN {lower} END"
    value = f"CASE WHEN {quick} IS NULL THEN {again} ELSE {quick} END"
    reading.value = reading.add("v", value)
    note_unread(reading, Fault.UNKNOWN_STAGE)


def note_unread(reading: Reading, fault: Fault) -> None:
    """Add the fault of texts that are there but gave no value."""
    reading.suspect = unread(reading, reading.value)
    reading.fault = reading.add("f", fault_code(reading, reading.value, fault))


def unread(reading: Reading, value: str) -> str:
    """Return the test for a fault: nothing where something must or could be."""
    if FIELDS[reading.plan.field].required:
        return f"{value} IS NULL"
    return f"({value} IS NULL AND {present(reading)})"


def fault_code(reading: Reading, value: str, fault: Fault) -> str:
    """Return the number of the fault of a row, 0 if it has none."""
    none = "0::UTINYINT"
    if FIELDS[reading.plan.field].required:
        none = code(Fault.MISSING_REQUIRED)
    return (
        f"CASE WHEN {value} IS NOT NULL THEN 0::UTINYINT "
        f"WHEN {present(reading)} THEN {code(fault)} ELSE {none} END"
    )


def _replaced(text: str, values: tuple[tuple[str, str], ...]) -> str:
    cases = " ".join(f"WHEN {sql.text(a)} THEN {sql.text(b)}" for a, b in values)
    return f"CASE {text} {cases} ELSE {text} END"


def _taken(reading: Reading) -> str:
    raw, words = reading.raw, {"", *reading.plan.missing}
    fine = _tidy(raw)
    if left := tuple(sorted(words - set(reading.nulls))):
        fine += f" AND {raw} NOT IN ({_list(left)})"
    # Named once: an expression that comes twice is worked out for all rows first.
    blank = f"trim({raw}, {_BLANKS})"
    pattern = sql.text(f"^(?:{'|'.join(map(re.escape, sorted(words)))})$")
    other = f"nullif(regexp_replace({blank}, {pattern}, ''), '')"
    return f"CASE WHEN {fine} THEN {raw} ELSE {other} END"


def _tidy(raw: str) -> str:
    # To trim every text would cost as much as to parse the file.
    return f"{raw} >= '!' AND NOT suffix({raw}, ' ')"


def _readable(reading: Reading) -> tuple[str, ...]:
    """Return the missing words that could be taken for values."""
    plan, kind = reading.plan, FIELDS[reading.plan.field].kind
    words = tuple(word for word in plan.missing if word not in reading.nulls)
    if kind in {FieldKind.KEY, FieldKind.TEXT}:
        return ()  # all words are looked for when the text is taken
    if kind is FieldKind.FLAG:
        return tuple(word for word in words if word not in MISSING_WORDS)
    return tuple(word for word in words if re.search("[0-9]", word))


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(sql.text(word) for word in dict.fromkeys(words))
