"""Single interactions beside their steps: who is listed, and in which order."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import Stage
from qc.core.steps import Prescribed, Step, StepOrder
from qc.review.step_list import StepRows, step_cases

RULES = {
    Stage.SALE: Prescribed(
        stage=Stage.SALE,
        steps=tuple(Step(name=name) for name in "abc"),
        order=StepOrder.ORDERED,
    )
}
SALE, SUPPORT = list(Stage).index(Stage.SALE), list(Stage).index(Stage.SUPPORT)
TEXTS = ("", "a>b>c", "a>c", "b>a>c", "a>b>x>c")


def rows(*each: tuple[int, int]) -> StepRows:
    stage, text = zip(*each, strict=True) if each else ((), ())
    days = np.datetime64("2026-03-01T10:00", "us") + np.arange(
        len(each)
    ) * np.timedelta64(1, "D").astype("timedelta64[us]")
    return StepRows(
        ids=tuple(f"I{i}" for i in range(len(each))),
        opened=days,
        stage=np.array(stage, dtype=np.int64),
        text=np.array(text, dtype=np.int64),
        texts=TEXTS,
    )


def test_the_least_fitting_first_then_those_that_lack_more_then_the_newest() -> None:
    known, cases = step_cases(
        rows(*((SALE, text) for text in (1, 2, 3, 4, 2, 0))), RULES
    )

    assert known == 6
    assert [one.id for one in cases] == ["I5", "I2", "I4", "I1", "I3"]
    assert [round(one.found.fitness, 2) for one in cases] == [0, 0.67, 0.8, 0.8, 0.86]
    swapped = cases[1].found
    assert (swapped.missing, swapped.extra, len(swapped.misplaced)) == (1, 1, 1)


def test_a_stage_that_prescribes_nothing_is_not_judged() -> None:
    known, cases = step_cases(rows((SUPPORT, 0), (SALE, 1)), RULES)

    assert (known, cases) == (1, ())
    assert step_cases(rows(), RULES) == (0, ())
