"""Changes of the newest weeks: laid on weeks, judged together, read by direction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.core.errors import NothingToShow
from qc.core.kinds import Direction, Meaning, MeasureKind
from qc.core.measures import Measure
from qc.core.series import Counts
from qc.review.lately import changes
from qc.view.words import lately as say

WEEKS = np.datetime64("2026-01-05") + np.timedelta64(7, "D") * np.arange(26)
CARD = Measure(
    id="wrong",
    title="Done *wrong*",
    question="?",
    kind=MeasureKind.SHARE,
    direction=Direction.LOWER,
)


def weekly(events: float, newest: float, weeks: np.ndarray = WEEKS) -> Counts:
    told = np.full(len(weeks), events)
    told[-2:] = newest
    return Counts(at=weeks, events=told, opportunities=np.full(len(weeks), 20.0))


def steady(**units: Counts) -> dict[str, Counts]:
    return {f"u{i:02}": weekly(2, 2) for i in range(12)} | units


class TestByHand:
    def test_who_got_worse_and_who_better(self) -> None:
        found = changes(
            [(CARD, steady(bad=weekly(2, 9), good=weekly(9, 1)))], WEEKS, "agent"
        )
        assert {one.name: one.meaning for one in found.standing} == {
            "bad": Meaning.CONCERN,
            "good": Meaning.IMPROVEMENT,
        }
        bad = next(one for one in found.standing if one.name == "bad")
        assert (bad.events, bad.n, bad.events_before, bad.n_before) == (18, 40, 48, 480)
        others = (50.5 / 470.5) / (792.5 / 5448.5)  # odds: newest weeks over before
        odds = 48.5 / 432.5 * others
        assert bad.expected == pytest.approx(40 * odds / (1 + odds))
        assert found.units == 14
        assert found.first == WEEKS[-2]
        called = dict.fromkeys([one.name for one in found.found], "Agent <b>")
        text = say.verdict(found, called)
        assert text.startswith("Changed in the newest 2 weeks (from")
        assert "is worse in" in text
        assert "is better in" in text

    def test_who_changed_in_several_measures_is_named_once(self) -> None:
        series = steady(bad=weekly(2, 9))
        found = changes([(CARD, series), (replace(CARD, id="x"), series)], WEEKS, "a")
        text = say.verdict(found, {"bad": "Agent B"})
        assert text.count("Agent B is worse in") == 1
        assert " expected) and \u201cDone *wrong*\u201d (45" in text

    def test_every_measure_is_a_try(self) -> None:
        one = changes([(CARD, steady(bad=weekly(2, 6)))], WEEKS, "agent")
        five = changes([(CARD, steady(bad=weekly(2, 6)))] * 5, WEEKS, "agent")
        assert len(five.found) == 5 * len(one.found)
        assert five.found[-1].q >= one.found[-1].q
        assert changes([(CARD, steady())], WEEKS, "agent").standing == ()

    def test_gaps_newcomers_and_weeks_outside(self) -> None:
        away = weekly(2, 2, WEEKS[:-2])
        new = weekly(2, 2, WEEKS[-2:])
        older = weekly(2, 2, np.r_[WEEKS[0] - np.timedelta64(7, "D"), WEEKS])
        found = changes(
            [(CARD, steady(away=away, new=new, older=older))], WEEKS, "agent"
        )
        assert found.few == 2
        told = next(one for one in found.found if one.name == "older")
        assert told.n + told.n_before == 20 * len(WEEKS)

    def test_nobody_with_enough(self) -> None:
        found = changes([(CARD, {})], WEEKS, "agent")
        assert say.verdict(found, {}) == (
            "No agent has enough cases to be held against before."
        )
        assert say.judged_line(found) == ""


def test_too_few_weeks_are_told() -> None:
    with pytest.raises(
        NothingToShow, match=r"against 12 or more before; the log has 11"
    ):
        changes([(CARD, steady())], WEEKS[:13], "agent")
