"""Past days, and the index as it would have been worked out on each of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.trust import Index
from qc.chain.trust_memory import Memory, memories
from qc.chain.trust_promises import Promises, index_at, prior_at

HORIZON = 90  # days foretold, and between two days from which it is
HISTORY = 180  # days that must be known before the first


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Origin:
    """A past day from which something is foretold.

    Attributes
    ----------
    number : int
        From 0, in order of time.
    day : int
    index : Index
        Of all customers, with the law and the half-life learned from what was known
        at the end of that day.
    half_life : float or None
    """

    number: int
    day: int
    index: Index
    half_life: float | None


def origins(promises: Promises, last: int) -> tuple[tuple[Origin, ...], Memory]:
    """Return the past days to foretell from, in order of time, and the memory of today.

    Parameters
    ----------
    promises : Promises
        From half a year after the first of them.
    last : int
        Last day that is wholly known.
    """
    first = int(promises.day.min()) if len(promises) else last
    many = max(0, (last - first + 1 - HISTORY) // HORIZON)
    days = (last - HORIZON * np.arange(many, 0, -1)).tolist()
    *then, now = memories(promises, [*days, last + 1])
    found = tuple(
        Origin(
            number=number,
            day=day,
            index=index_at(promises, day, prior_at(promises, day), memory.half_life),
            half_life=memory.half_life,
        )
        for number, (day, memory) in enumerate(zip(days, then, strict=True))
    )
    return found, now
