"""Purchases to come: by hand, by their laws, and against what customers then buy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.core.arrays import Floats
from qc.simulate import PROFILES, Company, Profile
from qc.simulate.contacts import SALE
from qc.simulate.future import later
from qc.simulate.history import History
from qc.simulate.repeats import HORIZON, expected, living
from qc.simulate.world import World
from tests.simulate.runs import longer, run

TINY = PROFILES["tiny"]
EVEN = replace(  # every contact of a stage is as likely to be defective as the next
    TINY,
    agent_sd=0.0,
    chat_sd=0.0,
    causes=(),
    training_effect=0.0,
    rework=0.0,
    stage_logits=(-2.0,) * 5,
)
SHARE = 1 / (1 + np.exp(2.0))


def span(world: World) -> float:
    """Working days of the 90 after the cut."""
    return later(world, HORIZON).end - world.end


def until_they_leave(world: World, history: History) -> Floats:
    """Days that each customer is expected to stay of the 90."""
    leave = history.customers.leave
    days: Floats = -np.expm1(-leave * span(world)) / leave
    return days


def by_hand(world: World, history: History) -> Floats:
    """Where windows outlast the 90 days: free after the first unless a new defect."""
    people, profile = history.customers, world.profile
    width = span(world) / 4_000
    day = (np.arange(4_000) + 0.5) * width
    window = np.maximum(history.final.exposed_until - world.end, 0.0)[:, None]
    hr, rate = profile.defect_hr, people.rate[:, None]
    inside = (hr * rate + 1 / profile.contact_gap) * SHARE
    outside = (rate + 1 / profile.contact_gap) * SHARE
    free = np.exp(-inside * window - outside * (day - window)) * (day > window)
    hazard = rate * (hr + (1 - hr) * free) * np.exp(-people.leave[:, None] * day)
    total: Floats = hazard.sum(axis=1) * width
    return total


class TestByHand:
    def test_without_an_effect_only_leaving_counts(self) -> None:
        world, history = run(replace(EVEN, defect_hr=1.0))

        found, there = expected(world, history), living(world, history)

        hand = history.customers.rate * until_they_leave(world, history)
        assert found[there] == pytest.approx(hand[there], rel=1e-4)

    def test_a_defect_works_as_long_as_its_window(self) -> None:
        world, history = run(EVEN)

        found, there = expected(world, history), living(world, history)

        inside = history.final.exposed_until[there] > world.end
        assert 0.2 < inside.mean() < 0.8
        assert found[there] == pytest.approx(by_hand(world, history)[there], rel=2e-3)

    def test_work_done_again_takes_time(self) -> None:
        """At one defect of two: a contact waits 1/2 + 1/4 + 1/8 of a day on average."""
        slow = replace(
            EVEN, stage_logits=(0.0,) * 5, rework=1.0, contact_gap=1.0, defect_hr=1.0
        )
        world, history = run(replace(slow, days=40, leave_mean=1e9))

        found, there = expected(world, history), living(world, history)

        hand = history.customers.rate * span(world) / (1 + 7 / 8)
        assert found[there] == pytest.approx(hand[there])

    def test_trust_that_does_not_fade_keeps_its_weight(self) -> None:
        kind = replace(EVEN, defect_hr=1.0, trust_half_life=np.inf)
        world, history = run(replace(kind, trust_to_repeat=2.0))

        found, there = expected(world, history), living(world, history)

        kept, broken = history.final.kept_trust, history.final.broken_trust
        weight = np.exp(2 * ((8 + kept) / (9.5 + kept + broken) - 0.85))
        hand = weight * history.customers.rate * until_they_leave(world, history)
        assert found[there] == pytest.approx(hand[there], rel=1e-4)


class TestLaws:
    def test_who_left_or_never_bought_is_not_asked(self) -> None:
        world, history = run(TINY)

        known = ~np.isnan(expected(world, history))

        bought = history.final.first_sale < world.end
        assert np.array_equal(known, bought & (history.final.left >= world.end))
        assert 0 < known.sum() < bought.sum()

    def test_windows_without_length_do_nothing(self) -> None:
        world, history = run(replace(EVEN, defect_days=1e-6))
        without = replace(world, profile=replace(world.profile, defect_hr=1.0))

        found = expected(world, history)

        assert found == pytest.approx(
            expected(without, history), nan_ok=True, rel=0.005
        )

    def test_the_longer_the_window_the_fewer_purchases(self) -> None:
        """Of the same customers, who stand at the cut where they stand."""
        world, history = run(EVEN)
        found = [
            np.nansum(expected(replace_days(world, days), history))
            for days in (2.0, 10.0, 60.0, 89.0, 200.0, np.inf)
        ]

        assert np.all(np.diff(found) <= 1e-9)
        assert found[3] == pytest.approx(found[4], rel=1e-3)
        assert found[4] == found[5]

    def test_more_days_more_purchases(self) -> None:
        world, history = run(TINY)
        found = [np.nansum(expected(world, history, days)) for days in (1, 30, 90, 365)]

        assert np.all(np.diff(found) > 0)


def replace_days(world: World, days: float) -> World:
    return replace(world, profile=replace(world.profile, defect_days=days))


def test_the_truth_of_a_company_holds_it(teaching: Company) -> None:
    people = teaching.truth.customers
    told = teaching.truth.summary()["repeats_90"]

    assert told["customers"] == np.sum(~np.isnan(people["repeats_90"])) > 1_000
    assert told["expected"] == pytest.approx(np.nansum(people["repeats_90"]), abs=0.001)


@pytest.mark.statistical
@pytest.mark.parametrize(
    "profile",
    [
        TINY,
        replace(TINY, defect_days=30.0, contact_gap=15.0, defect_hr=0.2, rework=0.8),
    ],
    ids=["windows that stay", "windows that end"],
)
def test_customers_then_buy_as_often_as_expected(profile: Profile) -> None:
    total = came = 0.0
    for seed in range(8):
        world, history = run(profile, seed)
        found = expected(world, history)
        total += np.nansum(found)
        _, after, _ = longer(profile, seed, int(HORIZON))
        c = after.contacts
        sales = c.customer[(c.stage == SALE) & (c.at >= world.end)]
        came += np.isin(sales, np.flatnonzero(~np.isnan(found))).sum()

    assert total > 1_000
    assert abs(came - total) < 3.5 * np.sqrt(total)
