"""Many charts: the printed example, laws, and what the false discovery rate keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc.chances import two_sided
from qc.spc.multiplicity import Method, Tier, adjusted, tiers


class TestTheBook:
    def test_fifteen_p_values(self) -> None:
        """Benjamini and Hochberg (1995), section 3.2: four rejected at 0.05."""
        p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
        p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]

        rejected = {
            method: (adjusted(np.array(p), method) <= 0.05).sum()
            for method in (Method.FALSE_DISCOVERY, Method.ANY_FALSE)
        }

        assert rejected == {Method.FALSE_DISCOVERY: 4, Method.ANY_FALSE: 3}


class TestAlways:
    many = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)

    @given(many)
    def test_each_method_is_stricter_than_the_one_before(self, p: np.ndarray) -> None:
        hochberg, yekutieli, bonferroni = (adjusted(p, method) for method in Method)

        assert np.all(p <= hochberg + 1e-12)
        assert np.all(hochberg <= yekutieli)
        assert np.all(hochberg <= bonferroni)

    @given(many)
    def test_the_order_of_the_charts_does_not_matter(self, p: np.ndarray) -> None:
        np.testing.assert_allclose(adjusted(p[::-1])[::-1], adjusted(p))

    def test_a_chart_without_a_test_counts_for_nothing(self) -> None:
        found = adjusted(np.array([0.01, np.nan, 0.04]))

        np.testing.assert_allclose(found, [0.02, np.nan, 0.04])

    def test_what_only_its_own_chart_says_is_watched_never_hidden(self) -> None:
        p = np.array([0.0001, 0.04, 0.9, np.nan])

        found = tiers(p, np.array([True, True, False, True]), share=0.01)

        assert found == (Tier.ACT, Tier.WATCH, Tier.NONE, Tier.WATCH)


@pytest.mark.statistical
class TestStatistically:
    """300 charts a week, as in the methods."""

    def test_without_a_change_a_list_in_a_tenth_of_the_weeks(self) -> None:
        z = np.random.default_rng(1).normal(size=(1_000, 300))

        weeks = np.mean([(adjusted(two_sided(week)) <= 0.1).any() for week in z])

        assert 0.07 < weeks < 0.13
        assert np.mean((np.abs(z) > 3).any(axis=1)) > 0.5

    def test_ten_shifted_charts_are_found_with_few_false_ones(self) -> None:
        z = np.random.default_rng(2).normal(size=(400, 300))
        z[:, :10] += 4
        found = np.array([adjusted(two_sided(week)) <= 0.1 for week in z])

        false = found[:, 10:].sum(axis=1) / np.maximum(1, found.sum(axis=1))

        assert found[:, :10].mean() == pytest.approx(0.86, abs=0.03)
        assert false.mean() == pytest.approx(0.097, abs=0.02)


class TestRefusals:
    def test_a_p_value_above_one(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            adjusted(np.array([0.2, 1.2]))

        assert str(refused.value) == "A p-value must lie within 0 and 1."

    def test_charts_without_p_values(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            tiers(np.array([0.2]), np.array([True, False]))

        assert str(refused.value) == (
            "Each chart needs one p-value; got 1 for 2 charts."
        )
