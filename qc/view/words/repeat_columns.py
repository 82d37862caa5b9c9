"""Columns of the tables of repeat business."""

from __future__ import annotations

GROUPS = ("Customers", "Number")
GROUPS_STAY = ("Customers since", "Number")
MODEL = "Model"
TRIED = (
    "Forecast from",
    "Forecast",
    "95 % by chance alone",
    "Came",
    "Had each gone on",
    "Held",
)
KEY = (
    "Customer",
    "Days with a purchase",
    "Last",
    "Expected in half a year",
    "Worth",
)
ORDERS = ("Bought on", "Days since the one before")
YES, NO = "yes", "no"


def within(days: int) -> str:
    """Name a column: "By day 90"."""
    return f"By day {days}"


def next_days(days: int) -> str:
    """Name a column: "Next 90 days"."""
    return f"Next {days} days"
