"""Intervals of shares and rates: printed ones, laws, coverage, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.core.intervals import (
    exact_rate,
    exact_share,
    normal_quantile,
    upper_share,
    wilson_share,
)


class TestTheBook:
    def test_none_of_200(self) -> None:
        assert exact_share(0, 200) == pytest.approx((0.0, 0.0182753403551))
        assert upper_share(0, 200) == pytest.approx(0.0148670392313)

    def test_all_of_three(self) -> None:
        assert exact_share(3, 3) == pytest.approx((0.292401773821, 1.0))

    def test_wilson_of_446_among_480(self) -> None:
        found = wilson_share(446, 480)

        assert found == pytest.approx((0.902647482921, 0.948871113696))

    def test_ten_defects_in_two_periods(self) -> None:
        """Garwood's table: 10 events, 4.795 to 18.390."""
        assert exact_rate(10, 2) == pytest.approx((4.795 / 2, 18.390 / 2), abs=5e-4)


class TestAlways:
    pairs = st.integers(1, 400).flatmap(
        lambda n: st.tuples(st.integers(0, n), st.just(n))
    )

    @given(pairs, st.floats(0.5, 0.999))
    def test_an_interval_holds_its_estimate_inside_the_possible(
        self, pair: tuple[int, int], confidence: float
    ) -> None:
        events, n = pair
        for find in (exact_share, wilson_share):
            low, high = find(events, n, confidence)
            assert 0 <= low <= events / n + 1e-9
            assert events / n - 1e-9 <= high <= 1
        low, high = exact_rate(events, n, confidence)
        assert 0 <= low <= events / n <= high

    @given(pairs)
    def test_good_and_bad_mirror_each_other(self, pair: tuple[int, int]) -> None:
        events, n = pair
        low, high = exact_share(events, n)

        assert exact_share(n - events, n) == pytest.approx((1 - high, 1 - low))

    def test_nothing_seen_nothing_known(self) -> None:
        for find in (exact_share, wilson_share, exact_rate):
            assert np.isnan(find(0, 0)).all()


@pytest.mark.statistical
class TestStatistically:
    def test_exact_intervals_hold_at_least_what_they_promise(self) -> None:
        events = np.random.default_rng(1).binomial(40, 0.1, 2_000)
        held = {x: exact_share(x, 40) for x in set(events.tolist())}

        covered = np.mean([held[x][0] <= 0.1 <= held[x][1] for x in events.tolist()])

        assert covered >= 0.945


class TestRefusals:
    def test_more_than_all(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            exact_share(5, 4)

        assert str(refused.value) == "5 of 4 cannot be a share."

    def test_less_than_none(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            exact_rate(-1, 4)

        assert str(refused.value) == (
            "Events and opportunities are counts; got -1 of 4."
        )

    def test_certainty(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            normal_quantile(1.0)

        assert str(refused.value) == ("A confidence must lie between 0 and 1; got 1.0.")
