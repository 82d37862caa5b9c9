"""Capability: the book, laws, coverage of the intervals, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import Signal
from qc.core.errors import InvalidSeries
from qc.core.kinds import Side
from qc.core.measures import Specification
from qc.spc.capability import (
    NotStable,
    capability,
    of_subgroups,
)
from qc.spc.intervals import cp_interval, cpk_interval
from tests.spc.makers import normal

BOTH = Specification(lower=-4.0, upper=4.0)


class TestTheBook:
    def test_intervals_of_montgomery(self) -> None:
        """Examples 8.4 and 8.5: Cp 2.29 of 20, Cpk 1.33 of 20."""
        assert cp_interval(2.29, 19) == pytest.approx((1.57, 3.01), abs=0.006)
        assert cpk_interval(1.33, 20) == pytest.approx((0.88, 1.78), abs=0.012)

    def test_thirty_values_say_little(self) -> None:
        assert cpk_interval(1.33, 30) == pytest.approx((0.97, 1.69), abs=0.005)

    def test_three_values_by_hand(self) -> None:
        """1, 3, 2: mean 2, mean range 1.5, s 1; room 3 below and 4 above."""
        spec = Specification(lower=-1, upper=6)
        found = capability(np.array([1.0, 3, 2]), spec, signals=())

        assert found.overall.both == pytest.approx(7 / 6)
        assert found.overall.least == pytest.approx(1.0)
        assert found.within.sigma == pytest.approx(1.5 * math.sqrt(math.pi) / 2)


class TestAlways:
    @given(st.integers(0, 999), st.floats(0.1, 9), st.floats(-99, 99))
    def test_unit_and_origin_do_not_matter(
        self, seed: int, scale: float, shift: float
    ) -> None:
        x = normal(30, seed)
        moved = Specification(lower=shift - 4 * scale, upper=shift + 4 * scale)

        one = capability(x, BOTH, signals=(), target=0.0)
        other = capability(scale * x + shift, moved, signals=(), target=shift)

        for each in ("both", "least", "target", "outside"):
            expected = getattr(one.within, each)
            got = getattr(other.within, each)
            assert got == pytest.approx(expected, rel=1e-6, abs=1e-6)

    @given(st.integers(0, 999))
    def test_off_centre_is_never_better(self, seed: int) -> None:
        found = capability(normal(30, seed), BOTH, signals=(), target=0.0).overall

        assert found.least <= found.both
        assert found.target <= found.both
        assert found.least_interval[0] < found.least < found.least_interval[1]

    def test_missing_values_are_left_out(self) -> None:
        x = np.array([1.0, 2, np.nan, 4, 3])

        found = capability(x, BOTH, signals=())

        assert found.n == 4
        assert found.within.sigma == pytest.approx(math.sqrt(math.pi) / 2)

    def test_one_limit_leaves_the_rest_unknown(self) -> None:
        found = capability(normal(30, 1), Specification(upper=4), signals=()).within

        assert found.least == found.upper
        assert math.isnan(found.both)
        assert math.isnan(found.lower)
        assert np.isnan(found.both_interval).all()


@pytest.mark.statistical
class TestStatistically:
    def test_intervals_hold_the_true_index_as_often_as_promised(self) -> None:
        x = np.random.default_rng(3).normal(0.5, 1, (1_500, 40))
        spec = Specification(lower=-4, upper=4)
        found = [capability(each, spec, signals=()).overall for each in x]

        both = np.mean([a <= 4 / 3 <= b for a, b in (f.both_interval for f in found)])
        least = np.mean(
            [a <= 3.5 / 3 <= b for a, b in (f.least_interval for f in found)]
        )

        assert both == pytest.approx(0.95, abs=0.02)
        assert least == pytest.approx(0.95, abs=0.02)


class TestRefusals:
    def test_an_unstable_process(self) -> None:
        signals = [
            Signal(rule=rule, start=0, stop=0, side=Side.ABOVE)
            for rule in ("beyond-limits", "long-run", "beyond-limits")
        ]
        with pytest.raises(NotStable) as refused:
            capability(normal(30, 1), BOTH, signals=signals)

        assert str(refused.value) == (
            "The chart shows 3 signal(s) (beyond-limits, long-run), so the process is "
            "not stable and has no capability. Find their causes, or start a new "
            "phase and judge that."
        )

    def test_no_limit_at_all(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            capability(normal(30, 1), Specification(), signals=())

        assert str(refused.value) == (
            "Capability needs a lower or an upper specification limit."
        )

    def test_crossed_limits(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            capability(normal(9, 1), Specification(lower=4, upper=1), signals=())

        assert str(refused.value) == (
            "The lower specification limit (4) must lie below the upper one (1)."
        )

    @pytest.mark.parametrize(("x", "levels"), [([1.0, 2.0], 2), ([3.0] * 9, 1)])
    def test_values_that_say_nothing(self, x: list[float], levels: int) -> None:
        with pytest.raises(InvalidSeries) as refused:
            capability(np.array(x), BOTH, signals=())

        assert str(refused.value) == (
            f"Capability needs at least 3 values that vary; got {len(x)} from "
            f"{levels} level(s)."
        )

    def test_subgroups_of_one(self) -> None:
        groups = [np.array([x]) for x in (1.0, 2.0, 3.0)]
        with pytest.raises(InvalidSeries) as refused:
            of_subgroups(groups, BOTH, signals=())

        assert str(refused.value) == (
            "No subgroup has 2 values. Judge them as single values."
        )

    def test_subgroups_without_a_spread_within(self) -> None:
        groups = [np.full(2, x) for x in (1.0, 2.0, 3.0)]
        with pytest.raises(InvalidSeries) as refused:
            of_subgroups(groups, BOTH, signals=())

        assert str(refused.value) == (
            "Neighbouring values do not differ, so there is no sigma within. "
            "Check the rounding of the values."
        )
