"""What people decided about a chart: its limits, its kind, the events on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind


class Topic(StrEnum):
    """What a decision is about."""

    LIMITS = "limits"
    CHART = "chart"
    EVENT = "event"


class Act(StrEnum):
    """Whether something was decided, taken back, or decided once more."""

    MADE = "made"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened on a day, on the chart of one measure or (None) on all."""

    measure: str | None
    day: np.datetime64
    text: str


Value = PhasePlan | ChartKind | Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of the audit trail that is about a chart.

    Attributes
    ----------
    number : int
        Of the entry; later ones are higher.
    at : datetime64[s]
        In UTC.
    measure : str or None
        None concerns every measure.
    old, new : PhasePlan, ChartKind, Event or None
        None where there was or is none: limits and chart as usual, no event.
    of : int
        Number of the decision that was made: its own, or of that taken back.
    """

    number: int
    at: np.datetime64
    who: str
    topic: Topic
    act: Act
    measure: str | None
    old: Value | None
    new: Value | None
    reason: str
    of: int


def undoable(history: Sequence[Decision]) -> Decision | None:
    """Return the newest decision that stands; `history` is oldest first."""
    done, _ = _stacks(history)
    return done[-1] if done else None


def redoable(history: Sequence[Decision]) -> Decision | None:
    """Return what was taken back last, unless something was decided since."""
    _, undone = _stacks(history)
    return undone[-1] if undone else None


def standing(history: Sequence[Decision]) -> frozenset[int]:
    """Return the numbers of the decisions that are not taken back."""
    done, _ = _stacks(history)
    return frozenset(each.number for each in done)


def _stacks(history: Sequence[Decision]) -> tuple[list[Decision], list[Decision]]:
    made: dict[int, Decision] = {}
    done: dict[int, None] = {}
    undone: dict[int, None] = {}
    for each in history:
        if each.act is Act.MADE:
            made[each.number] = each
            undone.clear()
        source, aim = (done, undone) if each.act is Act.UNDONE else (undone, done)
        source.pop(each.of, None)
        if each.of in made:
            aim[each.of] = None
    return [made[i] for i in done], [made[i] for i in undone]
