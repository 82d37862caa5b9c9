"""The chance that something comes, learned from what came: logistic regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, freeze

_ROUNDS = 25
_NEAR = 1e-8
_CALM = 1.0  # a prior on the slopes of as much as one customer: none runs away


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Logistic:
    """A fitted law.

    Attributes
    ----------
    middle, spread : (p,) float
        By which the columns are put on one scale.
    slopes : (p + 1,) float
        The first is that of the level.
    """

    middle: Floats
    spread: Floats
    slopes: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "middle", "spread", "slopes")

    def chance(self, columns: Floats) -> Floats:
        """Return the chance of each row.

        Parameters
        ----------
        columns : (p, n) float
        """
        scaled = (columns - self.middle[:, None]) / self.spread[:, None]
        line = self.slopes[0] + np.einsum("p,pn->n", self.slopes[1:], scaled)
        return _expit(line)


def learned(columns: Floats, came: Bools) -> Logistic:
    """Return the law that makes what came most likely.

    Parameters
    ----------
    columns : (p, n) float
    came : (n,) bool
    """
    middle, spread = columns.mean(axis=1), columns.std(axis=1)
    spread = np.where(spread > 0, spread, 1.0)
    ones = np.ones((1, columns.shape[1]))
    x = np.concatenate([ones, (columns - middle[:, None]) / spread[:, None]])
    share = (came.sum() + 0.5) / (len(came) + 1)
    slopes = np.zeros(len(x))
    slopes[0] = np.log(share / (1 - share))
    calm = np.full(len(x), _CALM)
    calm[0] = 0.0
    for _ in range(_ROUNDS):
        chance = _expit(np.einsum("p,pn->n", slopes, x))
        uphill = np.einsum("pn,n->p", x, came - chance) - calm * slopes
        weighted = x * (chance * (1 - chance))
        bend = np.einsum("pn,qn->pq", weighted, x) + np.diag(calm + 1e-9)
        step = np.linalg.solve(bend, uphill)
        slopes = slopes + np.clip(step, -2, 2)
        if abs(step).max() < _NEAR:
            break
    return Logistic(middle=middle, spread=spread, slopes=slopes)


def _expit(line: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(line, -30, 30)))
    return found
