"""What the meeting mode says."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import MinuteKind
from qc.core.minutes import Minute
from qc.review.agenda import Part
from qc.review.seen import Changed, Difference
from qc.view.words import meeting as say
from tests.review.test_seen import FIGURE
from tests.review.test_tiers import STILL, judged, review

AT = np.datetime64("2026-11-17T09:00:00")


def line(kind: MinuteKind, measure: str | None = None) -> Minute:
    week = np.datetime64("2026-11-09", "D")
    return Minute(id=1, week=week, measure=measure, kind=kind, text="x", who="", at="")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_every_part_and_difference_has_its_words() -> None:
    assert len({say.part_line(part) for part in Part}) == len(Part)
    told = {say.changed_line(_changed(each)) for each in Difference}
    assert len(told) == len(Difference)


def test_how_far_the_meeting_is() -> None:
    assert plain(say.place_line(2, 6)) == "2 of 6"
    assert say.place_line(7, 6) == "the end"


def test_steady_measures_are_told_from_those_not_judged() -> None:
    assert plain(say.steady_line(review(STILL, judged()))) == (
        "2 measures are steady: nothing to discuss, no reason to step in."
    )
    assert say.steady_line(review(judged(60.0))) == ""


def test_a_line_of_the_minutes_says_what_it_is_about() -> None:
    titles = {"late": "Answered late"}

    assert say.minute_head(line(MinuteKind.NOTE, "late"), titles) == (
        "Note, Answered late"
    )
    assert say.minute_head(line(MinuteKind.DECISION), titles) == (
        "Decision, The review as a whole"
    )
    assert say.minute_head(line(MinuteKind.NOTE, "gone"), titles) == "Note, gone"


def test_minutes_are_counted() -> None:
    two = [line(MinuteKind.DECISION), line(MinuteKind.NOTE)]

    assert plain(say.minutes_line(two)) == "Notes and decisions: 1 decision, 1 note"
    assert say.minutes_line([]) == "Notes and decisions"


def test_how_a_week_was_seen() -> None:
    assert plain(say.seen_line(AT, [], same_rules=True)) == (
        "Reviewed on 17 Nov 2026; every figure still reads the same."
    )
    assert plain(say.seen_line(AT, [_changed(Difference.VALUE)], same_rules=False)) == (
        "Reviewed on 17 Nov 2026; since then 1 measure reads otherwise, by another "
        "rule set now."
    )


def test_a_measure_that_is_gone_keeps_its_title() -> None:
    gone = Changed(difference=Difference.GONE, then=FIGURE, now=None)

    assert say.changed_line(gone) == "M: no longer there"


def _changed(difference: Difference) -> Changed:
    return Changed(difference=difference, then=FIGURE, now=FIGURE)
