"""Yields: by hand, laws, coverage, and counts that contradict each other."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc.yields import (
    USUAL_SHIFT,
    Step,
    rolled,
    sigma_level,
    step_yield,
    total_dpo,
)


def _step(units: int, bad: int, *, each: int = 1, per_unit: int = 1) -> Step:
    return Step(
        name="sale",
        units=units,
        defectives=bad,
        defects=bad * each,
        opportunities=per_unit,
    )


class TestTheBook:
    def test_six_sigma_with_its_shift_and_without(self) -> None:
        """3.4 per million is 6 sigma with the 1.5 shift: 4.5 in truth."""
        assert sigma_level(3.4e-6) == pytest.approx(4.5, abs=0.001)
        assert sigma_level(3.4e-6, USUAL_SHIFT) == pytest.approx(6.0, abs=0.001)

    def test_a_step_by_hand(self) -> None:
        """10 of 200 with 2 defects each, 4 chances a unit: 20 of 800."""
        found = step_yield(_step(200, 10, each=2, per_unit=4))

        assert found.dpu == 0.1
        assert found.dpmo == pytest.approx(25_000)
        assert found.first_pass == 0.95
        assert found.from_defects == pytest.approx(math.exp(-0.1))

    def test_two_steps_by_hand(self) -> None:
        way = rolled([_step(100, 10), _step(90, 18)])

        assert way.through == pytest.approx(0.9 * 0.8)
        assert way.per_step == pytest.approx(math.sqrt(0.72))


class TestAlways:
    steps = st.lists(
        st.integers(1, 300).flatmap(
            lambda n: st.builds(_step, st.just(n), st.integers(0, n))
        ),
        min_size=1,
        max_size=6,
    )

    @given(steps)
    def test_no_way_is_better_than_its_worst_step(self, steps: list[Step]) -> None:
        way = rolled(steps)

        assert way.through <= min(step_yield(s).first_pass for s in steps) + 1e-12
        assert 0 <= way.interval[0] <= way.through <= way.interval[1] <= 1 + 1e-12

    @given(steps)
    def test_the_total_lies_between_the_steps(self, steps: list[Step]) -> None:
        each = [step_yield(step).dpo for step in steps]

        assert min(each) - 1e-12 <= total_dpo(steps) <= max(each) + 1e-12

    def test_one_step_has_its_own_exact_interval(self) -> None:
        step = _step(80, 7)

        assert rolled([step]).interval == pytest.approx(
            step_yield(step).first_pass_interval
        )

    def test_without_a_defect_the_lower_end_still_tells(self) -> None:
        found = step_yield(_step(200, 0))

        assert found.sigma == math.inf
        assert found.sigma_interval[0] == pytest.approx(sigma_level(0.0182753403551))

    def test_without_a_unit_nothing_is_known(self) -> None:
        found, way = step_yield(_step(0, 0)), rolled([_step(9, 1), _step(0, 0)])

        assert np.isnan([found.dpu, found.dpo, found.first_pass, found.sigma]).all()
        assert np.isnan([way.through, *way.interval, way.sigma]).all()
        assert math.isnan(total_dpo([]))


@pytest.mark.statistical
class TestStatistically:
    def test_the_rolled_interval_holds_as_often_as_promised(self) -> None:
        rng = np.random.default_rng(4)
        held = []
        for _ in range(800):
            bad = [int(rng.binomial(n, p)) for n, p in ((150, 0.08), (120, 0.03))]
            low, high = rolled([_step(150, bad[0]), _step(120, bad[1])]).interval
            held.append(low <= 0.92 * 0.97 <= high)

        assert np.mean(held) >= 0.94


class TestRefusals:
    def test_more_defectives_than_defects(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Step(name="sale", units=9, defectives=3, defects=2)

        assert str(refused.value) == (
            "Step 'sale': 3 defectives of 9 units with 2 defects. "
            "Each defective has a defect."
        )

    def test_more_defects_than_chances(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Step(name="sale", units=9, defectives=3, defects=10)

        assert str(refused.value) == (
            "Step 'sale': 10 defects in 9 opportunities. "
            "Count more opportunities in a unit."
        )

    def test_less_than_none(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Step(name="sale", units=-1, defectives=0, defects=0)

        assert str(refused.value) == "Step 'sale': counts must not be negative."

    def test_no_step(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            rolled([])

        assert str(refused.value) == "A rolled yield needs at least one step."
