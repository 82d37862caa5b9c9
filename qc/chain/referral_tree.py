"""Who grew from whom? Trees of referrals: generations, seeds, sizes, share earned."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.referral_rows import NOBODY
from qc.core.arrays import Bools, Ints, freeze
from qc.core.errors import InvalidSeries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forest:
    """Every customer in the tree that began with somebody nobody brought.

    Attributes
    ----------
    parent : (n,) int
        Who brought each customer; -1 for a seed.
    root : (n,) int
        The seed of each customer's tree; a seed is its own.
    generation : (n,) int
        0 for a seed, 1 for those it brought, and so on.
    brought, descendants : (n,) int
        Customers each one brought, and those of all later generations with them.
    there : (n,) bool
        Customers who count; a number that stands for nobody known is left out.
    """

    parent: Ints
    root: Ints
    generation: Ints
    brought: Ints
    descendants: Ints
    there: Bools

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "parent", "root", "generation", "brought", "descendants", "there")

    @property
    def customers(self) -> int:
        """Customers who count."""
        return int(self.there.sum())

    @property
    def generations(self) -> Ints:
        """Customers of each generation, seeds first."""
        return np.bincount(self.generation[self.there], minlength=1)

    @property
    def seeds(self) -> Ints:
        """Customers nobody brought."""
        return np.flatnonzero(self.there & (self.parent == NOBODY))

    @property
    def sizes(self) -> Ints:
        """Customers of each tree, the seed included, in the order of `seeds`."""
        return self.descendants[self.seeds] + 1

    @property
    def growing(self) -> int:
        """Trees of more than their seed."""
        return int((self.sizes > 1).sum())

    @property
    def largest(self) -> int:
        """Customers of the largest tree."""
        return int(self.sizes.max(initial=0))

    @property
    def mean_size(self) -> float:
        """Customers a tree; NaN without any."""
        seeds = len(self.seeds)
        return self.customers / seeds if seeds else math.nan

    @property
    def share_earned(self) -> float:
        """Share of customers who were brought by others; NaN without customers."""
        n = self.customers
        return (n - len(self.seeds)) / n if n else math.nan


def forest(parent: Ints, there: Bools | None = None) -> Forest:
    """Answer: who grew from whom, over all generations?

    Parameters
    ----------
    parent : (n,) int
        Who brought each customer, -1 for nobody; without loops.
    there : (n,) bool, optional
        Customers who count; all by default.

    Raises
    ------
    InvalidSeries
        If customers brought each other in a loop.
    """
    n = len(parent)
    who = np.arange(n)
    root = np.where(parent == NOBODY, who, parent)
    generation = (parent != NOBODY).astype(np.int64)
    for _ in range(max(n, 1).bit_length()):  # twice as far each time
        generation = generation + generation[root]
        root = root[root]
    if np.any(parent[root] != NOBODY):
        raise InvalidSeries(
            "Customers brought each other in a loop; clean the referral rows first."
        )
    brought = np.bincount(parent[parent != NOBODY], minlength=n)
    return Forest(
        parent=parent,
        root=root,
        generation=generation,
        brought=brought,
        descendants=_descendants(parent, generation),
        there=np.ones(n, dtype=bool) if there is None else there,
    )


def _descendants(parent: Ints, generation: Ints) -> Ints:
    """Return the customers below each one, added up from the youngest generation."""
    found = np.zeros(len(parent), dtype=np.int64)
    order = np.argsort(generation, kind="stable")
    ends = np.cumsum(np.bincount(generation, minlength=1))
    for young in range(len(ends) - 1, 0, -1):
        some = order[ends[young - 1] : ends[young]]
        np.add.at(found, parent[some], found[some] + 1)
    return found
