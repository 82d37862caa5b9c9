"""The headings of the tables."""

from __future__ import annotations

from enum import StrEnum


class Column(StrEnum):
    """A heading; the value is the English text."""

    MEASURE = "Measure"
    STAGE = "Stage"
    LATEST = "Latest"
    N = "n"
    TARGET = "Target"
    MEAN = "Mean"
    RANGE = "Usual range"
    VARIATION = "Variation"
    ASSURANCE = "Assurance"
    TREND = "Trend"
    SAYS = "What it says"
    VARIATION_TEXT = "Variation in words"
    ASSURANCE_TEXT = "Assurance in words"
    ICONS_TEXT = "Icons in words"
    PERIOD = "Period"
    STARTS = "Starts"
    VALUE = "Value"
    CENTRE = "Centre line"
    LOWER = "Lower limit"
    UPPER = "Upper limit"
    PHASE = "Phase"
    IN_BASELINE = "In baseline"
    LEFT_OUT = "Left out"
    SIGNALS = "Signals"


NUMBERS = (Column.LATEST, Column.N, Column.TARGET, Column.MEAN, Column.RANGE)
ICON_TABLE = (
    *(Column.MEASURE, *NUMBERS, Column.VARIATION, Column.ASSURANCE),
    *(Column.TREND, Column.SAYS),
)
"""The icon table of the weekly review, as its reader sees it."""

ALL_STAGES = "All stages"


def with_unit(column: Column, unit: str) -> str:
    """Return a heading with the unit of its numbers, as in "Value (%)"."""
    return f"{column} ({unit})" if unit else str(column)
