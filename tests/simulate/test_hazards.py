"""What a team's contacts will be like: by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.core.arrays import Floats
from qc.simulate import PROFILES
from qc.simulate.effects import Dimension, Effect, SpecialCause, Window
from qc.simulate.hazards import ahead
from tests.simulate.runs import run

EVEN = replace(
    PROFILES["tiny"], agent_sd=0.0, chat_sd=0.0, causes=(), never_trained=0, organic=0.1
)
LATE = np.array([119.0])  # 35 days after the last training


def share(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def test_an_untrained_team_has_the_shares_of_its_stages() -> None:
    found = ahead(run(replace(EVEN, training_effect=0.0))[0], LATE)

    sale, support, news = share(-2.3), share(-1.85), share(-2.6)
    assert found.sale.tolist() == [[pytest.approx(sale)] * 4]
    assert found.other.tolist() == [[pytest.approx(0.8 * support + 0.2 * news)] * 4]
    waits = sum(
        w * (0.2 * p + (0.2 * p) ** 2 + (0.2 * p) ** 3)
        for w, p in ((0.8, support), (0.2, news))
    )
    assert found.active.tolist() == [[pytest.approx(1 / (1 + waits / 60))] * 4]


def test_training_lowers_them_by_what_is_built_up() -> None:
    world, _ = run(EVEN)

    gains = ahead(world, LATE).sale - share(-2.3)

    built = 1 - np.exp(-(LATE[0] - world.staff.trained + 1) / 21)
    assert gains[0] == pytest.approx(-0.04 * built.reshape(4, 2).mean(axis=1))


def test_a_cause_acts_where_and_when_it_does() -> None:
    cause = SpecialCause(
        what=Effect.DEFECTS,
        where=Dimension.TEAM,
        value="2",
        during=Window(start=100, end=120),
        size=1.0,
    )
    world, _ = run(replace(EVEN, training_effect=0.0, causes=(cause,)))

    found: Floats = ahead(world, np.array([119.9, 120.1])).sale

    normal, more = share(-2.3), share(-1.3)
    assert found[0] == pytest.approx([normal, more, normal, normal])
    assert found[1] == pytest.approx([normal] * 4)


def test_chats_of_a_bad_week_are_as_many_as_there_are_chats() -> None:
    world, _ = run(replace(EVEN, training_effect=0.0, chat_sd=2.0))

    found = ahead(world, LATE).sale[0, 0]

    week = world.chat_weeks[world.week(LATE)[0]]
    mean = 0.75 * share(-2.3) + 0.25 * share(-2.3 + 2 * week)
    assert found == pytest.approx(mean)


def test_newcomers_count_once_they_are_there() -> None:
    kind = replace(EVEN, agent_sd=1.0, training_effect=0.0, newcomers=4)
    world, _ = run(replace(kind, newcomers_day=50.0))

    found = ahead(world, np.array([49.0, 51.0])).sale[:, 0]

    old, new = (share(-2.3 + world.staff.skill[i]) for i in (0, 1))
    assert found == pytest.approx([old, (old + new) / 2])
