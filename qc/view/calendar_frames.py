"""Opening hours in rows, and as plain data for `--json`: one documented schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qc.core.calendar_parts import clock
from qc.core.calendars import Calendars
from qc.core.hours import WEEKDAYS, Hours, Opening
from qc.view.escape import plain
from qc.view.words import calendars as say

if TYPE_CHECKING:
    import pandas as pd

_SCHEMA = "qc.calendar/1"


def ahead_frame(hours: Hours, days: Sequence[np.datetime64]) -> pd.DataFrame:
    """List some days with their opening hours, and why one is special."""
    import pandas as pd

    return pd.DataFrame(
        {
            say.DAY_COLUMN: [say.day(day) for day in days],
            say.HOURS_COLUMN: [say.opening(hours.on(day)) for day in days],
            say.REMARK_COLUMN: [plain(say.remark(hours, day)) for day in days],
        }
    )


def calendars_text(calendars: Calendars, days: Sequence[np.datetime64]) -> str:
    """Say what the calendars are, and the opening hours of some days by the first."""
    told = [plain(say.line(hours), limit=1000) for hours in calendars.all]
    usual = calendars.usual
    rows = []
    for day in days:
        row = f"{say.day(day):<16}  {say.opening(usual.on(day))}"
        reason = plain(say.remark(usual, day))
        rows.append(f"{row}  {reason}" if reason else row)
    return "\n".join([*told, "", f"{say.AHEAD}:", *rows])


def calendars_payload(
    calendars: Calendars, days: Sequence[np.datetime64]
) -> dict[str, Any]:
    """Return the calendars as plain data."""
    return {
        "schema": _SCHEMA,
        "calendars": [_payload(hours, days) for hours in calendars.all],
    }


def _payload(hours: Hours, days: Sequence[np.datetime64]) -> dict[str, Any]:
    return {
        "name": hours.name,
        "zone": hours.zone,
        "week": {
            name: _stretches(opening)
            for name, opening in zip(WEEKDAYS, hours.week, strict=True)
        },
        "days": [
            {
                "day": str(one.day),
                "open": _stretches(one.opening),
                "holiday": one.holiday,
                "name": one.name,
            }
            for one in hours.days
        ],
        "ahead": [{"day": str(day), "open": _stretches(hours.on(day))} for day in days],
    }


def _stretches(opening: Opening) -> list[str]:
    return [clock(stretch) for stretch in opening]
