"""CUSUM of rare defects: evidence both ways, at a stated rate of false signals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.spc import proportion, rare_cusum, rate
from qc.spc.rare_cusum import Odds, decision_for, run_length
from tests.builders import counts
from tests.spc.makers import at

RARE = Odds(centre=0.01)


class TestTheBook:
    def test_reynolds_and_stoumbos_weights(self) -> None:
        """A defective adds ln(odds ratio), a case takes r1 = -ln(q1/q0) off."""
        p0, p1 = 0.01, 0.02 / 1.01  # twice the odds

        defective, good = RARE.evidence(np.array([1.0, 0.0]), np.ones(2))

        assert defective == pytest.approx(math.log(p1 / p0))
        assert good == pytest.approx(math.log((1 - p1) / (1 - p0)))

    def test_lucas_reference_value(self) -> None:
        """A count of k = (m1 - m0)/(ln m1 - ln m0) moves the sum nowhere."""
        odds = Odds(centre=4, ratio=2, binomial=False)
        k = (8 - 4) / (math.log(8) - math.log(4))

        assert odds.evidence(np.array([k]), np.ones(1))[0] == pytest.approx(0)


class TestAlways:
    @given(st.floats(0.001, 0.9), st.integers(1, 300), st.booleans())
    def test_chances_sum_to_one(self, centre: float, n: int, binomial: bool) -> None:
        chances = Odds(centre=centre, binomial=binomial).chances(n)

        assert chances.sum() == pytest.approx(1)
        mean = (chances * np.arange(len(chances))).sum()
        assert mean == pytest.approx(n * centre)

    @given(st.floats(0.001, 0.4), st.integers(1, 200), st.sampled_from([0.5, 2, 3]))
    def test_steady_counts_speak_for_the_baseline(
        self, centre: float, n: int, ratio: float
    ) -> None:
        odds = Odds(centre=centre, ratio=ratio)
        chances = odds.chances(n)

        step = odds.evidence(np.arange(float(len(chances))), np.array(float(n)))

        assert (chances * step).sum() < 0

    @pytest.mark.parametrize("every", [10, 370, 10_000])
    @pytest.mark.parametrize("n", [1, 30, 200])
    def test_the_decision_needs_no_more_than_the_safe_one(
        self, every: float, n: int
    ) -> None:
        needed = decision_for(RARE, n, every)

        assert 0 < needed <= math.log(every)
        assert run_length(RARE, n, math.log(every)) >= every

    def test_no_defects_at_all_signal_better(self) -> None:
        steady = counts([1, 0, 1, 0, 0, 1, 0, 1] * 3, of=50)
        baseline = proportion.estimate(steady)
        clean = counts([0] * 30, of=50)

        found = rare_cusum.chart(clean, baseline)

        assert found.below[-1]
        assert not found.above.any()
        assert found.run_lower[-1] == 30
        assert not proportion.chart(clean, baseline).beyond.any()

    def test_more_defects_signal_worse_on_a_rate_too(self) -> None:
        baseline = rate.estimate(counts([1, 0, 2, 1] * 6, of=50))

        found = rare_cusum.chart(counts([1, 4, 4, 5], of=50), baseline)

        assert found.above[-1]
        assert not found.below.any()

    def test_missing_and_excluded_periods_add_nothing(self) -> None:
        baseline = proportion.estimate(counts([1, 0, 2, 1] * 6, of=50))
        full = counts([2, 3, 1], of=50)
        gappy = counts([2, 0, 9, 3, 1], of=[50, 0, 50, 50, 50])

        one = rare_cusum.chart(full, baseline)
        other = rare_cusum.chart(gappy, baseline, excluded=at(2, 5))

        np.testing.assert_allclose(other.upper[[0, 3, 4]], one.upper)
        assert np.isnan(other.upper[1:3]).all()

    def test_single_cases_need_no_period(self) -> None:
        defective = np.zeros(400, dtype=bool)
        defective[200:300:10] = True
        when = np.full(400, np.datetime64("2024-01-01"))

        found = rare_cusum.bernoulli(when, defective, 0.01)

        assert not found.above[:200].any()
        assert found.above[290]


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize(
        ("odds", "n"),
        [
            (Odds(centre=0.01), 50),
            (Odds(centre=0.01, ratio=0.5), 50),
            (Odds(centre=0.02, binomial=False), 30),
        ],
    )
    def test_false_signals_come_as_rarely_as_promised(self, odds: Odds, n: int) -> None:
        rng = np.random.default_rng(20240605)
        mean = n * odds.centre
        draw = rng.binomial(n, odds.centre, 200_000)
        events = draw if odds.binomial else rng.poisson(mean, 200_000)
        steps = odds.evidence(events.astype(float), np.full(200_000, float(n)))
        needed = decision_for(odds, n, 100)

        total, signals = 0.0, 0
        for step in steps.tolist():
            total = max(0.0, total + step)
            if total > needed:
                total, signals = 0.0, signals + 1

        assert 200_000 / signals == pytest.approx(100, rel=0.08)


class TestRefusals:
    def test_a_baseline_without_events(self) -> None:
        clean = counts([0] * 12, of=50)

        with pytest.raises(InvalidSeries) as refused:
            rare_cusum.chart(clean, proportion.estimate(clean))

        assert str(refused.value) == (
            "A baseline of 0 leaves no chance to compare with. "
            "Take a longer baseline, in which both good and bad cases occur."
        )

    @pytest.mark.parametrize("ratio", [0, 1, -2])
    def test_a_change_that_is_none(self, ratio: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Odds(centre=0.1, ratio=ratio)

        assert str(refused.value) == (
            f"A change by the factor {ratio:g} cannot be found. "
            "Take 2 for a doubling, 0.5 for a halving."
        )

    def test_a_baseline_wider_than_its_law(self) -> None:
        log = counts([5, 30, 2, 40] * 3, of=100)
        wide = proportion.estimate(log, overdispersed=True)

        with pytest.raises(InvalidSeries) as refused:
            rare_cusum.chart(log, wide)

        assert str(refused.value) == (
            "Evidence is counted on a p or u chart, not on a p\u2032 chart. "
            "Follow that chart by an ordinary CUSUM."
        )

    def test_false_signals_all_the_time(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            decision_for(RARE, 50, 1)

        assert str(refused.value) == "False signals every 1 periods are too many."

    def test_nothing_to_judge(self) -> None:
        baseline = proportion.estimate(counts([1, 2, 3], of=50))

        with pytest.raises(TooFewSubgroups):
            rare_cusum.chart(counts([0, 0], of=0), baseline)
