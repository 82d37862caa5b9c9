"""Series refuse what cannot be a series, and nobody can change them afterwards."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.core.series import Counts, Gaps, Samples, Values, take
from tests.builders import chart, counts, samples, values, weeks


class TestGaps:
    def test_a_period_without_opportunities_is_missing_not_zero(self) -> None:
        series = counts([1, 0, 2], of=[10, 0, 10])

        assert series.missing.tolist() == [False, True, False]
        assert np.isnan(series.value[1])

    def test_a_chart_point_without_value_has_no_z(self) -> None:
        drawn = chart([1.0, np.nan, 3.0], centre=1.0, sigma=0.0)

        assert drawn.z[0] == 0
        assert np.isnan(drawn.z[1])
        assert drawn.z[2] == np.inf


class TestAlways:
    @given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.data())
    def test_taking_points_keeps_their_values(
        self, events: list[int], data: st.DataObject
    ) -> None:
        series = counts(events, of=50)
        flags = st.lists(st.booleans(), min_size=len(events), max_size=len(events))
        keep = np.array(data.draw(flags))

        taken = take(series, keep)

        np.testing.assert_array_equal(taken.value, series.value[keep])
        np.testing.assert_array_equal(taken.at, series.at[keep])

    def test_taking_samples_keeps_their_spread(self) -> None:
        series = samples([[1, 3], [], [2, 5, 8]])

        taken = take(series, np.array([False, True, True]))

        assert isinstance(taken, Samples)
        np.testing.assert_array_equal(taken.value, [np.nan, 5])
        np.testing.assert_array_equal(taken.sd, [np.nan, 3])
        assert taken.ranges is not None
        assert taken.ranges[1] == 6

    def test_samples_without_ranges_have_none_when_taken(self) -> None:
        ones = np.ones(2)
        series = Samples(at=weeks(2), n=ones, mean=ones, m2=ones)

        taken = take(series, np.array([True, False]))

        assert isinstance(taken, Samples)
        assert taken.ranges is None

    def test_arrays_are_frozen(self) -> None:
        series = counts([1, 2], of=10)

        with pytest.raises(ValueError, match="read-only"):
            series.events[0] = 5


class TestRefusals:
    def test_days_that_do_not_increase(self) -> None:
        days = weeks(2)[::-1].copy()
        ones = np.ones(2)

        with pytest.raises(InvalidSeries) as refused:
            Counts(at=days, events=ones, opportunities=ones)

        assert str(refused.value) == (
            "Subgroups must be in time order without repeats."
        )

    def test_shapes_that_differ(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Values(at=weeks(2), value=np.ones(3), n=np.ones(2))

        assert str(refused.value) == (
            "All arrays of a series must have one shape; got (2,), (3,), (2,)."
        )

    @pytest.mark.parametrize("bad", [-1.0, np.nan, np.inf])
    def test_counts_that_cannot_be(self, bad: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            counts([bad], of=1)

        assert str(refused.value) == "events must be finite and not negative."

    def test_an_infinite_value(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            values([np.inf])

        assert str(refused.value) == "value must be finite, or NaN where missing."

    def test_a_gap_of_no_time(self) -> None:
        at = np.array(["2024-01-01T00:00:00"], dtype="datetime64[s]")

        with pytest.raises(InvalidSeries) as refused:
            Gaps(at=at, value=np.zeros(1))

        assert str(refused.value) == "Times between events must be above zero."

    def test_events_out_of_order(self) -> None:
        at = np.array(["2024-01-02", "2024-01-01"], dtype="datetime64[s]")

        with pytest.raises(InvalidSeries) as refused:
            Gaps(at=at, value=np.ones(2))

        assert str(refused.value) == "Events must be in time order."

    def test_gaps_of_two_shapes(self) -> None:
        at = np.array(["2024-01-01"], dtype="datetime64[s]")

        with pytest.raises(InvalidSeries) as refused:
            Gaps(at=at, value=np.ones(2))

        assert str(refused.value) == (
            "at and value must have one shape; got (1,), (2,)."
        )

    @pytest.mark.parametrize("name", ["n", "m2", "ranges"])
    def test_samples_with_a_negative_spread(self, name: str) -> None:
        ones = np.ones(2)
        given = {"n": ones, "m2": ones, "ranges": ones, name: -ones}

        with pytest.raises(InvalidSeries) as refused:
            Samples(at=weeks(2), mean=ones, **given)

        assert str(refused.value) == f"{name} must be finite and not negative."

    def test_samples_whose_mean_is_no_number(self) -> None:
        ones = np.ones(2)

        with pytest.raises(InvalidSeries) as refused:
            Samples(at=weeks(2), mean=ones * np.nan, n=ones, m2=ones)

        assert str(refused.value) == "mean must be finite where there are values."
