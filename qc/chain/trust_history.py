"""One customer's promises, one by one, and what each did to the trust index."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from qc.chain.trust import LEVEL, Index, fade, sums
from qc.chain.trust_study import Study
from qc.core.arrays import Bools, Floats, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class History:
    """The promises to one customer, in the order in which their outcome was known.

    Attributes
    ----------
    day, kind, stage, contact : (m,) int
        `day`: from which the outcome was known. As in `Promises` otherwise.
    kept, recovered : (m,) bool
    weight : (m,) float
        Severity, in average broken promises.
    at : (d,) int
        Days on which the index is told: those with a promise, and the last.
    trust, low, high : (d,) float
        The index at the end of these days, and its 90 % interval.
    """

    day: Ints
    kind: Ints
    stage: Ints
    contact: Ints
    kept: Bools
    recovered: Bools
    weight: Floats
    at: Ints
    trust: Floats
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, *(field.name for field in fields(self)))

    def __len__(self) -> int:
        """Number of promises."""
        return len(self.day)


def history(found: Study, customer: int) -> History:
    """Answer: what was promised to this customer, and how did trust move?"""
    some = found.promises
    rows = np.flatnonzero(some.customer == customer)
    rows = rows[np.lexsort((some.contact[rows], some.known[rows]))]
    at = np.unique(np.append(some.known[rows], found.last))
    index = _at(found, rows, at)
    low, high = index.interval(level=LEVEL)
    return History(
        day=some.known[rows],
        kind=some.kind[rows],
        stage=some.stage[rows],
        contact=some.contact[rows],
        kept=some.kept[rows],
        recovered=some.recovered[rows],
        weight=some.weight[rows],
        at=at,
        trust=index.value,
        low=low,
        high=high,
    )


def _at(found: Study, rows: Ints, at: Ints) -> Index:
    """Return the index at the end of some days, from sums that run on."""
    some, half_life = found.promises, found.memory.half_life
    weight = some.weight[rows] * fade(found.last - some.day[rows], half_life)
    order = np.arange(len(rows))
    parts = sums(order, weight, some.kept[rows], some.recovered[rows], len(rows))
    until = np.searchsorted(some.known[rows], at, side="right")
    since = fade(found.last - at, half_life)  # all weights are those of the last day
    kept, broken = (
        np.concatenate([[0.0], np.cumsum(part)])[until] / since for part in parts
    )
    return Index(prior=found.index.prior, kept=kept, broken=broken)
