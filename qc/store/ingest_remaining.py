"""A clock that counts down: was the promise behind it kept? It is no duration."""

from __future__ import annotations

from qc.core.plan import Fault
from qc.store import sql
from qc.store.ingest_reading import Reading
from qc.store.ingest_text import note_unread, settle

_OVER = sql.text(r"[-\x{2212}(].*[0-9].*")
_LEFT = sql.text(r"\+?[0-9].*")


def read_remaining(reading: Reading) -> None:
    """Read the sign of the time left: below zero the promise is broken.

    Both "-1:20" and "(1:20)" are below zero, whatever way the time is written.
    """
    text = settle(reading)
    reading.value = reading.add(
        "v",
        f"CASE WHEN regexp_full_match({text}, {_OVER}) THEN false "
        f"WHEN regexp_full_match({text}, {_LEFT}) THEN true END",
    )
    note_unread(reading, Fault.NOT_A_FLAG)
