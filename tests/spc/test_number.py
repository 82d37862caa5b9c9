"""np and c charts: the book's numbers, and agreement with p and u."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import ChartKind
from qc.spc import number, proportion, rate
from qc.spc.limits import Limits
from tests.builders import counts
from tests.spc.makers import any_counts
from tests.spc.test_proportion import CANS

# Montgomery, table 7.7: nonconformities in 26 samples of 100 printed circuit boards.
BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16]
BOARDS += [19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]


class TestTheBook:
    def test_montgomery_orange_juice_cans(self) -> None:
        cans = counts(CANS, of=50)

        chart = number.chart(cans, number.estimate(cans))

        assert chart.centre[0] == pytest.approx(11.565, abs=5e-3)
        assert chart.upper[0] == pytest.approx(20.510, abs=5e-3)
        assert chart.lower[0] == pytest.approx(2.620, abs=5e-3)
        assert chart.kind is ChartKind.NP

    def test_montgomery_circuit_boards(self) -> None:
        boards = counts(BOARDS, of=1)

        chart = number.chart(boards, number.estimate(boards, defects=True))

        assert chart.centre[0] == pytest.approx(19.85, abs=5e-3)
        assert chart.upper[0] == pytest.approx(33.22, abs=1e-2)
        assert chart.lower[0] == pytest.approx(6.48, abs=5e-3)
        assert np.flatnonzero(chart.beyond).tolist() == [5, 19]
        assert chart.kind is ChartKind.C


class TestAlways:
    @given(st.lists(st.integers(1, 500), min_size=2, max_size=30), st.integers(0, 99))
    def test_the_value_is_the_number_of_events(
        self, sizes: list[int], seed: int
    ) -> None:
        log = any_counts(sizes, seed)

        for defects in (False, True):
            chart = number.chart(log, number.estimate(log, defects=defects))

            np.testing.assert_allclose(chart.value, log.events, atol=1e-9)
            assert np.all((chart.lower <= chart.centre) & (chart.lower >= 0))
            assert np.all(chart.centre <= chart.upper)

    @pytest.mark.parametrize("defects", [False, True])
    def test_it_signals_where_the_share_does(self, defects: bool) -> None:
        log = counts([5, 6, 30, 4, 5, 0, 6], of=[50, 60, 70, 40, 50, 60, 60])

        found = number.chart(log, number.estimate(log, defects=defects))
        law = rate if defects else proportion
        shares = law.chart(log, law.estimate(log))

        np.testing.assert_array_equal(found.beyond, shares.beyond)
        np.testing.assert_allclose(found.z, shares.z)
        assert found.beyond[2]

    def test_a_limit_cut_to_n_leaves_no_zones(self) -> None:
        good = counts([48, 49, 50, 47], of=50)
        few = counts([20, 24, 30, 22], of=50)

        assert not number.chart(good, number.estimate(good)).symmetric
        cut = number.chart(good, number.estimate(good), limits=Limits.SIGMA)
        assert not cut.symmetric
        assert number.chart(few, number.estimate(few)).symmetric

    def test_a_missing_week_stays_missing(self) -> None:
        log = counts([5, 0, 6], of=[50, 0, 60])

        chart = number.chart(log, number.estimate(log))

        assert np.isnan(chart.value[1])
        assert not chart.beyond[1]


class TestRefusals:
    def test_more_defectives_than_interactions(self) -> None:
        log = counts([5, 12], of=10)

        with pytest.raises(InvalidSeries, match="more defectives than interactions"):
            number.estimate(log)
        assert number.estimate(log, defects=True).centre == pytest.approx(0.85)

    def test_one_subgroup(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 2 subgroups; got 1"):
            number.estimate(counts([1], of=10))
