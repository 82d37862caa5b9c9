"""What holds in every company, whatever its profile and seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.fields import FIELDS
from qc.simulate import PROFILES, Company, Profile, make_company
from qc.simulate.effects import Campaign, CampaignKind, Window
from qc.simulate.history import MAX_GENERATIONS
from qc.simulate.steps import STEPS
from qc.simulate.tables import Column, Table

OWN_COLUMNS = {"defect_severity"}  # what an interaction log has no field for


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Small companies of every kind."""
    kind = PROFILES[draw(st.sampled_from(["tiny", "null_effects", "null_flat"]))]
    return replace(
        kind,
        days=draw(st.integers(1, 90)),
        warmup=draw(st.sampled_from([0, 0, 40])),
        agents=draw(st.sampled_from([4, 8])),
        never_trained=2,
        organic=draw(st.sampled_from([0.0, 0.5, 6.0])),
        referral_mean=draw(st.sampled_from([0.0, 0.4, 1.0])),
        contact_gap=draw(st.sampled_from([5.0, 60.0])),
        rework=draw(st.sampled_from([0.0, 0.9])),
        max_customers=20_000,
    )


def companies() -> st.SearchStrategy[Company]:
    return st.builds(
        lambda profile, seed, day: make_company(
            profile, seed=seed, start=date.fromordinal(day)
        ),
        profiles(),
        st.integers(0, 2**32),
        st.integers(date(2020, 1, 1).toordinal(), date(2026, 12, 31).toordinal()),
    )


def cut(company: Company) -> np.datetime64:
    return np.datetime64(company.truth.end, "m") + np.timedelta64(1, "D")


def lookup(table: Table, key: str, value: str) -> dict[str, np.datetime64]:
    return dict(zip(table[key].tolist(), table[value], strict=True))


def found(names: Column, table: dict[str, np.datetime64]) -> Column:
    return np.array([table[name] for name in names.tolist()], dtype="datetime64[m]")


@settings(max_examples=25, deadline=None)
@given(companies())
def test_every_company_keeps_time_and_order(company: Company) -> None:
    t = company.tables["interactions"]
    opened, answered, solved = (
        t[name] for name in ("opened_at", "first_response_at", "resolved_at")
    )
    known, closed = ~np.isnat(answered), ~np.isnat(solved)

    assert np.all(np.diff(opened) >= np.timedelta64(0, "m"))
    assert np.all(opened >= np.datetime64(company.truth.start))
    for times in (opened, answered[known], solved[closed]):
        assert np.all(times <= cut(company))
    assert np.all(opened[known] <= answered[known])
    assert np.all(answered[closed] <= solved[closed])
    assert np.array_equal(known, ~np.isnat(t["promised_by"]))
    assert np.array_equal(closed, t["status"] == "closed")
    joined = lookup(company.tables["customers"], "customer_id", "joined_at")
    assert np.all(found(t["customer_id"], joined) <= opened)


@settings(max_examples=25, deadline=None)
@given(companies())
def test_every_interaction_is_whole(company: Company) -> None:
    t = company.tables["interactions"]
    bad = t["defective"] == 1

    assert len(np.unique(t["interaction_id"])) == len(t["interaction_id"])
    assert set(t) - set(FIELDS) == OWN_COLUMNS
    assert np.array_equal(np.isnan(t["defective"]), np.isnat(t["first_response_at"]))
    assert np.array_equal(bad, t["defects"] >= 1)
    assert np.array_equal(bad, t["reason"] != "")
    assert np.array_equal(bad, t["defect_severity"] != "")
    assert np.array_equal(t["stage"] == "sale", ~np.isnan(t["amount"]))
    assert np.array_equal(t["steps_followed"] == 1, t["steps_done"] == ">".join(STEPS))
    steps = {s for text in t["steps_done"].tolist() for s in text.split(">") if s}
    assert steps <= set(STEPS)
    assert np.all(np.isin(t["score"][~np.isnan(t["score"])], [1, 2, 3, 4, 5]))


@settings(max_examples=25, deadline=None)
@given(companies())
def test_every_attempt_follows_a_defect_in_its_case(company: Company) -> None:
    t = company.tables["interactions"]
    order = np.lexsort((t["opened_at"], t["case_id"]))
    again = np.flatnonzero(t["attempt"][order] > 1)
    again = again[again > 0]
    now, before = order[again], order[again - 1]
    inside = t["case_id"][now] == t["case_id"][before]  # else: before the log

    assert t["attempt"].min(initial=1) == 1
    assert np.all(inside) or company.truth.profile.warmup
    now, before = now[inside], before[inside]
    assert np.all(t["attempt"][now] == t["attempt"][before] + 1)
    assert np.all(t["stage"][now] == t["stage"][before])
    assert not np.any(t["defective"][before] == 0)


@settings(max_examples=25, deadline=None)
@given(companies())
def test_every_sale_has_one_transaction(company: Company) -> None:
    t, sales = company.tables["interactions"], company.tables["transactions"]
    of_the_log = sales["interaction_id"] != ""
    logged = t["stage"] == "sale"

    assert np.array_equal(
        sales["interaction_id"][of_the_log], t["interaction_id"][logged]
    )
    assert np.array_equal(sales["amount"][of_the_log], t["amount"][logged])
    assert np.all(of_the_log) or company.truth.profile.warmup
    assert np.all(sales["date"][~of_the_log] < np.datetime64(company.truth.start))
    assert np.all(sales["amount"] > 0)


@settings(max_examples=25, deadline=None)
@given(companies())
def test_nobody_is_recommended_before_the_referrer_bought(company: Company) -> None:
    referrals, sales = company.tables["referrals"], company.tables["transactions"]
    bought: dict[str, np.datetime64] = {}
    for name, day in zip(sales["customer_id"].tolist(), sales["date"], strict=True):
        bought.setdefault(name, day)
    joined = lookup(company.tables["customers"], "customer_id", "joined_at")
    arrived = company.tables["customers"]["source"] == "referral"

    assert np.all(found(referrals["referrer_id"], bought) < referrals["recommended_at"])
    assert np.array_equal(
        found(referrals["referred_id"], joined), referrals["recommended_at"]
    )
    assert sorted(referrals["referred_id"].tolist()) == sorted(
        company.tables["customers"]["customer_id"][arrived].tolist()
    )
    converted = ~np.isnat(referrals["converted_at"])
    assert np.array_equal(converted, referrals["reward"] > 0)
    assert np.all(referrals["converted_at"][converted] <= cut(company))


@settings(max_examples=25, deadline=None)
@given(companies())
def test_news_goes_to_buyers_and_leads_to_what_comes_after(company: Company) -> None:
    sent, t = company.tables["outreach"], company.tables["interactions"]
    led = sent["led_to_interaction"] != ""
    opened = lookup(t, "interaction_id", "opened_at")
    buyers = set(company.tables["transactions"]["customer_id"].tolist())

    assert set(sent["customer_id"].tolist()) <= buyers
    assert np.all(sent["opened"][led] == 1)
    assert np.all(
        sent["sent_at"][led] <= found(sent["led_to_interaction"][led], opened)
    )
    assert np.all(sent["sent_at"] <= cut(company))


@pytest.mark.parametrize("name", ["teaching", "steady", "null_flat"])
def test_generations_add_up_to_all_customers(name: str) -> None:
    company = make_company(PROFILES[name], seed=2)

    everybody = len(company.truth.customers["customer_id"])
    assert company.truth.generations.sum() == everybody
    assert len(company.tables["customers"]["customer_id"]) == everybody


def test_a_company_that_would_never_end_ends_with_its_thirtieth_generation() -> None:
    """Each customer brings 0.8 x 0.95 x 0.95 x 1.5 = 1.08 others, within days."""
    always = Window(start=0, end=10_000)
    profile = replace(
        PROFILES["null_flat"],
        days=500,
        organic=0.0,
        drop_out=0.05,
        drop_out_defect=0.05,
        purchase_gap=1e6,
        contact_gap=1e6,
        referral_mean=0.8,
        referral_delay=0.1,
        campaigns=(
            Campaign(
                kind=CampaignKind.ADVERTISING,
                during=Window(start=1, end=2),
                size=40.0,
            ),
            Campaign(kind=CampaignKind.REFERRAL, during=always, size=1.5),
        ),
    )

    truth = make_company(profile, seed=3).truth

    assert len(truth.generations) == MAX_GENERATIONS == 30
    assert truth.generations.min() > 0
    assert truth.reproduction["all"].ever == pytest.approx(1.083, abs=0.01)
