"""What was planted in the sample is found, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from qc.chain.links import Arrow, Shown
from qc.core.kinds import Meaning
from qc.workspace import Lens, Workspace
from qc.workspace.chain import links
from qc.workspace.training import training
from tests import sample_facts as facts
from tests.workspace.conftest import DEFECTS, LATE, STEPS, counts, day, team

NOW = [
    DEFECTS,
    "promises-broken",
    "contacts-defective",
    "defects-per-contact",
    "support-promise-broken",
    "contacts-untrained",
    "customers-referring",
    STEPS,
]
"""What is to be acted on, surest first."""
PLANTED = {
    (DEFECTS, Meaning.CONCERN),
    ("contacts-defective", Meaning.CONCERN),
    ("defects-per-contact", Meaning.CONCERN),
    ("satisfaction", Meaning.CONCERN),
    (LATE, Meaning.CONCERN),  # one inbox, and all that is answered there
    ("inquiry-answered-late", Meaning.CONCERN),
    ("first-response-time", Meaning.CONCERN),
    (STEPS, Meaning.IMPROVEMENT),  # the training
    (STEPS, Meaning.CONCERN),  # the newcomers, and all below
    ("promises-broken", Meaning.CONCERN),
    ("selection-promise-broken", Meaning.CONCERN),
    ("support-promise-broken", Meaning.CONCERN),
    ("support-resolution-time", Meaning.CONCERN),  # a broken promise is a late one
    ("contacts-untrained", Meaning.CONCERN),  # before the training; the newcomers
    ("customers-referring", Meaning.CONCERN),
    ("customers-referred", Meaning.CONCERN),
    ("customers-silent", Meaning.CONCERN),  # one week of April, by chance
}


class TestTheSample:
    def test_current_signals(self, sample: Workspace) -> None:
        review = sample.review()
        found = {one.measure.id: one.current[0].since for one, _ in review.to_act_on}

        assert list(found) == NOW
        assert review.improvements == review.changed == ()
        for name in (DEFECTS, "contacts-defective", "defects-per-contact"):
            assert found[name] == facts.DELIVERY
        assert found["contacts-untrained"] == facts.CAME
        for name in (STEPS, "promises-broken", "support-promise-broken"):
            assert day("2026-03-23") <= found[name] <= facts.CAME
        assert found["customers-referring"] > facts.CAME

    def test_every_signal_was_planted(self, sample: Workspace) -> None:
        found = {
            (one.measure.id, finding.meaning)
            for one in sample.review().assessments
            for finding in one.findings
        }
        assert found == PLANTED

    def test_the_training_is_dated(self, sample: Workspace) -> None:
        (found,) = sample.assess(STEPS, Lens(until=day("2026-03-23"))).current[:1]

        assert found.meaning is Meaning.IMPROVEMENT
        assert day("2025-09-01") <= found.since <= day("2025-10-06")
        assert found.before == pytest.approx(0.28, abs=0.03)
        assert found.after == pytest.approx(0.15, abs=0.03)

    def test_the_week_and_the_rows(self, sample: Workspace) -> None:
        review = sample.review()
        assert review.week == facts.NEWEST
        assert review.rows == facts.ROWS
        assert 0 < review.week_rows < 200
        assert len(review.assessments) == len(sample.available) == 25

    def test_slow_answers_came_and_went(self, sample: Workspace) -> None:
        then = sample.review(Lens(until=np.datetime64(facts.SLOW)))
        assert {LATE, "first-response-time"} & {one.measure.id for one in then.concerns}
        assert not any(past.current for past in sample.assess(LATE).findings)

    @pytest.mark.parametrize(
        ("name", "slow"),
        [
            ("Team 1", []),
            ("Team 2", ["2026-05-25", "2026-06-01", "2026-06-08"]),
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
        assert levels.pop("Team 3") == pytest.approx(0.43, abs=0.05)
        assert max(levels.values()) < 0.25

    @pytest.mark.parametrize("week", ["2025-08-04", "2025-08-18", "2025-09-01"])
    def test_nothing_before(self, sample: Workspace, week: str) -> None:
        assert sample.review(Lens(until=day(week))).to_act_on == ()


class TestTheChain:
    def test_shows_what_the_company_has_and_nothing_else(
        self, sample: Workspace
    ) -> None:
        found = {one.arrow for one in links(sample) if one.shown is Shown.SHOWN}

        assert found == {
            Arrow.TRAINING_ADHERENCE,
            Arrow.SERVICE_TRUST,
            Arrow.SERVICE_REPEAT,
            Arrow.TRUST_REFERRAL,
            Arrow.REPEAT_GOODWILL,
        }

    def test_newcomers_are_due_for_the_check(self, sample: Workspace) -> None:
        found = training(sample)
        check = found.steps.steps.index("check")
        due = {one.agent for one in found.due_steps if one.what == check}
        never = {one.agent for one in found.due}

        assert len(due) == facts.NEWCOMERS
        assert len(never) == facts.DUE
        assert {one.agent for one in found.due_steps} <= never
