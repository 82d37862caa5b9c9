"""With nothing wrong, at most one week in ten shows anything to act on."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulations.null_weeks import MIX, WEEKS, evidence_of_a_year, listed


@pytest.mark.statistical
class TestStatistically:
    def test_300_charts_of_nothing_in_52_weeks(self) -> None:
        """The list alone: a review also asks for a signal of the chart itself."""
        p = evidence_of_a_year(seed=20261122)

        assert p.shape == (sum(MIX.values()), WEEKS) == (300, 52)
        assert np.mean(listed(p) > 0) <= 0.10
        assert np.mean(p <= 0.01) <= 0.01
        assert np.mean(p <= 0.05) <= 0.05
        assert np.mean(p <= 0.05) > 0.01  # it is no empty promise
