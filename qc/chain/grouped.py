"""Customers alike to a model of repeat business, counted once with their number.

The models know a customer by three numbers; of 100,000 customers, few have three that
nobody else has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.histories import Histories
from qc.core.arrays import Floats, Ints, freeze

DAYS_A_WEEK = 7.0
THINNED = 3_000  # enough to start the search near its end


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouped:
    """The different histories, in weeks, and how many customers have each.

    Attributes
    ----------
    repeats, last, age : (m,) float
        As in `Histories`; `last` and `age` in weeks.
    weight : (m,) float, > 0
        Customers who have it.
    of : (n,) int
        Which of the m each customer has.
    """

    repeats: Floats
    last: Floats
    age: Floats
    weight: Floats
    of: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "repeats", "last", "age", "weight", "of")


def grouped(customers: Histories) -> Grouped:
    """Return the different histories of some customers."""
    wide = int(customers.age.max(initial=0)) + 1
    key = (customers.repeats * wide + customers.last) * wide + customers.age
    _, first, of, weight = np.unique(
        key, return_index=True, return_inverse=True, return_counts=True
    )
    return Grouped(
        repeats=customers.repeats[first].astype(np.float64),
        last=customers.last[first] / DAYS_A_WEEK,
        age=customers.age[first] / DAYS_A_WEEK,
        weight=weight.astype(np.float64),
        of=of,
    )


def thinned(some: Grouped) -> Grouped:
    """Return every k-th history, to start a search with."""
    return part(some, slice(None, None, -(-len(some.weight) // THINNED)))


def part(some: Grouped, which: slice) -> Grouped:
    """Return some of the different histories, without whose they are."""
    return Grouped(
        repeats=some.repeats[which],
        last=some.last[which],
        age=some.age[which],
        weight=some.weight[which],
        of=some.of[:0],
    )
