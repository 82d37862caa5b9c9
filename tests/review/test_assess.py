"""One measure judged: the right chart, limits that stay, both icons, no surprises."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.kinds import (
    Assurance,
    ChartKind,
    ChartWarning,
    Direction,
    Meaning,
    MeasureKind,
    Reason,
    Variation,
)
from qc.core.measures import Measure
from qc.core.rules import RuleSet
from qc.core.ruleset import read_rule_sets
from qc.core.series import Counts
from qc.review.assess import assess
from qc.review.assessment import Assessment
from tests.builders import counts, values

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")


def _measure(
    kind: MeasureKind = MeasureKind.SHARE,
    *,
    direction: Direction = Direction.LOWER,
    target: float | None = None,
    chart: ChartKind | None = None,
) -> Measure:
    return Measure(
        id="m",
        title="M",
        question="?",
        kind=kind,
        direction=direction,
        target=target,
        chart=chart,
    )


def _steady(k: int, seed: int = 1, p: float = 0.2, n: int = 200) -> Counts:
    return counts(np.random.default_rng(seed).binomial(n, p, k), of=n)


def _with(series: Counts, last: list[float]) -> Counts:
    """The same series with other events in its newest weeks."""
    events = series.events.copy()
    events[-len(last) :] = last
    return counts(events, of=series.opportunities)


def _judge(
    series: Counts, rules: RuleSet = RULES["default"], **card: object
) -> Assessment:
    return assess(_measure(**card), series, rule_set=rules)  # type: ignore[arg-type]


class TestIcons:
    def test_a_steady_process_is_common_cause(self) -> None:
        one = _judge(_steady(30))

        assert one.variation is Variation.COMMON
        assert one.current == ()

    def test_a_jump_is_a_concern_where_lower_is_better(self) -> None:
        one = _judge(_with(_steady(30), [90]))

        assert one.variation is Variation.CONCERN_HIGH
        assert one.current[0].meaning is Meaning.CONCERN
        assert one.current[0].after == pytest.approx(0.45)

    def test_the_same_jump_is_an_improvement_where_higher_is_better(self) -> None:
        one = _judge(_with(_steady(30), [90]), direction=Direction.HIGHER)

        assert one.variation is Variation.IMPROVEMENT_HIGH

    def test_a_drop_without_good_direction_is_only_a_change(self) -> None:
        one = _judge(_with(_steady(30), [2]), direction=Direction.NEITHER)

        assert one.variation is Variation.NEUTRAL_LOW

    @pytest.mark.parametrize(
        ("target", "direction", "kind"),
        [
            (0.40, Direction.LOWER, Assurance.PASS),
            (0.05, Direction.LOWER, Assurance.FAIL),
            (0.20, Direction.LOWER, Assurance.HIT_OR_MISS),
            (0.40, Direction.HIGHER, Assurance.FAIL),
            (None, Direction.LOWER, Assurance.NONE),
        ],
    )
    def test_the_target_is_held_against_the_limits(
        self, target: float | None, direction: Direction, kind: Assurance
    ) -> None:
        one = _judge(_steady(30), target=target, direction=direction)

        assert one.assured.kind is kind
        assert (one.assured.misses is not None) == (kind is Assurance.HIT_OR_MISS)


class TestLimits:
    def test_they_come_from_the_first_24_points_and_stay(self) -> None:
        series = _steady(24)
        longer = counts([*series.events, *[80] * 20], of=200)

        before, after = _judge(series), _judge(longer)

        assert before.chart is not None
        assert after.chart is not None
        assert after.chart.centre[0] == before.chart.centre[0]
        assert after.chart.in_baseline.sum() == 24

    def test_a_saved_plan_starts_a_phase_with_limits_of_its_own(self) -> None:
        series = counts([*_steady(24).events, *[80] * 20], of=200)
        start = series.at[24]

        one = assess(
            _measure(),
            series,
            rule_set=RULES["default"],
            plan=PhasePlan(starts=(start,)),
        )

        assert one.chart is not None
        assert one.chart.centre[-1] == pytest.approx(0.4)
        assert one.variation is Variation.COMMON

    def test_few_points_get_a_run_chart(self) -> None:
        one = _judge(_steady(8))

        assert one.chart is not None
        assert one.chart.kind is ChartKind.RUN
        assert one.assured.kind is Assurance.NONE

    def test_less_than_24_points_get_trial_limits(self) -> None:
        assert ChartWarning.TRIAL_LIMITS in _judge(_steady(15)).warnings

    def test_a_card_may_overrule_the_choice_and_says_so(self) -> None:
        one = _judge(_steady(30), chart=ChartKind.XMR)

        assert one.choice is not None
        assert one.choice.reasons[:2] == (
            Reason.CHOSEN_BY_USER,
            Reason.COUNTS_OF_DEFECTIVES,
        )
        assert one.choice.rejected[0] == (ChartKind.P, Reason.CHOSEN_BY_USER)
        assert one.chart is not None
        assert one.chart.kind is ChartKind.XMR

    def test_whoever_insists_gets_limits_sooner_marked_as_trial(self) -> None:
        asked = _judge(_steady(11), chart=ChartKind.P)
        still_too_few = _judge(_steady(7), chart=ChartKind.P)

        assert asked.chart is not None
        assert asked.chart.kind is ChartKind.P
        assert asked.warnings[0] is ChartWarning.TRIAL_LIMITS
        assert still_too_few.chart is not None
        assert still_too_few.chart.kind is ChartKind.RUN

    def test_a_duration_has_no_limit_below_zero(self) -> None:
        hours = values([1.0, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9])
        one = assess(_measure(MeasureKind.DURATION), hours, rule_set=RULES["default"])

        assert one.chart is not None
        assert (one.chart.lower == 0).all()
        assert not one.chart.has_lower.any()

    @pytest.mark.parametrize("kind", [ChartKind.CUSUM, ChartKind.CUSUM_FAST])
    def test_sums_of_a_duration_may_lie_below_zero(self, kind: ChartKind) -> None:
        hours = values(np.random.default_rng(4).normal(20, 3, 40))
        card = _measure(MeasureKind.DURATION, chart=kind)

        one = assess(card, hours, rule_set=RULES["default"])

        assert one.chart is not None
        assert one.chart.has_lower.all()
        assert not one.chart.beyond.any()


class TestAlways:
    series = st.builds(
        _steady,
        st.integers(1, 40),
        st.integers(0, 999),
        st.floats(0, 1),
        st.integers(1, 400),
    )

    @settings(max_examples=60)
    @given(series, st.sampled_from(sorted(RULES)))
    def test_any_series_gets_a_judgement(self, series: Counts, rules: str) -> None:
        one = _judge(series, RULES[rules])

        assert (one.variation is Variation.UNKNOWN) == (one.chart is None)
        assert all(f.signal.stop >= f.signal.start for f in one.findings)
        assert all(f.current for f in one.current)

    @settings(max_examples=40)
    @given(series)
    def test_turning_the_direction_turns_the_icon(self, series: Counts) -> None:
        low = _judge(series)
        high = _judge(series, direction=Direction.HIGHER)
        meanings = {
            Meaning.CONCERN: Meaning.IMPROVEMENT,
            Meaning.IMPROVEMENT: Meaning.CONCERN,
        }

        assert {(f.signal, meanings[f.meaning]) for f in low.findings} == {
            (f.signal, f.meaning) for f in high.findings
        }

    def test_no_data_is_no_chart(self) -> None:
        one = _judge(counts([0, 0], of=0))

        assert one.chart is None
        assert one.variation is Variation.UNKNOWN
        assert one.newest == -1


class TestStatistically:
    def test_a_steady_process_seldom_calls_for_action(self) -> None:
        rng = np.random.default_rng(20261121)
        alarms = [
            bool(_judge(counts(rng.binomial(300, 0.2, 40), of=300)).current)
            for _ in range(300)
        ]

        assert np.mean(alarms) < 0.10

    def test_a_shift_of_three_sigma_is_found_within_two_weeks(self) -> None:
        rng = np.random.default_rng(20261121)
        p, n = 0.2, 300
        worse = p + 3 * np.sqrt(p * (1 - p) / n)
        found = [
            bool(
                _judge(
                    counts([*rng.binomial(n, p, 30), *rng.binomial(n, worse, 2)], of=n)
                ).findings
            )
            for _ in range(200)
        ]

        assert np.mean(found) > 0.70
