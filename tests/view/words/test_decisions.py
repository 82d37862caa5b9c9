"""Decisions in words: what, when, by whom, from what to what."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.decisions import Act, Decision, Event, Topic, Value
from qc.core.kinds import ChartKind
from qc.view.decisions_frame import decisions_data, decisions_frame, decisions_text
from qc.view.words import decisions as say

DAYS = [np.datetime64("2026-02-02") + np.timedelta64(7 * i, "D") for i in range(6)]
USUAL = PhasePlan()


def made(
    old: Value | None, new: Value | None, topic: Topic = Topic.LIMITS, **more: object
) -> Decision:
    fields = {
        "number": 4,
        "of": 4,
        "at": np.datetime64("2026-11-22T04:56:11"),
        "who": "owner",
        "topic": topic,
        "act": Act.MADE,
        "measure": "late",
        "reason": "strike",
        **more,
    }
    return Decision(old=old, new=new, **fields)  # type: ignore[arg-type]


def what(decision: Decision) -> str:
    return say.what(decision, USUAL).replace("\xa0", " ")


EVENT = Event(measure="late", day=DAYS[0], text="strike")


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (made(None, PhasePlan(excluded=(DAYS[0],))), "Left out 2 Feb 2026"),
        (made(PhasePlan(excluded=(DAYS[0],)), USUAL), "Taken in again 2 Feb 2026"),
        (
            made(None, PhasePlan(starts=tuple(DAYS), freeze=None)),
            "New phase from 2 Feb 2026, 9 Feb 2026, 16 Feb 2026 and 3 more; baseline "
            "of all points instead of 24 points",
        ),
        (made(None, USUAL), "Limits confirmed"),
        (made(None, ChartKind.XMR, Topic.CHART), "Chart: XmR chart"),
        (made(ChartKind.XMR, None, Topic.CHART), "Chart: as the data say"),
        (made(None, EVENT, Topic.EVENT), "Noted on 2 Feb 2026: strike"),
        (made(EVENT, EVENT, Topic.EVENT), "Note changed on 2 Feb 2026: strike"),
        (made(EVENT, None, Topic.EVENT), "Note of 2 Feb 2026 taken off: strike"),
    ],
)
def test_what_was_decided(decision: Decision, text: str) -> None:
    assert what(decision) == text


def test_what_is_taken_back_is_told_as_it_was_decided() -> None:
    plan = PhasePlan(excluded=(DAYS[0],))
    back = made(plan, None, act=Act.UNDONE, number=5)

    row = say.decision_row(back, USUAL, stands=False)

    assert row[2].replace("\xa0", " ") == "Undone: left out 2 Feb 2026"
    assert say.undo_label(made(None, plan), USUAL).replace("\xa0", " ") == (
        "Undo: left out 2 Feb 2026 (22 Nov 2026, 04:56 UTC)"
    )


def test_the_list_says_what_stands_newest_first() -> None:
    plan = PhasePlan(excluded=(DAYS[0],))
    past = (
        made(None, EVENT, Topic.EVENT, number=3, of=3, reason=""),
        made(None, plan),
        made(plan, None, act=Act.UNDONE, number=5),
    )
    table = decisions_frame(past, USUAL)

    assert list(table["Stands"]) == ["", "taken back", "yes"]
    assert [one["stands"] for one in decisions_data(past, USUAL)] == [
        True,
        False,
        False,
    ]
    assert decisions_text(past, USUAL).splitlines()[0].endswith("(strike)")
    assert decisions_text((), USUAL) == "Nothing was decided about this chart yet."
