"""Prescribed steps: what is left out, out of order, extra; by stage and by unit."""

from __future__ import annotations

import pytest

from qc.core.kinds import Stage
from qc.core.steps import Prescribed, Step, StepOrder
from qc.review.step_units import step_units
from qc.review.steps_followed import StepLog, StepText, steps_followed

RULES = {
    Stage.SALE: Prescribed(
        stage=Stage.SALE,
        steps=(
            Step(name="greet", title="Say hello"),
            Step(name="offer", required=False),
            Step(name="solve"),
            Step(name="close"),
        ),
    ),
    Stage.SUPPORT: Prescribed(
        stage=Stage.SUPPORT,
        steps=(Step(name="solve"), Step(name="close")),
        order=StepOrder.ANY,
    ),
    Stage.NEWS: Prescribed(stage=Stage.NEWS, steps=()),
}


def texts(*rows: tuple[str, str, str | None, int]) -> tuple[StepText, ...]:
    return tuple(
        StepText(stage=Stage(stage), text=text, unit=unit, n=n)
        for stage, text, unit, n in rows
    )


LOG = StepLog(
    texts=texts(
        ("sale", "greet>solve>close", "ann", 60),
        ("sale", "greet>offer>solve>close", "bob", 20),
        ("sale", "solve>greet>close", "bob", 10),
        ("sale", "greet > solve", "bob", 6),
        ("sale", "greet>solve>solve>sing>close", None, 4),
        ("support", "close>solve", "ann", 30),
        ("support", "solve", "bob", 10),
        ("news", "greet", "bob", 5),
    ),
    silent={Stage.SALE: 3},
    unread=2,
)


class TestByHand:
    def test_each_step_of_a_stage(self) -> None:
        sale, support = steps_followed(LOG, RULES).stages

        assert (sale.n, sale.silent, sale.followed) == (100, 3, 84)
        found = {s.name: (s.skipped, s.misplaced, s.n) for s in sale.steps}
        assert found.pop("close") == (6, 0, 100)
        assert sum(misplaced for _, misplaced, _ in found.values()) == 10
        assert {skipped for skipped, _, _ in found.values()} == {0}
        assert sale.extras == (("sing", 4),)
        assert sale.repeated == 4
        assert [s.skipped for s in support.steps] == [0, 10]
        assert support.followed == 30

    def test_optional_steps_are_neither_missing_nor_extra(self) -> None:
        (sale, *_) = steps_followed(LOG, RULES).stages

        assert "offer" not in {step.name for step in sale.steps}
        assert "offer" not in dict(sale.extras)

    def test_of_all_stages(self) -> None:
        found = steps_followed(LOG, RULES)

        assert (found.n, found.unread) == (140, 2)
        assert found.steps[0].stage is Stage.SUPPORT
        assert found.steps[0].share == pytest.approx(0.25)
        low, high = found.steps[0].interval
        assert 0.14 < low < 0.25 < high < 0.41

    def test_units_by_any_step_and_by_one(self) -> None:
        any_step = step_units(LOG, RULES)
        close = step_units(LOG, RULES, stage=Stage.SALE, step="close")

        assert any_step.names == ("ann", "bob")
        assert any_step.n.tolist() == [90, 46]
        assert any_step.events.tolist() == [0, 26]
        assert any_step.unstated == 4
        assert close.n.tolist() == [60, 36]
        assert close.events.tolist() == [0, 6]

    def test_a_step_counts_only_where_it_is_prescribed(self) -> None:
        found = step_units(LOG, RULES, step="greet")

        assert found.n.tolist() == [60, 36]


def test_nothing_known() -> None:
    found = steps_followed(StepLog(texts=(), silent={Stage.SALE: 9}), RULES)

    (sale,) = found.stages
    assert (sale.n, sale.silent, sale.steps, found.steps) == (0, 9, (), ())
    assert step_units(StepLog(texts=()), RULES).names == ()
