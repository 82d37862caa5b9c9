"""The agenda of a review meeting: one measure at a time, the surest signal first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qc.review.assessment import Assessment
from qc.review.tiers import Verdict
from qc.review.weekly import Review


class Part(StrEnum):
    """Why a measure is on the agenda."""

    ACT = "act"
    WATCH = "watch"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One measure to talk about.

    Attributes
    ----------
    verdict : Verdict or None
        How likely chance alone is; None where only the target is the matter.
    """

    part: Part
    assessment: Assessment
    verdict: Verdict | None = None


def agenda(review: Review) -> tuple[Item, ...]:
    """Return what a meeting should talk about, in its order; no news, no item.

    First what to act on, then what to watch, each surest first; then what is steady
    but will go on missing its target.
    """
    return (
        *(_signal(Part.ACT, *pair) for pair in review.to_act_on),
        *(_signal(Part.WATCH, *pair) for pair in review.to_watch),
        *(Item(part=Part.TARGET, assessment=one) for one in review.cannot_meet),
    )


class Move(StrEnum):
    """A step through the agenda; after the last measure comes the end."""

    NEXT = "next"
    BACK = "back"
    FIRST = "first"
    LAST = "last"


def stepped(stops: Sequence[str], now: str, move: Move) -> str:
    """Return where a move leads from a stop; the ends are held, not passed."""
    last = len(stops) - 1
    place = stops.index(now) if now in stops else 0
    to = {
        Move.NEXT: min(place + 1, last),
        Move.BACK: max(place - 1, 0),
        Move.FIRST: 0,
        Move.LAST: last,
    }
    return stops[to[move]]


def _signal(part: Part, one: Assessment, verdict: Verdict) -> Item:
    return Item(part=part, assessment=one, verdict=verdict)
