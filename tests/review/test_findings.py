"""Signals read in the wished direction: which way, since when, and is it still so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import Signal
from qc.core.kinds import Direction, Meaning, MeasureKind, Side, Variation
from qc.review.findings import findings, gravity, meaning_of, variation
from tests.builders import chart


class TestMeaning:
    @pytest.mark.parametrize(
        ("side", "direction", "meaning"),
        [
            (Side.ABOVE, Direction.LOWER, Meaning.CONCERN),
            (Side.BELOW, Direction.LOWER, Meaning.IMPROVEMENT),
            (Side.ABOVE, Direction.HIGHER, Meaning.IMPROVEMENT),
            (Side.BELOW, Direction.HIGHER, Meaning.CONCERN),
            (Side.ABOVE, Direction.NEITHER, Meaning.NEUTRAL),
        ],
    )
    def test_a_side_is_good_or_bad_only_by_the_wished_direction(
        self, side: Side, direction: Direction, meaning: Meaning
    ) -> None:
        assert meaning_of(side, direction) is meaning

    @given(st.sampled_from(Side), st.sampled_from(Direction))
    def test_turning_the_direction_turns_the_meaning(
        self, side: Side, direction: Direction
    ) -> None:
        other = {
            Direction.LOWER: Direction.HIGHER,
            Direction.HIGHER: Direction.LOWER,
            Direction.NEITHER: Direction.NEITHER,
        }[direction]

        same = meaning_of(side, direction) is meaning_of(side, other)

        assert same is (direction is Direction.NEITHER)


class TestFindings:
    def test_a_signal_on_the_newest_point_is_current(self) -> None:
        drawn = chart([0.1, 0.1, 0.1, 0.5], centre=0.1, sigma=0.1)
        signal = Signal(rule="beyond", start=3, stop=3, side=Side.ABOVE)

        (found,) = findings(drawn, (signal,), Direction.LOWER, MeasureKind.SHARE)

        assert found.current
        assert found.meaning is Meaning.CONCERN
        assert found.before == pytest.approx(0.1)
        assert found.after == pytest.approx(0.5)
        assert variation(drawn, (found,)) is Variation.CONCERN_HIGH

    def test_a_missing_newest_week_does_not_end_a_signal(self) -> None:
        drawn = chart([0.1, 0.1, 0.5, np.nan], centre=0.1, sigma=0.1)
        signal = Signal(rule="beyond", start=2, stop=2, side=Side.ABOVE)

        (found,) = findings(drawn, (signal,), Direction.LOWER, MeasureKind.SHARE)

        assert found.current

    def test_a_past_signal_is_kept_but_not_current(self) -> None:
        drawn = chart([0.1, 0.5, 0.1, 0.1], centre=0.1, sigma=0.1)
        signal = Signal(rule="beyond", start=1, stop=1, side=Side.ABOVE)

        (found,) = findings(drawn, (signal,), Direction.LOWER, MeasureKind.SHARE)

        assert not found.current
        assert variation(drawn, ()) is Variation.COMMON

    def test_too_few_crossings_are_read_from_where_the_process_now_stands(self) -> None:
        drawn = chart([5.0, 5, 5, 5, 1, 1, 1, 1], centre=3.0, sigma=1.0)
        signal = Signal(rule="crossings", start=0, stop=7, side=None)

        (found,) = findings(drawn, (signal,), Direction.LOWER, MeasureKind.SCORE)

        assert found.meaning is Meaning.IMPROVEMENT
        assert found.since == drawn.at[4]
        assert found.points == 4
        assert found.after == pytest.approx(1.0)

    def test_a_single_odd_point_does_not_turn_the_reading(self) -> None:
        drawn = chart([5.0] * 8 + [1.0] * 8 + [3.5], centre=3.0, sigma=1.0)
        signal = Signal(rule="crossings", start=0, stop=16, side=None)

        (found,) = findings(drawn, (signal,), Direction.LOWER, MeasureKind.SCORE)

        assert found.meaning is Meaning.IMPROVEMENT
        assert found.since == drawn.at[8]

    def test_shares_are_pooled_by_their_cases_not_averaged(self) -> None:
        drawn = chart([0.0, 0.5, 0.1], centre=0.1, sigma=0.01, n=[10, 10, 90])
        signal = Signal(rule="side", start=1, stop=2, side=Side.ABOVE)

        (found,) = findings(drawn, (signal,), Direction.LOWER, MeasureKind.SHARE)

        assert found.after == pytest.approx((5 + 9) / 100)

    def test_a_run_is_traced_back_to_its_change_point(self) -> None:
        level = [3.0, 3.1, 2.9, 3.0, 4.1, 3.4, 4.2, 4.1, 4.2, 4.0]
        drawn = chart(level, centre=3.0, sigma=0.5)
        signal = Signal(rule="side", start=6, stop=9, side=Side.ABOVE)

        (found,) = findings(drawn, (signal,), Direction.LOWER, MeasureKind.SCORE)

        assert found.since == drawn.at[4]
        assert found.points == 6
        assert found.size == pytest.approx(np.mean(level[4:]) - 3.0)
        assert found.interval[0] < found.size < found.interval[1]

    def test_a_single_point_is_its_own_change_point(self) -> None:
        drawn = chart([3.0, 2.5, 3.2, 9.0, 3.0], centre=3.0, sigma=0.5)
        signal = Signal(rule="beyond", start=3, stop=3, side=Side.ABOVE)

        (found,) = findings(drawn, (signal,), Direction.LOWER, MeasureKind.SCORE)

        assert (found.since, found.until) == (drawn.at[3], drawn.at[3])

    def test_concerns_come_before_improvements_and_the_clearer_first(self) -> None:
        drawn = chart([3.0, 9, 0, 4], centre=3.0, sigma=1.0)
        signals = (
            Signal(rule="a", start=2, stop=3, side=Side.BELOW),
            Signal(rule="b", start=3, stop=3, side=Side.ABOVE),
            Signal(rule="c", start=1, stop=3, side=Side.ABOVE),
        )

        found = findings(drawn, signals, Direction.LOWER, MeasureKind.SCORE)

        assert [one.signal.rule for one in found] == ["c", "b", "a"]
        assert gravity(found[0], drawn) > gravity(found[1], drawn)

    def test_a_chart_without_a_value_says_nothing(self) -> None:
        assert variation(None, ()) is Variation.UNKNOWN
        assert variation(chart([np.nan], centre=1, sigma=1), ()) is Variation.UNKNOWN
