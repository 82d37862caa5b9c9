"""Ratings of items by several raters, in codes."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.arrays import Dates, Floats, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ratings:
    """Who rated what and how.

    Attributes
    ----------
    items, raters : tuple of str
        Each once, in the order of the file.
    codes : tuple of str
        What was given, each once, in their order: numbers and known scales by size,
        others by first use.
    values : tuple of float
        The codes as numbers; empty where one of them is none.
    ranked : bool
        The codes are those of a known scale, as in minor, major, critical.
    table : (items, raters) float
        Place in `codes`; NaN where not rated.
    days : (items,) datetime64[D] or None
        When each was rated, NaT where not said; None without such a column.
    repeated : int
        Ratings that came again, word for word; they count once.
    unused : tuple of str
        Columns of the file that were not needed.
    """

    items: tuple[str, ...]
    raters: tuple[str, ...]
    codes: tuple[str, ...]
    values: tuple[float, ...]
    ranked: bool
    table: Floats
    days: Dates | None = None
    repeated: int = 0
    unused: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "table")
        if self.days is not None:
            freeze(self, "days")
