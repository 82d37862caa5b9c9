"""What the log tells of defects, in sums: per stage, per journey, per cause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.kinds import Stage

STAGES = tuple(Stage)
"""The order of the chain, in which all tuples by stage are kept."""


class Joined(StrEnum):
    """What makes several interactions one journey."""

    CASE = "case"
    CUSTOMER = "customer"


class CauseBy(StrEnum):
    """The field of the log that is read as the cause of a defect."""

    REASON = "reason"
    CATEGORY = "category"
    PRODUCT = "product"
    CHANNEL = "channel"
    SEVERITY = "severity"


class CauseKind(StrEnum):
    """Whether a bar is one cause, many small ones, or none that was told."""

    STATED = "stated"
    OTHER = "other"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTally:
    """The interactions of one stage.

    Attributes
    ----------
    stage : Stage or None
        None: rows that name none of the five stages.
    interactions : int
        All of them; those neither `judged` nor made `again` say nothing of defects.
    judged, defectives, defects : int
        First attempts that were judged, those with a defect, and all their defects.
    chances, hits : int
        Opportunities for a defect, and how many were one. An interaction that
        does not say how many opportunities it had is one opportunity.
    assumed : int
        Judged interactions taken as one opportunity.
    contradicting : int
        Judged interactions whose flag and number of defects disagree: the flag
        is believed, and a defective has one defect at least.
    again : int
        Further attempts at the same matter: rework, which mends no first pass. They
        have chances and hits like any other.
    """

    stage: Stage | None
    interactions: int = 0
    judged: int = 0
    defectives: int = 0
    defects: int = 0
    chances: int = 0
    hits: int = 0
    assumed: int = 0
    contradicting: int = 0
    again: int = 0

    @property
    def not_judged(self) -> int:
        """First attempts that tell neither `defective` nor `defects`."""
        return self.interactions - self.again - self.judged


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyTally:
    """Whole journeys with the same number of interactions at every stage.

    Attributes
    ----------
    contacts : tuple of int
        Interactions by stage, in the order of `STAGES`, without further attempts.
    journeys, defect_free : int
        How many there are; how many of them met no defect at all.
    again : int
        Further attempts in each of them.
    """

    contacts: tuple[int, ...]
    journeys: int
    defect_free: int
    again: int = 0

    @property
    def interactions(self) -> int:
        """All interactions of these journeys."""
        return self.journeys * (sum(self.contacts) + self.again)


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyLog:
    """The journeys of a part of the log; every interaction is in one count.

    Attributes
    ----------
    whole : tuple of JourneyTally
        Nothing of them lies outside the part looked at, all of it was judged.
    cut : int
        Journeys that began before its first day, or lie partly elsewhere.
    not_judged : int
        Journeys with an interaction of no stage, or not judged.
    loose : int
        Interactions that belong to no case, or to no customer.
    whole_interactions, cut_interactions, unjudged_interactions : int
        Interactions, of the part looked at, in each kind of journey.
    """

    joined: Joined
    whole: tuple[JourneyTally, ...] = ()
    cut: int = 0
    not_judged: int = 0
    loose: int = 0
    cut_interactions: int = 0
    unjudged_interactions: int = 0

    @property
    def whole_interactions(self) -> int:
        """Interactions in whole journeys."""
        return sum(one.interactions for one in self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseTally:
    """Defective interactions of one cause, in each span asked for.

    `causes` is how many different texts stand behind it.
    """

    kind: CauseKind
    cause: str
    defectives: tuple[int, ...]
    causes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseLog:
    """The causes of defects: counts and judged interactions in each span."""

    causes: tuple[CauseTally, ...]
    judged: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days from `first` to `last`, both included."""

    first: np.datetime64
    last: np.datetime64

    @property
    def length(self) -> int:
        """How many days."""
        return int((self.last - self.first).astype(np.int64)) + 1
