"""Closed days: found where an empty day cannot be chance, and weighed as usual."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain import open_days
from qc.chain.open_days import ENOUGH
from qc.chain.series import counts
from qc.chain.traffic import traffic_of
from qc.core.arrays import Floats, Ints
from qc.core.chain_series import ChainSeries
from tests.chain.small_company import NONE_I, company, contacts

WEEK = np.array([40, 36, 34, 36, 30, 12, 0])  # of a company that rests on Sundays
WEEKS = 40
DAYS = np.arange(7 * WEEKS)
EDGES = np.arange(0, 7 * WEEKS + 1, 7)


def logged(each: Ints | Floats, closed: tuple[int, ...] = ()) -> Ints:
    """Return the days of all that happens, so much on each, but for closed ones."""
    many = np.where(np.isin(DAYS, closed), 0, np.tile(each, WEEKS))
    return np.repeat(DAYS, many.astype(int))


def open_share(day: Ints, edges: Ints) -> Floats:
    return open_days.open_share(day, np.ones_like(day), edges)


class TestByHand:
    def test_a_closed_thursday_weighs_more_than_a_closed_saturday(self) -> None:
        thursday, saturday, sunday = 7 * 20 + 3, 7 * 25 + 5, 7 * 30 + 6
        found = open_share(logged(WEEK, (thursday, saturday, sunday)), EDGES)
        assert found[20] == pytest.approx(1 - 36 / WEEK.sum())
        assert found[25] == pytest.approx(1 - 12 / WEEK.sum())
        assert np.flatnonzero(found < 1).tolist() == [20, 25]

    def test_months_and_days_are_periods_too(self) -> None:
        day = logged(WEEK, (143,))
        month = open_share(day, np.array([140, 168]))
        assert month[0] == pytest.approx(1 - 36 / (4 * WEEK.sum()))
        assert open_share(day, np.array([142, 143, 144])).tolist() == [1, 0]

    def test_three_weeks_of_holidays(self) -> None:
        closed = tuple(range(7 * 20, 7 * 23))
        found = open_share(logged(WEEK, closed), EDGES)
        assert np.flatnonzero(found == 0).tolist() == [20, 21, 22]
        assert np.all(np.delete(found, [20, 21, 22]) == 1)

    def test_customers_count_for_what_was_open(self) -> None:
        """Ten customers buy every week; nobody can on a Thursday that is closed."""
        day = logged(WEEK, (7 * 35 + 3,))
        some = company(
            contacts(day.tolist(), customer=[k % 9 for k in range(len(day))])
        )
        buyer, bought = np.tile(np.arange(10), WEEKS), np.repeat(EDGES[:-1], 10)
        sales = replace(
            some.sales,
            customer=buyer,
            day=bought,
            amount=np.ones(len(buyer)),
            margin=np.full(len(buyer), np.nan),
            contact=np.full(len(buyer), -1),
        )
        some = replace(some, sales=sales)
        starts = EDGES[30:-1].astype("datetime64[D]")
        found = counts(
            some,
            traffic_of(some.contacts),
            ChainSeries.BROUGHT_SOMEBODY,
            starts,
            starts[-1] + np.timedelta64(7, "D"),
        )
        assert found.opportunities.tolist() == [10] * 5 + [8] + [10] * 4
        again = counts(
            some,
            traffic_of(some.contacts),
            ChainSeries.BOUGHT_AGAIN,
            starts,
            starts[-1] + np.timedelta64(7, "D"),
        )
        assert again.opportunities.tolist() == [10] * 10  # never below those who did


class TestAlways:
    @given(st.lists(st.integers(1, 60), min_size=7, max_size=7), st.integers(1, 30))
    def test_without_an_empty_day_nothing_changes(
        self, each: list[int], length: int
    ) -> None:
        edges = np.arange(-5, 300, length)
        assert np.all(open_share(logged(np.array(each)), edges) == 1)

    @given(
        st.lists(st.integers(ENOUGH, 60), min_size=7, max_size=7),
        st.sets(st.integers(60, 200), min_size=1, max_size=3),
        st.integers(2, 5),
    )
    def test_more_of_everything_changes_nothing(
        self, each: list[int], closed: set[int], times: int
    ) -> None:
        day = logged(np.array(each), tuple(closed))
        once = open_share(day, EDGES)
        often = open_days.open_share(day, np.full(len(day), times), EDGES)
        np.testing.assert_allclose(once, often)
        assert np.flatnonzero(once < 1).tolist() == sorted({d // 7 for d in closed})
        assert np.all((once >= 0) & (once <= 1))

    @given(st.permutations(range(20)), st.integers(-(10**5), 10**5))
    def test_order_and_epoch_do_not_matter(self, order: list[int], epoch: int) -> None:
        day = logged(WEEK, (143,))
        mixed = np.concatenate([np.array_split(day, 20)[k] for k in order])
        same = open_share(mixed + epoch, EDGES + epoch)
        assert np.array_equal(same, open_share(day, EDGES))


class TestStatistically:
    def test_the_rate_stays_what_it_is(self) -> None:
        """Each thing falls on a day by its weight; holidays take what falls on them."""
        rng = np.random.default_rng(20261122)
        closed = (*range(72, 75), 136, 150, 151, 205)
        each = np.where(np.isin(DAYS, closed), 0, np.tile(WEEK, WEEKS))
        some = rng.poisson(each)
        share = open_share(np.repeat(DAYS, some), EDGES)
        events = np.add.reduceat(some, EDGES[:-1])
        hit = share < 1
        assert np.flatnonzero(hit).tolist() == sorted({day // 7 for day in closed})
        assert abs(events[hit].sum() / share[hit].sum() / WEEK.sum() - 1) < 0.08
        assert events[hit].sum() / hit.sum() / WEEK.sum() < 0.8  # uncorrected: too low

    def test_an_open_day_is_hardly_ever_taken_for_a_closed_one(self) -> None:
        rng = np.random.default_rng(7)
        for _ in range(50):
            some = rng.poisson(ENOUGH, len(DAYS))
            assert np.all(open_share(np.repeat(DAYS, some), EDGES) == 1)


class TestRefusals:
    def test_little_traffic_is_not_corrected(self) -> None:
        few = np.full(7, ENOUGH - 1)
        assert np.all(open_share(logged(few, (143,)), EDGES) == 1)
        assert open_share(logged(few + 1, (143,)), EDGES)[20] == pytest.approx(6 / 7)

    def test_a_weekday_that_is_often_empty_is_not_closed(self) -> None:
        """News go out every other Sunday: the Sunday between is no holiday."""
        sundays = DAYS[6::14]
        day = np.concatenate([logged(WEEK), np.repeat(sundays, 50)])
        assert np.all(open_share(day, EDGES) == 1)

    def test_before_and_after_the_record_nobody_knows(self) -> None:
        assert np.all(open_share(logged(WEEK), np.arange(-70, 700, 7)) == 1)

    def test_what_is_far_away_does_not_matter(self) -> None:
        """A slip of the pen, a million days off, is no record of all days between."""
        day = logged(WEEK, (143,))
        far = np.append(day, [-(10**9), 10**9])
        assert np.array_equal(open_share(far, EDGES), open_share(day, EDGES))

    def test_a_short_record_does_not_say_what_is_usual(self) -> None:
        day = logged(WEEK, (10,))
        assert np.all(open_share(day[day < 28], EDGES) == 1)
        assert np.any(open_share(day[day < 42], EDGES) < 1)

    def test_nothing_on_record(self) -> None:
        assert open_share(NONE_I, EDGES).tolist() == [1] * WEEKS
