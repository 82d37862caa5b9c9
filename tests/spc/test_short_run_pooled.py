"""Short runs of values with one sigma for all: by hand, laws, chance, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import ControlChart
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning, PlotUnit
from qc.core.series import Values
from qc.spc import short_run_pooled
from tests.builders import weeks


def _values(value: list[float], n: list[float]) -> Values:
    return Values(
        at=weeks(len(value), "1900-01-01"), value=np.array(value), n=np.array(n)
    )


def _many(seed: int, odd: float = 0.0) -> ControlChart:
    rng = np.random.default_rng(seed)
    part = np.tile(np.arange(15), 13)
    n = rng.integers(1, 40, len(part)).astype(float)
    level = rng.normal(3, 1, 15)[part]
    value = level + 1.2 * rng.normal(size=len(part)) / np.sqrt(n)
    n[100], value[100] = 20.0, level[100] + odd
    return short_run_pooled.chart(_values(value.tolist(), n.tolist()), part)


class TestTheBook:
    def test_two_units_by_hand(self) -> None:
        """Ranges 4 / root(1/4 + 1/4) and 2 / root(1 + 1); levels 12 and 101."""
        values = _values([10.0, 100, 14, 102], [4.0, 1, 4, 1])

        found = short_run_pooled.chart(values, np.array([0, 1, 0, 1]))

        sigma = np.sqrt(np.pi / 2) * (4 / np.sqrt(0.5) + 2 / np.sqrt(2)) / 2
        z0, z1 = 2 / (sigma * np.sqrt(1 / 4 - 1 / 8)), 1 / (sigma * np.sqrt(1 - 1 / 2))
        assert found.baselines[0].spread == pytest.approx(sigma)
        assert found.value == pytest.approx([-z0, -z1, z0, z1])
        assert (found.kind, found.unit) == (ChartKind.SHORT_RUN, PlotUnit.SIGMA)


class TestAlways:
    @given(st.integers(0, 99), st.floats(0.1, 9), st.floats(-9, 9))
    def test_another_unit_of_measurement_changes_nothing(
        self, seed: int, scale: float, shift: float
    ) -> None:
        rng = np.random.default_rng(seed)
        value, part = rng.normal(size=12), np.arange(12) % 3
        n = rng.integers(1, 9, 12).astype(float).tolist()

        one = short_run_pooled.chart(_values(value.tolist(), n), part)
        other = short_run_pooled.chart(
            _values((scale * value + shift).tolist(), n), part
        )

        np.testing.assert_allclose(other.value, one.value, atol=1e-6)

    def test_a_missing_value_stays_missing(self) -> None:
        values = _values([1.0, np.nan, 3], [4.0, 0, 4])

        found = short_run_pooled.chart(values, np.zeros(3, dtype=int))

        assert np.isnan(found.value).tolist() == [False, True, False]

    def test_without_variation_all_is_level_and_said_so(self) -> None:
        values = _values([5.0, 5, 5], [4.0, 2, 4])

        found = short_run_pooled.chart(values, np.zeros(3, dtype=int))

        assert found.value.tolist() == [0, 0, 0]
        assert ChartWarning.NO_VARIATION in found.warnings


@pytest.mark.statistical
class TestStatistically:
    def test_points_of_unequal_cases_signal_as_rarely_as_promised(self) -> None:
        out = [_many(seed).beyond.mean() for seed in range(60)]

        assert 0.001 < np.mean(out) < 0.005

    def test_a_week_unlike_its_unit_is_found(self) -> None:
        found = [_many(seed, odd=1.6).beyond[100] for seed in range(40)]

        assert np.mean(found) > 0.9


class TestRefusals:
    def test_no_unit_with_two_values(self) -> None:
        with pytest.raises(TooFewSubgroups, match="No two neighbouring subgroups"):
            short_run_pooled.chart(_values([1.0, 2], [3.0, 3]), np.array([0, 1]))
