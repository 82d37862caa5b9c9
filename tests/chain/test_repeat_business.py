"""Repeat business of a company: purchases, rhythm, contracts, cohorts, forecasts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.buying import Worth, buying
from qc.chain.cohorts import by_cohort
from qc.chain.company import Company
from qc.chain.contract import Business, beat
from qc.chain.evidence import Want
from qc.chain.forecasts import HORIZONS, Forecasts, forecasts, so_far
from qc.chain.purchases import Purchases, purchases
from qc.chain.repeat_curves import CLEAN, FAULTY, repeat_curves
from qc.chain.repurchase import second
from qc.chain.retention import renewals, staying
from qc.chain.worth import money_total, spending
from qc.core.survival import kept
from qc.simulate.profiles import STEADY
from tests.chain import built
from tests.chain.built import NAN, date
from tests.chain.buyers import Shop, day, mbg
from tests.chain.simulated import company


@cache
def steady() -> Company:
    return company(STEADY, 3)


@cache
def ahead() -> Forecasts:
    found = buying(steady())
    return forecasts(found.purchases, found.end)


def of(rows: list[tuple[int, int]]) -> Purchases:
    who = np.array([row[0] for row in rows], dtype=np.int64)
    days = np.array([row[1] for row in rows]).astype("datetime64[D]")
    return purchases(who, days, np.ones(len(rows)))


def subscribers(many: int, period: int, until: int, seed: int = 1) -> Purchases:
    """Renew every period, to the day but for one or two; leave with chance 1/10."""
    rng = np.random.default_rng(seed)
    rows = []
    for who in range(many):
        start = int(rng.integers(0, 200))
        months = min(int(rng.geometric(0.1)), (until - start) // period + 1)
        jitter = rng.integers(-1, 2, months)
        jitter[0] = 0
        rows += [(who, start + period * i + int(jitter[i])) for i in range(months)]
    return of([(who, at) for who, at in rows if at <= until])


class TestBuying:
    def test_a_refund_is_no_purchase_and_margin_goes_before_amount(self) -> None:
        found = buying(
            built.company(
                sold=built.sales(
                    (0, 10, 50.0, 30.0, -1),
                    (0, 12, -50.0, -30.0, -1),
                    (0, 14, 0.0, 0.0, -1),
                    (-1, 15, 9.0, 9.0, -1),
                )
            )
        )

        assert found.purchases.day.tolist() == [date(10).item(), date(14).item()]
        assert found.worth is Worth.MARGIN
        assert found.paid.amount.tolist() == [30.0, 0.0]
        assert found.refunds == 1

    def test_without_money_purchases_count_all_the_same(self) -> None:
        found = buying(built.company(sold=built.bought((0, 1), (0, 1), (1, 5))))

        assert found.worth is Worth.NOTHING
        assert len(found.purchases) == 2
        assert len(found.paid) == 0

    def test_a_log_that_goes_on_alone_does_not_make_customers_silent(self) -> None:
        log = built.contacts((0, 300, 0.0, NAN, NAN))
        rows = [(who, 10 * who) for who in range(10)]

        found = buying(built.company(log, built.bought(*rows)))

        assert found.end == date(90)
        assert found.stale == 210
        near = buying(built.company(log, built.bought(*rows), last=115))
        assert (near.end, near.stale) == (date(115), 0)

    def test_nothing_is_nothing(self) -> None:
        found = buying(built.company())

        assert len(found.purchases) == 0
        assert found.stale == 0


class TestContracts:
    def test_subscribers_are_told_from_shoppers(self) -> None:
        regular = beat(subscribers(80, 30, 540))
        free = beat(mbg(Shop(), np.random.default_rng(5)))

        assert regular.business is Business.CONTRACT
        assert regular.period == pytest.approx(30, abs=1)
        assert free.business is Business.FREE
        assert free.alike < 0.4

    def test_too_few_are_taken_as_free(self) -> None:
        found = beat(subscribers(10, 30, 540))

        assert found.business is Business.FREE
        assert found.short[0].what is Want.CUSTOMERS

    def test_whoever_renews_late_has_left_when_the_last_one_ran_out(self) -> None:
        rows = [(0, 0), (0, 30), (0, 60), (1, 0), (1, 30), (1, 60), (1, 90), (2, 80)]

        found = staying(of(rows), date(105), 30)

        assert found.came.tolist() == [False, False, False]
        later = staying(of(rows), date(106), 30)
        assert later.came.tolist() == [True, False, False]
        assert later.waited.tolist() == [90, 106, 26]

    def test_who_is_due_is_not_known_to_have_stayed(self) -> None:
        found = staying(of([(0, 0), (0, 30), (0, 60)]), date(100), 30)

        assert found.waited.tolist() == [89.5]
        assert found.came.tolist() == [False]

    def test_renewals_that_came_and_that_did_not(self) -> None:
        rows = [(0, 0), (0, 30), (0, 60), (1, 0), (1, 30), (1, 60), (1, 90)]

        found = renewals(of(rows), date(120), 30)

        due = sorted(zip(found.due.astype(int).tolist(), found.renewed, strict=True))
        assert due == [
            (30, True),
            (30, True),
            (60, True),
            (60, True),
            (90, False),
            (90, True),
        ]

    @settings(max_examples=20)
    @given(st.integers(2, 6), st.integers(200, 700))
    def test_leaving_is_seen_at_most_once_a_customer(
        self, seed: int, until: int
    ) -> None:
        found = subscribers(20, 30, until, seed)

        who = staying(found, date(until), 30)

        missed = ~renewals(found, date(until), 30).renewed
        assert missed.sum() >= who.came.sum()
        assert (who.waited > 0).all()

    @pytest.mark.statistical
    def test_the_share_who_stay_is_the_one_planted(self) -> None:
        """Each month nine of ten renew: .9 after one month, .9 ** 6 after six."""
        found = subscribers(3_000, 30, 700)
        who = by_cohort(found, staying(found, date(700), 30))

        for group in who.groups:
            assert group.curve.curve is not None
            for months in (1, 6):
                left = kept(group.curve.curve, 30.0 * months + 15)
                low, high = left.interval
                assert low - 0.02 <= 1 - 0.9**months <= high + 0.02
        assert who.test is not None
        assert who.test.p_value > 0.001


class TestCohorts:
    def test_cohorts_are_as_short_as_can_be_read(self) -> None:
        rows = [(who, who * 3 // 10) for who in range(1_000)]  # ten months
        found = of(rows)

        groups = by_cohort(found, second(found, date(400))).groups

        assert [group.months for group in groups] == [3] * 4
        assert [str(group.first) for group in groups][:2] == ["1970-01", "1970-04"]
        assert sum(group.customers for group in groups) == 1_000

    def test_small_cohorts_are_left_out_and_counted(self) -> None:
        rows = [(who, 0) for who in range(40)] + [(40, 45)]

        groups = by_cohort(of(rows), second(of(rows), date(100)))

        assert len(groups.groups) == 1
        assert groups.left_out == 1
        assert groups.test is None


class TestCurves:
    def test_the_first_journey_decides_the_group(self) -> None:
        log = built.contacts(
            (0, 5, 1.0, NAN, NAN),
            (1, 5, 0.0, NAN, NAN),
            (1, 20, 1.0, NAN, NAN),
            (2, 30, 1.0, NAN, NAN),
            (3, 5, NAN, NAN, NAN),
        )
        sold = built.bought((0, 10), (1, 10), (2, 10), (3, 10))

        found = repeat_curves(
            buying(built.company(log, sold)), built.company(log, sold)
        )

        assert found.journeys is not None
        sizes = {one.number: one.customers for one in found.journeys.groups}
        assert sizes == {CLEAN: 1, FAULTY: 1}

    def test_without_a_log_nobody_is_asked_how_it_went(self) -> None:
        some = built.company(sold=built.bought((0, 10), (0, 20), (1, 10)))

        found = repeat_curves(buying(some), some)

        assert found.journeys is None
        assert (found.share.value, found.share.n) == (0.5, 2)
        assert found.mean.mean[-1] == 0.5


class TestForecasts:
    def test_totals_of_three_models_agree_and_say_how_surely(self) -> None:
        main, *others = (one.totals for one in ahead().models)

        for total, days in zip(main, HORIZONS, strict=True):
            assert total.days == days
            assert total.interval[0] < total.value < total.interval[1]
        for other in others:
            assert other[0].value == pytest.approx(main[0].value, rel=0.1)
        assert ahead().fan[-1].value == main[-1].value
        assert ahead().each.sum() == pytest.approx(main[-1].value)

    def test_past_purchases_add_up(self) -> None:
        some = mbg(Shop(customers=50), np.random.default_rng(2))

        many = so_far(some, day(540), 180)

        again = np.diff(some.customer, prepend=-1) == 0
        assert (
            many[-1] == (again & (some.day > day(360)) & (some.day <= day(540))).sum()
        )
        assert many[0] == 0
        assert (np.diff(many) >= 0).all()

    def test_too_little_data_is_an_answer(self) -> None:
        found = forecasts(of([(0, 0), (1, 5), (1, 9)]), date(50))

        assert {one.what for one in found.short} >= {Want.CUSTOMERS, Want.WEEKS}
        assert len(found.models) == 1
        assert found.tried.trials == ()


class TestWorth:
    def test_money_is_purchases_times_what_is_spent(self) -> None:
        bought = buying(steady())
        worth = spending(bought, ahead().histories)
        assert worth is not None
        total = ahead().models[0].totals[0]

        found = money_total(total, ahead().each, worth)

        assert found.value == pytest.approx(total.value * worth.average.value, rel=0.05)
        assert found.interval[0] < found.value < found.interval[1]
        relative = (found.interval[1] - found.interval[0]) / found.value
        alone = (total.interval[1] - total.interval[0]) / total.value
        assert relative > alone

    def test_a_rate_stands_in_where_no_money_was_loaded(self) -> None:
        bought = buying(built.company(sold=built.bought((0, 1), (0, 9), (1, 5))))
        customers = forecasts(bought.purchases, bought.end).histories

        assert spending(bought, customers) is None
        worth = spending(bought, customers, 12.5)
        assert worth is not None
        assert worth.each.tolist() == [12.5, 12.5]
