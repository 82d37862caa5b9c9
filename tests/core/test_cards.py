"""Measure cards: read as written, refused with every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.cards import read_measures
from qc.core.errors import InvalidCard
from qc.core.kinds import Direction, MeasureKind, OpenCases, Stage
from qc.core.measures import Test

GOOD = """
[[measure]]
id = "late"
title = "Late"
question = "Are we late?"
kind = "share"
direction = "lower"
stage = "support"
target = 0.1
where = [{ field = "channel", one_of = ["phone", "chat"] }]
clock.start = "opened_at"
clock.stop = "resolved_at"
clock.within_hours = 24
clock.open_cases = "overdue"
"""


def _refusal(text: str) -> str:
    with pytest.raises(InvalidCard) as refused:
        read_measures(text, "cards.toml")
    return str(refused.value)


class TestReading:
    def test_a_card_is_read_as_it_is_written(self) -> None:
        (card,) = read_measures(GOOD, "cards.toml")

        assert card.kind is MeasureKind.SHARE
        assert card.direction is Direction.LOWER
        assert card.stage is Stage.SUPPORT
        assert card.clock is not None
        assert card.clock.open_cases is OpenCases.OVERDUE
        assert card.where[0].test is Test.ONE_OF
        assert card.fields == {"channel", "opened_at", "resolved_at"}

    def test_the_cards_of_the_house_can_be_read(self) -> None:
        source = Path("data/measures.toml")

        cards = read_measures(source.read_text(encoding="utf-8"), source.name)

        assert {card.stage for card in cards} >= set(Stage)


class TestRefusals:
    def test_all_faults_are_told_at_once(self) -> None:
        text = GOOD.replace('"share"', '"shares"').replace('"late"', '""')
        text = text.replace("target = 0.1", 'target = "low"')

        assert _refusal(text).splitlines() == [
            "cards.toml has 3 fault(s); nothing was used:",
            "- card 1: id is missing; give it as text.",
            "- card 1: kind must be one of share, rate, duration, score, gap; "
            "got 'shares'.",
            "- card 1: target must be a number; got 'low'.",
        ]

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                'field = "channel"',
                'field = "chanel"',
                "late: where: no field is called 'chanel'. Did you mean 'channel'?",
            ),
            (
                'one_of = ["phone", "chat"]',
                "one_of = []",
                "late: where: [] does not fit channel one_of.",
            ),
            (
                'one_of = ["phone", "chat"]',
                'one_of = ["a"], equals = "b"',
                "late: where: channel needs exactly one test of equals, one_of, "
                "not_one_of, at_least, at_most, above, below, present, missing, "
                "contains.",
            ),
            (
                'stop = "resolved_at"',
                'stop = "score"',
                "late: clock.stop: score is a number field, not time.",
            ),
            (
                '"overdue"',
                '"all"',
                "late: clock.open_cases must be one of due, overdue, closed, censored.",
            ),
            (
                "target = 0.1",
                "target = 10",
                "late: target of a share lies between 0 and 1; got 10.0.",
            ),
            (
                "target = 0.1",
                "targt = 0.1",
                "late: unknown key 'targt'. Did you mean 'target'?",
            ),
            (
                "clock.within_hours = 24",
                "",
                "late: a share needs one of: defective conditions; a clock with a "
                "promise or within_hours; events with opportunities; chain.",
            ),
            (
                "title =",
                'chain = "referred"\ntitle =',
                "late: chain counts customers, promises or news as a share, without "
                'fields of the log. Give kind = "share", and leave out conditions, '
                "clock, value and events.",
            ),
        ],
    )
    def test_each_fault_says_where_and_what_to_do(
        self, old: str, new: str, said: str
    ) -> None:
        assert old in GOOD
        text = _refusal(GOOD.replace(old, new))

        assert text == f"cards.toml has 1 fault(s); nothing was used:\n- {said}"

    def test_an_id_is_used_once(self) -> None:
        assert "- late: the id is used twice." in _refusal(GOOD + GOOD)

    def test_broken_toml_is_no_traceback(self) -> None:
        assert "not valid TOML" in _refusal("[[measure]\n")

    @pytest.mark.parametrize(
        "text", ["measure = 3", "[measure]\nid = 'a'", "measure = ['a']"]
    )
    def test_cards_are_tables(self, text: str) -> None:
        assert _refusal(text) == (
            "cards.toml has 1 fault(s); nothing was used:\n"
            "- cards must be tables, [[measure]]."
        )

    def test_a_table_nobody_reads_is_named(self) -> None:
        text = GOOD.replace("[[measure]]", "[[measures]]")
        assert "- unknown key 'measures'. Did you mean 'measure'?" in _refusal(text)

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("clock = 3", "clock must be a table such as { start = ... }."),
            (
                "clock = { start = 'opened_at', stop = 'closed_at', within_hour = 4 }",
                "clock: unknown key 'within_hour'. Did you mean 'within_hours'?",
            ),
            (
                "clock = { start = 'opened_at', stop = 'closed_at', within_hours = 0 }",
                "clock.within_hours must be above zero; got 0.",
            ),
            (
                "specification = 4",
                "specification must be a table such as { lower = ... }.",
            ),
            (
                "specification = { uper = 4 }",
                "specification: unknown key 'uper'. Did you mean 'upper'?",
            ),
            ("target = nan", "target must be a number; got nan."),
            (
                "defective = [{ field = 'agent', one_of = [['a'], 3] }]",
                "defective: [['a'], 3] does not fit agent one_of.",
            ),
        ],
    )
    def test_parts_of_a_card_have_their_shape(self, line: str, said: str) -> None:
        top = "id = 'm'\ntitle = 'M'\nquestion = '?'\nkind = 'share'\n"
        text = f"[[measure]]\n{top}direction = 'lower'\n{line}\n"
        assert f"- m: {said}" in _refusal(text).splitlines()
