"""What the values of one row say against each other, or against the clock."""

from __future__ import annotations

from datetime import UTC, datetime

from qc.core.plan import Fault
from qc.core.table import Check, Table
from qc.store.ingest_fields import Readings
from qc.store.ingest_reading import code
from qc.store.ingest_sound import SLACK, make_sound

_CLOCK = (Fault.NOT_YET, Fault.STILL_AHEAD)
_KEEP = (Fault.STILL_AHEAD,)


def hold_against(found: Readings, table: Table, now: datetime | None) -> None:
    """Add what a row may not say to the fields it is about.

    Parameters
    ----------
    found : dict of Reading
        Complete; changed in place.
    now : datetime or None
        Times later than this by more than a day have not come yet; None asks no
        clock.
    """
    make_sound(found, now)
    checks = [check for check in table.checks if _possible(check, found, now)]
    if checks:
        _level(found)
    for field in dict.fromkeys(check.field for check in checks):
        mine = [check for check in checks if check.field == field]
        _hold(found, field, mine, now)


def _possible(check: Check, found: Readings, now: datetime | None) -> bool:
    there = {check.field, check.other or check.field} <= found.keys()
    return there and (check.fault not in _CLOCK or now is not None)


def _hold(
    found: Readings, field: str, checks: list[Check], now: datetime | None
) -> None:
    reading = found[field]
    value, fault = reading.value, reading.fault or "0::UTINYINT"
    tests = [(_test(check, found, now), check.fault) for check in checks]
    reading.sees += [found[check.other] for check in checks if check.other]
    cases = " ".join(f"WHEN {test} THEN {code(wrong)}" for test, wrong in tests)
    told = reading.add("b", f"CASE {cases} ELSE 0::UTINYINT END")
    untrue = f"{told} > 0 AND {told} NOT IN ({', '.join(map(code, _KEEP))})"
    reading.value = reading.add("r", f"CASE WHEN {untrue} THEN NULL ELSE {value} END")
    reading.fault = reading.beside(
        "h", f"CASE WHEN {fault} > 0 THEN {fault} ELSE {told} END"
    )
    reading.suspect = f"({reading.suspect} OR {told} > 0)"


def _test(check: Check, found: Readings, now: datetime | None) -> str:
    reading = found[check.field]
    if check.fault is Fault.NEGATIVE:
        return f"{reading.value} < 0"
    if check.fault is Fault.ONESELF:
        return f"{reading.value} = {found[check.other or ''].value}"
    if check.fault is Fault.ENDS_BEFORE_START:
        # By days: a date alone says nothing of the hour.
        start = found[check.other or ""]
        return f"CAST({reading.local} AS DATE) < CAST({start.local} AS DATE)"
    assert now is not None
    late = (now + SLACK).astimezone(UTC).replace(tzinfo=None)
    return f"{reading.value} > TIMESTAMP '{late.isoformat(sep=' ')}'"


def _level(found: Readings) -> None:
    """Bring fields to the same step, so that each may see the others."""
    depth = max((len(reading.steps) for reading in found.values()), default=0)
    for reading in found.values():
        reading.steps += [{} for _ in range(depth - len(reading.steps))]
