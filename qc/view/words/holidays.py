"""What the form and the command of the holidays say."""

from __future__ import annotations

from qc.view.numbers import number_of

TITLE = "Holidays"
HINT = (
    "One date a line, as in 2026-12-25. On charts of days a holiday is not held "
    "against its weekday: with four or more in the baseline holidays have a level of "
    "their own, with fewer they are not judged."
)
LABEL = "Dates"
SAVE = "Save holidays"
_NONE = "No holidays set."


def line(count: int) -> str:
    """Say how many holidays are set."""
    return f"{number_of(count, 'holiday', 'holidays')}." if count else _NONE
