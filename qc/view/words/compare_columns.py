"""The headings of the table of a comparison."""

from __future__ import annotations

from enum import StrEnum


class Column(StrEnum):
    """A heading; the value is the English text. UNIT gives way to what is compared."""

    UNIT = "Unit"
    N = "Cases"
    VALUE = "Value"
    LOW = "Usual from"
    HIGH = "Usual to"
    READS = "Reads"
    BY_CHANCE = "By chance alone"
    WITH_COMMON = "With the common spread"
    Z = "Sigmas, by chance"
    Z_COMMON = "Sigmas, with the common spread"
    Q = "q of many comparisons"
