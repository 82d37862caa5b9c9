"""Where to draw each customer of a forest, so that ten thousand stay readable.

Generations are rows; whom a customer brought stand below him, side by side. Only the
largest trees are drawn, branches too small to be seen are drawn as one cell with their
number, and everybody else is counted: no customer is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.referral_tree import Forest
from qc.core.arrays import Bools, Ints, freeze

TREES, FEWEST = 12, 6  # drawn
CELLS = 90  # side by side


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Cells of the trees drawn, and numbers of all that is not.

    Attributes
    ----------
    customer : (c,) int
        Whom each cell stands for; -1 for branches drawn as one.
    generation, left, width : (c,) int
        Row, and place in it, in units of the narrowest cell.
    size : (c,) int
        Customers in the cell.
    units : int
        Width of all.
    trees : int
        Trees drawn, the largest first.
    smaller : (g,) int
        Customers of growing trees that are not drawn, by generation.
    smaller_trees : int
    alone : int
        Seeds that brought nobody.
    """

    customer: Ints
    generation: Ints
    left: Ints
    width: Ints
    size: Ints
    units: int
    trees: int
    smaller: Ints
    smaller_trees: int
    alone: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        names = ("customer", "generation", "left", "width", "size", "smaller")
        freeze(self, *names)

    @property
    def customers(self) -> int:
        """Customers drawn or counted."""
        return int(self.size.sum() + self.smaller.sum()) + self.alone


def layout(trees: Forest, most: int = TREES, cells: int = CELLS) -> Layout:
    """Answer: where does each customer of the largest trees stand?

    Parameters
    ----------
    trees : Forest
    most : int
        Trees drawn at most.
    cells : int
        Cells side by side, if that is possible at all.
    """
    seeds, sizes = trees.seeds, trees.sizes
    growing = seeds[sizes > 1]
    order = np.argsort(-trees.descendants[growing], kind="stable")
    drawn = growing[order][: _fitting(trees, growing[order][:most], cells)]
    chosen = np.isin(trees.root, drawn)
    kept = _kept(trees, chosen, cells)
    rest = trees.there & ~chosen & np.isin(trees.root, growing)
    found = _placed(trees, chosen, kept, drawn)
    return Layout(
        customer=found[:, 0],
        generation=found[:, 1],
        left=found[:, 2],
        width=found[:, 3],
        size=found[:, 4],
        units=int((found[:, 2] + found[:, 3]).max(initial=0)),
        trees=len(drawn),
        smaller=np.bincount(trees.generation[rest]),
        smaller_trees=len(growing) - len(drawn),
        alone=int((sizes == 1).sum()),
    )


def _fitting(trees: Forest, seeds: Ints, cells: int) -> int:
    """Return how many trees fit with every customer in a cell; not too few."""
    tips = trees.root[trees.there & (trees.brought == 0)]
    wide = np.cumsum(np.bincount(tips, minlength=len(trees.root))[seeds])
    return max(int((wide <= cells).sum()), min(FEWEST, len(seeds)))


def _kept(trees: Forest, chosen: Bools, cells: int) -> Bools:
    """Return who gets a cell: everybody, or those with enough people below them."""
    enough = 0
    while True:
        kept: Bools = chosen & ((trees.descendants >= enough) | (trees.generation == 0))
        merged = np.unique(trees.parent[chosen & ~kept & _below(trees, kept)])
        tips = int((kept & ~_parents(trees, kept)).sum()) - len(
            np.setdiff1d(merged, np.flatnonzero(_parents(trees, kept)))
        )
        only_seeds = int(kept.sum()) == int((chosen & (trees.generation == 0)).sum())
        if tips + len(merged) <= cells or only_seeds:
            return kept
        enough = max(enough + 1, enough * 3 // 2)


def _below(trees: Forest, kept: Bools) -> Bools:
    """Return customers brought by one of those kept."""
    found: Bools = np.append(kept, False)[trees.parent]  # -1 is the last
    return found


def _parents(trees: Forest, kept: Bools) -> Bools:
    """Return customers who brought one of those kept."""
    by = trees.parent[kept & (trees.parent >= 0)]
    found: Bools = np.bincount(by, minlength=len(kept)) > 0
    return found


def _placed(trees: Forest, chosen: Bools, kept: Bools, seeds: Ints) -> Ints:
    """Return a row for each cell: customer, generation, left, width, size."""
    cells, below = _cells(trees, chosen, kept)
    width = {node: 1 for node, *_ in cells}
    for node, generation, _ in sorted(cells, key=lambda cell: -cell[1]):
        if generation >= 0 and below.get(node):
            width[node] = sum(width[child] for child in below[node])
    left: dict[int, int] = {}
    at = 0
    for seed in seeds.tolist():
        left[seed] = at
        at += width[seed]
    for node, *_ in sorted(cells, key=lambda cell: cell[1]):
        place = left[node]
        for child in below.get(node, []):
            left[child] = place
            place += width[child]
    rows = [
        (max(node, -1), generation, left[node], width[node], size)
        for node, generation, size in cells
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 5)


Cell = tuple[int, int, int]


def _cells(
    trees: Forest, chosen: Bools, kept: Bools
) -> tuple[list[Cell], dict[int, list[int]]]:
    """Return each cell (name, generation, customers), and which lie below which.

    A cell of branches drawn as one is named -2 less its customer's number.
    """
    here = np.flatnonzero(kept)
    here = here[np.argsort(-trees.descendants[here], kind="stable")]
    cells = [(node, int(trees.generation[node]), 1) for node in here.tolist()]
    below: dict[int, list[int]] = {}
    for node in here[trees.parent[here] >= 0].tolist():
        below.setdefault(int(trees.parent[node]), []).append(node)
    tops = np.flatnonzero(chosen & ~kept & _below(trees, kept))
    by, place = np.unique(trees.parent[tops], return_inverse=True)
    many = np.bincount(place, trees.descendants[tops] + 1.0, len(by))
    for node, size in zip(by.tolist(), many.astype(int).tolist(), strict=True):
        cells.append((-2 - node, int(trees.generation[node]) + 1, size))
        below.setdefault(node, []).append(-2 - node)
    return cells, below
