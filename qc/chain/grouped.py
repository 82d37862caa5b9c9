"""Customers alike to a model of repeat business, counted once with their number.

The models know a customer by three numbers; of 100,000 customers, few have three that
nobody else has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from qc.chain.histories import Histories
from qc.core.arrays import Floats, Ints, freeze

Distinct = tuple[Floats, Ints]  # values, and which of them each has

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

    Of these numbers few differ, so that a function of one of them is asked for those
    alone: `by_repeats`, `by_last`, `by_age`; of repeats and age together: `by_both`.
    """

    repeats: Floats
    last: Floats
    age: Floats
    weight: Floats
    of: Ints
    _repeats: Distinct = field(init=False)
    _last: Distinct = field(init=False)
    _age: Distinct = field(init=False)
    _both: tuple[Floats, Floats, Ints] = field(init=False)

    def __post_init__(self) -> None:
        """Freeze the arrays, and find the numbers that differ."""
        freeze(self, "repeats", "last", "age", "weight", "of")
        for name in ("repeats", "last", "age"):
            found = np.unique(getattr(self, name), return_inverse=True)
            object.__setattr__(self, f"_{name}", found)
        (repeats, often), (age, old) = self._repeats, self._age
        both, where = np.unique(often * len(age) + old, return_inverse=True)
        pairs = repeats[both // len(age)], age[both % len(age)], where
        object.__setattr__(self, "_both", pairs)

    def sum(self, each: Floats) -> float:
        """Return the sum of something over all customers.

        Not by `@`: threads for so small a product cost more than it does.
        """
        return float(np.einsum("m,m->", each, self.weight))

    def by_repeats(self, function: Callable[[Floats], Floats]) -> Floats:
        """Return a function of the number of repeats, for each history."""
        return _spread(self._repeats, function)

    def by_last(self, function: Callable[[Floats], Floats]) -> Floats:
        """Return a function of the age at the last purchase, for each history."""
        return _spread(self._last, function)

    def by_age(self, function: Callable[[Floats], Floats]) -> Floats:
        """Return a function of the age at the end, for each history."""
        return _spread(self._age, function)

    def by_both(self, function: Callable[[Floats, Floats], Floats]) -> Floats:
        """Return a function of the repeats and the age at the end, for each history."""
        repeats, age, where = self._both
        return function(repeats, age)[where]


def _spread(distinct: Distinct, function: Callable[[Floats], Floats]) -> Floats:
    values, where = distinct
    return function(values)[where]


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
