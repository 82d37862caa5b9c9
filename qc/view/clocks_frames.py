"""A time by two clocks: as rows of a table, as text, as plain data for `--json`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

from qc.view.words import clocks as say

if TYPE_CHECKING:
    import pandas as pd


class Both(Protocol):
    """The figures of two clocks, and the name of the opening hours."""

    @property
    def all_time(self) -> say.Figures:
        """By the calendar."""

    @property
    def opening(self) -> say.Figures:
        """Within the opening hours."""

    @property
    def name(self) -> str:
        """Of the opening hours."""


def clocks_rows(both: Both) -> tuple[tuple[str, ...], ...]:
    """Return a row for each clock, as in `say.COLUMNS`."""
    return (
        say.row(say.opening(both.name), both.opening),
        say.row(say.CALENDAR, both.all_time),
    )


def clocks_frame(both: Both) -> pd.DataFrame:
    """Return the table of a page."""
    import pandas as pd

    return pd.DataFrame(clocks_rows(both), columns=list(say.COLUMNS))


def clocks_text(both: Both) -> str:
    """Return the lines of the command line."""
    _, cases, half, most = (column.lower() for column in say.COLUMNS)
    lines = (
        f"  {clock}: {half} {median}, {most} {p90} ({n} {cases})"
        for clock, n, median, p90 in clocks_rows(both)
    )
    return "\n".join((say.SECTION, *lines))


def clocks_payload(both: Both) -> list[dict[str, Any]]:
    """Return plain data; hours, null where no case was answered."""
    named = (("calendar", both.all_time), (both.name or "exported", both.opening))
    return [
        {
            "clock": name,
            "n": one.n,
            "median_hours": None if math.isnan(one.median) else one.median,
            "p90_hours": None if math.isnan(one.p90) else one.p90,
        }
        for name, one in named
    ]
