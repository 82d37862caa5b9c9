"""Prescribed steps: read, with every fault of the file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qc.core.errors import InvalidCard
from qc.core.kinds import Stage
from qc.core.steps import SEPARATOR, Prescribed, Step, StepOrder, read_steps

HOUSE = Path("data/steps.toml")
SAMPLE = Path("data/sample/interactions.csv")


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(InvalidCard) as caught:
        read_steps(text, "steps.toml")
    return caught.value.faults


class TestRead:
    def test_names_and_tables(self) -> None:
        found = read_steps(
            "[sale]\norder = 'any'\nsteps = ['greet', "
            "{ step = 'offer', title = 'Offer more', required = false }]\n"
            "[inquiry]\nsteps = []\n",
            "steps.toml",
        )

        assert list(found) == [Stage.INQUIRY, Stage.SALE]
        assert found[Stage.INQUIRY] == Prescribed(stage=Stage.INQUIRY, steps=())
        assert found[Stage.SALE] == Prescribed(
            stage=Stage.SALE,
            order=StepOrder.ANY,
            steps=(
                Step(name="greet"),
                Step(name="offer", title="Offer more", required=False),
            ),
        )
        assert found[Stage.SALE].required == ("greet",)
        assert found[Stage.SALE].names == ("greet", "offer")

    def test_those_of_the_house_are_those_of_the_sample(self) -> None:
        house = read_steps(HOUSE.read_text(encoding="utf-8"), HOUSE.name)

        assert list(house) == list(Stage)
        with SAMPLE.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                done = set(row["steps_done"].split(SEPARATOR)) - {""}
                assert done <= set(house[Stage(row["stage"])].required)
        assert all(step.title for one in house.values() for step in one.steps)


class TestRefusals:
    def test_all_faults_at_once(self) -> None:
        text = (
            "[sales]\nsteps = []\n[sale]\norder = 'fixed'\nstep = 1\n"
            "steps = ['greet', 'greet', 3, '', { step = 'a>b' }, { stp = 'x' }, "
            "{ step = 'c', title = 1, required = 'no' }]\n[news]\n"
        )

        assert faults(text) == (
            "sales: no stage is called so. The stages are inquiry, selection, sale, "
            "support, news.",
            "sale: unknown key 'step'. Did you mean 'steps'?",
            "sale: step 3: must be a name, or a table { step = '...' }.",
            "sale: step 4: step is missing; give its name as in the log.",
            "sale: step 5: 'a>b' has a '>' or spaces at its ends.",
            "sale: step 6: unknown key 'stp'. Did you mean 'step'?",
            "sale: step 6: step is missing; give its name as in the log.",
            "sale: step 7: title must be text; got 1.",
            "sale: step 7: required must be true or false; got 'no'.",
            "sale: step 'greet' is listed twice.",
            "sale: order must be one of ordered, any; got 'fixed'.",
            "news: steps must be a list such as ['greet', 'solve', 'close'].",
        )

    def test_a_stage_that_is_no_table(self) -> None:
        assert faults("sale = 1") == (
            "sale: must be a table, [sale], with a list of steps.",
        )
