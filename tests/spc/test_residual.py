"""Charts of a process that remembers: goldens' own case, laws, false alarms."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qc.core.errors import TooFewSubgroups
from qc.spc import individuals
from qc.spc.residual import Advice, memory, residual_baseline, residual_chart
from tests.builders import values
from tests.spc.makers import at, normal

FILE = Path(__file__).parents[1] / "golden" / "spc" / "autocorrelation.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]


def _ar1(k: int, phi: float, rng: np.random.Generator) -> np.ndarray:
    x = rng.normal(size=k)
    x[1:] *= math.sqrt(1 - phi**2)
    for i in range(1, k):
        x[i] += phi * x[i - 1]
    return x


class TestTheBook:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
    def test_residual_charts_of_another_program(self, case: dict[str, Any]) -> None:
        expected = case["expected"]
        series = values(case["inputs"]["x"])

        chart, found = residual_chart(series), memory(series)

        assert found.phi == pytest.approx(expected["phi_corrected"])
        assert found.r1 == pytest.approx(expected["r1"])
        assert (found.advice is not Advice.PLAIN) == expected["autocorrelated"]
        assert chart.sigma[0] == pytest.approx(expected["sigma_residual"])
        assert np.flatnonzero(chart.beyond).tolist() == expected["residual_signals"]
        told = np.array(expected["residual"], dtype=float)
        np.testing.assert_allclose(chart.value, told, atol=1e-9)


class TestAlways:
    def test_without_variation_nothing_is_remembered(self) -> None:
        found = memory(values(np.full(20, 3.0)))

        assert (found.phi, found.advice) == (0.0, Advice.PLAIN)
        assert not residual_chart(values(np.full(20, 3.0))).beyond.any()

    def test_strong_memory_asks_for_residuals(self) -> None:
        rng = np.random.default_rng(1)

        found = [memory(values(_ar1(400, phi, rng))).advice for phi in (0, 0.4, 0.85)]

        assert found == [Advice.PLAIN, Advice.WIDER, Advice.RESIDUALS]

    def test_excluded_points_set_no_limit(self) -> None:
        x = normal(40, 3)
        spiked = np.where(at(20, 40), 99.0, x)

        found = [
            residual_baseline(values(each), excluded=at(20, 40)) for each in (x, spiked)
        ]

        assert found[0] == found[1]


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize("phi", [0.4, 0.8])
    def test_residuals_keep_false_alarms_low(self, phi: float) -> None:
        rng, plain, told = np.random.default_rng(2), [], []
        for _ in range(300):
            series = values(_ar1(50, phi, rng))
            usual = individuals.chart(series, individuals.estimate(series))
            plain.append(usual.beyond.mean())
            told.append(residual_chart(series).beyond.mean())

        assert np.mean(told) < 0.009
        assert np.mean(plain) > 2 * np.mean(told)


class TestRefusals:
    def test_a_single_value(self) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            memory(values([1.0, np.nan]))

        assert (refused.value.need, refused.value.got) == (2, 1)
