"""How customers live on after the cut: the past stays, the future keeps its laws."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from qc.core.arrays import Floats
from qc.simulate import PROFILES
from qc.simulate.contacts import Contacts, State
from qc.simulate.future import Future, later, live_on
from qc.simulate.history import History
from qc.simulate.world import World
from tests.simulate.runs import run

DAYS = 60


def went_on(world: World, history: History, until: Floats) -> Future:
    return live_on(world, history, until, ahead=later(world, DAYS))


@pytest.fixture(scope="module")
def before() -> tuple[World, History]:
    return run(PROFILES["tiny"])


@pytest.fixture(scope="module")
def after(before: tuple[World, History]) -> Future:
    return went_on(*before, np.full(len(before[1].customers), np.inf))


def test_the_world_is_the_same_up_to_the_cut(before: tuple[World, History]) -> None:
    world, _ = before
    ahead = later(world, DAYS)

    day = np.linspace(0, 120, 1_000)
    assert np.array_equal(ahead.demand.working(day), world.demand.working(day))
    assert np.array_equal(ahead.staff.trained, world.staff.trained)
    weeks = len(world.chat_weeks)
    assert np.array_equal(ahead.chat_weeks[:weeks], world.chat_weeks)
    assert ahead.end == pytest.approx(world.end + DAYS, abs=1)


def test_the_past_stays_and_the_history_is_left_alone(
    before: tuple[World, History], after: Future
) -> None:
    world, history = before
    many = len(history.contacts)

    for field in fields(Contacts):
        past = getattr(after.contacts, field.name)[:many]
        assert np.array_equal(past, getattr(history.contacts, field.name))
    again, fresh = history.final, run(PROFILES["tiny"])[1].final
    for field in fields(State):
        assert np.array_equal(getattr(again, field.name), getattr(fresh, field.name))
    assert np.all(after.contacts.at[many:] >= world.end)
    assert np.all(after.contacts.at[many:] <= after.world.end)


def test_who_left_is_gone(before: tuple[World, History], after: Future) -> None:
    world, history = before
    late = after.contacts.customer[len(history.contacts) :]

    assert np.all(history.final.left[late] >= world.end)
    gone = history.final.left < world.end
    assert np.array_equal(after.state.left[gone], history.final.left[gone])


def test_nobody_is_followed_longer_than_asked(before: tuple[World, History]) -> None:
    world, history = before
    until = np.full(len(history.customers), world.end + 10)
    until[::2] = world.end

    found = went_on(world, history, until)

    late = found.contacts.customer[len(history.contacts) :]
    assert np.all(late % 2 == 1)
    last = found.state.at[1::2][found.state.left[1::2] == np.inf]
    assert len(late) > 50
    assert np.all(last[last > world.end + 10] < world.end + 80)


def test_leads_go_on_to_buy(before: tuple[World, History], after: Future) -> None:
    world, history = before
    leads = (history.final.left >= world.end) & (history.final.first_sale > world.end)

    bought = after.state.first_sale[leads]

    assert leads.sum() > 10
    assert np.all(bought > world.end)
    assert 0.5 < np.isfinite(bought).mean() < 1
