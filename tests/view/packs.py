"""Packs for the tests of their formats: steady, changed, hostile, without data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.kinds import Direction, Period
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view.pack import Action, Made, Pack
from qc.view.pack_make import make_pack
from tests.builders import counts
from tests.pages.logs import HOSTILE
from tests.view import build

FONTS = Path(__file__).parents[2] / "data" / "fonts"
HEAD = "5eed" * 16
MADE = Made(
    at=datetime(2026, 11, 16, 9, 30, tzinfo=UTC),
    files=("May.csv", "June.csv"),
    aside=3,
    entries=12,
    head=HEAD,
    actions=(
        Action(
            title="Check every delivery note twice",
            measure="Late answers",
            step="Being done",
            due="27 Nov 2026",
        ),
    ),
)


def named(
    one: Assessment, name: str, title: str, definition: str = "", question: str = ""
) -> Assessment:
    """Return an assessment under another name."""
    card = replace(one.measure, id=name, title=title, definition=definition)
    asked = question or card.question
    return replace(one, measure=replace(card, question=asked))


def assessments() -> tuple[Assessment, ...]:
    """Return one measure of each kind that looks different in a pack."""
    rng = np.random.default_rng(3)
    few = [24, 25, 23, 26, 22, 24, 25, 23] * 4
    better = build.share([*few, 4], direction=Direction.LOWER)
    left_out = build.judged(
        counts([*few[:20], 70, *few[21:]], of=400),
        build.measure(),
        plan=PhasePlan(excluded=(np.datetime64("2024-05-20"),), freeze=None),
    )
    return (
        named(build.steady(), "steady", "Steady answers", definition="Late over all."),
        named(build.jumped(), "jumped", "Late answers"),
        named(better, "better", "Broken promises"),
        named(build.hours(rng.gamma(9, 0.5, 40)), "hours", "Time to resolve"),
        named(build.gaps([5, 8, 20, 3, 9, 14] * 5), "gaps", "Days between failures"),
        named(left_out, "left", "Wrong invoices"),
        named(build.share([], of=[]), "none", "Nothing yet"),
    )


def review(found: Sequence[Assessment] = ()) -> Review:
    """Return the review of a week."""
    return Review(
        week=np.datetime64("2026-11-09"),
        period=Period.WEEK,
        assessments=tuple(found) or assessments(),
        rules=build.only("outside", "run"),
        rows=12_431,
        week_rows=412,
        digest="d16e57",
    )


def pack() -> Pack:
    """Return a pack of a usual week."""
    return make_pack(review(), MADE)


def hostile() -> Pack:
    """Return a pack whose every text from outside means harm."""
    worst = tuple(
        named(build.jumped(), f"m{i}", text, definition=text, question=text)
        for i, text in enumerate(HOSTILE)
    )
    rules = replace(build.only("outside"), title=HOSTILE[0])
    actions = tuple(Action(title=t, measure=t, step=t, result=t) for t in HOSTILE)
    made = replace(MADE, files=HOSTILE[:3], part=HOSTILE[1], actions=actions)
    return make_pack(replace(review(worst), rules=rules), made)
