"""Steps left out: the check by newcomers, until they are trained; promises with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.simulate import PROFILES, Company, Profile, make_company

TINY = PROFILES["tiny"]
JOINED = replace(
    TINY,
    agents=12,
    newcomers=4,
    newcomers_day=40,
    newcomer_miss=0.8,
    unchecked_kept=0.1,
    kept=(0.95,) * 4,
    training_steps=0.0,
    step_miss_defect=0.0,
    end_backlog=1.0,
)


def made(profile: Profile = JOINED) -> Company:
    return make_company(profile, seed=3)


@pytest.fixture(scope="module")
def joined() -> Company:
    return made()


def without_check(company: Company, *, new: bool) -> float:
    t, agents = company.tables["interactions"], company.truth.agents
    start = np.datetime64(company.truth.start)
    mine = np.isin(t["agent"], agents["agent"][(agents["came_on"] > start) == new])
    done = t["steps_done"][mine & (t["status"] == "closed")]
    return float(np.mean(np.char.find(done, "check") < 0))


def test_newcomers_serve_from_the_day_they_come(joined: Company) -> None:
    t, agents = joined.tables["interactions"], joined.truth.agents
    start = np.datetime64(joined.truth.start)
    new = agents["agent"][agents["came_on"] > start]
    first = t["opened_at"][np.isin(t["agent"], new)].min().astype("datetime64[D]")

    assert len(new) == 4
    assert len(np.unique(agents["team"][agents["came_on"] > start])) == 4
    assert start + 40 <= first <= start + 47
    assert set(t["agent"][t["opened_at"] < start + 40]).isdisjoint(new)


def test_before_they_come_nothing_is_changed(joined: Company) -> None:
    day = np.datetime64(joined.truth.start) + 40
    other = made(replace(JOINED, newcomer_miss=0.0)).tables["interactions"]
    mine = joined.tables["interactions"]
    early = np.sum(mine["opened_at"] < day)

    for name in ("customer_id", "agent", "opened_at", "steps_done"):
        assert np.array_equal(mine[name][:early], other[name][:early]), name


def test_they_leave_out_the_check(joined: Company) -> None:
    assert without_check(joined, new=True) == pytest.approx(0.83, abs=0.06)
    assert without_check(joined, new=False) == pytest.approx(0.03, abs=0.03)


def test_until_they_are_trained() -> None:
    taught = made(replace(JOINED, newcomers_trained=40, training_buildup=0.1))

    assert without_check(taught, new=True) == pytest.approx(0.03, abs=0.03)
    day = np.datetime64(taught.truth.start) + 40
    assert np.sum(taught.truth.agents["trained_on"] == day) >= 4


def test_a_promise_that_nobody_checked_is_seldom_kept(joined: Company) -> None:
    t = joined.tables["interactions"]
    closed = t["status"] == "closed"
    unchecked = np.char.find(t["steps_done"], "check") < 0
    kept = t["resolved_at"] <= t["promised_by"]

    assert np.mean(kept[closed & ~unchecked]) == pytest.approx(0.95, abs=0.03)
    assert np.mean(kept[closed & unchecked]) == pytest.approx(0.095, abs=0.06)


def test_the_same_company_goes_on_after_the_cut() -> None:
    short, long = made(), made(replace(JOINED, days=TINY.days + 30))
    mine, more = (each.tables["interactions"] for each in (short, long))
    count = len(mine["customer_id"])
    sure = mine["status"] == "closed"

    assert len(more["customer_id"]) > count
    for name in ("interaction_id", "customer_id", "opened_at", "agent"):
        assert np.array_equal(mine[name], more[name][:count]), name
    for name in ("resolved_at", "steps_done", "defective"):
        assert np.array_equal(mine[name][sure], more[name][:count][sure]), name
