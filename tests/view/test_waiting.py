"""Waiting times in words, rows and a curve: with open cases, without any, of nobody."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from qc.core.kinds import MeasureKind
from qc.core.measures import Clock, Measure
from qc.review.waiting import Period, Stretch, WaitingTimes, curve_of, promise_of
from qc.view import waiting_frames as frames
from qc.view.locales import GERMAN
from qc.view.waiting_chart import figure
from qc.view.words import waiting as say
from tests.view.build import measure

FIRST, LAST = np.datetime64("2026-08-17"), np.datetime64("2026-11-15")


def late(promise: str | None = None, hours: float | None = 4) -> Measure:
    clock = Clock(start="opened_at", stop="first_response_at")
    clock = Clock(
        start=clock.start, stop=clock.stop, promise=promise, within_hours=hours
    )
    return measure(clock=clock)


def stretch(
    card: Measure, waited: list[float], open_cases: int = 0, **left_out: int
) -> Stretch:
    """Make cases; the last ones are still open."""
    times = np.array(waited, dtype=float)
    answered = np.arange(len(times)) < len(times) - open_cases
    curve, within = curve_of(times, answered, promise_of(card))
    return Stretch(
        first=FIRST,
        last=LAST,
        curve=curve,
        within=within,
        still=np.sort(times[~answered]),
        **left_out,
    )


def times(
    now: Stretch, card: Measure, before: Stretch | None = None, *newest: Period
) -> WaitingTimes:
    return WaitingTimes(
        measure=card,
        in_promises=card.clock is not None and card.clock.promise is not None,
        promise=promise_of(card),
        now=now,
        before=before,
        newest=newest,
    )


def said(found: WaitingTimes) -> str:
    text = " ".join(say.sentences(found))
    return text.replace("\u00a0", " ").replace("\u2013", "-")


CARD = late()
SOME = stretch(CARD, [0.5, 1, 1, 2, 3, 5, 9, 10, 0.2, 6], open_cases=2)


class TestWords:
    def test_how_long_how_many_in_time_who_still_waits(self) -> None:
        found = times(SOME, CARD, stretch(CARD, [0.25, 0.5, 8]))

        assert said(found).startswith(
            "Half of 10 cases opened from 17 Aug to 15 Nov 2026 were answered within "
        )
        assert "; in the weeks before within" in said(found)
        assert "were answered within the 4 h promised (" in said(found)
        assert "; in the weeks before 66.7 %." in said(found)
        assert "2 cases still wait. An open case counts for as long as" in said(found)

    def test_one_case(self) -> None:
        assert said(times(stretch(CARD, [2]), CARD)).startswith(
            "The one case opened from 17 Aug to 15 Nov 2026 was answered within 2.0 h."
        )

    def test_of_promises(self) -> None:
        card = late("promised_by", None)
        found = times(stretch(card, [0.25, 0.5, 2]), card)

        assert "were answered within 50 % of the time promised" in said(found)
        assert "66.7 % were answered in the time promised (" in said(found)

    def test_less_than_half(self) -> None:
        found = times(stretch(CARD, [1, 2, 2, 2], open_cases=3), CARD)

        assert said(found).startswith("Less than half of 4 cases opened from")
        assert "No case was watched as long as promised" in said(found)
        assert "3 cases still wait" in said(found)

    def test_one_open_case_waits(self) -> None:
        assert "1 case still waits." in said(times(stretch(CARD, [1, 9], 1), CARD))

    def test_nobody(self) -> None:
        assert said(times(stretch(CARD, []), CARD)) == (
            "No case was opened from 17 Aug to 15 Nov 2026."
        )

    def test_what_is_left_out_is_told(self) -> None:
        now = stretch(CARD, [1, 2, 3], promise_over=2, ends_before=1)

        assert said(times(now, CARD)).endswith(
            "Left out: 2 cases promised for before the start and 1 case that ended "
            "before the start."
        )

    def test_without_a_promise_nothing_is_kept(self) -> None:
        card = measure(MeasureKind.DURATION, clock=Clock(start="a", stop="resolved_at"))
        text = said(times(stretch(card, [1, 2, 3]), card))

        assert "resolved within" in text
        assert "promised" not in text


class TestRows:
    def test_marks_are_round_times_to_twice_the_promise(self) -> None:
        marks = frames.marks(times(SOME, CARD))

        assert [mark.time for mark in marks] == [0, 2, 4, 6, 8]
        assert [mark.watched for mark in marks] == [10, 5, 4, 3, 2]
        assert marks[0].share == 1
        assert [mark.share for mark in marks] == sorted(
            (mark.share for mark in marks), reverse=True
        )

    def test_marks_of_nobody(self) -> None:
        assert frames.marks(times(stretch(CARD, []), CARD)) == ()

    def test_nothing_is_known_beyond_what_was_watched(self) -> None:
        marks = frames.marks(times(stretch(CARD, [1, 3, 3], 2), CARD))

        assert marks[1].share == pytest.approx(2 / 3)
        assert math.isnan(marks[2].share)
        assert marks[2].watched == 0

    def test_everybody_answered_at_once(self) -> None:
        found = times(stretch(CARD, [0.0, 0.0]), CARD)

        assert frames.marks(found)[1].share == 0
        assert figure(found).data

    def test_a_newest_period_without_anybody_is_a_gap(self) -> None:
        gap = Period(
            at=FIRST,
            cases=3,
            open_cases=3,
            late=math.nan,
            lower=math.nan,
            upper=math.nan,
        )
        table = frames.newest_frame(times(SOME, CARD, None, gap))

        assert table.iloc[0].tolist() == [
            "2026-W34 (17\u00a0Aug)",
            "3",
            "3",
            "\u2013",
            "\u2013",
        ]

    def test_the_payload_is_json(self) -> None:
        found = times(SOME, CARD, stretch(CARD, []))
        data = json.loads(json.dumps(frames.waiting_payload(found), allow_nan=False))

        assert data["schema"] == "qc.waiting/1"
        assert (data["unit"], data["promise"], data["now"]["open"]) == ("hours", 4, 2)
        assert data["before"]["median"] is None
        assert data["now"]["kept"] == pytest.approx(
            SOME.within.share if SOME.within else 0
        )

    def test_the_text_has_the_curve_and_the_newest(self) -> None:
        one = Period(at=FIRST, cases=9, open_cases=1, late=0.1, lower=0.01, upper=0.4)
        text = frames.waiting_text(times(SOME, CARD, None, one)).replace("\u00a0", " ")

        assert text.splitlines()[0] == "Support answered late: waiting times"
        assert "  2 h" in text
        assert "10.0 %" in text


class TestFigure:
    def test_it_falls_from_everybody_in_steps(self) -> None:
        fig = figure(times(SOME, CARD, stretch(CARD, [1, 2])))
        band, before, now = fig.data

        assert band.fill == "toself"
        assert before.line.dash
        assert now.line.dash is None
        assert now.y[0] == 100
        assert list(now.y) == sorted(now.y, reverse=True)
        assert now.name == "still waiting, 17\u00a0Aug to 15\u00a0Nov\u00a02026"

    def test_the_promise_is_a_line_with_its_name(self) -> None:
        layout = figure(times(SOME, CARD), dark=True, locale=GERMAN).layout

        assert layout.shapes[0].x0 == 4
        assert layout.annotations[0].text == "promised"
        assert layout.separators == ",."
        assert layout.xaxis.ticktext[0] == "0\u00a0h<br>10"

    def test_a_long_curve_has_few_steps(self) -> None:
        many = np.random.default_rng(1).exponential(4, 50_000).tolist()

        now = figure(times(stretch(CARD, many), CARD)).data[-1]

        assert len(now.x) < 700

    def test_nobody(self) -> None:
        assert figure(times(stretch(CARD, []), CARD)).data == ()
