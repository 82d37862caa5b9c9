"""Tables and labels of the pages: harmless, and told from one another."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from qc.core.measures import Measure
from qc.core.plan import Fault, SetAside
from qc.view.frames import (
    aside_frame,
    cards_frame,
    distinct,
    matrix_frame,
    preview_frame,
    rows_frame,
)
from tests.view.build import jumped, measure, steady

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


class TestDistinct:
    @given(st.lists(st.text(max_size=8)), st.integers(1, 5))
    def test_gives_every_text_a_label_of_its_own(
        self, texts: list[str], limit: int
    ) -> None:
        labels = distinct(texts, limit=limit)

        assert list(labels) == list(dict.fromkeys(texts))
        assert len(set(labels.values())) == len(labels)
        assert all(label.strip() for label in labels.values())

    def test_numbers_what_cutting_made_equal(self) -> None:
        assert distinct(["team A", "team B", "team C"], limit=5) == {
            "team A": "team\u2026",
            "team B": "team\u2026 (2)",
            "team C": "team\u2026 (3)",
        }

    def test_names_what_cannot_be_seen(self) -> None:
        assert distinct(["\u200b"]) == {"\u200b": "(nothing visible)"}


class TestRows:
    def row(self, **more: object) -> dict[str, object]:
        verdict = {"counted": True, "event": False, "value": None}
        times = {"opened_local": AT, "opened_at": AT}
        return {"interaction_id": "C1", **times, "team": None, **verdict, **more}

    def test_show_the_verdict_first_and_nothing_empty(self) -> None:
        table = rows_frame([self.row(), self.row(event=True)])

        assert list(table) == [
            *("Interaction id", "Opened (local time)", "Event", "Counted")
        ]

    def test_of_a_duration_show_its_value_instead_of_an_event(self) -> None:
        table = rows_frame([self.row(value=2.5, resolved_at=AT, handle_time=60.0)])

        assert list(table)[2:] == [
            *("Counted", "Value", "Resolved at (UTC)", "Handle time (seconds)")
        ]

    def test_cut_and_clean_texts_and_leave_numbers(self) -> None:
        table = rows_frame([self.row(team="\u202ea" * 300, value=2.5)])

        assert len(table["Team"][0]) == 200
        assert "\u202e" not in table["Team"][0]
        assert table["Value"][0] == 2.5

    def test_of_no_interaction_are_an_empty_table(self) -> None:
        assert rows_frame([]).empty


def test_the_first_rows_keep_columns_that_look_alike() -> None:
    table = preview_frame(["x" * 99, "x" * 98, ""], [["1", "2", "\x00"]])

    assert list(table.iloc[0]) == ["1", "2", ""]
    assert table.columns.is_unique


def test_the_matrix_counts_each_measure_once() -> None:
    table = matrix_frame([steady(), jumped(), jumped()])

    assert int(table.to_numpy().sum()) == 3
    assert int(table["Concern"].sum()) == 2


def test_the_cards_say_which_the_log_can_answer() -> None:
    cards: list[Measure] = [measure(id="a"), measure(id="b", stage=None)]

    table = cards_frame(cards, frozenset({"a"}))

    assert list(table["Shown"]) == ["yes", "needs columns"]
    assert list(table["Stage"]) == ["Support", "all"]


def test_what_was_set_aside_says_whether_its_row_was_kept() -> None:
    fault = SetAside(line=7, column="opened_at", value="soon", fault=Fault.NOT_A_TIME)

    table = aside_frame([(fault, False), (fault, True)])

    assert list(table["Row"]) == ["set aside", "kept without this value"]
    assert list(table["Line"]) == [7, 7]
    assert isinstance(aside_frame([]), pd.DataFrame)
    assert list(aside_frame([])) == list(table)
