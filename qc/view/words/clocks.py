"""What is said of a time taken by two clocks."""

from __future__ import annotations

import math
from typing import Protocol

from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, count, number

_NAME, _DAYS = 40, 72.0  # from so many hours on, days are easier to read
SECTION = "By both clocks"
COLUMNS = ("Clock", "Cases", "Half within", "Nine in ten within")
CALENDAR = "All the time that passed"
FORMULA = (
    "Median and 90th percentile (linear interpolation) of the answered cases in the "
    "days shown. Opening hours leave out the time nobody was there; a case that came "
    "and went while closed took none of it."
)


class Figures(Protocol):
    """The times of one clock, in hours."""

    @property
    def n(self) -> int:
        """Cases."""

    @property
    def median(self) -> float:
        """Half of them took no longer."""

    @property
    def p90(self) -> float:
        """Nine in ten of them took no longer."""


def opening(name: str) -> str:
    """Name the clock of the opening hours."""
    if not name:
        return "Business time, as the system that wrote the log counts it"
    return f"Opening hours ({plain(name, limit=_NAME)})"


def row(clock: str, figures: Figures, locale: Locale | None = None) -> tuple[str, ...]:
    """Return the times of one clock as the cells of a row."""
    times = (hours(figures.median, locale), hours(figures.p90, locale))
    return (clock, count(figures.n, locale), *times)


def hours(value: float, locale: Locale | None = None) -> str:
    """Say a time in hours, or in days where it is long."""
    if not math.isfinite(value):
        return MISSING
    if value >= _DAYS:
        return f"{number(value / 24, 1, locale)}{SPACE}days"
    if value < 1:
        return f"{number(60 * value, 0, locale)}{SPACE}minutes"
    return f"{number(value, 1, locale)}{SPACE}hours"
