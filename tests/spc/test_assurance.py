"""The target against the limits: will it be met if nothing changes?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.kinds import Assurance, ChartKind, Direction
from qc.spc import rare
from qc.spc.assurance import assure
from qc.spc.phases import judge
from tests.builders import chart, counts, values
from tests.spc.makers import gaps, normal

DRAWN = chart([10.0, 11.0, 9.0], centre=10.0, sigma=1.0)  # limits 7 and 13
numbers = st.floats(-30, 30)


class TestTheBook:
    @pytest.mark.parametrize(
        ("target", "direction", "kind"),
        [
            (14.0, Direction.LOWER, Assurance.PASS),
            (6.0, Direction.LOWER, Assurance.FAIL),
            (10.0, Direction.LOWER, Assurance.HIT_OR_MISS),
            (14.0, Direction.HIGHER, Assurance.FAIL),
            (6.0, Direction.HIGHER, Assurance.PASS),
            (10.0, Direction.HIGHER, Assurance.HIT_OR_MISS),
            (10.0, Direction.NEITHER, Assurance.NONE),
            (13.0, Direction.LOWER, Assurance.PASS),  # reaching it meets it
            (7.0, Direction.LOWER, Assurance.HIT_OR_MISS),
            (7.0, Direction.HIGHER, Assurance.PASS),
            (13.0, Direction.HIGHER, Assurance.HIT_OR_MISS),
        ],
    )
    def test_three_places_of_the_target(
        self, target: float, direction: Direction, kind: Assurance
    ) -> None:
        assert assure(DRAWN, target, direction)[0] is kind

    @pytest.mark.parametrize(
        ("target", "direction", "misses"),
        [
            (10.0, Direction.LOWER, 0.5),
            (11.0, Direction.LOWER, 0.1587),
            (11.0, Direction.HIGHER, 0.8413),
        ],
    )
    def test_how_often_chance_misses_it(
        self, target: float, direction: Direction, misses: float
    ) -> None:
        assert assure(DRAWN, target, direction)[1] == pytest.approx(misses, abs=5e-5)


class TestAlways:
    @given(numbers)
    def test_the_two_directions_mirror_each_other(self, target: float) -> None:
        lower, missed = assure(DRAWN, target, Direction.LOWER)
        higher, missed_too = assure(DRAWN, target, Direction.HIGHER)

        assert (lower is Assurance.HIT_OR_MISS) == (missed is not None)
        if missed is not None and missed_too is not None:
            assert missed + missed_too == pytest.approx(1)
        if lower is Assurance.PASS and target > 13:
            assert higher is Assurance.FAIL

    @given(numbers, numbers)
    def test_an_easier_target_is_missed_less(self, a: float, b: float) -> None:
        rank = {Assurance.PASS: 0, Assurance.HIT_OR_MISS: 1, Assurance.FAIL: 2}
        easy, hard = max(a, b), min(a, b)

        (one, few), (other, many) = (
            assure(DRAWN, each, Direction.LOWER) for each in (easy, hard)
        )

        assert rank[one] <= rank[other]
        if few is not None and many is not None:
            assert few <= many

    def test_the_limits_of_the_newest_point_decide(self) -> None:
        log = counts([20] * 24 + [2], of=[200] * 24 + [20])
        small = judge(log, ChartKind.P, PhasePlan())
        large = judge(counts([20] * 25, of=200), ChartKind.P, PhasePlan())

        assert assure(large, 0.18, Direction.LOWER)[0] is Assurance.PASS
        assert assure(small, 0.18, Direction.LOWER)[0] is Assurance.HIT_OR_MISS

    def test_a_missing_newest_period_is_passed_over(self) -> None:
        x = [*normal(24, 1), np.nan]
        judged = judge(values(x), ChartKind.XMR, PhasePlan())

        assert assure(judged, 99.0, Direction.LOWER)[0] is Assurance.PASS

    def test_the_newest_phase_decides(self) -> None:
        x = np.concatenate([normal(15, 2) + 50, normal(15, 3)])
        series = values(x)
        plan = PhasePlan(starts=(series.at[15],))

        judged = judge(series, ChartKind.XMR, plan)

        assert assure(judged, 20.0, Direction.LOWER)[0] is Assurance.PASS

    def test_without_limits_nothing_is_promised(self) -> None:
        judged = judge(values(normal(5, 4)), ChartKind.XMR, PhasePlan())

        assert assure(judged, 99.0, Direction.LOWER) == (Assurance.NONE, None)

    def test_without_a_value_nothing_is_promised(self) -> None:
        empty = replace(DRAWN, value=np.full(3, np.nan))

        assert assure(empty, 99.0, Direction.LOWER) == (Assurance.NONE, None)

    @pytest.mark.parametrize(
        ("target", "kind"), [(5.0, Assurance.PASS), (4.9, Assurance.FAIL)]
    )
    def test_a_constant_process_meets_its_target_or_not(
        self, target: float, kind: Assurance
    ) -> None:
        flat = judge(values([5.0] * 15), ChartKind.XMR, PhasePlan())

        assert assure(flat, target, Direction.LOWER) == (kind, None)

    def test_times_between_events_are_read_on_their_own_scale(self) -> None:
        data = gaps(np.random.default_rng(5).exponential(10, 400))
        drawn = rare.chart(data, rare.estimate(data))

        _, misses = assure(drawn, 5.0, Direction.HIGHER)

        assert misses == pytest.approx(1 - np.exp(-0.5), abs=0.05)


@pytest.mark.statistical
class TestStatistically:
    def test_the_share_that_misses_is_the_share_that_misses(self) -> None:
        rng = np.random.default_rng(6)
        learned = judge(
            counts(rng.binomial(500, 0.1, 2_000), of=500),
            ChartKind.P,
            PhasePlan(freeze=None),
        )

        _, misses = assure(learned, 0.115, Direction.LOWER)

        missed = np.mean(rng.binomial(500, 0.1, 20_000) / 500 > 0.115)
        assert misses == pytest.approx(float(missed), abs=0.02)
