"""Prescribed steps, drawn and told; texts of files are harmless."""

from __future__ import annotations

import pytest

from qc.core.kinds import Stage
from qc.core.steps import Prescribed, Step
from qc.review.steps_followed import StepLog, StepsFollowed, StepText, steps_followed
from qc.view.steps_chart import steps_figure
from qc.view.steps_frames import steps_frame
from qc.view.words import steps_followed as say

HOSTILE = "<script>alert(1)</script> =cmd() [x](javascript:1) %{customdata}"
RULES = {
    Stage.SALE: Prescribed(
        stage=Stage.SALE, steps=(Step(name=HOSTILE, title=HOSTILE), Step(name="close"))
    )
}


def followed(*rows: tuple[str, int], silent: int = 0, unread: int = 0) -> StepsFollowed:
    texts = tuple(
        StepText(stage=Stage.SALE, text=text, unit=None, n=n) for text, n in rows
    )
    log = StepLog(texts=texts, silent={Stage.SALE: silent}, unread=unread)
    return steps_followed(log, RULES)


FOUND = followed(
    (f"{HOSTILE.replace('>', '')}>close", 30),
    ("close", 60),
    ("close>close>" + HOSTILE.replace(">", ""), 10),
    silent=1,
    unread=3,
)


def simple(text: object) -> str:
    return str(text).replace("\u00a0", " ").replace("\u2013", "-")


class TestWords:
    def test_say_what_is_left_out_most(self) -> None:
        found = followed(("close", 40), ("", 10))

        told = simple(say.sentence(found))

        assert told.startswith("0 % of 50 interactions have every prescribed step")
        assert told.endswith("in sale, in 100.0 % (92.9-100.0 %) of 50.")

    def test_of_nothing(self) -> None:
        assert say.sentence(followed()) == say.NOTHING
        assert say.sentence(followed(silent=4)) == say.NOTHING

    def test_notes_balance(self) -> None:
        notes = [simple(note) for note in say.notes(FOUND)]

        assert notes[0].startswith("Sale: steps that nobody prescribed: <script")
        assert notes[1:] == [
            "In 10 interactions a step was done more than once.",
            "1 interaction is still open, or has no record of steps: not counted.",
            "3 interactions with sequences of steps that are very rare were not read.",
        ]

    @pytest.mark.parametrize("step", [None, "close"])
    def test_name_what_units_are_compared_by(self, step: str | None) -> None:
        told = say.card_words(Stage.SALE, step)

        assert told.startswith("Interactions in sale without")


class TestPictures:
    @pytest.mark.parametrize("dark", [False, True])
    def test_bars_and_harmless_texts(self, dark: bool) -> None:
        figure = steps_figure(FOUND.steps, dark=dark)

        left_out, misplaced = figure.data
        assert [len(left_out.x), len(misplaced.x)] == [2, 2]
        assert max(left_out.x) == 100
        assert not [sign for sign in ("<script", "%{") if sign in figure.to_json()]

    def test_no_step_draws_nothing(self) -> None:
        assert steps_figure(()).data == ()

    def test_the_table_has_every_step(self) -> None:
        table = steps_frame(FOUND)

        assert list(table["Left out"]) == ["100", "0"]
        assert simple(table["Left out, share"].iloc[0]) == "100.0 %"
