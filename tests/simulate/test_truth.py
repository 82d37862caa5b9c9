"""The truth agrees with what happened, and the spec's figures come out."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from qc.core.arrays import Floats
from qc.simulate import PROFILES, Company, make_company
from qc.simulate.tables import Column
from qc.simulate.truth import Planted


def shares_agree(company: Company, groups: Column) -> None:
    """Realised shares lie within 4 standard errors of the expected ones."""
    t, truth = company.tables["interactions"], company.truth.contacts
    known = ~np.isnan(t["defective"])
    for group in np.unique(groups):
        rows = known & (groups == group)
        p = truth["share"][rows]
        gap = t["defective"][rows].sum() - p.sum()
        assert abs(gap) < 4 * math.sqrt(np.sum(p * (1 - p))), group


@pytest.mark.parametrize("by", ["stage", "team", "channel", "agent"])
def test_true_shares_lie_near_the_realised_ones(teaching: Company, by: str) -> None:
    shares_agree(teaching, teaching.tables["interactions"][by])


def test_expected_shares_of_agent_weeks_add_up(teaching: Company) -> None:
    truth = teaching.truth
    weeks = truth.agent_weeks

    assert weeks["contacts"].sum() == len(truth.contacts["share"])
    total = np.sum(weeks["share"] * weeks["contacts"])
    assert total == pytest.approx(truth.contacts["share"].sum())
    assert all(day.weekday() == 0 for day in weeks["week"].tolist())


def test_training_lowers_the_share_of_trained_agents_only(teaching: Company) -> None:
    weeks, agents = teaching.truth.agent_weeks, teaching.truth.agents
    trained = dict(zip(agents["agent"], agents["trained_on"], strict=True))
    on = np.array([trained[name] for name in weeks["agent"]])
    before = np.isnat(on) | (weeks["week"] + np.timedelta64(7, "D") <= on)

    assert np.all(weeks["share"][before] == weeks["untrained"][before])
    after = weeks["week"] >= on
    assert np.all(weeks["share"][after] < weeks["untrained"][after])
    assert teaching.truth.att == pytest.approx(-0.037, abs=0.001)
    full = teaching.truth.att_by_week[12:20]
    assert full == pytest.approx(-0.04, abs=0.001)


def test_causes_carry_their_dates(teaching: Company) -> None:
    assert teaching.truth.causes[0] == Planted(
        what="defects",
        where="stage",
        value="support",
        first=date(2024, 10, 28),
        last=date(2024, 11, 17),
        size=1.0,
        reason="",
    )


def test_open_cases_are_those_without_a_solution(teaching: Company) -> None:
    t = teaching.tables["interactions"]

    still = t["interaction_id"][t["status"] == "open"]
    assert teaching.truth.open_cases.tolist() == still.tolist()
    assert 0 < len(still) < 0.02 * len(t["status"])


def test_trust_is_lowest_where_promises_are_broken(teaching: Company) -> None:
    team, trust = teaching.tables["interactions"]["team"], teaching.truth.contacts

    mean = {name: trust["trust"][team == name].mean() for name in np.unique(team)}
    assert min(mean, key=mean.__getitem__) == "Team 3"
    assert all(0 < level < 1 for level in mean.values())


def test_purchases_follow_their_hazard(teaching: Company) -> None:
    """Repeat purchases count as Poisson events of the summed hazard."""
    sales, truth = teaching.tables["transactions"], teaching.truth.customers
    buyers = len(np.unique(sales["customer_id"]))
    repeats = len(sales["customer_id"]) - buyers
    expected = (truth["exposed_hazard"] + truth["unexposed_hazard"]).sum()

    assert repeats == pytest.approx(expected, abs=4 * math.sqrt(expected))


def test_days_and_hazards_of_defect_windows_are_told(teaching: Company) -> None:
    people, told = teaching.truth.customers, teaching.truth.summary()["exposure"]

    for name, total in told.items():
        assert total == pytest.approx(people[name].sum(), abs=0.001)
    within = told["exposed_hazard"] / told["exposed_days"]
    outside = told["unexposed_hazard"] / told["unexposed_days"]
    assert within / outside == pytest.approx(0.6, abs=0.12)  # 0.6 for each customer
    assert people["exposed_hazard"] == pytest.approx(
        0.6 * people["rate"] * people["exposed_days"]
    )


def test_the_effect_of_training_is_told_week_by_week(teaching: Company) -> None:
    told = teaching.truth.summary()["att_by_week"]

    assert told == pytest.approx(teaching.truth.att_by_week.tolist(), abs=1e-6)
    assert told[0] == pytest.approx(-0.04 * (1 - np.exp(-4 / 21)), abs=0.002)


def test_sources_are_those_of_the_customers(teaching: Company) -> None:
    truth, table = teaching.truth.customers, teaching.tables["customers"]

    assert truth["customer_id"].tolist() == table["customer_id"].tolist()
    assert truth["source"].tolist() == table["source"].tolist()


class TestTheSpecification:
    """Figures a prototype gave for `teaching`; bands cover the seeds."""

    def test_sizes(self, teaching: Company) -> None:
        rows = {
            name: len(next(iter(t.values()))) for name, t in teaching.tables.items()
        }

        assert rows["interactions"] == pytest.approx(24_397, rel=0.10)
        assert rows["customers"] == pytest.approx(4_183, rel=0.10)
        assert rows["transactions"] == pytest.approx(7_685, rel=0.12)
        assert rows["referrals"] == pytest.approx(999, rel=0.20)

    def test_defect_shares(self, teaching: Company) -> None:
        t = teaching.tables["interactions"]
        stages = ["inquiry", "selection", "sale", "support", "news"]
        shares = [np.nanmean(t["defective"][t["stage"] == stage]) for stage in stages]

        assert shares == pytest.approx([0.085, 0.115, 0.077, 0.127, 0.054], abs=0.02)

    def test_promises(self, teaching: Company) -> None:
        t = teaching.tables["interactions"]
        closed = t["status"] == "closed"
        kept = [
            np.mean(
                (t["resolved_at"] <= t["promised_by"])[closed & (t["team"] == team)]
            )
            for team in ("Team 1", "Team 2", "Team 3", "Team 4")
        ]

        assert kept == pytest.approx([0.92, 0.92, 0.60, 0.92], abs=0.02)

    def test_people(self, teaching: Company) -> None:
        customers, sales = teaching.tables["customers"], teaching.tables["transactions"]
        _, purchases = np.unique(sales["customer_id"], return_counts=True)

        assert len(purchases) / len(customers["joined_at"]) == pytest.approx(
            0.68, abs=0.03
        )
        assert np.mean(purchases > 1) == pytest.approx(0.56, abs=0.04)


@pytest.mark.statistical
def test_a_special_cause_signals_soon_after_its_start() -> None:
    """A week of support beyond three sigma within two weeks, in >= 80 % of seeds."""
    soon = [np.any(support_z("teaching", seed)[CAUSE] > 3) for seed in range(8)]

    assert np.mean(soon) >= 0.8


@pytest.mark.statistical
def test_a_null_company_has_no_more_false_signals_than_its_law() -> None:
    """A binomial law of some 5 in 60 is skewed: about 0.6 % beyond three sigma."""
    z = np.concatenate([support_z("null_flat", seed) for seed in range(7)])

    assert np.mean(np.abs(z) > 3) < 0.006 + 3 * math.sqrt(0.006 / len(z))


@pytest.mark.statistical
def test_team_three_earns_the_fewest_referrals() -> None:
    lowest = [fewest_referrals(seed) == "Team 3" for seed in range(5)]

    assert sum(lowest) >= 4


FIRST_WEEK = 12  # before, there are few customers yet
CAUSE = slice(43 - FIRST_WEEK, 45 - FIRST_WEEK)


def support_z(name: str, seed: int) -> Floats:
    """Distance of each whole week from weeks 12 to 39, in sigmas of a p chart."""
    company = make_company(PROFILES[name], seed=seed)
    t = company.tables["interactions"]
    rows = t["stage"] == "support"
    minutes = (t["opened_at"] - np.datetime64(company.truth.start)).astype(int)
    week = minutes[rows] // (7 * 1440)
    n = np.bincount(week)[FIRST_WEEK:77]
    events = np.bincount(week, t["defective"][rows] == 1)[FIRST_WEEK:77]
    p = events[:28].sum() / n[:28].sum()
    z: Floats = (events / n - p) / np.sqrt(p * (1 - p) / n)
    return z


def fewest_referrals(seed: int) -> str:
    company = make_company(seed=seed)
    truth = company.truth.customers
    team = dict(zip(truth["customer_id"], truth["team"], strict=True))
    names, brought = np.unique(
        [team[name] for name in company.tables["referrals"]["referrer_id"]],
        return_counts=True,
    )
    names_all, customers = np.unique(truth["team"], return_counts=True)
    assert names.tolist() == names_all.tolist()
    return str(names[np.argmin(brought / customers)])
