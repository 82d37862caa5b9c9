"""Run rules on standardised points: against plain enumeration of windows."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Bools, Floats
from qc.core.kinds import RulePattern, Side
from qc.core.rules import Rule
from qc.core.ruleset import read_rule_sets
from qc.spc.patterns import hits, in_a_row

FILE = Path(__file__).parents[2] / "data" / "rules.toml"
SETS = read_rule_sets(FILE.read_text(encoding="utf-8"), FILE.name)
WHOLE_PHASE = {RulePattern.LONGEST_RUN, RulePattern.CROSSINGS}
RULES = {
    rule.id: rule
    for each in SETS.values()
    for rule in each.rules
    if rule.pattern not in WHOLE_PHASE
}
any_rule = st.sampled_from(list(RULES.values()))
# few distinct values: ties, points on lines and long runs are common
grid = st.sampled_from([-3.5, -2.5, -2.0, -1.5, -0.5, 0.0, 0.5, 1.5, 2.0, 2.5, 3.5])
point = st.one_of(grid, grid, grid, st.just(math.nan))
charts = st.lists(point, max_size=40).map(lambda x: np.array(x, dtype=float))


def fires(rule: Rule, z: Floats) -> dict[Side | None, Bools]:
    return {side: found.fires for side, found in hits(rule, z).items()}


def enumerated(rule: Rule, z: Floats, i: int) -> bool:
    """Look at the window that ends at point i, word for word (upper side)."""
    window: list[float] = []
    for value in z[i::-1][: max(rule.window, rule.points)]:
        if math.isnan(value):
            break
        window.insert(0, float(value))
    if rule.pattern is RulePattern.BEYOND:
        return some_beyond(rule, window)
    return len(window) >= rule.points and all_in_a_row(rule, window)


def some_beyond(rule: Rule, window: list[float]) -> bool:
    outer = rule.not_beyond or math.inf
    near = [rule.sigma < x <= outer for x in window]
    on_side = len(window) == rule.window and all(x > 0 for x in window)
    enough = bool(near) and near[-1] and sum(near) >= rule.points
    return enough and (on_side or not rule.whole_window_on_side)


def all_in_a_row(rule: Rule, window: list[float]) -> bool:
    steps = np.sign(np.diff(window))
    match rule.pattern:
        case RulePattern.SIDE:
            return min(window) > 0
        case RulePattern.TREND:
            return bool(np.all(steps > 0))
        case RulePattern.ALTERNATING:
            return bool(np.all(steps[1:] * steps[:-1] < 0))
        case RulePattern.WITHIN:
            return max(abs(x) for x in window) < rule.sigma
        case _:
            far = min(abs(x) for x in window) > rule.sigma
            return far and max(window) > 0 > min(window)


class TestTheBook:
    """Points made by hand."""

    @pytest.mark.parametrize(
        ("z", "expected"),
        [
            ([2.5, 2.5], [1]),  # two of the first two
            ([2.5, -2.5, 2.5], [2]),  # the third point may lie anywhere
            ([2.5, 2.5, 0.0], [1]),  # the newest must itself be beyond
            ([2.0, 2.0, 2.0], []),  # on the line is not beyond
            ([2.5, -2.5], []),  # one a side
            ([2.5, math.nan, 2.5], []),
        ],
    )
    def test_two_of_three(self, z: list[float], expected: list[int]) -> None:
        rule = RULES["two-of-three-beyond-2-sigma"]

        found = fires(rule, np.array(z))[Side.ABOVE]

        assert np.flatnonzero(found).tolist() == expected

    @pytest.mark.parametrize(
        ("z", "expected"),
        [
            ([0.5, 2.5, 2.5], [2]),
            ([2.5, 2.5], []),  # not all three are there
            ([-0.5, 2.5, 2.5], []),  # not all three on one side
            ([0.5, 2.5, 3.5], []),  # beyond the limit is another rule
        ],
    )
    def test_two_of_three_of_the_nhs(self, z: list[float], expected: list[int]) -> None:
        found = fires(RULES["two-of-three-near-limit"], np.array(z))[Side.ABOVE]

        assert np.flatnonzero(found).tolist() == expected

    def test_a_run_of_seven_fires_at_the_seventh_point(self) -> None:
        found = fires(RULES["seven-on-one-side"], np.full(9, -0.1))[Side.BELOW]

        assert np.flatnonzero(found).tolist() == [6, 7, 8]

    def test_six_points_are_five_steps(self) -> None:
        rising = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
        resting = np.array([0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6])

        found = fires(RULES["six-point-trend"], rising)[Side.ABOVE]

        assert np.flatnonzero(found).tolist() == [5]
        assert not fires(RULES["six-point-trend"], resting)[Side.ABOVE].any()

    @pytest.mark.parametrize(
        ("name", "on_the_line", "off_it"),
        [
            ("two-of-three-near-limit", [0.0, 2.5, 2.5], [0.1, 2.5, 2.5]),
            ("two-of-three-near-limit", [0.1, 2.5, 2.0], [0.1, 2.5, 2.1]),
            ("two-of-three-near-limit", [0.1, 2.5, 3.1], [0.1, 2.5, 3.0]),
            ("fifteen-within-1-sigma", [-1.0] * 15, [-0.9, 0.9] * 7 + [0.9]),
            ("eight-outside-1-sigma", [1.1, -1.1] * 3 + [1.1, -1.0], [1.1, -1.1] * 4),
            ("eight-outside-1-sigma", [1.1, -1.1] * 3 + [1.0, -1.1], [1.1, -1.1] * 4),
            ("seven-on-one-side", [0.1] * 6 + [0.0], [0.1] * 7),
        ],
    )
    def test_a_point_on_the_line_is_on_no_side_of_it(
        self, name: str, on_the_line: list[float], off_it: list[float]
    ) -> None:
        """But a point on the limit is still near it."""
        on, off = (fires(RULES[name], np.array(z)) for z in (on_the_line, off_it))

        assert not any(found.any() for found in on.values())
        assert [i for found in off.values() for i in np.flatnonzero(found)] == [
            len(off_it) - 1
        ]

    def test_the_first_member_may_come_late_in_the_window(self) -> None:
        z = np.array([0.0, 0.0, 0.0, 2.5, 2.5])

        found = hits(RULES["two-of-three-beyond-2-sigma"], z)[Side.ABOVE]

        assert found.first(4) == 3

    def test_members_are_the_points_of_the_pattern(self) -> None:
        z = np.array([0.0, 2.5, 0.0, 2.5, 0.0])

        found = hits(RULES["two-of-three-beyond-2-sigma"], z)[Side.ABOVE]

        assert np.flatnonzero(found.members).tolist() == [1, 3]
        assert found.first(3) == 1


class TestAlways:
    @given(any_rule, charts)
    def test_enumeration_of_all_windows_agrees(self, rule: Rule, z: Floats) -> None:
        found = fires(rule, z)

        expected = [enumerated(rule, z, i) for i in range(len(z))]
        upper = found[Side.ABOVE] if Side.ABOVE in found else found[None]
        assert upper.tolist() == expected

    @given(any_rule, charts)
    def test_the_mirror_image_fires_on_the_other_side(
        self, rule: Rule, z: Floats
    ) -> None:
        here, there = fires(rule, z), fires(rule, -z)

        turned = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE, None: None}
        for side, found in here.items():
            np.testing.assert_array_equal(found, there[turned[side]])

    @given(
        any_rule,
        st.integers(0, 30).flatmap(
            lambda k: st.lists(
                st.lists(point, min_size=k, max_size=k), min_size=1, max_size=4
            )
        ),
    )
    def test_a_wall_is_its_charts_one_at_a_time(
        self, rule: Rule, wall: list[list[float]]
    ) -> None:
        z = np.array(wall, dtype=float).T.reshape(len(wall[0]), len(wall))

        together = hits(rule, z)

        for side, found in together.items():
            for chart in range(z.shape[1]):
                alone = hits(rule, z[:, chart])[side]
                np.testing.assert_array_equal(found.fires[:, chart], alone.fires)
                np.testing.assert_array_equal(found.members[:, chart], alone.members)

    @given(any_rule, charts, charts)
    def test_a_gap_restarts_every_rule(
        self, rule: Rule, before: Floats, after: Floats
    ) -> None:
        joined = np.concatenate([before, [math.nan], after])

        for side, found in fires(rule, joined).items():
            apart = [fires(rule, part)[side] for part in (before, after)]
            np.testing.assert_array_equal(
                found, np.concatenate([apart[0], [False], apart[1]])
            )

    @given(any_rule, charts)
    def test_the_first_member_starts_the_pattern(self, rule: Rule, z: Floats) -> None:
        for found in hits(rule, z).values():
            for i in np.flatnonzero(found.fires):
                first = found.first(int(i))
                assert i - found.window < first <= i
                assert found.members[first]

    @given(
        st.lists(st.sampled_from([True, True, True, False]), max_size=40),
        st.integers(1, 20),
    )
    def test_in_a_row_counts_up_and_restarts(
        self, flags: list[bool], count: int
    ) -> None:
        expected, length = [], 0
        for flag in flags:
            length = length + 1 if flag else 0
            expected.append(length >= count)

        assert in_a_row(np.array(flags, dtype=bool), count).tolist() == expected


@pytest.mark.statistical
class TestStatistically:
    """Section 5: known limits, in-control points."""

    @pytest.mark.parametrize(
        ("name", "rate"), [("western-electric", 0.22), ("nelson", 0.27), ("nhs", 0.24)]
    )
    def test_any_signal_in_26_points(self, name: str, rate: float) -> None:
        wall = np.random.default_rng(71).normal(size=(26, 8_000))

        signalled = np.zeros(8_000, dtype=bool)
        for rule in SETS[name].rules:
            for found in hits(rule, wall).values():
                signalled |= found.fires.any(axis=0)

        assert signalled.mean() == pytest.approx(rate, abs=0.015)

    def test_average_run_length_of_western_electric(self) -> None:
        """Champ and Woodall: 91.75 points to the first false signal."""
        wall = np.random.default_rng(72).normal(size=(1_000, 2_000))

        first = np.full(2_000, 1_000)
        for rule in SETS["western-electric"].rules:
            for found in hits(rule, wall).values():
                fired = found.fires
                when = np.where(fired.any(axis=0), fired.argmax(axis=0), 1_000)
                first = np.minimum(first, when)

        assert np.mean(first + 1) == pytest.approx(91.75, rel=0.06)
