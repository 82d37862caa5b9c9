"""What would the comparison be with other customers? Whole trees drawn anew.

Who was brought is no evidence of its own beside who brought him, so a tree is drawn as
one. Each draw moves the figures by the parts of the trees it holds more or less often;
trees beyond a number are bound together at random, which changes nothing on average.
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Floats, Ints

DRAWS = 2_000
_BUNDLES = 2_000


def moved(
    parts: Floats, root: Ints, rng: np.random.Generator, draws: int = DRAWS
) -> Floats:
    """Return by how much figures move when whole trees are drawn anew.

    Parameters
    ----------
    parts : (n, m) float
        What each customer adds to each of m figures.
    root : (n,) int
        The seed of each customer's tree.
    rng : numpy.random.Generator
    draws : int

    Returns
    -------
    (draws, m) float
    """
    seeds, tree = np.unique(root, return_inverse=True)
    many = len(seeds)
    if many > _BUNDLES:
        tree = (rng.permutation(many) % _BUNDLES)[tree]
        many = _BUNDLES
    if not many:
        return np.zeros((draws, parts.shape[1]))
    sums = np.stack([np.bincount(tree, column, many) for column in parts.T])
    extra = rng.multinomial(many, np.full(many, 1 / many), size=draws) - 1.0
    found: Floats = np.einsum("dt,mt->dm", extra, sums)
    return found
