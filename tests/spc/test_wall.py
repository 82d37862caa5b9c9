"""A wall of charts: each is exactly the chart it would be alone."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Bools, Floats
from qc.core.charts import Signal
from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import RulePattern, Side
from qc.core.rules import Rule, RuleSet
from qc.core.ruleset import read_rule_sets
from qc.core.series import Counts, Values
from qc.spc import individuals, rules, wall
from qc.spc.constants import d2
from qc.spc.wall import Wall, WallBaseline
from tests.builders import values, weeks

FILE = Path(__file__).parents[2] / "data" / "rules.toml"
SETS = read_rule_sets(FILE.read_text(encoding="utf-8"), FILE.name)
EVERY = RuleSet(
    id="every",
    title="Every rule of the house",
    rules=tuple({r.id: r for each in SETS.values() for r in each.rules}.values()),
)
LIMITS = RuleSet(
    id="limits", title="Limits", rules=(SETS["nelson"].rule("beyond-limits"),)
)
WHOLE_PHASE = {RulePattern.LONGEST_RUN, RulePattern.CROSSINGS}

End = tuple[str, int, Side | None]
# few distinct values, so that ties, runs and trends are common; and any others
coarse = st.sampled_from([0.0, 1.0, 2.0, 3.0, 7.0, math.nan])
fine = st.one_of(st.floats(-1e6, 1e6), st.just(math.nan))


def series_of(column: Floats, floor: float) -> Values | Counts:
    """The same column as a series of values, or (floor 0) of counts."""
    if floor == -math.inf:
        return values(column)
    there = ~np.isnan(column)
    return Counts(
        at=weeks(len(column)),
        events=np.where(there, column, 0.0),
        opportunities=there.astype(float),
    )


def ends(signals: tuple[Signal, ...]) -> list[End]:
    return [(each.rule, each.stop, each.side) for each in signals]


def ends_on(found: Wall, chart: int, rule_set: RuleSet) -> list[End]:
    """The last point of every stretch of firings, rule by rule, above first."""
    ends: list[End] = []
    for rule in rule_set.rules:
        own: list[tuple[int, Side | None]] = []
        for (name, side), fires in found.fires.items():
            if name == rule.id:
                last = fires[:, chart] & ~np.append(fires[1:, chart], False)
                own += [(int(i), side) for i in np.flatnonzero(last)]
        if rule.pattern in WHOLE_PHASE:
            own.sort(key=lambda each: each[0])  # its signals come in time
        ends += [(rule.id, i, side) for i, side in own]
    return ends


def assert_each_is_its_chart_alone(
    value: Floats, *, used: Bools, excluded: Bools, floor: float = -math.inf
) -> None:
    baseline = wall.estimate(value, used=used & ~excluded)
    found = wall.judge(value, baseline, EVERY, excluded=excluded, floor=floor)

    for j in range(value.shape[1]):
        series, gone = series_of(value[:, j], floor), excluded[:, j]
        try:
            alone = individuals.estimate(series, excluded=gone | ~used[:, j])
        except TooFewSubgroups:
            assert not baseline.judged[j]
            assert not found.any[:, j].any()
            continue
        chart = individuals.chart(series, alone, excluded=gone)
        # equal, not close: one rounding would let a point signal on one of the two
        assert (baseline.centre[j], baseline.spread[j]) == (alone.centre, alone.spread)
        assert baseline.subgroups[j] == alone.subgroups
        assert (found.lower[j], found.upper[j]) == (chart.lower[0], chart.upper[0])
        assert ends_on(found, j, EVERY) == ends(rules.find(chart, EVERY))


def walls(point: st.SearchStrategy[float]) -> st.SearchStrategy[Floats]:
    shapes = st.tuples(st.integers(1, 30), st.integers(1, 4))
    return shapes.flatmap(
        lambda s: st.lists(point, min_size=s[0] * s[1], max_size=s[0] * s[1]).map(
            lambda x: np.array(x, dtype=float).reshape(s)
        )
    )


class TestTheBook:
    def test_two_charts_by_hand(self) -> None:
        x = np.array([[1.0, 10.0], [4.0, 10.0], [2.0, math.nan], [3.0, 12.0]])

        found = wall.estimate(x)

        assert found.centre.tolist() == [2.5, 32 / 3]
        assert found.spread.tolist() == pytest.approx([2 / 1.128379167, 0.0])
        assert found.subgroups.tolist() == [4, 3]

    def test_a_point_on_a_limit_is_not_beyond_it(self) -> None:
        history = np.random.default_rng(3).normal(50, 7, size=(24, 200))
        base = wall.estimate(history)
        reach = 3.0 * base.spread
        edges = np.stack([base.centre + reach, base.centre - reach])
        outside = np.stack([np.nextafter(edges[0], 1e9), np.nextafter(edges[1], -1e9)])

        on = wall.judge(edges, base, LIMITS)
        off = wall.judge(outside, base, LIMITS)

        assert not on.any.any()
        assert off.fires["beyond-limits", Side.ABOVE].tolist() == [
            [True] * 200,
            [False] * 200,
        ]
        assert off.fires["beyond-limits", Side.BELOW].tolist() == [
            [False] * 200,
            [True] * 200,
        ]

    def test_rules_of_a_whole_phase_fire_at_all_points_of_the_signal(self) -> None:
        x = np.array([[1.0, 3.0] * 9 + [3.0] * 9, [1.0, 3.0] * 13 + [1.0]]).T
        base = WallBaseline(
            centre=np.full(2, 2.0), spread=np.ones(2), subgroups=np.full(2, 18)
        )

        found = wall.judge(x, base, SETS["default"])

        long = found.fires["long-run", Side.ABOVE]
        assert np.flatnonzero(long[:, 0]).tolist() == list(range(17, 27))
        assert not found.fires["long-run", Side.BELOW].any()
        assert not found.any[:, 1].any()
        assert found.fires["few-crossings", None].shape == (27, 2)

    def test_few_crossings_fire_at_every_point(self) -> None:
        x = np.repeat([1.0, -1.0, 1.0, -1.0], 6)[:, None]
        base = WallBaseline(
            centre=np.zeros(1), spread=np.ones(1), subgroups=np.full(1, 24)
        )

        found = wall.judge(x, base, SETS["default"])

        assert found.fires["few-crossings", None].all()


class TestAlways:
    @given(walls(coarse), st.integers(0, 2**31), st.booleans())
    def test_ties_gaps_and_exclusions(
        self, x: Floats, seed: int, not_below_zero: bool
    ) -> None:
        rng = np.random.default_rng(seed)
        assert_each_is_its_chart_alone(
            x,
            used=rng.random(x.shape) < 0.9,
            excluded=rng.random(x.shape) < 0.1,
            floor=0.0 if not_below_zero else -math.inf,
        )

    @given(walls(fine))
    def test_any_numbers(self, x: Floats) -> None:
        assert_each_is_its_chart_alone(
            x, used=np.ones(x.shape, dtype=bool), excluded=np.zeros(x.shape, dtype=bool)
        )

    def test_thousands_of_charts_in_many_blocks(self) -> None:
        """Most of them shift, so that every rule fires somewhere."""
        rng = np.random.default_rng(5)
        x = rng.normal(30, 9, size=(60, 2_500))
        x[30:] += rng.normal(0, 9, size=2_500)
        x[rng.random(x.shape) < 0.02] = math.nan
        first = np.broadcast_to(np.arange(60)[:, None] < 30, x.shape)

        base = wall.estimate(x, used=first)
        found = wall.judge(x, base, EVERY)

        assert all(fires.any() for fires in found.fires.values())
        for j in range(0, 2_500, 41):
            series = values(x[:, j])
            alone = individuals.estimate(series, excluded=~first[:, j])
            chart = individuals.chart(series, alone)
            assert (base.centre[j], base.spread[j]) == (alone.centre, alone.spread)
            assert ends_on(found, j, EVERY) == ends(rules.find(chart, EVERY))

    @pytest.mark.parametrize("order", ["C", "F"])
    def test_the_layout_in_memory_changes_no_bit(self, order: str) -> None:
        x = np.random.default_rng(6).normal(0.1, 1 / 3, size=(104, 30))
        laid = np.array(x, order="F" if order == "F" else "C")

        together = wall.estimate(laid)
        apart = [wall.estimate(laid[:, [j]]) for j in range(30)]
        strided = wall.estimate(np.repeat(laid, 2, axis=1)[:, ::2])

        for name in ("centre", "spread"):
            one = [float(getattr(each, name)[0]) for each in apart]
            assert getattr(together, name).tolist() == one
            assert getattr(strided, name).tolist() == one

    @given(st.floats(-1e6, 1e6), st.integers(2, 30))
    def test_constant_values_never_signal(self, level: float, k: int) -> None:
        x = np.full((k, 3), level)

        found = wall.judge(x, wall.estimate(x), EVERY)

        limits = [fires for (name, _), fires in found.fires.items() if "limit" in name]
        assert not any(fires.any() for fires in limits)
        assert found.upper.tolist() == found.lower.tolist() == [level] * 3

    def test_charts_with_and_without_spread_side_by_side(self) -> None:
        later = np.array([9.0, 9, 1, 1, 5, 6, 7, 8, 9, 10, 11, 5])
        flat, shaken = np.full(12, 5.0), np.array([5.0, 6] * 6)
        x = np.stack([np.append(flat, later), np.append(shaken, later)], axis=1)
        first = np.broadcast_to(np.arange(24)[:, None] < 12, x.shape)

        assert_each_is_its_chart_alone(x, used=first, excluded=np.zeros_like(first))

    def test_a_chart_without_limits_is_not_judged_and_says_so(self) -> None:
        x = np.array([[1.0, math.nan, 5.0], [math.nan, math.nan, 6.0], [9.0, 4.0, 7.0]])

        base = wall.estimate(x)
        found = wall.judge(x, base, EVERY)

        assert base.judged.tolist() == [False, False, True]
        assert base.subgroups.tolist() == [2, 1, 3]
        assert np.isnan(base.centre[:2]).all()
        assert np.isnan(found.upper[:2]).all()
        assert not found.any[:, :2].any()

    @pytest.mark.parametrize("shape", [(0, 3), (5, 0), (0, 0)])
    def test_no_points_and_no_charts_are_an_empty_wall(
        self, shape: tuple[int, int]
    ) -> None:
        x = np.zeros(shape)

        found = wall.judge(x, wall.estimate(x), EVERY)

        assert found.any.shape == shape

    def test_a_rule_of_one_s_own_is_read_not_known(self) -> None:
        rule = Rule(id="three", pattern=RulePattern.SIDE, points=3, window=1)
        own = RuleSet(id="own", title="Own", rules=(rule,))
        x = np.array([[-1.0], [0.5], [0.5], [0.5], [0.5], [-2.5]])

        found = wall.judge(x, wall.estimate(x), own)

        assert found.fires["three", Side.ABOVE][:, 0].tolist() == [
            *[False] * 3,
            *[True] * 2,
            False,
        ]

    def test_nothing_given_is_changed(self) -> None:
        x = np.random.default_rng(7).normal(size=(30, 4))
        gone = np.arange(120).reshape(30, 4) % 17 == 3
        before = (x.copy(), gone.copy())

        wall.judge(x, wall.estimate(x, used=~gone), EVERY, excluded=gone)

        np.testing.assert_array_equal(x, before[0])
        np.testing.assert_array_equal(gone, before[1])


@pytest.mark.statistical
class TestStatistically:
    def test_share_of_points_beyond_the_limits_of_long_baselines(self) -> None:
        """Section 8.2: .0056 for N = 50, of new points."""
        rng = np.random.default_rng(8)
        base = wall.estimate(rng.normal(size=(50, 4_000)))

        found = wall.judge(rng.normal(size=(100, 4_000)), base, LIMITS)

        assert found.any.mean() == pytest.approx(0.0056, rel=0.08)

    def test_sigma_is_fair(self) -> None:
        base = wall.estimate(np.random.default_rng(9).normal(0, 5, size=(104, 4_000)))

        assert base.spread.mean() == pytest.approx(5, rel=0.01)
        assert d2(2) == pytest.approx(2 / math.sqrt(math.pi))


class TestRefusals:
    def test_values_of_one_axis(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            wall.estimate(np.zeros(5))

        assert str(refused.value) == (
            "A wall of charts needs values with two axes, periods and charts; got "
            "shape (5,). Put time first, a column a chart."
        )

    def test_an_infinite_value(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            wall.estimate(np.array([[1.0, 2.0], [math.inf, 3.0]]))

        assert str(refused.value) == "value must be finite, or NaN where missing."

    def test_what_cannot_be_estimated_from_cannot_be_judged(self) -> None:
        base = wall.estimate(np.zeros((3, 2)))

        with pytest.raises(InvalidSeries, match="must be finite"):
            wall.judge(np.full((3, 2), -math.inf), base, LIMITS)
        with pytest.raises(InvalidSeries, match=r"got points of shape \(3, 1\)"):
            wall.judge(
                np.zeros((3, 2)), base, LIMITS, excluded=np.ones((3, 1), dtype=bool)
            )

    def test_a_baseline_is_not_changed_after_it_is_made(self) -> None:
        base = wall.estimate(np.zeros((3, 2)))

        for array in (base.centre, base.spread, base.subgroups):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 1

    def test_points_of_another_shape(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            wall.estimate(np.zeros((3, 2)), used=np.ones((2, 3), dtype=bool))

        assert str(refused.value) == (
            "A wall of shape (3, 2) got points of shape (2, 3). "
            "Mark each value, time first, a column a chart."
        )

    def test_the_baselines_of_other_charts(self) -> None:
        base = wall.estimate(np.zeros((3, 4)))

        with pytest.raises(InvalidSeries) as refused:
            wall.judge(np.zeros((3, 2)), base, LIMITS)

        assert str(refused.value) == (
            "A wall of 2 charts got the baselines of 4. "
            "Estimate them from the same charts, in the same order."
        )
