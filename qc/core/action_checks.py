"""What no action may be: every fault is collected before it speaks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from qc.core.actions import MOVES, NEEDS, Action, Day, Status, Verdict
from qc.core.errors import QcError

LONGEST = {"title": 160, "cause": 600, "owner": 80, "expected": 300, "follow_up": 1200}
"""Most characters of each text that people type."""

_CALLED = {
    "title": "a title",
    "measure": "a measure",
    "kind": "its kind",
    "owner": "an owner",
    "due": "a due date",
    "done": "the day it was done",
    "check": "a check date",
    "result": "a result",
    "resolved": "the week it was closed",
}
_STATUS = {
    Status.TODO: "to do",
    Status.DOING: "being done",
    Status.CHECK: "in check",
    Status.STANDARDISED: "standardised",
    Status.DROPPED: "dropped",
}
_ORDER = (
    ("signal", "done", "It was done on {1}, before its signal of {0}."),
    ("signal", "due", "It is due on {1}, before its signal of {0}."),
    ("done", "check", "Its check on {1} must come after it was done on {0}."),
)


class InvalidAction(QcError):
    """An action that cannot be kept as it is; holds every fault."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"- {fault}" for fault in self.faults)
        super().__init__(f"The action was not changed:\n{lines}")


class IllegalMove(QcError):
    """A step that no action may take from where it stands."""

    def __init__(self, start: Status, end: Status) -> None:
        ways = " or ".join(repr(_STATUS[way]) for way in MOVES[start])
        super().__init__(
            f"No action goes from {_STATUS[start]!r} to {_STATUS[end]!r}; from there "
            f"it goes to {ways}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an action may refer to, and the day that nothing can be done after."""

    measures: Container[str]
    causes: Container[str]
    today: Day


def require(action: Action, known: Known) -> None:
    """Refuse an action that lacks what its status needs, or cannot be true.

    Raises
    ------
    InvalidAction
        With every fault.
    """
    if found := tuple(faults(action, known)):
        raise InvalidAction(found)


def require_move(start: Status, end: Status) -> None:
    """Refuse a move that is not one of `MOVES`.

    Raises
    ------
    IllegalMove
        Naming the moves that are.
    """
    if end not in MOVES[start]:
        raise IllegalMove(start, end)


def faults(action: Action, known: Known) -> Iterator[str]:
    """Say what is wrong with an action, one sentence each."""
    yield from _missing(action)
    yield from _unknown(action, known)
    yield from _too_long(action)
    yield from _disordered(action)
    if action.done is not None and action.done > known.today:
        yield f"It cannot be done on {action.done}: that day is still to come."
    if action.status is Status.STANDARDISED and action.result is not Verdict.KEPT:
        yield (
            "Only what the check found kept becomes standard; move it back to try "
            "again, or drop it."
        )


def _missing(action: Action) -> Iterator[str]:
    for name in NEEDS[action.status]:
        value = getattr(action, name)
        if value is None or not _visible(str(value)):
            yield f"An action that is {_STATUS[action.status]} needs {_CALLED[name]}."


def _visible(text: str) -> bool:
    return any(char.isprintable() and not char.isspace() for char in text)


def _unknown(action: Action, known: Known) -> Iterator[str]:
    for name in (action.measure, action.balancing):
        if name and name not in known.measures:
            yield f"No measure is called {name!r}."
    if action.cause_code and action.cause_code not in known.causes:
        yield f"No cause has the code {action.cause_code!r}."
    if action.balancing and action.balancing == action.measure:
        yield "The balancing measure must be another one than the measure itself."


def _too_long(action: Action) -> Iterator[str]:
    for name, most in LONGEST.items():
        if (length := len(getattr(action, name))) > most:
            called = name.replace("_", "-")
            yield f"Its {called} has {length:,} characters; at most {most} are kept."


def _disordered(action: Action) -> Iterator[str]:
    for early, late, text in _ORDER:
        first, second = getattr(action, early), getattr(action, late)
        if first is None or second is None:
            continue
        if second < first or (early == "done" and second == first):
            yield text.format(first, second)
