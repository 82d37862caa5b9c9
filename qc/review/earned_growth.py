"""What a workspace knows of its earned growth."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.earned_growth_years import Years
from qc.core.rates import Rates


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GrowthReport:
    """Earned growth, and the currency of its revenue.

    Attributes
    ----------
    years : Years
    rates : Rates
    lacking : tuple of str
        Tables and fields without which nothing can be said.
    """

    years: Years
    rates: Rates
    lacking: tuple[str, ...]
