"""One p-value a chart: valid where nothing changed, small where something did."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from qc.core.arrays import Floats
from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind
from qc.core.series import Series, Streaks
from qc.spc import phases
from qc.spc.evidence import evidence
from qc.spc.evidence_values import summed
from tests.builders import counts, values, weeks
from tests.spc.makers import gaps, normal

STEADY = np.tile([9.0, 11, 10, 10], 6)


def judge(series: Series, kind: ChartKind, **plan: object) -> float:
    chart = phases.judge(series, kind, PhasePlan(**plan))  # type: ignore[arg-type]
    return evidence(series, chart)


class TestTheBook:
    def test_one_new_value_is_judged_by_students_law(self) -> None:
        new = 14.0
        series = values([*STEADY, new])
        sigma = np.abs(np.diff(STEADY)).mean() / (2 / math.sqrt(math.pi))
        t = (new - STEADY.mean()) / (sigma * math.sqrt(1 + 1 / 24))

        expected = 2 * special.stdtr(0.605 * 23, -t)

        assert judge(series, ChartKind.XMR) == pytest.approx(2 * expected, rel=1e-9)

    def test_shares_are_judged_by_the_hypergeometric_law(self) -> None:
        events = np.tile([10.0, 11, 10, 9], 6)
        series = counts([*events, 25], of=100)
        law = stats.hypergeom(2500, int(events.sum()) + 25, 100)

        mid_p = 2 * (law.sf(25) + law.pmf(25) / 2)

        assert judge(series, ChartKind.P) == pytest.approx(2 * mid_p, rel=1e-6)

    def test_defects_are_judged_by_the_binomial_split(self) -> None:
        events = np.tile([10.0, 11, 10, 9], 6)
        series = counts([*events, 25], of=1)
        law = stats.binom(int(events.sum()) + 25, 1 / 25)

        mid_p = 2 * (law.sf(25) + law.pmf(25) / 2)

        assert judge(series, ChartKind.U) == pytest.approx(2 * mid_p, rel=1e-6)

    def test_good_cases_before_an_event_by_the_law_of_their_order(self) -> None:
        held, new = [3.0, 5, 2, 4, 6, 3, 1, 4, 5, 2, 3, 4], 12.0
        total = sum(held) + new
        ways = [math.comb(int(total - k) + 11, 11) for k in range(int(total) + 1)]
        beyond = (sum(ways[13:]) + ways[12] / 2) / sum(ways)
        series = Streaks(
            at=weeks(13).astype("datetime64[s]"), value=np.array([*held, new])
        )

        assert judge(series, ChartKind.G, freeze=12) == pytest.approx(
            4 * beyond, rel=1e-6
        )

    def test_a_mean_of_points_with_memory_varies_more(self) -> None:
        phi, k = 0.5, 4
        law = phi ** np.abs(np.subtract.outer(np.arange(k), np.arange(k)))

        assert summed(k, phi) == pytest.approx(law.mean() * k)


class TestWindows:
    def test_a_lasting_shift_is_seen_though_no_point_is_far(self) -> None:
        quiet = normal(32, 5)
        moved = quiet.copy()
        moved[-8:] = quiet[-8:] + 2.5

        assert judge(values(moved), ChartKind.XMR) < 0.01
        assert judge(values(quiet), ChartKind.XMR) > 0.05

    def test_points_of_the_baseline_are_held_against_the_others(self) -> None:
        spiked = np.append(normal(19, 3), 9.0)

        assert judge(values(spiked), ChartKind.XMR) < 0.01
        assert judge(values(spiked[:-1]), ChartKind.XMR) > 0.05

    def test_a_new_phase_forgets_the_one_before(self) -> None:
        series = values([*STEADY, *(STEADY + 50)])
        start = series.at[24]

        assert judge(series, ChartKind.XMR) < 1e-9
        assert judge(series, ChartKind.XMR, starts=(start,)) > 0.05

    def test_a_missing_newest_period_changes_nothing(self) -> None:
        series = values([*STEADY, 14.0])
        longer = values([*STEADY, 14.0, np.nan])

        assert judge(longer, ChartKind.XMR) == judge(series, ChartKind.XMR)

    def test_an_excluded_newest_point_is_judged_all_the_same(self) -> None:
        series = values([*STEADY, 30.0])

        assert judge(series, ChartKind.XMR, excluded=(series.at[-1],)) < 1e-6

    def test_an_excluded_older_point_is_not(self) -> None:
        series = values([*STEADY, 30.0, 10.0])

        assert judge(series, ChartKind.XMR, excluded=(series.at[-2],)) > 0.05


class TestCaution:
    def test_memory_in_the_baseline_weakens_it(self) -> None:
        wave = np.sin(np.arange(24) / 2)
        mixed = np.random.default_rng(1).permutation(wave)

        assert judge(values([*wave, 4.0]), ChartKind.XMR) > 10 * judge(
            values([*mixed, 4.0]), ChartKind.XMR
        )

    def test_counts_wider_than_their_law_weaken_it(self) -> None:
        even, wide = np.tile([20.0, 21], 12), np.tile([12.0, 29, 20, 21], 6)

        assert judge(counts([*wide, 42], of=200), ChartKind.P) > 10 * judge(
            counts([*even, 42], of=200), ChartKind.P
        )

    def test_of_a_flat_baseline_only_the_order_is_known(self) -> None:
        flat = values([*[7.0] * 24, 99.0])

        assert judge(flat, ChartKind.XMR) == pytest.approx(2 / 25)
        assert judge(values([7.0] * 25), ChartKind.XMR) == 1

    def test_times_are_judged_by_their_logarithm(self) -> None:
        times = np.exp(normal(25, 2, sigma=0.5))
        series = values(times)
        chart = phases.judge(series, ChartKind.XMR, PhasePlan())

        logs = judge(values(np.log(times)), ChartKind.XMR)

        assert evidence(series, replace(chart, floor=0.0)) == pytest.approx(logs)


class TestRefusals:
    @pytest.mark.parametrize("points", [1, 5, 11])
    def test_without_limits_there_is_no_evidence(self, points: int) -> None:
        assert math.isnan(judge(values(normal(points, 1)), ChartKind.XMR))

    def test_nor_without_neighbours(self) -> None:
        value = np.where(np.arange(60) % 2, np.nan, normal(60, 1))
        chart = phases.judge(values(normal(60, 1)), ChartKind.XMR, PhasePlan())

        assert math.isnan(evidence(values(value), replace(chart, value=value)))

    def test_nor_without_any_value(self) -> None:
        series = values(normal(30, 1))
        chart = phases.judge(series, ChartKind.XMR, PhasePlan())

        nothing = replace(chart, value=np.full(30, np.nan))

        assert math.isnan(evidence(series, nothing))


class TestAlways:
    @settings(max_examples=60)
    @given(
        st.lists(st.integers(0, 50), min_size=12, max_size=40),
        st.sampled_from([ChartKind.P, ChartKind.P_PRIME, ChartKind.U, ChartKind.NP]),
    )
    def test_counts_have_a_chance(self, events: list[int], kind: ChartKind) -> None:
        assert 0 <= judge(counts(events, of=50), kind) <= 1

    @settings(max_examples=60)
    @given(st.lists(st.floats(-1e6, 1e6), min_size=12, max_size=40))
    def test_values_have_a_chance(self, found: list[float]) -> None:
        series = values(np.round(found, 3))

        assert 0 <= judge(series, ChartKind.XMR) <= 1
        assert 0 <= judge(series, ChartKind.EWMA) <= 1

    @given(st.floats(0.01, 100), st.floats(-100, 100))
    def test_the_unit_of_values_does_not_matter(
        self, factor: float, offset: float
    ) -> None:
        x = np.append(normal(24, 4), 3.0)

        assert judge(values(factor * x + offset), ChartKind.XMR) == pytest.approx(
            judge(values(x), ChartKind.XMR), rel=1e-6
        )

    def test_charts_with_a_memory_are_judged_by_their_points(self) -> None:
        share = counts([*np.tile([10.0, 11, 10, 9], 6), 25], of=100)
        one = values([*STEADY, 14.0])

        for kind in (ChartKind.EWMA, ChartKind.CUSUM, ChartKind.MOVING_AVERAGE):
            assert judge(share, kind) == judge(share, ChartKind.P)
            assert judge(one, kind) == judge(one, ChartKind.XMR)
        assert judge(one, ChartKind.MR) < 0.05

    def test_times_between_events_have_a_chance(self) -> None:
        days = np.append(np.random.default_rng(2).exponential(5, 30) + 0.01, 400.0)

        assert judge(gaps(days), ChartKind.T) < 0.001


def _shares(p: Floats) -> list[float]:
    return [float(np.mean(p <= alpha)) / alpha for alpha in (0.05, 0.01)]


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize("size", [12, 24, 50])
    def test_it_keeps_its_promise_for_values(self, size: int) -> None:
        rng = np.random.default_rng(size)
        made = (values(rng.normal(size=size + 8)) for _ in range(1000))

        p = np.array([judge(one, ChartKind.XMR, freeze=size) for one in made])

        assert max(_shares(p)) <= 1

    @pytest.mark.parametrize(("n", "share"), [(30, 0.1), (100, 0.05), (500, 0.2)])
    def test_it_keeps_its_promise_for_shares(self, n: int, share: float) -> None:
        rng = np.random.default_rng(n)
        made = (counts(rng.binomial(n, share, 32), of=n) for _ in range(1000))

        p = np.array([judge(one, ChartKind.P) for one in made])

        assert max(_shares(p)) <= 1
        assert _shares(p)[0] > 0.2  # it is not so careful as to be of no use

    def test_a_jump_of_five_sigma_is_beyond_doubt(self) -> None:
        rng = np.random.default_rng(7)
        made = (values([*rng.normal(size=50), 5.0]) for _ in range(300))

        p = np.array([judge(one, ChartKind.XMR, freeze=50) for one in made])

        assert np.mean(p <= 0.01) > 0.8
