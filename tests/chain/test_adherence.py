"""Steps done beside steps prescribed, where they are skipped and what follows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.adherence import OPEN, adherence, conformance, split
from qc.chain.evidence import Want
from qc.chain.skipping import following, next_of, where
from qc.core.errors import InvalidSeries
from qc.core.kinds import Stage
from qc.core.steps import Prescribed, Step, StepOrder

LETTERS = "ABCDE"


def prescribed(
    names: str = LETTERS, optional: str = "", order: StepOrder = StepOrder.ORDERED
) -> Prescribed:
    steps = tuple(Step(name=name, required=name not in optional) for name in names)
    return Prescribed(stage=Stage.SALE, steps=steps, order=order)


class TestTheBook:
    @pytest.mark.parametrize(
        ("done", "fitness"),
        [("ABCE", 0.8889), ("ABXCDE", 0.9091), ("BACDE", 0.8), ("", 0)],
    )
    def test_examples_of_the_methods(self, done: str, fitness: float) -> None:
        found = conformance(done, prescribed())

        assert found.fitness == pytest.approx(fitness, abs=5e-5)

    def test_a_swap_is_out_of_order_not_skipped(self) -> None:
        found = conformance("BACDE", prescribed())

        assert (found.missing, found.extra, found.conforming) == (1, 1, False)
        assert (found.skipped, len(found.misplaced)) == ((), 1)

    def test_any_order_knows_no_swap(self) -> None:
        found = conformance("EDCBA", prescribed(order=StepOrder.ANY))

        assert (found.fitness, found.conforming, found.misplaced) == (1, True, ())

    def test_an_optional_step_is_neither_missing_nor_extra(self) -> None:
        need = prescribed(optional="C")

        assert conformance("ABDE", need).fitness == 1
        assert conformance("ABCCDE", need).fitness == 1

    def test_where_nothing_is_prescribed_nothing_is_said(self) -> None:
        found = conformance("AB", prescribed(""))

        assert math.isnan(found.fitness)
        assert math.isnan(found.completeness)

    def test_weighted_difference_by_hand(self) -> None:
        # agent 0: 3 of 4 against 1 of 4; agent 1: 1 of 2 against 3 of 6
        skipped = np.repeat([1, 0, 1, 0], [4, 4, 2, 6]).astype(bool)
        bad = np.array([1, 1, 1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0], dtype=float)
        agent = np.repeat([0, 0, 1, 1], [4, 4, 2, 6])

        found = following(skipped, bad, agent)

        assert found.difference.value == pytest.approx((0.5 * 2 + 0 * 1.5) / 3.5)
        assert found.crude == pytest.approx(4 / 6 - 4 / 10)
        assert (found.skipped, found.done, found.strata) == (6, 10, 2)


class TestAlways:
    steps = st.text(alphabet=LETTERS + "XY", max_size=9)

    @given(steps)
    def test_fitness_lies_between_0_and_1_and_the_parts_add_up(self, done: str) -> None:
        found = conformance(done, prescribed())

        assert 0 <= found.fitness <= 1
        assert (found.fitness == 1) == (done == LETTERS)
        assert found.missing == len(found.skipped) + len(found.misplaced)
        assert found.extra >= len(found.misplaced)
        assert 0 <= found.completeness <= 1

    @given(steps)
    def test_order_costs_never_less_than_none(self, done: str) -> None:
        free = conformance(done, prescribed(order=StepOrder.ANY))

        assert free.common >= conformance(done, prescribed()).common

    @given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 3))))
    def test_done_and_skipped_swapped_turn_the_sign(
        self, rows: list[tuple[bool, bool, int]]
    ) -> None:
        skipped = np.array([row[0] for row in rows], dtype=bool)
        bad = np.array([row[1] for row in rows], dtype=float)
        agent = np.array([row[2] for row in rows], dtype=np.int64)
        one, other = following(skipped, bad, agent), following(~skipped, bad, agent)

        assert other.difference.value == pytest.approx(
            -one.difference.value, nan_ok=True
        )
        assert other.difference.error == pytest.approx(
            one.difference.error, nan_ok=True, abs=1e-9
        )

    def test_open_cases_are_counted_apart(self) -> None:
        found = adherence(["A>B>C>D>E", "A > C"], np.array([0, OPEN, 1]), prescribed())

        assert found.waiting == 1
        assert found.mean_fitness.value == pytest.approx((1 + 4 / 7) / 2)
        assert found.conforming.value == 0.5
        assert found.skips.tolist() == [
            [False] * 5,
            [False] * 5,
            [False, True, False, True, True],
        ]
        assert found.conforming.short[0].what is Want.CASES

    def test_nothing_prescribed_scores_nothing(self) -> None:
        found = adherence(["A"], np.array([0, 0]), prescribed(""))

        assert not found.mean_fitness.known
        assert not found.conforming.known

    def test_where_a_step_is_skipped(self) -> None:
        found = where(np.array([True, False, True]), np.array([0, 0, 2]), 4)

        assert found.skipped.tolist() == [1, 0, 1, 0]
        np.testing.assert_equal(found.share, [0.5, np.nan, 1, np.nan])

    def test_the_next_interaction_is_that_of_the_same_customer(self) -> None:
        found = next_of(
            np.array([1, 0, 1, 1]),
            np.array([3.0, 1, 2, 9]),
            np.array([7.0, 8, 9, np.nan]),
        )

        np.testing.assert_equal(found, [np.nan, np.nan, 7, np.nan])

    def test_an_empty_text_has_no_steps(self) -> None:
        assert split(" > ") == []


class TestStatistically:
    def test_agents_who_skip_and_fail_for_other_reasons_do_not_mislead(self) -> None:
        rng = np.random.default_rng(3)
        agent = np.repeat(np.arange(10), 400)
        level = np.linspace(0.02, 0.3, 10)[agent]
        found = [
            following(
                rng.random(4000) < level,
                (rng.random(4000) < level).astype(float),
                agent,
            )
            for _ in range(60)
        ]
        claimed = sum(each.difference.excludes(0) for each in found)

        assert claimed <= 8  # 3 on average
        assert np.mean([each.crude for each in found]) > 0.04


class TestRefusals:
    def test_texts_that_are_not_there(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            adherence(["A"], np.array([0, 3]), prescribed())

        assert str(refused.value) == (
            "Interactions point at the texts 0 to 0, or at -1; got 0 to 3."
        )

    def test_an_outcome_that_is_neither(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            following(np.array([True]), np.array([0.5]), np.array([0]))

        assert str(refused.value) == (
            "An outcome is 0 or 1, or NaN where nothing is known yet."
        )

    def test_outcomes_too_few(self) -> None:
        with pytest.raises(InvalidSeries, match="needs whether the step was skipped"):
            following(np.array([True]), np.zeros(2), np.array([0]))
