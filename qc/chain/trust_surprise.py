"""What part of trust was made by service, and not by how often a customer came?

Who buys often has more interactions, hence more promises, kept and broken. Each promise
is therefore held against what was usual for its kind, stage and quarter: what remains
is above or below nothing by service or luck alone, however often the customer came, so
that it cannot stand for the hidden habits that make people come and buy. (The shares
are those of all customers in that quarter.)

References
----------
.. [1] K. Borusyak, P. Hull, Nonrandom exposure to exogenous shocks, Econometrica 91(6),
       2155-2185 (2023): recentring.
"""

from __future__ import annotations

import numpy as np

from qc.chain.trust import CREDIT, fade
from qc.chain.trust_prior import prior_of
from qc.chain.trust_promises import Promise, Promises
from qc.core.arrays import Floats, Ints

QUARTER = 91  # days
_STAGES = 8  # places for the stages, the unknown one among them


class Surprise:
    """How far promises kept lifted each customer's index over what was usual."""

    def __init__(self, promises: Promises, last: int) -> None:
        """Take from all that is known by now what was usual at each time."""
        made = np.bincount(promises.customer, minlength=promises.customers)
        kept = np.bincount(
            promises.customer[promises.kept], minlength=promises.customers
        )
        prior = prior_of(made, kept)
        self.promises = promises
        self.strength, mean = prior.strength, prior.mean
        good = np.where(promises.recovered, CREDIT, promises.kept) * promises.weight
        bad = np.where(promises.kept, 0.0, promises.weight)
        cell = alike(promises) + (last - promises.day) // QUARTER * CELLS
        self.lift = apart((1 - mean) * good - mean * bad, cell)
        self.size = good + bad - apart(good + bad, cell)

    def at(self, day: int, half_life: float | None) -> Floats:
        """Return the surprise of each customer at the end of a day.

        Interactions count from the day they were opened, also where the outcome was
        known only later: else those of the last days would be the well served ones.
        """
        some = self.promises
        then = np.flatnonzero(some.day <= day)
        weight = fade(day - some.day[then], half_life)
        who, n = some.customer[then], some.customers
        lifted = np.bincount(who, weight * self.lift[then], minlength=n)
        size = np.bincount(who, weight * self.size[then], minlength=n)
        found: Floats = lifted / (self.strength + size)
        return found


CELLS = _STAGES * len(Promise)


def alike(promises: Promises) -> Ints:
    """Return the number of kind and stage of each promise."""
    found: Ints = promises.kind * _STAGES + promises.stage + 1
    return found


def apart(values: Floats, cell: Ints) -> Floats:
    """Return values less the mean of their cell."""
    if not len(values):
        return values
    count = np.bincount(cell)
    means = np.bincount(cell, values) / np.maximum(count, 1)
    found: Floats = values - means[cell]
    return found
