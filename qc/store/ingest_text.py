"""First steps of every field: trim, replace, tell "no value" from a value."""

from __future__ import annotations

import re

from qc.core.fields import FIELDS
from qc.core.kinds import FieldKind, Stage
from qc.core.plan import MISSING_WORDS, Fault, FieldPlan
from qc.store import sql
from qc.store.ingest_reading import Reading, code

_TAKEN_AS_TEXT = (FieldKind.KEY, FieldKind.TEXT)
_BLANKS = sql.text(" \t\n\v\f\r\u00a0\u202f\ufeff")


def start(plan: FieldPlan, number: int, header: str, raw: str) -> Reading:
    """Return a reading that has its text, or may have it later.

    Numbers, times and flags are tried as they stand in the file; only what
    cannot be read at once is trimmed and compared with missing words (`settle`).
    That order needs a text that is not replaced, and no missing word that could
    be read as a value.
    """
    reading = Reading(plan=plan, number=number, header=header, raw=raw)
    words = _readable(plan)
    stands_in = plan.present_as is not None or plan.absent_as is not None
    if plan.values or stands_in or words:
        reading.text = _prepared(reading, words)
    elif FIELDS[plan.field].kind in _TAKEN_AS_TEXT:
        reading.text = reading.add("t", trimmed(raw))
    return reading


def settle(reading: Reading, quick: str) -> str:
    """Return the text for a second try, '' where the quick one gave a value."""
    if not reading.text:
        again = f"CASE WHEN {quick} IS NULL THEN {trimmed(reading.raw)} ELSE '' END"
        reading.text = reading.add("t", again)
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
    """Return the text without blanks around it; '' for NULL."""
    # Trimming every text costs as much as parsing the file.
    plain = f"{raw} = '' OR {raw} >= '!' AND NOT suffix({raw}, ' ')"
    return f"CASE WHEN {plain} THEN {raw} ELSE coalesce(trim({raw}, {_BLANKS}), '') END"


def present(reading: Reading) -> str:
    """Return a test whether the text is a value at all."""
    words = ("", *reading.plan.missing)
    longest = max(len(word.encode()) for word in words)
    text = reading.text
    return f"(strlen({text}) > {longest} OR {text} NOT IN ({_list(words)}))"


def read_text(reading: Reading) -> None:
    """Take the text as the value."""
    text = f"CASE WHEN {present(reading)} THEN {reading.text} END"
    reading.value = reading.add("v", text)


def read_key(reading: Reading) -> None:
    """Take the text as the key of the row: it must be there."""
    read_text(reading)
    note_unread(reading, Fault.MISSING_REQUIRED)


def read_stage(reading: Reading) -> None:
    """Take one of the five stages, in any case; anything else is a fault."""
    known, lower = _list(tuple(Stage)), f"lower({reading.text})"
    reading.value = reading.add(
        "v",
        f"CASE WHEN {reading.text} IN ({known}) THEN {reading.text} "
        f"WHEN {lower} IN ({known}) THEN {lower} END",
    )
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


def _readable(plan: FieldPlan) -> tuple[str, ...]:
    kind = FIELDS[plan.field].kind
    if kind in _TAKEN_AS_TEXT:
        return ()  # all words are looked for when the text is taken
    if kind is FieldKind.FLAG:
        return tuple(word for word in plan.missing if word not in MISSING_WORDS)
    return tuple(word for word in plan.missing if re.search("[0-9]", word))


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(sql.text(word) for word in dict.fromkeys(words))
