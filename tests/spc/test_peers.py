"""Faults other programs have, or had: none of them here.

Section 9 of the methods; the fault is named in each docstring.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind
from qc.core.ruleset import read_rule_sets
from qc.spc import geometric, individuals, proportion, rate, rules
from qc.spc.constants import c4
from qc.spc.phases import judge
from qc.spc.run import crossings_min, longest_run_max
from tests.builders import chart, counts, values
from tests.spc.makers import at, normal

FILE = Path(__file__).parents[2] / "data" / "rules.toml"
SETS = read_rule_sets(FILE.read_text(encoding="utf-8"), FILE.name)


def test_run_limit_is_rounded_not_raised() -> None:
    """pyqicharts: ceil(log2 n + 3) is wrong at 47 of 91 n, crossings at all."""
    n = np.arange(10, 101)
    raised = np.ceil(np.log2(n) + 3)

    ours = np.array([longest_run_max(int(k)) for k in n])

    assert np.sum(ours != raised) == 47
    assert [crossings_min(k) for k in (10, 24, 50, 100)] == [2, 8, 19, 41]


def test_g_chart_has_limits_and_counts_from_zero() -> None:
    """qcc: empty limits by default; p = 1/m instead of 1/(m + 1)."""
    cases = values([20.0] * 5 + [10, 30])

    drawn = geometric.chart(cases, geometric.estimate(cases))

    assert np.isfinite(drawn.upper).all()
    assert drawn.upper[0] == 135  # 1/m would give 128


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
