"""Units side by side: what each agent, team or channel did in one stretch of time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze


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


def in_order(units: Units) -> Units:
    """Return the units in the order of their names, whatever their case."""
    names = units.names
    order = sorted(range(len(names)), key=lambda i: (names[i].casefold(), names[i]))
    return _picked(units, np.array(order, dtype=np.int64))


def only(units: Units, keep: Bools) -> Units:
    """Return the units where `keep` is true."""
    return _picked(units, np.flatnonzero(keep))


def _picked(units: Units, at: Ints) -> Units:
    names = tuple(units.names[i] for i in at)
    if isinstance(units, UnitCounts):
        return replace(units, names=names, n=units.n[at], events=units.events[at])
    n, mean, m2 = (numbers[at] for numbers in (units.n, units.mean, units.m2))
    return replace(units, names=names, n=n, mean=mean, m2=m2)
