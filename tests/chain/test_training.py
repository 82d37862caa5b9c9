"""Who had which course, who is due, and whether contacts teach."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.due import Reason, due, due_for_steps
from qc.chain.evidence import Want
from qc.chain.learning import contact_numbers, learning
from qc.chain.training import Coverage, Records, coverage
from qc.core.errors import InvalidSeries


def records(*rows: tuple[int, int, int, float]) -> Records:
    agent, course, day, hours = np.array(rows, dtype=float).reshape(-1, 4).T
    return Records(
        agent=agent.astype(int),
        course=course.astype(int),
        day=day.astype(int),
        hours=hours,
    )


def found() -> Coverage:
    rows = records((0, 0, 5, 4), (0, 0, 90, 4), (1, 1, 10, math.nan), (2, 0, 200, 8))
    return coverage(rows, agents=3, courses=2, today=100)


class TestTheBook:
    def test_times_hours_and_days_since(self) -> None:
        table = found()

        assert table.times.tolist() == [[2, 0], [0, 1], [0, 0]]
        assert table.hours.tolist() == [[8, 0], [0, 0], [0, 0]]
        np.testing.assert_equal(table.since, [[10, np.nan], [np.nan, 90], [np.nan] * 2])
        assert (table.planned, table.unknown_hours) == (1, 1)
        assert table.share.tolist() == pytest.approx([1 / 3, 1 / 3])

    def test_never_comes_before_expired(self) -> None:
        listed = due(found(), {0: math.inf, 1: 60})

        assert [(one.agent, one.what, one.reason) for one in listed] == [
            (1, 0, Reason.NEVER),
            (2, 0, Reason.NEVER),
            (0, 1, Reason.NEVER),
            (2, 1, Reason.NEVER),
            (1, 1, Reason.EXPIRED),
        ]
        assert listed[-1].overdue == 30

    def test_who_skips_a_step_beyond_chance(self) -> None:
        skipped = np.array([[2, 3], [1, 30], [3, 2]])
        (one,) = due_for_steps(skipped, np.full((3, 2), 100))

        assert (one.agent, one.what, one.reason) == (1, 1, Reason.STEP)
        assert (one.share, one.others) == (0.3, 0.025)

    def test_the_exact_tail(self) -> None:
        # 2 of 2 skipped, none of the other 2: one of 6 ways to deal two skips
        (one, *_) = due_for_steps(np.array([[2], [0]]), np.full((2, 1), 2), alpha=0.9)

        assert one.p_value == pytest.approx(1 / 6)

    def test_an_80_percent_curve(self) -> None:
        number = np.tile(np.arange(1.0, 40), 3)
        agent = np.repeat([0, 1, 2], 39)
        b = math.log2(0.8)

        curve = learning(agent, number, np.array([5.0, 2, 9])[agent] * number**b)

        assert curve.slope.value == pytest.approx(-0.322, abs=5e-4)
        assert curve.per_doubling == pytest.approx(0.8)
        assert curve.first == pytest.approx(16 / 3)

    def test_contacts_are_numbered_by_agent_in_time(self) -> None:
        found = contact_numbers(np.array([1, 0, 1, 1]), np.array([5, 1, 2, 9]))

        assert found.tolist() == [2, 1, 1, 3]


class TestAlways:
    @settings(max_examples=30)
    @given(st.integers(0, 2**32 - 1), st.floats(0.1, 9))
    def test_the_slope_does_not_depend_on_the_unit(
        self, seed: int, unit: float
    ) -> None:
        rng = np.random.default_rng(seed)
        agent, number = rng.integers(0, 4, 60), rng.integers(1, 30, 60).astype(float)
        outcome = rng.poisson(2, 60).astype(float)
        one, other = (learning(agent, number, by * outcome) for by in (1.0, unit))

        assert other.slope.value == pytest.approx(
            one.slope.value, abs=1e-7, nan_ok=True
        )

    def test_without_defects_or_without_experience_nothing_is_known(self) -> None:
        one = np.ones(5)
        agent = np.zeros(5, dtype=np.int64)

        assert not learning(agent, np.arange(1.0, 6), 0 * one).slope.known
        assert not learning(agent, one, one).slope.known
        assert learning(agent, one, one).slope.short[0].what is Want.AGENTS

    def test_no_records_and_no_agents(self) -> None:
        table = coverage(records(), agents=0, courses=1, today=0)

        assert np.isnan(table.share).all()
        assert due(table, {0: 1.0}) == ()
        assert due_for_steps(np.zeros((0, 2), int), np.zeros((0, 2), int)) == ()


class TestStatistically:
    def test_nobody_is_named_when_all_are_alike(self) -> None:
        rng = np.random.default_rng(1)
        scored = np.full((20, 5), 150)
        named = sum(
            bool(due_for_steps(rng.binomial(scored, 0.05), scored)) for _ in range(60)
        )

        assert named <= 7  # at most 3 on average

    def test_the_interval_of_the_slope_covers(self) -> None:
        rng = np.random.default_rng(2)
        agent = np.repeat(np.arange(15), 120)
        number = np.tile(np.arange(1.0, 121), 15)
        level = 0.5 * np.exp(rng.normal(0, 0.3, 15))[agent].clip(0, 2)
        covered = 0
        for _ in range(60):
            defect = rng.random(len(agent)) < level * number**-0.2
            low, high = learning(agent, number, defect.astype(float)).slope.interval
            covered += low <= -0.2 <= high

        assert covered >= 51  # 57 on average


class TestRefusals:
    def test_a_course_that_is_not_there(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            coverage(records((0, 5, 1, 1)), agents=1, courses=2, today=9)

        assert str(refused.value) == (
            "1 record(s) name an agent or a course that is not among the 1 agents and "
            "2 courses; number them from 0."
        )

    def test_hours_below_0(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            records((0, 0, 1, -1))

        assert str(refused.value) == ("Hours of a course are finite and not below 0.")

    def test_records_of_unequal_length(self) -> None:
        none = np.zeros(0, dtype=np.int64)
        with pytest.raises(InvalidSeries, match="Each record needs an agent, a course"):
            Records(agent=none, course=none, day=none, hours=np.ones(1))

    def test_more_skipped_than_scored(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            due_for_steps(np.array([[2]]), np.array([[1]]))

        assert str(refused.value) == (
            "Skipped steps are a count from 0 up to those scored."
        )

    @pytest.mark.parametrize(
        ("number", "outcome", "text"),
        [
            (0.0, 1.0, "An agent's contacts are numbered from 1 up."),
            (
                1.0,
                -1.0,
                "An outcome is a count or a time from 0 up; leave the contacts without "
                "one out, but count them in the numbers.",
            ),
        ],
    )
    def test_contacts_that_cannot_be(
        self, number: float, outcome: float, text: str
    ) -> None:
        with pytest.raises(InvalidSeries) as refused:
            learning(np.zeros(1, int), np.array([number]), np.array([outcome]))

        assert str(refused.value) == text

    def test_contacts_without_outcomes(self) -> None:
        with pytest.raises(InvalidSeries, match="Each contact needs an agent, its num"):
            learning(np.zeros(1, int), np.ones(1), np.ones(2))
