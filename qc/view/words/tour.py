"""What the tour says: noise and signal, the good direction, two icons, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.kinds import Assurance, Variation

TITLE = "Ninety seconds: how to read this"
OPEN = "Take the tour"
NEXT, BACK, DONE = "Next", "Back", "Done"
DRAWN = "Drawn for this tour, not from data."


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the tour: its heading and its text."""

    heading: str
    text: str


NOISE = Stop(
    "Most moves mean nothing",
    "Every process varies. While points stay in the shaded usual range without a "
    "pattern, one week is as good as the next: asking why it rose or fell finds "
    "stories, not causes. Leave it alone, or change the process as a whole.",
)
SIGNAL = Stop(
    "A signal has a cause",
    "A point outside the usual range, or a long run on one side of the middle, hardly "
    "ever comes by chance. Ask what was different, and since when. The range was "
    "learned from the darker weeks, so that a change cannot hide in its own limits.",
)
DIRECTION = Stop(
    "The same move can be bad or good",
    "Each measure says which way is better. Solid orange is a concern, hollow blue an "
    "improvement: find out why, and keep it. Shape and fill say it without colour.",
)
ICONS = Stop(
    "Two icons, two questions",
    "The first asks: did something change? The second: if nothing changes, will the "
    "target be met? A steady process that misses its target needs a change of the "
    "process; asking people to try harder will not do it.",
)
DO = Stop(
    "What to do in the meeting",
    "To act on: open the chart, choose the point, read the interactions behind it, "
    "then start an action with an owner and a day on which it is checked. To watch: "
    "wait for the next point. Everything else needs no discussion.",
)
STOPS = (NOISE, SIGNAL, DIRECTION, ICONS, DO)
SHOWN_ICONS: tuple[Variation | Assurance, ...] = (
    Variation.COMMON,
    Variation.CONCERN_HIGH,
    Variation.IMPROVEMENT_LOW,
    Assurance.PASS,
    Assurance.HIT_OR_MISS,
    Assurance.FAIL,
)


def step_line(place: int) -> str:
    """Say how far the tour is: "2 of 5"."""
    return f"{place + 1} of {len(STOPS)}"
