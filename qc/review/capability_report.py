"""All that is known of how able a process is: its chart, values, figures, budgets."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.arrays import Dates, Floats, freeze
from qc.review.ability import Ability
from qc.review.assessment import Assessment
from qc.review.budgets import Spent


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SingleValues:
    """Values of single interactions, period by period.

    Attributes
    ----------
    value : (k,) float
        Hours of a duration, points of a score.
    at : (k,) datetime64[D], not decreasing
        First day of the period each belongs to.
    total : int
        Values there are; more than k where these are a sample of them.
    seed : int
        What the sample was drawn by: the same seed draws the same again.
    """

    value: Floats
    at: Dates
    total: int
    seed: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "value", "at")

    def __len__(self) -> int:
        """Return how many values are here."""
        return len(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityReport:
    """What is known of how able a process is.

    Attributes
    ----------
    assessment : Assessment
        The measure with its chart.
    ability : Ability
        The figures, or why there are none.
    values : SingleValues or None
        Of the current phase, whether it is stable or not, drawn by lot where they
        are very many; None where a measure counts, or has no chart.
    budgets : tuple of Spent
        Where defects are counted and a tolerance is set.
    """

    assessment: Assessment
    ability: Ability
    values: SingleValues | None
    budgets: tuple[Spent, ...]
