"""For how long a course holds before it is to be repeated: told for a workspace."""

from __future__ import annotations

from collections.abc import Mapping

from qc.core.settings_items import COURSE, FOR_GOOD
from qc.store.warehouse import Warehouse
from qc.workspace.cabinet import Cabinet
from qc.workspace.choosing import tell_choice

HOLDING: Mapping[str, int] = {FOR_GOOD: 0, "180": 180, "365": 365, "730": 730}
"""Days by choice; 0 for good."""


def course_told(warehouse: Warehouse) -> str:
    """Return for how long a course holds, as it was told; for good if nobody did."""
    kept = str(warehouse.state.setting(COURSE, FOR_GOOD))
    return kept if kept in HOLDING else FOR_GOOD


def tell_course(cabinet: Cabinet, choice: str) -> None:
    """Say for how long a course holds, on record.

    Raises
    ------
    UnknownName
        If there is no such choice.
    """
    tell_choice(cabinet, COURSE, choice, HOLDING)
