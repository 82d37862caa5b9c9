"""Comparisons: who stands out, who is not judged, and what is said of all."""

from __future__ import annotations

import math

import numpy as np
import pytest

from qc.core.errors import InvalidSeries, QcError
from qc.core.kinds import Direction, Meaning, MeasureKind, Side
from qc.core.units import UnitCounts, UnitValues
from qc.review.compare import Comparison, Line, Scope, compare
from tests.view.build import measure

AGENTS = Scope(dimension="agent")


def shares(
    events: list[float], n: list[float] | float = 200.0, unstated: float = 0.0
) -> UnitCounts:
    e = np.array(events, dtype=float)
    names = tuple(f"u{i:02}" for i in range(len(e)))
    return UnitCounts(
        names=names, events=e, n=np.broadcast_to(n, e.shape), unstated=unstated
    )


def judged(units: UnitCounts | UnitValues, **changes: object) -> Comparison:
    kind = MeasureKind.SHARE if isinstance(units, UnitCounts) else MeasureKind.SCORE
    return compare(measure(kind, **changes), units, AGENTS)


ALIKE = [19.0, 21, 20, 22, 18, 20, 21, 19, 20, 20, 22]


class TestWhoStandsOut:
    def test_nobody_where_all_differ_by_chance(self) -> None:
        found = judged(shares(ALIKE))

        assert found.standing_out == ()
        assert not found.differ
        assert {unit.with_common for unit in found.units} == {Line.NONE}

    def test_the_one_far_out_whichever_way(self) -> None:
        worse, better = judged(shares([*ALIKE, 55])), judged(shares([*ALIKE, 1]))

        (bad,), (good,) = worse.standing_out, better.standing_out
        assert (bad.name, bad.side, bad.meaning) == ("u11", Side.ABOVE, Meaning.CONCERN)
        assert (good.side, good.meaning) == (Side.BELOW, Meaning.IMPROVEMENT)
        assert bad.value > bad.high
        assert worse.differ
        assert worse.kept == (bad,)

    def test_nobody_where_all_differ_beyond_chance_alike(self) -> None:
        """Chance alone would call out most; the spread common to all explains them."""
        rng = np.random.default_rng(4)
        n = 2_000.0
        events = np.round(rng.normal(0.15, 0.05, 30) * n)

        found = judged(shares(events.tolist(), n))

        assert sum(unit.by_chance is Line.ACT for unit in found.units) > 10
        assert found.standing_out == ()
        assert found.differ

    def test_two_groups_excuse_each_other_and_are_told(self) -> None:
        n = [200.0] * 24
        found = judged(shares([float(10 + i % 5) for i in range(16)] + [60.0] * 8, n))
        odd = judged(shares([*ALIKE, 55]))

        assert found.standing_out == odd.standing_out[1:] == ()
        assert found.groups is not None
        assert (found.groups.below, odd.groups) == (16, None)

    def test_two_groups_of_times_lie_apart_by_a_factor(self) -> None:
        mean = np.log(
            [1.0 + i / 100 for i in range(9)] + [4.0 + i / 9 for i in range(4)]
        )
        units = UnitValues(
            names=tuple("abcdefghijklm"),
            n=np.full(13, 50.0),
            mean=mean,
            m2=np.full(13, 2.0),
            log=True,
        )

        groups = compare(measure(MeasureKind.DURATION), units, AGENTS).groups

        assert groups is not None
        assert (groups.low, groups.high) == pytest.approx((1.08, 4.0))

    def test_a_direction_not_set_means_nothing(self) -> None:
        found = judged(shares([*ALIKE, 55]), direction=Direction.NEITHER)

        assert found.standing_out[0].meaning is Meaning.NEUTRAL

    def test_of_scores_by_the_normal_law(self) -> None:
        n = np.full(12, 50.0)
        mean = np.array([4.0] * 11 + [3.0])
        units = UnitValues(
            names=tuple("abcdefghijkl"), n=n, mean=mean, m2=np.full(12, 49.0)
        )

        found = judged(units, direction=Direction.HIGHER)

        (one,) = found.standing_out
        assert (one.name, one.meaning) == ("l", Meaning.CONCERN)

    def test_of_times_compares_geometric_means(self) -> None:
        units = UnitValues(
            names=("a", "b"),
            n=np.full(2, 50.0),
            mean=np.log([2.0, 8]),
            m2=np.full(2, 49.0),
            log=True,
        )

        found = compare(measure(MeasureKind.DURATION), units, AGENTS)

        assert [unit.value for unit in found.units] == pytest.approx([2, 8])
        assert found.funnel is not None
        assert found.funnel.target == pytest.approx(4)


class TestWhoIsNotJudged:
    def test_units_with_few_cases_are_named_and_counted(self) -> None:
        found = judged(shares([*ALIKE, 19, 3], [200.0] * 11 + [19, 20], unstated=7))

        assert found.few == (("u11", 19.0),)
        assert len(found.units) == 12
        assert found.cases == 11 * 200 + 19 + 20 + 7

    @pytest.mark.parametrize("n", [[], [30.0], [30.0, 5.0]])
    def test_one_unit_has_nothing_to_be_compared_with(self, n: list[float]) -> None:
        found = judged(shares([1.0] * len(n), n))

        assert found.funnel is None
        assert found.units == ()
        assert len(found.few) == len(n)
        assert math.isnan(found.chance)
        assert not found.differ

    def test_names_are_in_their_own_order_not_in_that_of_values(self) -> None:
        units = UnitCounts(
            names=("b", "A", "c"), events=np.array([1.0, 9, 5]), n=np.full(3, 30.0)
        )

        assert [unit.name for unit in judged(units).units] == ["A", "b", "c"]

    def test_where_nothing_went_wrong_nobody_stands_out(self) -> None:
        found = judged(shares([0.0] * 5))

        assert found.standing_out == ()
        assert [unit.q for unit in found.units] == [1] * 5


class TestManyUnits:
    def test_five_thousand_agents_are_judged(self) -> None:
        rng = np.random.default_rng(5)
        n = rng.integers(5, 900, 5_000)
        events = rng.binomial(n, rng.beta(8, 72, 5_000)).astype(float)

        found = judged(shares(events.tolist(), n.astype(float).tolist()))

        assert len(found.units) + len(found.few) == 5_000
        assert len(found.standing_out) < 0.004 * 5_000
        assert len(found.kept) <= len(found.standing_out)


class TestRefusals:
    def test_judging_by_one_case(self) -> None:
        with pytest.raises(QcError) as refused:
            compare(measure(), shares(ALIKE), Scope(dimension="agent", minimum=1))

        assert str(refused.value) == (
            "A unit cannot be judged by 1 cases. Ask for 2 or more; 20 is the default."
        )

    def test_impossible_figures(self) -> None:
        with pytest.raises(InvalidSeries, match="more defectives than interactions"):
            judged(shares([500.0, 1, 1]))
