"""Faults other programs have, or had: none of them here.

Section 9 of the methods; the fault is named in each docstring.
"""

from __future__ import annotations

import math
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from qc.core.charts import Baseline, ControlChart, PhasePlan
from qc.core.kinds import ChartKind
from qc.core.ruleset import read_rule_sets
from qc.core.series import Counts, Streaks
from qc.spc import (
    averages,
    cusum,
    funnel,
    geometric,
    individuals,
    proportion,
    rate,
    rules,
    yields,
)
from qc.spc.constants import c4
from qc.spc.limits import Limits
from qc.spc.phases import judge
from qc.spc.run import crossings_min, longest_run_max, run_test
from qc.spc.spreads import R
from tests.builders import chart, counts, samples, values
from tests.spc.makers import any_counts, at, gaps, normal

FILE = Path(__file__).parents[2] / "data" / "rules.toml"
SETS = read_rule_sets(FILE.read_text(encoding="utf-8"), FILE.name)


def test_run_limit_is_rounded_not_raised() -> None:
    """pyqicharts: ceil(log2 n + 3) is wrong at 47 of 91 n, crossings at all."""
    n = np.arange(10, 101)
    raised = np.ceil(np.log2(n) + 3)

    ours = np.array([longest_run_max(int(k)) for k in n])

    assert np.sum(ours != raised) == 47
    assert [crossings_min(k) for k in (10, 24, 50, 100)] == [2, 8, 19, 41]
    for each in n.tolist():
        assert crossings_min(each) == _fifth_percentile(each - 1)


def _fifth_percentile(flips: int) -> int:
    """R's qbinom(.05, flips, .5)."""
    below = accumulate(math.comb(flips, k) for k in range(flips + 1))
    return next(k for k, ways in enumerate(below) if 20 * ways >= 2**flips)


@pytest.mark.statistical
@pytest.mark.parametrize(("n", "power"), [(24, 0.160), (10, 0.070)])
def test_a_run_chart_keeps_its_power(n: int, power: float) -> None:
    """pyqicharts: .097 and 0, for a shift of one sigma in the middle."""
    rng, found = np.random.default_rng(1), []
    for _ in range(1_500):
        test = run_test(rng.normal(size=n) + (np.arange(n) >= n / 2))
        long = test.longest_run > test.longest_run_max
        found.append(long or test.crossings < test.crossings_min)

    assert np.mean(found) == pytest.approx(power, abs=0.025)


def test_zones_are_those_of_each_point() -> None:
    """Fault of qcc 3.0: earlier points are compared with the newest limit."""
    log = counts([30, 2_590, 25], of=[50, 5_000, 50])  # z of 1.4, 2.5 and 0
    drawn = _half(log)

    assert drawn.z[:2] == pytest.approx([1.414, 2.546], abs=1e-3)
    assert drawn.value[0] > 0.5 + 2 * drawn.sigma[1]
    assert rules.find(drawn, SETS["western-electric"]) == ()


@pytest.mark.statistical
def test_sizes_that_alternate_raise_no_false_zone_signals() -> None:
    """In 30 points of n 50 and 5000, qcc 3.0 has a 2-of-3 signal at .217, not .027."""
    rng, sizes = np.random.default_rng(2), np.tile([50, 5_000], 15)
    found = []
    for _ in range(400):
        drawn = _half(counts(rng.binomial(sizes, 0.5), of=sizes))
        signals = rules.find(drawn, SETS["western-electric"])
        found.append(any(each.rule.startswith("two-of-three") for each in signals))

    assert 0.005 < np.mean(found) < 0.06


def _half(log: Counts) -> ControlChart:
    """A p chart about one half."""
    known = Baseline(kind=ChartKind.P, centre=0.5, spread=1.0, subgroups=99)
    return proportion.chart(log, known)


def test_g_chart_has_limits_and_counts_from_zero() -> None:
    """qcc: empty limits by default; p = 1/m instead of 1/(m + 1)."""
    cases = values([20.0] * 5 + [10, 30])

    drawn = geometric.chart(cases, geometric.estimate(cases))

    assert np.isfinite(drawn.upper).all()
    assert drawn.upper[0] == 135  # 1/m would give 128


def test_events_of_one_day_are_not_averaged() -> None:
    """qicharts2 issue 47: g and t charts lose events that share a day."""
    cases = [0.0, 20, 0, 40, 0, 20, 10, 30]
    streaks = Streaks(at=gaps(np.ones(8)).at, value=np.array(cases))

    learned = geometric.estimate(streaks)
    drawn = geometric.chart(streaks, learned)

    assert geometric.mean_of(learned) == pytest.approx(15)
    assert drawn.value.tolist() == cases


def test_probability_limits_of_equal_subgroups() -> None:
    """Fault of qcc 2.7: none with equal n."""
    log = counts([3, 5, 2, 4, 6, 3], of=50)

    drawn = proportion.chart(log, proportion.estimate(log), limits=Limits.EXACT)

    assert np.isfinite(drawn.upper).all()
    assert np.ptp(drawn.upper) == 0


def test_each_phase_of_counts_has_limits_of_its_own() -> None:
    """Fault of qcc, issue 15."""
    log = counts([10] * 12 + [30] * 12, of=100)

    drawn = judge(log, ChartKind.P, PhasePlan(starts=(log.at[12],)))

    assert drawn.centre[[0, 23]].tolist() == [0.1, 0.3]
    assert drawn.upper[11] == pytest.approx(0.19)
    assert drawn.upper[12] == pytest.approx(0.3 + 3 * math.sqrt(0.21 / 100))


def test_sigma_of_a_share_divides_by_n() -> None:
    """Fault of qcc, issue 29."""
    log = counts([10, 12, 9, 11], of=100)

    assert proportion.chart(log, proportion.estimate(log)).sigma[0] == pytest.approx(
        np.sqrt(0.105 * 0.895 / 100)
    )


def test_a_subgroup_of_one_is_drawn() -> None:
    """Fault of qcc, issue 13: it aborts."""
    log = counts([10, 12, 9, 1], of=[100, 100, 100, 1])

    assert np.isfinite(proportion.chart(log, proportion.estimate(log)).upper).all()


def test_an_excluded_point_is_not_bridged() -> None:
    """qicharts2: `exclude` takes a moving range over the hole."""
    x = values([1.0, 2, 50, 9, 10, 9, 10])

    baseline = individuals.estimate(x, excluded=at(2, 7))

    assert baseline.spread * 1.1283791671 == pytest.approx(1.0)  # not 1 and 7


def test_limits_that_vary_are_set_by_the_baseline_alone() -> None:
    """qicharts2, I': sigma ignores freeze and exclude."""
    calm = any_counts([400, 300, 500, 200] * 4, 3)
    wild = counts(
        np.append(calm.events, [0, 400, 0, 300]),
        of=np.append(calm.n, [500, 400, 300, 300]),
    )
    left_out = np.arange(20) >= 16

    alone = proportion.estimate(calm, overdispersed=True)
    frozen = proportion.estimate(wild, excluded=left_out, overdispersed=True)

    assert frozen == alone
    plan = PhasePlan(freeze=15, excluded=(wild.at[3],))
    drawn = judge(wild, ChartKind.P_PRIME, plan)
    assert np.flatnonzero(drawn.in_baseline).tolist() == [0, 1, 2, *range(4, 16)]


def test_a_phase_counts_subgroups_that_are_there() -> None:
    """qicharts2 issue 27: it counts rows; here periods, and points to freeze."""
    x = normal(40, 4)
    x[[3, 4, 22]] = np.nan
    series = values(x)
    plan = PhasePlan(starts=(series.at[20],), freeze=12)

    drawn = judge(series, ChartKind.XMR, plan)

    assert np.flatnonzero(np.diff(drawn.phase)).tolist() == [19]
    set_by = np.flatnonzero(drawn.in_baseline).tolist()
    assert set_by == [0, 1, 2, *range(5, 14), 20, 21, *range(23, 33)]


def test_flat_data_have_limits() -> None:
    """qicharts2 and NHSRplotthedots: NaN limits, all points common cause."""
    flat = values([7.0] * 12 + [8.0])

    drawn = judge(flat, ChartKind.XMR, PhasePlan(freeze=12))

    assert drawn.upper.tolist() == [7.0] * 13
    found = rules.find(drawn, SETS["nhs"])
    assert [(each.start, each.stop) for each in found] == [(12, 12)]


def test_constant_data_raise_no_alarm() -> None:
    """pycontrolcharts: every point of a constant series alarms."""
    for level in (0.1, 0.3, 1 / 3, 1e-9, 12345.678):
        drawn = judge(values([level] * 30), ChartKind.XMR, PhasePlan())
        for each in SETS.values():
            assert rules.find(drawn, each) == ()


def test_freeze_does_not_shift_limits_and_works_with_phases() -> None:
    """qicharts2 issues 2, 20 and 29."""
    x = values(normal(60, 1))
    plan = PhasePlan(starts=(x.at[30],), freeze=20)

    drawn = judge(x, ChartKind.XMR, plan)

    for phase, first in enumerate((0, 30)):
        alone = values(x.value[first : first + 20])
        assert drawn.baselines[phase].centre == individuals.estimate(alone).centre
        assert np.flatnonzero(drawn.in_baseline)[20 * phase] == first


def test_a_missing_period_is_not_a_zero() -> None:
    """qicharts2 issue 35."""
    x = np.array([5.0, np.nan, 6.0, 5.0])
    log = counts([2, 0, 3, 2], of=[40, 0, 50, 40])

    assert individuals.estimate(values(x)).centre == pytest.approx(16 / 3)
    assert proportion.estimate(log).centre == pytest.approx(7 / 130)


def test_one_missing_value_does_not_empty_all_limits() -> None:
    """Fault of pycontrolcharts."""
    x = normal(24, 2)
    x[5] = np.nan

    assert np.isfinite(judge(values(x), ChartKind.XMR, PhasePlan()).lower).all()


def test_c4_beyond_the_table() -> None:
    """pycontrolcharts: c4(26) = .9896."""
    assert c4(26) == pytest.approx(0.990052, abs=5e-7)


def test_two_of_three_across_the_centre_line_is_no_signal_for_the_nhs() -> None:
    """NHSRplotthedots issue 143."""
    drawn = chart([2.5, -2.5, 2.5], centre=0, sigma=1)

    assert rules.find(drawn, SETS["nhs"]) == ()


def test_two_of_three_sees_the_points_around_an_opposite_one() -> None:
    """spc-lib misses (2.5, -2.5, 2.5); ggQC wants consecutive points."""
    drawn = chart([2.5, -2.5, 2.5], centre=0, sigma=1)

    (found,) = rules.find(drawn, SETS["western-electric"])

    assert (found.start, found.stop) == (0, 2)


def test_rules_restart_after_a_rebase() -> None:
    """NHSRplotthedots issue 172: the icon is wrong after a rebase."""
    x = values([1.0, 2] * 8 + [5.0, 6] * 8)
    plan = PhasePlan(starts=(x.at[16],))

    assert rules.find(judge(x, ChartKind.XMR, plan), SETS["nhs"]) == ()
    assert rules.find(judge(x, ChartKind.XMR, PhasePlan(freeze=16)), SETS["nhs"])


def test_all_points_are_judged_not_the_last_thirty() -> None:
    """spc-lib."""
    drawn = chart([9.0] + [0.1, -0.1] * 30, centre=0, sigma=1)

    assert [each.start for each in rules.find(drawn, SETS["western-electric"])] == [0]


def test_a_run_of_seven_fires_at_its_seventh_point() -> None:
    """pyspc: it cannot fire at point 7."""
    drawn = chart([0.5] * 7, centre=0, sigma=1)

    (found,) = rules.find(drawn, SETS["nhs"])

    assert (found.start, found.stop) == (0, 6)


def test_centres_are_no_means_of_ratios() -> None:
    """Fault of pyspc (p) and uprime (u): an unweighted mean."""
    log = counts([1, 90], of=[10, 100])

    assert proportion.estimate(log).centre == pytest.approx(91 / 110)
    assert rate.estimate(log).centre == pytest.approx(91 / 110)


def test_no_limit_lies_below_zero() -> None:
    """JASP issue 3225."""
    log = counts([1, 0, 2, 1, 0, 3], of=50)

    for module in (proportion, rate):
        drawn = module.chart(log, module.estimate(log))
        assert np.all(drawn.lower >= 0)
        assert not drawn.has_lower.any()


def test_a_cusum_counts_its_first_point() -> None:
    """spc-lib drops it."""
    found = cusum.chart(chart([6.0, 0, 0], centre=0, sigma=1))

    assert found.upper.tolist() == [5.5, 5.0, 4.5]
    assert found.above.tolist() == [True, False, False]


def test_western_electric_is_not_nelson() -> None:
    """spc-lib: its western_electric asks for nine in a row, not for eight."""
    eight = chart([0.5] * 8, centre=0, sigma=1)

    (found,) = rules.find(eight, SETS["western-electric"])

    assert (found.start, found.stop) == (0, 7)
    assert rules.find(eight, SETS["nelson"]) == ()


def test_a_step_yields_of_the_units_that_came_to_it() -> None:
    """SixSigma treats every step as fed by all units."""
    steps = [
        yields.Step(name="asked", units=100, defectives=10, defects=10),
        yields.Step(name="sold", units=40, defectives=10, defects=12),
    ]

    assert yields.rolled(steps).through == pytest.approx(0.9 * 0.75)


def test_zone_rules_leave_an_r_chart_alone() -> None:
    """JASP issue 2610: the ranges of a subgroup are skewed."""
    pairs = [[0.0, each] for each in (1.0, 1.2) * 12] + [[0.0, 3.0]] * 3
    series = samples(pairs)
    learned = R.estimate(series, excluded=np.arange(27) >= 24)

    drawn = R.chart(series, learned)

    assert np.all(drawn.z[24:] > 2)
    assert not drawn.symmetric
    zones = {each.id for each in SETS["western-electric"].rules if each.sigma == 2}
    found = {each.rule for each in rules.find(drawn, SETS["western-electric"])}
    assert not zones & found


def test_zones_of_means_are_those_of_means() -> None:
    """JASP issue 4113: they are those of single values."""
    known = Baseline(kind=ChartKind.XBAR, centre=0.0, spread=1.0, subgroups=99)
    drawn = averages.chart(samples([[1.1] * 4, [0.0] * 4, [1.1] * 4]), known)

    assert drawn.z.tolist() == pytest.approx([2.2, 0, 2.2])
    (found,) = rules.find(drawn, SETS["western-electric"])
    assert (found.start, found.stop) == (0, 2)


@pytest.mark.parametrize("scale", [funnel.Scale.PLAIN, funnel.Scale.STABLE])
def test_points_and_limits_of_a_funnel_have_one_scale(scale: funnel.Scale) -> None:
    """FunnelPlotR issue 24: unscaled points against scaled limits."""
    rng = np.random.default_rng(5)
    n = rng.integers(50, 900, 40).astype(float)
    shares = rng.normal(0.3, 0.08, 40).clip(0.05)
    events = rng.binomial(n.astype(np.int64), shares).astype(np.float64)

    drawn = funnel.funnel(events, n, funnel.Law.BINOMIAL, scale=scale)
    low, high = funnel.limits(drawn, 0.95, funnel.Spread.CHANCE)

    outside = (drawn.value < low) | (drawn.value > high)
    assert 0 < outside.sum() < 40
    np.testing.assert_array_equal(outside, np.abs(drawn.z) > 1.959964)
