"""An effect by week since the event, with its errors: what an event study shows."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.arrays import Floats, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ByEvent:
    """An effect by week since training; weeks before it should show none.

    Attributes
    ----------
    week : (k,) int
        Since training: 0 is the first trained week, -1 the one before.
    effect, error : (k,) float
        NaN where too few agents have that week.
    cells : (k,) int
    """

    week: Ints
    effect: Floats
    error: Floats
    cells: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "week", "effect", "error", "cells")
