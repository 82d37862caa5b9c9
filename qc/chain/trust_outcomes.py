"""Promises made after past days, each with the index its customer had by then."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from qc.chain.trust_origins import HORIZON, Origin
from qc.chain.trust_promises import Promises
from qc.chain.trust_surprise import CELLS, alike
from qc.core.arrays import Bools, Floats, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcomes:
    """Promises made in the 90 days after past days.

    Attributes
    ----------
    origin, customer : (m,) int
    trust : (m,) float
        Index of the customer, from what was known on that day.
    usual : (m,) float
        Share kept to all, as known on that day.
    kept : (m,) bool
    cell : (m,) int
        Day, kind and stage: promises alike in what was promised.
    row : (m,) int
        Which of all promises it is.
    """

    origin: Ints
    customer: Ints
    trust: Floats
    usual: Floats
    kept: Bools
    cell: Ints
    row: Ints

    def __post_init__(self) -> None:
        """Freeze the columns."""
        freeze(self, *(field.name for field in fields(self)))

    def __len__(self) -> int:
        """Number of promises."""
        return len(self.origin)


def outcomes(promises: Promises, days: tuple[Origin, ...]) -> Outcomes:
    """Answer: what was promised after past days, to whom, and was it kept?

    Promises to customers of whom nothing was known by then are left out.
    """
    rows = [_after(promises, day) for day in days]
    row = np.concatenate([*rows, np.zeros(0, dtype=np.int64)])
    origin = np.repeat(np.arange(len(days)), [len(each) for each in rows])
    values = [
        day.index.value[promises.customer[each]]
        for day, each in zip(days, rows, strict=True)
    ]
    usual = np.array([day.index.prior.mean for day in days])
    return Outcomes(
        origin=origin,
        customer=promises.customer[row],
        trust=np.concatenate([*values, np.zeros(0)]),
        usual=usual[origin] if len(origin) else np.zeros(0),
        kept=promises.kept[row],
        cell=alike(promises)[row] + origin * CELLS,
        row=row,
    )


def _after(promises: Promises, origin: Origin) -> Ints:
    """Return which promises came after a day, to customers then known."""
    since = promises.day - origin.day
    known = origin.index.evidence > 0
    return np.flatnonzero((since > 0) & (since <= HORIZON) & known[promises.customer])
