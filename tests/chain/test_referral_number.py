"""How many a customer brings, and whether those brought are worth more."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from qc.chain.evidence import Want
from qc.chain.links import Shown
from qc.chain.referral_cohorts import cohorts
from qc.chain.referral_links import groups_of, links, margins_of, purchases_of
from qc.chain.referral_number import MINIMUM, in_window, reproduction, reproduction_of
from qc.chain.referral_people import Marked, People, brought, people
from qc.chain.referral_value import beside, horizon_of, ratio
from qc.simulate.profiles import NULL_EFFECTS, TINY
from tests.chain.simulated import company

RNG = np.random.default_rng


def marked(customer: list[int], age: list[float]) -> Marked:
    who = np.array(customer, dtype=np.int64)
    return Marked(customer=who, age=np.array(age), mark=np.ones(len(age)))


@pytest.fixture(scope="module")
def tiny() -> People:
    return people(company(TINY, 3))


class TestTheBook:
    def test_recent_customers_do_not_pull_r_down(self) -> None:
        ends = np.array([400.0] * 120 + [10.0] * 280)
        found = marked(list(range(48)), [100.0] * 48)

        told = reproduction_of(found, ends, RNG(1))

        assert told.year.value == pytest.approx(48 / 120)
        assert told.naive.value == pytest.approx(48 / 400)
        assert told.share.value == pytest.approx(48 / 120)
        assert told.year.short == ()
        low, high = told.drawn
        assert low < 0.4 < high

    def test_without_referrals_the_upper_limit_is_about_3_in_n(self) -> None:
        told = reproduction_of(marked([], []), np.full(300, 500.0), RNG(1))

        assert told.year.value == 0
        assert list(told.year.interval) == pytest.approx([0, 3 / 300], rel=0.01)
        assert [one.what for one in told.year.short] == [Want.REFERRALS]
        assert math.isnan(told.drawn[0])

    def test_too_few_customers_is_an_answer(self) -> None:
        told = reproduction_of(marked([0], [3.0]), np.array([9.0, 400.0]), RNG(1))

        assert {one.what: one.need for one in told.year.short} == MINIMUM

    def test_nobody_observed_for_a_year(self) -> None:
        found = marked(list(range(20)), [3.0] * 20)

        told = reproduction_of(found, np.full(200, 90.0), RNG(1))

        assert math.isnan(told.year.value)
        assert [(one.what, one.got) for one in told.year.short] == [(Want.CUSTOMERS, 0)]
        assert told.longest.value == pytest.approx(0.1)
        assert told.longest.short == ()

    def test_nobody_at_all(self) -> None:
        told = reproduction_of(marked([], []), np.zeros(0), RNG(1))

        assert not told.year.known
        assert not told.share.known

    def test_only_those_observed_for_the_whole_time_count_in_a_window(self) -> None:
        found = marked([0, 0, 1, 2], [5.0, 40.0, 5.0, 5.0])

        counts = in_window(found, np.array([30.0, 20.0, 50.0]), 30.0)

        assert counts.tolist() == [1, 1]


class TestACompany:
    def test_ages_and_parents_follow_the_tables(self, tiny: People) -> None:
        found = brought(tiny)

        assert tiny.rows.read == tiny.rows.accepted == len(found.age)
        assert tiny.before == 0
        assert np.all(found.age <= tiny.ends[found.customer])

    def test_months_are_counted_once_they_are_grown(self, tiny: People) -> None:
        found = brought(tiny)
        months = cohorts(tiny, found, window=30)

        assert len(months) == 2  # of 120 days from the first of January on
        assert months.customers.sum() + months.young == tiny.counted.sum()
        early = found.age <= 30
        first = tiny.joined - tiny.since < 60
        assert months.brought.sum() == (first[found.customer] & early).sum()

    def test_a_log_too_young_has_no_months(self, tiny: People) -> None:
        months = cohorts(tiny, brought(tiny), window=200)

        assert (len(months), months.young) == (0, tiny.counted.sum())

    def test_without_tables_the_arrow_says_which(self) -> None:
        found = company(TINY, 3)
        bare = type(found.referrals)(
            **{n: np.zeros(0) for n in ("day", "converted", "reward")},
            referrer=np.zeros(0, dtype=int),
            referred=np.zeros(0, dtype=int),
        )
        link = links(replace(found, referrals=bare))[0]

        assert link.lacking == ("referrals",)
        assert link.shown is Shown.NO_DATA


class TestAlways:
    def test_alike_groups_differ_by_nothing(self) -> None:
        found = company(replace(NULL_EFFECTS, days=450, organic=3.0), 2)
        who = people(found)
        groups, bought = groups_of(who), purchases_of(found, who)
        money = margins_of(found, who)
        horizon = horizon_of(groups, who.ends)

        one, back = ratio(bought, groups, who), ratio(bought, groups[::-1], who)
        side = beside(money, groups, who, horizon)

        assert horizon == 180.0
        assert one.value * back.value == pytest.approx(1.0)
        assert one.interval[0] * back.interval[1] == pytest.approx(1.0)
        assert not one.excludes(1.0)
        assert side.difference.value == pytest.approx(
            side.referred.value - side.others.value
        )
        assert not side.difference.excludes(0.0)
        assert links(found)[0].shown is Shown.NOT_SHOWN

    def test_r_of_a_company_is_its_curve(self, tiny: People) -> None:
        told = reproduction(tiny, RNG(1))

        assert told.longest.n == tiny.counted.sum()
        assert told.curve.events.sum() == len(brought(tiny).age)
