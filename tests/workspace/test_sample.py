"""What was planted in the sample is found, and nothing else."""

from __future__ import annotations

import pytest

from qc.core.kinds import Meaning
from qc.workspace import Lens, Workspace
from tests.workspace.conftest import DEFECTS, LATE, STEPS, counts, day, team

PLANTED = {
    (DEFECTS, Meaning.CONCERN),
    ("defects-per-contact", Meaning.CONCERN),
    ("support-again", Meaning.CONCERN),
    ("support-reopened", Meaning.CONCERN),
    (STEPS, Meaning.IMPROVEMENT),
    (LATE, Meaning.CONCERN),
    ("promises-broken", Meaning.CONCERN),
    ("customers-referred", Meaning.CONCERN),  # advertising brings others
    ("first-response-time", Meaning.CONCERN),
}


class TestTheSample:
    def test_current_signals(self, sample: Workspace) -> None:
        review = sample.review()
        assert [one.measure.id for one in review.concerns] == [
            DEFECTS,
            "promises-broken",
            "defects-per-contact",
            "support-again",
        ]
        assert [one.measure.id for one in review.improvements] == [STEPS]
        assert review.changed == ()
        assert {one.current[0].since for one in review.concerns} == {day("2026-11-02")}

    def test_every_signal_was_planted(self, sample: Workspace) -> None:
        found = {
            (one.measure.id, finding.meaning)
            for one in sample.review().assessments
            for finding in one.findings
        }
        assert found == PLANTED

    def test_the_training_is_dated(self, sample: Workspace) -> None:
        (current,) = sample.assess(STEPS).current
        assert day("2026-06-08") <= current.since <= day("2026-06-29")
        assert current.before == pytest.approx(0.28, abs=0.03)
        assert current.after == pytest.approx(0.15, abs=0.03)

    def test_the_week_and_the_rows(self, sample: Workspace) -> None:
        review = sample.review()
        assert review.week == day("2026-11-09")
        assert review.rows == 8_347
        assert review.week_rows == 95
        assert len(review.assessments) == len(sample.available) == 22

    def test_slow_answers_came_and_went(self, sample: Workspace) -> None:
        then = sample.review(Lens(until=day("2026-08-10")))
        assert [one.measure.id for one in then.concerns] == [
            LATE,
            "first-response-time",
        ]
        (past,) = sample.assess(LATE).findings
        assert not past.current

    @pytest.mark.parametrize(
        ("name", "slow"),
        [
            ("Team 1", []),
            ("Team 2", ["2026-08-10", "2026-08-17", "2026-08-24"]),
            ("Team 3", []),
            ("Team 4", []),
        ],
    )
    def test_they_were_of_one_team(
        self, sample: Workspace, name: str, slow: list[str]
    ) -> None:
        one = sample.assess(LATE, Lens(filters=team(name)))
        assert one.chart is not None
        assert [str(at) for at in one.chart.at[one.chart.beyond]] == slow
        assert one.stratum == f"team {name}"

    def test_one_team_keeps_fewer_promises_all_the_time(
        self, sample: Workspace
    ) -> None:
        levels = {}
        for name, _ in sample.strata("team"):
            lens = Lens(filters=team(name))
            series = counts(sample, "support-promise-broken", lens)
            levels[name] = series.events.sum() / series.opportunities.sum()
        assert levels.pop("Team 3") == pytest.approx(0.4, abs=0.05)
        assert max(levels.values()) < 0.12

    @pytest.mark.parametrize(
        ("week", "seen"),
        [("2025-12-01", 0), ("2026-03-02", 0), ("2026-06-08", 1)],
        ids=["autumn", "spring", "advertising"],
    )
    def test_nothing_before(self, sample: Workspace, week: str, seen: int) -> None:
        advertised = ["customers-referred"]  # fewer of the new ones are recommended
        found = sample.review(Lens(until=day(week))).signals
        assert [one.measure.id for one in found] == advertised * seen
