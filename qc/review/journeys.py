"""Journeys: of those who passed the same stages, how many met no defect at all?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qc.core.intervals import Interval, exact_share
from qc.core.kinds import Stage
from qc.review.tallies import STAGES, JourneyLog, JourneyTally


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneySet:
    """Whole journeys that passed the same stages, however often each.

    Attributes
    ----------
    stages : tuple of Stage
        In chain order.
    journeys, defect_free, interactions : int
    share : float
        Of journeys that met no defect.
    interval : (low, high)
        Exact.
    expected : float
        The share if defects fell on interactions independently, each stage with
        its own first-pass yield: as many factors as a journey has interactions,
        further attempts aside.
    """

    stages: tuple[Stage, ...]
    journeys: int
    defect_free: int
    interactions: int
    share: float
    interval: Interval
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Journeys:
    """All journeys of the log, joined one way; largest set first."""

    log: JourneyLog
    sets: tuple[JourneySet, ...]

    @property
    def whole(self) -> int:
        """Journeys that are whole and judged."""
        return sum(one.journeys for one in self.sets)

    @property
    def complete(self) -> JourneySet | None:
        """Journeys that passed all five stages; None where there is none."""
        return next((one for one in self.sets if one.stages == STAGES), None)

    @property
    def longest(self) -> JourneySet | None:
        """Journeys through the most stages; of equally many the most frequent."""
        return max(self.sets, key=lambda one: len(one.stages), default=None)


def sort(log: JourneyLog, first_pass: Sequence[float]) -> Journeys:
    """Answer: who meets no defect, and would the stages by themselves explain it?

    Parameters
    ----------
    log : JourneyLog
    first_pass : sequence of float
        First-pass yield of each stage, in chain order; NaN where none was judged.
    """
    sets: dict[tuple[Stage, ...], list[JourneyTally]] = {}
    for tally in log.whole:
        passed = tuple(s for s, n in zip(STAGES, tally.contacts, strict=True) if n)
        sets.setdefault(passed, []).append(tally)
    found = [_journey_set(stages, of, first_pass) for stages, of in sets.items()]
    found.sort(key=lambda one: (-one.journeys, [STAGES.index(s) for s in one.stages]))
    return Journeys(log=log, sets=tuple(found))


def _journey_set(
    stages: tuple[Stage, ...], of: Sequence[JourneyTally], first_pass: Sequence[float]
) -> JourneySet:
    journeys = sum(tally.journeys for tally in of)
    free = sum(tally.defect_free for tally in of)
    chance = sum(tally.journeys * _unharmed(tally.contacts, first_pass) for tally in of)
    return JourneySet(
        stages=stages,
        journeys=journeys,
        defect_free=free,
        interactions=sum(tally.interactions for tally in of),
        share=free / journeys,
        interval=exact_share(free, journeys),
        expected=chance / journeys,
    )


def _unharmed(contacts: Sequence[int], first_pass: Sequence[float]) -> float:
    """Chance that none of these interactions is defective, were they independent."""
    pairs = zip(first_pass, contacts, strict=True)
    return math.prod(share**n for share, n in pairs if n)
