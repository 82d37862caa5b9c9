"""How a file is to be read, and where that comes from: said, known, or recognised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qc.core.plan import LoadPlan
from qc.intake.remembered import Remembered
from qc.intake.traits import Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """How to read a file, and where that comes from.

    Attributes
    ----------
    plan : LoadPlan
    skipped : int
        Records above the first row.
    remembered : Remembered or None
        Set where the file is read as last time.
    zone_assumed : bool
        Times without a zone are taken as UTC, as nobody said another one.
    personal : tuple of Personal
        Columns that look as if they named people, and what becomes of them.
    counted : bool
        Line numbers stand for the key, though nobody said so.
    """

    plan: LoadPlan
    skipped: int
    remembered: Remembered | None = None
    zone_assumed: bool = False
    personal: tuple[Personal, ...] = ()
    counted: bool = False

    @property
    def since(self) -> date | None:
        """The day on which the source was first read so."""
        return None if self.remembered is None else self.remembered.since
