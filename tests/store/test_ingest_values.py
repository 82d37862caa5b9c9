"""Text, stages, numbers, durations and flags: what is read and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.kinds import Stage
from qc.core.plan import FieldPlan
from tests.store.loads import ID, NOON, OPENED, a_plan, load, one


class TestText:
    def test_is_trimmed_and_kept_as_it_is(self, tmp_path: Path) -> None:
        texts = ["  anna ", "007", "O'Brien; DROP", 'a "b"', "=1+1", "Zo\u00eb", "a\nb"]
        loaded = one(tmp_path, texts, FieldPlan(field="agent", column="x"))

        expected = ["anna", "007", "O'Brien; DROP", 'a "b"', "=1+1", "Zo\u00eb", "a\nb"]
        assert loaded.column("agent") == expected

    def test_missing_words_are_no_value_but_none_and_na_are_names(
        self, tmp_path: Path
    ) -> None:
        texts = ["", "   ", "NULL", " null ", "N/A", "#N/A", "nan", "NA", "None", "?"]
        loaded = one(tmp_path, texts, FieldPlan(field="agent", column="x"))

        assert loaded.column("agent") == [None] * 7 + ["NA", "None", "?"]
        assert loaded.result.values_left_out == {}

    def test_a_plan_may_have_its_own_missing_words(self, tmp_path: Path) -> None:
        part = FieldPlan(field="agent", column="x", missing=("?", "not known yet"))
        loaded = one(tmp_path, ["?", " not known yet", "N/A", ""], part)

        assert loaded.column("agent") == [None, None, "N/A", None]

    def test_replacements_come_before_anything_else(self, tmp_path: Path) -> None:
        values = (("N/A", "nobody"), ("", "empty"), ("x'y", 'z"; --'))
        part = FieldPlan(field="agent", column="x", values=values)
        loaded = one(tmp_path, ["N/A", " ", "x'y", "NULL"], part)

        assert loaded.column("agent") == ["nobody", "empty", 'z"; --', None]

    def test_a_replacement_in_one_field_leaves_the_others_alone(
        self, tmp_path: Path
    ) -> None:
        team = FieldPlan(field="team", column="x", values=(("", "none"),))
        agent = FieldPlan(field="agent", column="x")
        plan = a_plan(ID, OPENED, team, agent, columns=("id", "at", "x"))
        loaded = load(tmp_path, f"id,at,x\na,{NOON},\n", plan)

        assert loaded.column("team") == ["none"]
        assert loaded.column("agent") == [None]

    def test_a_constant_and_a_field_without_source(self, tmp_path: Path) -> None:
        parts = (
            FieldPlan(field="stage", constant="support"),
            FieldPlan(field="score", constant="4.5"),
            FieldPlan(field="agent"),
        )
        plan = a_plan(ID, OPENED, *parts, columns=("id", "at"))
        loaded = load(tmp_path, f"id,at\na,{NOON}\nb,{NOON}\n", plan)

        assert loaded.column("stage") == ["support"] * 2
        assert loaded.column("score") == [4.5] * 2
        assert loaded.column("agent") == [None] * 2
        assert loaded.result.columns == (
            "interaction_id",
            "stage",
            "opened_at",
            "score",
        )


class TestStage:
    def test_all_five_in_any_case(self, tmp_path: Path) -> None:
        texts = [*Stage, " Support", "NEWS", ""]
        loaded = one(tmp_path, texts, FieldPlan(field="stage", column="x"))

        assert loaded.column("stage") == [*Stage, "support", "news", None]

    def test_words_of_the_file_are_replaced_first(self, tmp_path: Path) -> None:
        values = (("Incident", "Support"), ("Order", "sale"))
        part = FieldPlan(field="stage", column="x", values=values)
        loaded = one(tmp_path, ["Incident", "Order", "sale"], part)

        assert loaded.column("stage") == ["support", "sale", "sale"]

    def test_an_unknown_stage_sets_the_row_aside(self, tmp_path: Path) -> None:
        loaded = one(tmp_path, ["sale", "hr"], FieldPlan(field="stage", column="x"))

        assert loaded.aside == [(3, "x", "hr", "unknown-stage")]
        assert loaded.counts == (2, 1, 1, 0)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            *(("17", 17.0), ("17.0", 17.0), ("-3.5", -3.5), ("+2", 2.0), (".5", 0.5)),
            *((" 4 ", 4.0), ("\u00a04", 4.0), ("1.5E+03", 1500.0), ("007", 7.0)),
        ],
    )
    def test_plain(self, tmp_path: Path, text: str, value: float) -> None:
        loaded = one(tmp_path, [text], FieldPlan(field="amount", column="x"))
        assert loaded.column("amount") == [value]

    @pytest.mark.parametrize(
        ("text", "decimal", "thousands", "value"),
        [
            ("1.149,50", ",", ".", 1149.5),
            ("1149,5", ",", ".", 1149.5),
            ("-1.234.567", ",", ".", -1234567.0),
            ("1,5", ",", "", 1.5),
            (" ,5 ", ",", "", 0.5),
            ("1,234.50", ".", ",", 1234.5),
            ("1 234,5", ",", " ", 1234.5),
            ("1\u202f234\u00a0567,5", ",", " ", 1234567.5),
            ("1'234.5", ".", "'", 1234.5),
        ],
    )
    def test_marks(
        self, tmp_path: Path, text: str, decimal: str, thousands: str, value: float
    ) -> None:
        part = FieldPlan(
            field="amount", column="x", decimal=decimal, thousands=thousands
        )
        assert one(tmp_path, [text], part).column("amount") == [value]

    @pytest.mark.parametrize(
        ("text", "decimal", "thousands"),
        [
            *(("1,234.50", ".", ""), ("1.149,50", ".", ""), ("1_000", ".", "")),
            *(("inf", ".", ""), ("-Infinity", ".", ""), ("NAN", ".", "")),
            *(("1e400", ".", ""), ("1e400", ",", ""), ("12 EUR", ".", "")),
            *(("0x1F", ".", ""), ("1 2", ".", ""), ("\u0661", ".", ""), (".", ".", "")),
            *(("1.23,4", ",", "."), ("12.34", ",", "."), ("1.2345,6", ",", ".")),
            *(
                (",", ",", ""),
                ("1,2,3", ",", ""),
                ("1.234", ",", ""),
                ("true", ",", ""),
            ),
        ],
    )
    def test_refusals(
        self, tmp_path: Path, text: str, decimal: str, thousands: str
    ) -> None:
        part = FieldPlan(
            field="amount", column="x", decimal=decimal, thousands=thousands
        )
        loaded = one(tmp_path, [text], part)

        assert loaded.column("amount") == [None]
        assert loaded.left_out == [(2, "x", text, "not-a-number")]
        assert loaded.result.values_left_out == {"amount:not-a-number": 1}

    def test_a_number_can_mean_no_value(self, tmp_path: Path) -> None:
        part = FieldPlan(field="score", column="x", missing=("", "-1", "99"))
        assert one(tmp_path, ["-1", "99", "5"], part).column("score") == [None, None, 5]


class TestDurations:
    @pytest.mark.parametrize(
        ("text", "seconds", "value"),
        [
            *(("90", 1.0, 90.0), ("1.5", 3600.0, 5400.0), ("0", 60.0, 0.0)),
            *(("1:30", 3600.0, 5400.0), ("123:45:06", 1.0, 445506.0)),
            *(("00:00:01.5", 1.0, 1.5), (" 0:05 ", 1.0, 300.0)),
        ],
    )
    def test_units_and_clocks(
        self, tmp_path: Path, text: str, seconds: float, value: float
    ) -> None:
        part = FieldPlan(field="handle_time", column="x", seconds=seconds)
        assert one(tmp_path, [text], part).column("handle_time") == [value]

    def test_decimal_comma(self, tmp_path: Path) -> None:
        part = FieldPlan(field="wait_time", column="x", decimal=",", seconds=60)
        assert one(tmp_path, ["1,5"], part).column("wait_time") == [90.0]

    @pytest.mark.parametrize(
        "text", ["-5", "1:60", "1:2:3", "1e400", "1:30:", "2 h", ":30", "1e308"]
    )
    def test_refusals(self, tmp_path: Path, text: str) -> None:
        part = FieldPlan(field="handle_time", column="x", seconds=3600)
        loaded = one(tmp_path, [text], part)

        assert loaded.column("handle_time") == [None]
        assert loaded.left_out == [(2, "x", text, "not-a-duration")]


class TestFlags:
    def test_words(self, tmp_path: Path) -> None:
        texts = ["1", "TRUE", "Yes", " y ", "met", "0", "false", "NO", "Violated", ""]
        loaded = one(tmp_path, texts, FieldPlan(field="sla_response_met", column="x"))

        expected = [True] * 5 + [False] * 4 + [None]
        assert loaded.column("sla_response_met") == expected

    def test_a_flag_word_can_mean_no_value(self, tmp_path: Path) -> None:
        part = FieldPlan(field="recovered", column="x", missing=("n", "0"))
        loaded = one(tmp_path, ["n", "0", "no", "y"], part)

        assert loaded.column("recovered") == [None, None, False, True]

    def test_refusals(self, tmp_path: Path) -> None:
        loaded = one(tmp_path, ["maybe", "2"], FieldPlan(field="defective", column="x"))

        assert loaded.column("defective") == [None, None]
        assert loaded.result.values_left_out == {"defective:not-a-flag": 2}
