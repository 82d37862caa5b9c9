"""Hotelling's T2: the book's limits, its laws, its false alarms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.spc import hotelling


def _normal(k: int, v: int, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    mix = rng.normal(size=(v, v)) + 2 * np.eye(v)
    return rng.normal(size=(k, v)) @ mix + 10


clouds = st.builds(_normal, st.integers(8, 40), st.integers(1, 4), st.integers(0, 999))


class TestTheBook:
    def test_two_measures_have_limits_in_closed_form(self) -> None:
        """Beta(1, b) and F(2, m) have quantiles without tables."""
        cloud = hotelling.estimate(_normal(30, 2, 1))

        own, new = hotelling.upper_own(cloud, 0.01), hotelling.upper_new(cloud, 0.01)

        assert own == pytest.approx(29**2 / 30 * (1 - 0.01 ** (2 / 27)))
        quantile = 28 / 2 * (0.01 ** (-2 / 28) - 1)
        assert new == pytest.approx(2 * 31 * 29 / (30 * 28) * quantile)

    def test_many_periods_lead_to_chi_square(self) -> None:
        cloud = hotelling.estimate(_normal(20_000, 2, 2))

        for upper in (hotelling.upper_own, hotelling.upper_new):
            assert upper(cloud, 0.0027) == pytest.approx(11.829, abs=0.02)


class TestAlways:
    @given(clouds, st.floats(0.1, 10), st.floats(-50, 50))
    def test_units_do_not_matter(self, x: Floats, scale: float, shift: float) -> None:
        units = scale ** np.arange(x.shape[1])

        one = hotelling.review(x, hotelling.estimate(x))
        other = hotelling.review(
            x * units + shift, hotelling.estimate(x * units + shift)
        )

        np.testing.assert_allclose(other.value, one.value, rtol=1e-5, atol=1e-7)

    @given(clouds)
    def test_t2_of_the_baseline_sums_to_what_it_must(self, x: Floats) -> None:
        """The mean of T2 is v (N - 1) / N."""
        count, measures = x.shape

        value = hotelling.review(x, hotelling.estimate(x)).value

        assert value.mean() == pytest.approx(measures * (count - 1) / count)

    @given(clouds)
    def test_no_part_is_negative(self, x: Floats) -> None:
        found = hotelling.review(x, hotelling.estimate(x))

        assert np.all(found.parts > -1e-6)
        assert np.all(found.parts <= found.value[:, None] + 1e-6)

    def test_one_measure_is_a_squared_z(self) -> None:
        x = _normal(30, 1, 3)
        z = (x[:, 0] - x.mean()) / x.std(ddof=1)

        value = hotelling.chart(x, hotelling.estimate(x)).value

        np.testing.assert_allclose(value, z**2)

    def test_usual_apart_but_unusual_together(self) -> None:
        rng = np.random.default_rng(4)
        minutes = rng.normal(size=60)
        pair = np.column_stack([minutes, minutes + rng.normal(0, 0.2, 60)])
        odd = np.array([[1.5, -1.5]])

        found = hotelling.chart(odd, hotelling.estimate(pair))

        assert found.beyond[0]
        assert np.all(found.parts[0] > 100)

    def test_a_missing_measure_leaves_its_period_out(self) -> None:
        x = _normal(20, 2, 5)
        gappy = x.copy()
        gappy[3, 1] = np.nan

        cloud = hotelling.estimate(gappy)
        found = hotelling.review(gappy, cloud)

        assert cloud.subgroups == 19
        assert np.isnan(found.value[3])
        assert not found.beyond[3]

    def test_an_excluded_period_is_judged_as_a_new_one(self) -> None:
        x = _normal(20, 2, 6)
        x[7] += 50
        excluded = np.arange(20) == 7

        cloud = hotelling.estimate(x, excluded=excluded)
        found = hotelling.review(x, cloud)

        assert found.upper[7] == hotelling.upper_new(cloud, 0.0027)
        assert found.upper[8] == hotelling.upper_own(cloud, 0.0027)
        assert np.flatnonzero(found.beyond).tolist() == [7]


@pytest.mark.statistical
class TestStatistically:
    def test_both_limits_keep_their_false_alarm_rate(self) -> None:
        rng = np.random.default_rng(20240604)
        own = new = 0
        for _ in range(400):
            x = rng.normal(size=(50, 2))
            cloud = hotelling.estimate(x[:25])
            own += int(hotelling.review(x[:25], cloud, tail=0.05).beyond.sum())
            new += int(hotelling.chart(x[25:], cloud, tail=0.05).beyond.sum())

        assert own / 10_000 == pytest.approx(0.05, abs=0.007)
        assert new / 10_000 == pytest.approx(0.05, abs=0.012)


class TestRefusals:
    def test_too_few_periods(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 5 subgroups; got 4"):
            hotelling.estimate(_normal(4, 3, 1))

    @pytest.mark.parametrize("copy", [True, False])
    def test_a_measure_that_says_nothing_new(self, copy: bool) -> None:
        x = _normal(20, 2, 7)
        x[:, 1] = 3 * x[:, 0] - 2 if copy else 5

        with pytest.raises(InvalidSeries) as refused:
            hotelling.estimate(x)

        assert str(refused.value) == (
            "The measures do not vary freely: one is constant, or follows from the "
            "others. Leave it out."
        )
