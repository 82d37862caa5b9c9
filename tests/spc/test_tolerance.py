"""The tolerance budget: by hand, its laws, and what cannot be shared out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc.tolerance import budget


class TestTheBook:
    def test_half_a_month_by_hand(self) -> None:
        """20,000 a million of 1,000 are 20; 12 by half-time will not last."""
        found = budget(12, 500, tolerance_dpmo=20_000, expected=1_000)

        assert found.allowed == pytest.approx(20)
        assert found.used == pytest.approx(0.6)
        assert found.left == pytest.approx(8)
        assert found.pace == pytest.approx(1.2)
        assert found.used_interval == pytest.approx((6.2006 / 20, 20.9616 / 20), 1e-4)


class TestAlways:
    @given(st.integers(0, 500), st.integers(1, 5_000), st.floats(1, 1e6))
    def test_a_whole_period_has_the_pace_it_has_used(
        self, defects: int, units: int, dpmo: float
    ) -> None:
        found = budget(defects, units, tolerance_dpmo=dpmo)

        assert found.pace == pytest.approx(found.used)
        assert found.used_interval[0] <= found.used <= found.used_interval[1]
        assert (found.left < 0) == (found.used > 1)


@pytest.mark.statistical
class TestStatistically:
    def test_the_interval_holds_the_true_use(self) -> None:
        defects = np.random.default_rng(2).poisson(18, 800).tolist()
        found = [budget(d, 1_000, tolerance_dpmo=20_000).used_interval for d in defects]

        assert np.mean([low <= 0.9 <= high for low, high in found]) >= 0.945


class TestRefusals:
    @pytest.mark.parametrize(
        ("units", "dpmo", "whole"), [(0, 9, 0), (5, 0, 5), (5, 9, 4)]
    )
    def test_nothing_to_share_out(self, units: int, dpmo: int, whole: int) -> None:
        with pytest.raises(InvalidSeries) as refused:
            budget(0, units, tolerance_dpmo=dpmo, expected=whole)

        assert str(refused.value) == (
            "A budget needs units, a tolerance above 0 and a period not smaller than "
            f"what has come; got {units} of {whole} at {dpmo} DPMO."
        )
