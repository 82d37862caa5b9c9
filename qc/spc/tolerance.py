"""Tolerance budget: how much of the defects a period may have is used up?"""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.errors import InvalidSeries
from qc.core.intervals import Interval, exact_rate
from qc.spc.yields import MILLION


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much of the defects a period may have is used up.

    Attributes
    ----------
    allowed : float
        Defects the tolerance allows for the units of the whole period.
    defects : int
        So far.
    used : float
        Their share of those allowed; above 1 the tolerance is broken.
    used_interval : (low, high)
        As far as chance leaves it open (Poisson).
    pace : float
        Used share over the share of units that have come: above 1 it will not last.
    """

    allowed: float
    defects: int
    used: float
    used_interval: Interval
    pace: float

    @property
    def left(self) -> float:
        """Defects that may still come; negative where the tolerance is broken."""
        return self.allowed - self.defects


def budget(
    defects: int, units: float, *, tolerance_dpmo: float, expected: float | None = None
) -> Budget:
    """Answer: how much of this period's allowed defects is used up?

    Parameters
    ----------
    defects : int, >= 0
    units : float, > 0
        Opportunities that have come so far.
    tolerance_dpmo : float, > 0
        Tolerated defects per million opportunities.
    expected : float, optional
        Opportunities of the whole period; left out: those that have come.

    Raises
    ------
    InvalidSeries
        If there is nothing to share out, or fewer units are expected than came.
    """
    whole = units if expected is None else expected
    if not (units > 0 and tolerance_dpmo > 0 and whole >= units and defects >= 0):
        raise InvalidSeries(
            "A budget needs units, a tolerance above 0 and a period not smaller than "
            f"what has come; got {units:g} of {whole:g} at {tolerance_dpmo:g} DPMO."
        )
    allowed = tolerance_dpmo / MILLION * whole
    low, high = (end / allowed for end in exact_rate(defects, 1))
    used = defects / allowed
    return Budget(
        allowed=allowed,
        defects=defects,
        used=used,
        used_interval=(low, high),
        pace=used * whole / units,
    )
