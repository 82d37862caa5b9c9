"""Units side by side: what each agent, team or channel did in one stretch of time."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.arrays import Floats, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnitCounts:
    """Events per unit: what a share or rate is made of.

    Attributes
    ----------
    names : tuple of str
        Each unit once.
    events : (k,) float, >= 0
    n : (k,) float, >= 0
        Opportunities; 0 where a unit had none that count.
    unstated : float
        Opportunities of rows that do not say which unit they are of.
    """

    names: tuple[str, ...]
    events: Floats
    n: Floats
    unstated: float = 0.0

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "events", "n")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnitValues:
    """Values per unit in sums: what a mean is made of.

    Attributes
    ----------
    names : tuple of str
        Each unit once.
    n : (k,) float, >= 0
        Values; 0 where a unit had none.
    mean : (k,) float
        Of no meaning where `n` is 0.
    m2 : (k,) float, >= 0
        Sum of squared distances from the mean.
    log : bool
        Mean and squares are those of natural logarithms.
    unstated : float
        Values of rows that do not say which unit they are of.
    """

    names: tuple[str, ...]
    n: Floats
    mean: Floats
    m2: Floats
    log: bool = False
    unstated: float = 0.0

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "n", "mean", "m2")


Units = UnitCounts | UnitValues
