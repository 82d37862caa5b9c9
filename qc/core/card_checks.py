"""What a measure card must hold: tests that fit their field, and enough to count."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from qc.core.hours import CALENDAR_TIME
from qc.core.kinds import FieldKind, MeasureKind
from qc.core.measures import Measure, Test

_NUMBERS = {Test.AT_LEAST, Test.AT_MOST, Test.ABOVE, Test.BELOW}


def near(name: str, known: Iterable[str]) -> str:
    """Say which known name comes nearest, if any does."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {found[0]!r}?" if found else ""


def tables(value: object) -> bool:
    """Say whether a value is a list of tables."""
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def lacks(card: Measure) -> str | None:
    """Say what a card needs before it can count, or None where it is complete."""
    if not _only_chain(card):
        return _CHAIN
    if not _COMPLETE[card.kind](card):
        return _NEEDS[card.kind]
    if _idle_hours(card):
        return _NO_HOURS
    if card.kind is MeasureKind.SHARE and not 0 <= (card.target or 0) <= 1:
        return f"target of a share lies between 0 and 1; got {card.target}."
    return None


def comparable(test: Test, kind: FieldKind, value: object) -> bool:
    """Say whether a value can be compared with a field of this kind."""
    if test is Test.CONTAINS:
        return isinstance(value, str) and kind in {FieldKind.TEXT, FieldKind.KEY}
    if kind is FieldKind.FLAG:
        return isinstance(value, bool)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind in {FieldKind.NUMBER, FieldKind.DURATION}:
        return number
    return isinstance(value, str) and test not in _NUMBERS


def _only_chain(card: Measure) -> bool:
    """Say whether a card of the chain asks nothing else."""
    if card.chain is None:
        return True
    return card.kind is MeasureKind.SHARE and card.fields == card.chain.fields


def _late(card: Measure) -> bool:
    clock = card.clock
    return clock is not None and (clock.promise or clock.within_hours) is not None


def _idle_hours(card: Measure) -> bool:
    """Hours that no figure of the card would ask for promise what is not so."""
    clock = card.clock
    if clock is None or clock.hours == CALENDAR_TIME:
        return False
    return card.kind is MeasureKind.SHARE and clock.within_hours is None


def _share(card: Measure) -> bool:
    counts = card.events is not None and card.opportunities is not None
    chain = card.chain is not None
    return sum([bool(card.defective), _late(card), counts, chain]) == 1


_COMPLETE: dict[MeasureKind, Callable[[Measure], bool]] = {
    MeasureKind.SHARE: _share,
    MeasureKind.RATE: lambda card: card.events is not None,
    MeasureKind.DURATION: lambda card: (card.clock is None) != (card.value is None),
    MeasureKind.SCORE: lambda card: card.value is not None,
    MeasureKind.GAP: lambda card: bool(card.defective),
}
_CHAIN = (
    "chain counts customers, promises or news as a share, without fields of the log. "
    'Give kind = "share", and leave out conditions, clock, value and events.'
)
_NO_HOURS = (
    "hours count only for a promise of so many hours; a promise field names a moment, "
    "and is kept until then. Give within_hours, or leave hours out."
)
_NEEDS = {
    MeasureKind.SHARE: "a share needs one of: defective conditions; a clock with a "
    "promise or within_hours; events with opportunities; chain.",
    MeasureKind.RATE: "a rate needs events.",
    MeasureKind.DURATION: "a duration needs either a clock or a value.",
    MeasureKind.SCORE: "a score needs a value.",
    MeasureKind.GAP: "a time between needs defective conditions.",
}
