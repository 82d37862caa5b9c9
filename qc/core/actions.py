"""Improvement actions: what one says, how it may move, how its check can end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.kinds import Stage

Day = np.datetime64


class Kind(StrEnum):
    """What an action does about its finding."""

    CONTAIN = "contain"
    CORRECT = "correct"
    PREVENT = "prevent"
    STANDARDISE = "standardise"
    TRAIN = "train"


class Status(StrEnum):
    """Where an action stands: the columns of the board, and those given up."""

    TODO = "todo"
    DOING = "doing"
    CHECK = "check"
    STANDARDISED = "standardised"
    DROPPED = "dropped"


class Verdict(StrEnum):
    """What the check says of an action."""

    KEPT = "kept"
    NOT_KEPT = "not-kept"
    TOO_EARLY = "too-early"


OPEN = (Status.TODO, Status.DOING, Status.CHECK)
"""An action in one of these is carried over from week to week."""

MOVES: Mapping[Status, tuple[Status, ...]] = {
    Status.TODO: (Status.DOING, Status.DROPPED),
    Status.DOING: (Status.CHECK, Status.TODO, Status.DROPPED),
    Status.CHECK: (Status.STANDARDISED, Status.DOING, Status.DROPPED),
    Status.STANDARDISED: (Status.CHECK,),
    Status.DROPPED: (Status.TODO,),
}
"""Where an action may go from each status; the usual way on comes first."""

NEEDS: Mapping[Status, tuple[str, ...]] = {
    Status.TODO: ("title", "measure"),
    Status.DOING: ("title", "measure", "kind", "owner", "due"),
    Status.CHECK: ("title", "measure", "kind", "owner", "done", "check"),
    Status.STANDARDISED: (
        *("title", "measure", "kind", "owner", "done", "check"),
        *("result", "resolved"),
    ),
    Status.DROPPED: ("title", "measure", "resolved"),
}
"""The fields an action must have in each status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause of the list that actions choose from: its code, and what it says."""

    code: str
    title: str
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is changed because of a finding, by whom, and how it will be checked.

    Attributes
    ----------
    number : int
        0 until it is kept.
    version : int
        Counts its changes from 1 on; 0 until it is kept.
    measure, balancing : str
        Ids of measure cards: the one to improve, and one that must not pay for it.
    signal : datetime64[D] or None
        First day of the period that the finding was made in.
    cause_code, cause : str
        A code of the list of causes; the cause in words.
    due, done, check : datetime64[D] or None
        When it should be done; when it was; when to see whether it worked.
    expected, follow_up : str
        What should become of the measure; what remains, and what becomes standard.
    result : Verdict or None
        What the check said when the action was closed.
    resolved : datetime64[D] or None
        Monday of the week in which it was closed.
    """

    title: str = ""
    measure: str = ""
    number: int = 0
    version: int = 0
    signal: Day | None = None
    stage: Stage | None = None
    cause_code: str = ""
    cause: str = ""
    kind: Kind | None = None
    owner: str = ""
    due: Day | None = None
    status: Status = Status.TODO
    expected: str = ""
    balancing: str = ""
    done: Day | None = None
    check: Day | None = None
    result: Verdict | None = None
    resolved: Day | None = None
    follow_up: str = ""

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something about it."""
        return self.status in OPEN

    def overdue(self, today: Day) -> bool:
        """Whether its next date is over: the due date, or that of the check."""
        day = self.next_day
        return day is not None and bool(day < today)

    @property
    def next_day(self) -> Day | None:
        """The day that is waited for in its status; None where none is."""
        if self.status in {Status.TODO, Status.DOING}:
            return self.due
        return self.check if self.status is Status.CHECK else None
