"""Is there enough to say a figure? What is lacking, and how much of it.

Too little data is an answer, not an error: a result carries what it lacks, and the
reader is told what to collect. The numbers stand in section 8 of the methods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """What a figure needs some of."""

    CUSTOMERS = "customers"
    EVENTS = "events"
    REPEATERS = "repeaters"  # customers who came back at least once
    WEEKS = "weeks"
    SPREAD = "spread"  # customers who differ enough for a model of differences
    UNRELATED = "unrelated"  # |correlation| of how often and how much, at most
    ORIGINS = "origins"  # days from which a forecast was tried
    GAPS = "gaps"  # times between two purchases of one customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """One thing there is too little of (too much, for UNRELATED)."""

    what: Need
    need: float
    got: float


Minimum = Mapping[Need, float]


def lacking(minimum: Minimum, got: Mapping[Need, float]) -> tuple[Lacking, ...]:
    """Answer: what is there too little of?

    Parameters
    ----------
    minimum, got : mapping of Need to number
        Needs that `got` does not name are taken as 0.

    Returns
    -------
    tuple of Lacking
        Empty where there is enough of everything.
    """
    return tuple(
        Lacking(what=what, need=need, got=got.get(what, 0))
        for what, need in minimum.items()
        if got.get(what, 0) < need
    )
