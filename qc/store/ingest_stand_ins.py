"""Times that stand for no date: what programs write where they have none."""

from __future__ import annotations

from datetime import date

from qc.core.plan import Fault
from qc.store.ingest_reading import Reading, code
from qc.store.query import one_of

STAND_INS = (
    *(date(1, 1, 1), date(1601, 1, 1), date(1753, 1, 1), date(1899, 12, 30)),
    *(date(1899, 12, 31), date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1)),
    *(date(2099, 12, 31), date(9999, 12, 31)),
)
"""Days that programs write where they have none."""


def note_stand_ins(reading: Reading, clock: str) -> None:
    """Give the fault of an unreadable time its own name where it stands for no date."""
    days = [f"DATE '{day.isoformat()}'" for day in STAND_INS]
    unread = f"{reading.fault} = {code(Fault.NOT_A_TIME)}"
    empty = one_of(f"CAST({clock} AS DATE)", days)
    stands_in = f"CASE WHEN {unread} THEN {empty} END"
    told = f"CASE WHEN {stands_in} THEN {code(Fault.STAND_IN_TIME)}"
    reading.fault = reading.add("j", f"{told} ELSE {reading.fault} END")
