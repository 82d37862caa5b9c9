"""The agents, and when they are trained."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.simulate import Profile
from qc.simulate.staff import NEVER, Staff, courses, hire

TEACHING = Profile()


@pytest.fixture
def staff() -> Staff:
    return hire(TEACHING, seed=1)


def test_teams_are_equal(staff: Staff) -> None:
    assert np.bincount(staff.team).tolist() == [6, 6, 6, 6]


def test_dates_lie_whole_weeks_apart_within_the_window(staff: Staff) -> None:
    trained = staff.trained[staff.trained < NEVER]

    assert len(trained) == 20
    assert np.all((trained - 150) % 7 == 0)
    assert trained.min() >= 150
    assert trained.max() <= 420
    assert len(np.unique(trained)) > 15


def test_the_weakest_come_first_if_asked() -> None:
    staff = hire(replace(TEACHING, worst_first=True), seed=1)

    by_date = staff.skill[np.argsort(staff.trained, kind="stable")][:20]
    assert np.all(np.diff(by_date) <= 0)


def test_training_builds_up_from_its_day_on(staff: Staff) -> None:
    agent = int(np.argmin(staff.trained))
    day = staff.trained[agent] + np.array([-0.5, 0.0, 0.9, 20.0, 300.0])

    progress = staff.progress(np.full(5, agent), day, 21.0)

    assert progress[0] == 0
    assert progress[1] == progress[2] == pytest.approx(1 - np.exp(-1 / 21))
    assert progress[3] == pytest.approx(1 - np.exp(-1))
    assert progress[4] == pytest.approx(1, abs=1e-5)


def test_only_one_course_a_trained_agent_is_the_core(staff: Staff) -> None:
    agent, day, course = courses(staff, seed=1, days=540)

    core = course == 0
    assert sorted(agent[core]) == np.flatnonzero(staff.trained < NEVER).tolist()
    assert np.array_equal(day[core], staff.trained[agent[core]])
    assert np.all(np.diff(day) >= 0)
    assert (~core).sum() == 24
