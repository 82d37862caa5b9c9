"""Purchases after a defect: windows, ratios, and what the data could have shown."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.detectable import events_needed, smallest_ratio
from qc.chain.evidence import Method, Want
from qc.chain.exposure import (
    Exposure,
    Moments,
    Watched,
    exposure,
    follow_up,
    halves,
    order_of,
)
from qc.chain.rate_beside import between_customers, compare, conditional
from qc.chain.rate_ratio import rate_ratio
from qc.chain.recovery import by_kind, recovery
from qc.core.errors import InvalidSeries


def moments(*pairs: tuple[int, int]) -> Moments:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Moments(customer=table[:, 0], day=table[:, 1])


def watched(*pairs: tuple[int, int]) -> Watched:
    table = np.array(pairs, dtype=np.int64)
    return Watched(start=table[:, 0], until=table[:, 1])


def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def world(ratio: float, customers: int, draw: np.random.Generator) -> Exposure:
    """Heavy buyers meet more defects; after one, all buy `ratio` times as often."""
    rate = draw.gamma(1.2, 1 / 60, customers)
    after = np.minimum(draw.poisson(120 * rate) * 90.0, 400)
    time = np.column_stack([500 - after, after])
    return Exposure(
        events=draw.poisson(time * rate[:, None] * [1, ratio]).astype(float), time=time
    )


class TestTheBook:
    @pytest.mark.parametrize(
        ("ratio", "needed"),
        [(0.5, (182, 103, 66)), (0.8, (1752, 986, 631)), (0.9, (7857, 4420, 2829))],
    )
    def test_schoenfeld(self, ratio: float, needed: tuple[int, ...]) -> None:
        found = [math.ceil(events_needed(ratio, share)) for share in (0.1, 0.2, 0.5)]

        assert tuple(found) == needed

    def test_the_smallest_ratio_needs_just_these_events(self) -> None:
        needed = events_needed(0.8, 0.2)

        assert smallest_ratio(needed * 0.2 * 0.8) == pytest.approx(0.8)


class TestWindows:
    def test_slices_and_kinds_share_out_the_days(self) -> None:
        found = exposure(
            watched((0, 100)),
            moments((0, 10), (0, 40)),
            moments((0, 10), (0, 11), (0, 41), (0, 90)),
            (0, 20, 60),
            np.array([0, 1]),
        )

        assert found.time.tolist() == [[10, 20, 10, 20, 40]]
        assert found.events.tolist() == [[1, 1, 0, 1, 1]]

    def test_a_defect_before_the_first_purchase_reaches_into_it(self) -> None:
        found = exposure(watched((5, 50)), moments((0, 2)), moments((0, 9)), (0, 10))

        assert found.time.tolist() == [[38, 7]]
        assert found.events.tolist() == [[0, 1]]

    def test_follow_up_ends_before_the_last_contact(self) -> None:
        found = follow_up(moments((0, 3), (0, 9)), moments((0, 1), (0, 9), (1, 4)), 2)

        assert found.days.tolist() == [5, 0]
        assert len(found.inside(moments((0, 3), (0, 8), (0, 9), (1, 4)))) == 1

    def test_defects_are_numbered_in_time(self) -> None:
        assert order_of(moments((0, 9), (1, 2), (0, 1), (0, 4))).tolist() == [
            2,
            0,
            0,
            1,
        ]

    def test_later_days_against_earlier_ones(self) -> None:
        found = halves(watched((0, 10)), moments((0, 2), (0, 5), (0, 8)))

        assert found.events.tolist() == [[2, 1]]
        assert found.time.tolist() == [[5, 5]]


class TestAlways:
    days = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 120)), max_size=25)

    @given(days, days, st.integers(1, 60))
    def test_no_day_and_no_purchase_is_lost(
        self, bad: list[tuple[int, int]], bought: list[tuple[int, int]], wide: int
    ) -> None:
        seen = watched(*[(k, 40 * k) for k in range(5)])
        purchases = moments(*bought)
        found = exposure(seen, moments(*bad), purchases, (0, wide))

        np.testing.assert_allclose(found.time.sum(axis=1), seen.days)
        assert found.events.sum() == len(seen.inside(purchases))
        for name in range(5):  # day by day
            hit = {d + k for c, d in bad if c == name for k in range(1, wide + 1)}
            start, until = seen.start[name], seen.until[name]
            assert found.time[name, 1] == len(hit & set(range(start + 1, until + 1)))
            inside = [d for c, d in bought if c == name and start < d <= until]
            assert found.events[name, 1] == sum(d in hit for d in inside)

    @given(st.integers(0, 2**32 - 1), st.floats(0.2, 5))
    def test_the_unit_of_time_does_not_matter(self, seed: int, unit: float) -> None:
        plain = world(0.6, 30, np.random.default_rng(seed))
        scaled = Exposure(events=plain.events, time=plain.time * unit)
        one, other = (rate_ratio(each, rng(), draws=20) for each in (plain, scaled))

        assert other.ratio.value == pytest.approx(one.ratio.value, nan_ok=True)
        assert other.strata == pytest.approx(one.strata, nan_ok=True)

    def test_nobody_exposed_is_nothing_known(self) -> None:
        found = rate_ratio(
            Exposure(events=np.ones((3, 2)), time=np.array([[9.0, 0]] * 3)), rng()
        )

        assert not found.ratio.known
        assert math.isnan(found.smallest)
        assert [each.what for each in found.ratio.short] == [Want.EXPOSED]
        assert found.used == 0

    def test_for_many_customers_the_interval_is_computed(self) -> None:
        drawn = rate_ratio(world(0.6, 4_000, np.random.default_rng(1)), rng())
        computed = rate_ratio(world(0.6, 12_000, np.random.default_rng(1)), rng())

        assert drawn.ratio.method is Method.BOOTSTRAP
        assert computed.ratio.method is Method.ROBUST
        for found in (drawn, computed):
            low, high = np.log(found.ratio.interval)
            assert (high - low) / 3.92 == pytest.approx(found.ratio.error, rel=0.1)


class TestStatistically:
    def test_within_customers_it_is_right_and_between_them_wrong(self) -> None:
        draw = np.random.default_rng(5)
        made = [world(0.6, 300, draw) for _ in range(40)]
        found = [rate_ratio(each, rng(), draws=400).ratio for each in made]
        covered = sum(low <= 0.6 <= high for low, high in (f.interval for f in found))
        naive = [between_customers(each).value for each in made]

        assert covered >= 34  # 38 on average
        assert np.mean([f.value for f in found]) == pytest.approx(0.6, abs=0.02)
        assert np.mean(naive) > 1  # the wrong sign
        assert conditional(made[0]) == pytest.approx(found[0].value, rel=0.05)

    def test_failures_made_good_are_told_from_others(self) -> None:
        draw = np.random.default_rng(6)
        n, many = 400, 720
        mended = draw.random(n) < 0.5
        failures = Moments(customer=np.arange(n), day=draw.integers(100, 500, n))
        start, end = failures.day[:, None], failures.day[:, None] + 180
        day = np.arange(1, many + 1)
        inside = (day > start) & (day <= end)
        rate = np.where(inside, np.where(mended, 0.9, 0.4)[:, None], 1) / 20
        customer, index = np.nonzero(draw.random((n, many)) < rate)
        seen = Watched(start=np.zeros(n, dtype=np.int64), until=np.full(n, many))
        purchases = Moments(customer=customer, day=index + 1)

        found = recovery(seen, (failures, mended), purchases, 180, rng())

        assert found.mended.ratio.value == pytest.approx(0.9, abs=0.08)
        assert found.left.ratio.value == pytest.approx(0.4, abs=0.06)
        assert found.gain.interval[0] > 1.5
        one = exposure(seen, failures, purchases, (0, 90, 180))
        assert [f.ratio.value for f in by_kind(one, rng())] == pytest.approx(
            [0.64, 0.64], abs=0.1
        )
        assert compare(one, rng(), (1, 2)).interval[0] < 1

    def test_without_any_made_good_the_gain_is_unknown(self) -> None:
        none = (moments((0, 5)), np.array([False]))
        found = recovery(watched((0, 50)), none, moments((0, 6), (0, 40)), 9, rng())

        assert found.left.ratio.known
        assert not found.gain.known


class TestRefusals:
    def test_slices_that_do_not_rise_from_0(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            exposure(watched((0, 9)), moments(), moments(), (5, 9))

        assert str(refused.value) == (
            "The slices of a window are bounded by days that rise from 0; got (5, 9)."
        )

    def test_a_kind_too_few(self) -> None:
        with pytest.raises(InvalidSeries, match="Each defect needs its kind, a number"):
            exposure(
                watched((0, 9)), moments((0, 1)), moments(), (0, 9), np.zeros(0, int)
            )

    def test_moments_without_days(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Moments(customer=np.zeros(2, int), day=np.zeros(1, int))

        assert str(refused.value) == (
            "Each moment needs a customer and a day; got 2 and 1 of them."
        )

    def test_negative_time(self) -> None:
        with pytest.raises(InvalidSeries, match="Events and time are finite and not b"):
            Exposure(events=np.ones((1, 2)), time=np.array([[1.0, -1.0]]))

    def test_tables_of_unequal_shape(self) -> None:
        with pytest.raises(
            InvalidSeries, match="Events and time need a row a customer"
        ):
            Exposure(events=np.ones((1, 2)), time=np.ones((2, 2)))

    def test_a_ratio_of_1_is_never_seen(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            events_needed(1, 0.5)

        assert str(refused.value) == (
            "A ratio to be seen is above 0 and not 1, and some but not all time is "
            "after a defect; got ratio 1 and share 0.5."
        )
