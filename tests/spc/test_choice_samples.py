"""Which chart for several values a period."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.kinds import ChartKind, Reason
from qc.core.series import Samples
from qc.spc.choice_samples import between, of_samples
from qc.spc.tails import fisher
from tests.builders import samples
from tests.spc.makers import ar1


def _of(means: np.ndarray, seed: int, n: int = 8) -> Samples:
    rng = np.random.default_rng(seed)
    return samples([rng.normal(mean, 1, n).tolist() for mean in means])


class TestTheBook:
    def test_analysis_of_variance_by_hand(self) -> None:
        """Means 1.5, 3.5, 5.5: 2 * (4 + 0 + 4) / 2 = 8 over 3 * 0.5 / 3."""
        found = samples([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])

        ratio, chance = between(found, ~found.missing)

        assert ratio == pytest.approx(16)
        assert chance == pytest.approx((1 + 2 * 16 / 3) ** -1.5)  # exact for F(2, 3)

    def test_the_values_explain_the_means(self) -> None:
        series = _of(np.zeros(30), 1)

        choice = of_samples(series, ~series.missing)

        assert choice.kind is ChartKind.XBAR
        assert choice.reasons[1] is Reason.VALUES_WITHIN_EXPLAIN
        assert (ChartKind.THREE_WAY, Reason.VALUES_WITHIN_EXPLAIN) in choice.rejected
        assert choice.statistics["between_per_within"] < 2
        assert choice.statistics["mean_n"] == 8

    def test_means_that_vary_by_nature(self) -> None:
        series = _of(np.random.default_rng(2).normal(0, 1, 30), 2)

        choice = of_samples(series, ~series.missing)

        assert choice.kind is ChartKind.THREE_WAY
        assert choice.reasons[1:] == (Reason.SUBGROUPS_VARY,)
        assert choice.rejected[0] == (ChartKind.XBAR, Reason.SUBGROUPS_VARY)
        assert choice.statistics["between_p"] < 0.001

    @pytest.mark.parametrize(
        ("phi", "chart"),
        [(0.45, ChartKind.XMR_CORRECTED), (0.9, ChartKind.RESIDUALS)],
    )
    def test_means_that_remember(self, phi: float, chart: ChartKind) -> None:
        series = _of(2 * ar1(100, phi, np.random.default_rng(1)), 3, n=20)

        choice = of_samples(series, ~series.missing)

        assert choice.kind is chart
        assert choice.rejected[0] == (ChartKind.XBAR, Reason.SUBGROUPS_VARY)

    @pytest.mark.parametrize(
        ("f", "above", "below"),
        [(1.0, 23, 40), (2.5, 23, 4800), (0.5, 23, 30), (1.2, 23, 2), (8.0, 23, 1e5)],
    )
    def test_fisher_as_scipy_has_it(self, f: float, above: int, below: float) -> None:
        from scipy.special import fdtrc

        assert fisher(f, above, below) == pytest.approx(
            fdtrc(above, below, f), rel=1e-9
        )
        assert (fisher(0, above, below), fisher(np.inf, above, below)) == (1.0, 0.0)


class TestAlways:
    @given(st.integers(0, 1000), st.floats(0.1, 9), st.floats(-99, 99))
    def test_unit_and_origin_do_not_matter(
        self, seed: int, scale: float, shift: float
    ) -> None:
        x = np.random.default_rng(seed).normal(size=(12, 3))

        one, other = (
            between(each, ~each.missing)
            for each in (samples(x.tolist()), samples((scale * x + shift).tolist()))
        )

        assert one == pytest.approx(other, rel=1e-6)

    def test_single_values_go_on_an_xmr_chart(self) -> None:
        series = samples([[float(i % 5)] for i in range(20)] + [[1.0, 2.0]])

        choice = of_samples(series, ~series.missing)

        assert choice.kind is ChartKind.XMR
        assert choice.rejected[0] == (ChartKind.XBAR, Reason.FEW_WITHIN)

    def test_without_variation(self) -> None:
        same = samples([[3.0, 3.0]] * 15)
        apart = samples([[3.0, 3.0], [4.0, 4.0], [4.0, 4.0]] * 5)

        found = [of_samples(each, ~each.missing) for each in (same, apart)]

        assert [each.kind for each in found] == [ChartKind.XBAR, ChartKind.THREE_WAY]
        assert found[0].statistics["between_per_within"] == 1
        assert "between_per_within" not in found[1].statistics

    def test_a_missing_period_says_nothing(self) -> None:
        full = _of(np.zeros(20), 4)
        hole = samples([[], *[[1.0, 2.0, 4.0]] * 3])

        assert between(hole, ~hole.missing)[0] == 0
        assert of_samples(full, ~full.missing).statistics["points"] == 20


@pytest.mark.statistical
class TestStatistically:
    def test_means_without_a_cause_seldom_differ(self) -> None:
        chances = [
            between(series, ~series.missing)[1]
            for series in (_of(np.zeros(24), seed, n=5) for seed in range(400))
        ]

        assert np.mean(np.array(chances) < 0.01) < 0.03
        assert np.mean(np.array(chances) < 0.5) == pytest.approx(0.5, abs=0.08)
