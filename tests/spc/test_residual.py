"""Residual charts: goldens' own case, laws, false alarms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.spc import individuals, residual
from tests.builders import counts, values
from tests.spc.makers import ar1, at, normal

FILE = Path(__file__).parents[1] / "golden" / "spc" / "autocorrelation.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]


class TestTheBook:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
    def test_residual_charts_of_another_program(self, case: dict[str, Any]) -> None:
        expected = case["expected"]
        series = values(case["inputs"]["x"])

        baseline = residual.estimate(series)
        chart = residual.chart(series, baseline)

        assert chart.kind is baseline.kind is ChartKind.RESIDUALS
        assert baseline.memory == pytest.approx(expected["phi_corrected"])
        assert baseline.centre == pytest.approx(expected["center"])
        assert chart.sigma[0] == pytest.approx(expected["sigma_residual"])
        assert np.flatnonzero(chart.beyond).tolist() == expected["residual_signals"]
        told = np.array(expected["residual"], dtype=float)
        np.testing.assert_allclose(chart.value, told, atol=1e-9)

    def test_by_hand(self) -> None:
        """Half of the gap before is foretold; sigma times sqrt(3)/2."""
        series = values([1.0, 2, 4, 4, np.nan, 3, 5])
        learned = residual.estimate(values(normal(30, 1)))
        baseline = type(learned)(
            kind=ChartKind.RESIDUALS, centre=2.0, spread=1.0, subgroups=9, memory=0.5
        )

        chart = residual.chart(series, baseline, excluded=at(2, 7))

        expected = [np.nan, 0.5, 2.0, np.nan, np.nan, np.nan, 2.5]
        np.testing.assert_array_equal(chart.value, expected)
        assert chart.centre.tolist() == [0.0] * 7
        assert (chart.lower[0], chart.upper[0]) == (-3.0, 3.0)


class TestAlways:
    def test_without_variation_nothing_is_remembered(self) -> None:
        flat = values(np.full(20, 3.0))

        baseline = residual.estimate(flat)

        assert (baseline.memory, baseline.spread) == (0.0, 0.0)
        assert ChartWarning.NO_VARIATION in baseline.warnings
        assert not residual.chart(flat, baseline).beyond.any()

    def test_excluded_points_set_no_limit(self) -> None:
        x = normal(40, 3)
        spiked = np.where(at(20, 40), 99.0, x)

        found = [
            residual.estimate(values(each), excluded=at(20, 40)) for each in (x, spiked)
        ]

        assert found[0] == found[1]

    def test_what_is_allowed_for_is_not_warned_of(self) -> None:
        x = ar1(60, 0.8, np.random.default_rng(4))

        plain = individuals.estimate(values(x))
        told = residual.estimate(values(x))

        assert ChartWarning.AUTOCORRELATED in plain.warnings
        assert told.warnings == ()

    def test_residuals_of_counts_can_be_negative(self) -> None:
        log = counts([1, 0, 2, 1, 0, 3, 0, 1, 2, 0, 1, 1, 0, 2], of=50)

        baseline = residual.estimate(log)
        chart = residual.chart(log, baseline)

        assert ChartWarning.NO_LOWER_LIMIT not in baseline.warnings
        assert chart.has_lower.all()
        assert np.nanmin(chart.value) < 0


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize("phi", [0.4, 0.8])
    def test_residuals_keep_false_alarms_low(self, phi: float) -> None:
        rng, plain, told = np.random.default_rng(2), [], []
        for _ in range(300):
            series = values(ar1(50, phi, rng))
            usual = individuals.chart(series, individuals.estimate(series))
            plain.append(usual.beyond.mean())
            told.append(residual.chart(series, residual.estimate(series)).beyond.mean())

        assert np.mean(told) < 0.009
        assert np.mean(plain) > 2 * np.mean(told)


class TestRefusals:
    def test_a_single_value(self) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            residual.estimate(values([1.0, np.nan]))

        assert (refused.value.need, refused.value.got) == (2, 1)
