"""Thirty files that break readers, from their bytes to the values of the log."""

from __future__ import annotations

from datetime import datetime

import pytest

from qc.core.errors import InvalidLog, NeedsAnswer
from qc.core.plan import Fault, SetAside
from qc.intake.mapping_read import read_mapping
from qc.intake.suggestion import Answers
from qc.workspace import Workspace
from tests.nasty import MANY, nasty_files
from tests.workspace.conftest import Load, Loaded

FILES = nasty_files()
ROW_30_IS_LINE = 32
FIELDS = """
[fields]
interaction_id = "interaction_id"
opened_at = "opened_at"
agent = "agent"
"""
ORDER = (
    "The dates in column 'opened_at' can be read day first or month first: "
    "'01/03/2026 10:00' is 1 March 2026 or 3 January 2026; '02/03/2026 10:00' is "
    "2 March 2026 or 3 February 2026. Answer day first or month first."
)
TWINS = (
    "The header has 'agent' more than once (columns 3 and 4), so it is not clear "
    "which one is agent. Choose one of 'agent (1)', 'agent (2)', or rename one."
)


def at(day: int, hour: int = 10, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001 - as kept: UTC


def taken(load: Load, number: int, **options: object) -> Loaded:
    """Load a file, and hold its counts against what must come of it."""
    file = FILES[number]
    loaded = load(file.data, encoding=file.encoding, **options)
    account = loaded.report.account
    kept = file.rejected if file.optional else 0
    assert account.accepted == file.accepted + kept
    assert account.set_aside == file.rejected - kept
    assert account.duplicates == account.replaced == 0
    assert len(loaded.rows()) == account.accepted
    return loaded


def check_base(loaded: Loaded, *, without: int | None = None) -> None:
    """Every row but a changed one must be as it was written."""
    found = loaded.rows("opened_at", "opened_local", "agent", "score", "amount")
    for i in range(50):
        day = at(1 + i % 28)
        if i != without:
            assert found[f"I{i}"] == (day, day, "anna", 1.0 + i % 5, i + 0.5)


class TestAllAccepted:
    @pytest.mark.parametrize("number", [1, 2, 5, 18, 19, 21, 23, 25])
    def test_nothing_but_the_form_is_odd(self, load: Load, number: int) -> None:
        loaded = taken(load, number)
        check_base(loaded)
        assert loaded.aside == loaded.left_out == []

    @pytest.mark.parametrize(
        ("number", "encoding", "guessed"),
        [(1, "utf-8", False), (2, "utf-8", False), (5, "utf-16-le", False)],
    )
    def test_the_encoding_is_told(
        self, load: Load, number: int, encoding: str, guessed: bool
    ) -> None:
        report = taken(load, number).report
        assert (report.encoding, report.encoding_guessed) == (encoding, guessed)

    @pytest.mark.parametrize(
        ("number", "agent"), [(3, "J\u00fcrgen"), (4, "\u201cZo\u00eb\u201d \u20ac")]
    )
    def test_letters_of_western_europe(
        self, load: Load, number: int, agent: str
    ) -> None:
        loaded = taken(load, number)
        check_base(loaded, without=20)
        assert loaded.rows("agent", "score")["I20"] == (agent, 4.0)
        assert loaded.report.encoding == "cp1252"
        assert loaded.report.encoding_guessed

    def test_semicolons_and_decimal_commas(self, load: Load) -> None:
        loaded = taken(load, 6)
        assert loaded.column("amount") == [1100.5 + i for i in range(50)]
        assert loaded.column("opened_at") == [at(1 + i % 9) for i in range(50)]

    def test_a_quote_within_a_text(self, load: Load) -> None:
        loaded = taken(load, 12)
        check_base(loaded, without=30)
        assert loaded.rows("agent", "score")["I30"] == ('an"na', 4.0)

    def test_a_line_end_within_quotes(self, load: Load) -> None:
        loaded = taken(load, 13)
        check_base(loaded, without=30)
        assert loaded.rows("agent", "score")["I30"] == ('an\nna, "x"', 4.0)

    def test_offsets_in_turn(self, load: Load) -> None:
        loaded = taken(load, 24)
        utc = [at(29, 0, 30), at(29, 1, 30), at(29, 6, 30)]
        assert loaded.column("opened_at") == [utc[i % 3] for i in range(50)]
        assert set(loaded.column("opened_local")) == {at(29, 1, 30)}

    def test_ids_stay_text(self, load: Load) -> None:
        keys = set(taken(load, 30).rows())
        assert keys == {f"{i:020d}" for i in range(50)}


class TestBesidesTheThirty:
    def test_an_open_quote_in_a_title_does_not_mislead_the_count(
        self, load: Load
    ) -> None:
        """The parity of quotes finds no record below it, nor does the fast reader."""
        titles = '"Export\n"I""1",x\n'
        rows = 'interaction_id,opened_at\n""1",2026-03-05\nI4,2026-03-05\n'
        loaded = load(titles + rows, answers=Answers(zone="UTC"))
        assert loaded.counts == (2, 1, 1, 0)
        assert set(loaded.rows()) == {"I4"}
        assert loaded.aside[0].fault is Fault.UNCLOSED_QUOTE


class TestAfterAsking:
    def test_dates_in_two_orders(self, load: Load, workspace: Workspace) -> None:
        with pytest.raises(NeedsAnswer) as asked:
            taken(load, 7)
        assert str(asked.value) == ORDER
        assert workspace.batches() == ()

    def test_day_first(self, load: Load) -> None:
        loaded = taken(load, 7, answers=Answers(day_first=True))
        assert loaded.column("opened_at") == [at(1 + i % 12) for i in range(50)]

    def test_month_first(self, load: Load) -> None:
        answers = Answers(day_first=False)
        loaded = taken(load, 7, answers=answers, simulated=True)  # into December
        expected = [at(3, month=1 + i % 12) for i in range(50)]
        assert loaded.column("opened_at") == expected

    def test_the_last_row_decides(self, load: Load) -> None:
        opened = taken(load, 8).column("opened_at")
        assert opened[-1] == at(25)
        assert opened[:-1] == [at(1 + i % 9) for i in range(MANY)]

    def test_a_header_twice(self, load: Load, workspace: Workspace) -> None:
        with pytest.raises(NeedsAnswer) as asked:
            taken(load, 20)
        assert str(asked.value) == TWINS
        assert workspace.batches() == ()

    @pytest.mark.parametrize(
        ("column", "agents"), [("agent (1)", {"anna"}), ("agent (2)", set("12345"))]
    )
    def test_one_of_them(self, load: Load, column: str, agents: set[str]) -> None:
        loaded = taken(load, 20, answers=Answers(columns=(("agent", column),)))
        assert set(loaded.column("agent")) == agents
        assert set(loaded.column("score")) == {None}


class TestSetAside:
    @pytest.mark.parametrize(
        ("number", "fault", "value"),
        [
            (
                9,
                Fault.TOO_MANY_FIELDS,
                "I30,2026-03-03T10:00:00,\u2026,\u2026,\u2026,\u2026",
            ),
            (10, Fault.TOO_FEW_FIELDS, "I30,2026-03-05T10:00:00,\u2026"),
            (11, Fault.UNCLOSED_QUOTE, 'I30,2026-03-05T10:00:00,"\u2026,\u2026,\u2026'),
            (16, Fault.NUL_BYTE, "I30,2026-03-05T10:00:00,\u2400\u2026,\u2026,\u2026"),
            (
                17,
                Fault.NOT_DECODABLE,
                "I30,2026-03-05T10:00:00,\ufffd\u2026,\u2026,\u2026",
            ),
        ],
    )
    def test_a_record_that_cannot_be_cut(
        self, load: Load, number: int, fault: Fault, value: str
    ) -> None:
        loaded = taken(load, number)
        check_base(loaded, without=30)
        row = SetAside(line=ROW_30_IS_LINE, column="", value=value, fault=fault)
        assert loaded.aside == [row]

    def test_a_field_that_is_too_long(self, load: Load) -> None:
        loaded = taken(load, 28)
        check_base(loaded, without=30)
        (row,) = loaded.aside
        assert (row.line, row.column) == (ROW_30_IS_LINE, "agent")
        assert row.fault is Fault.FIELD_TOO_LONG
        assert row.value == "\u2026"  # a name, however long, is not kept

    def test_a_day_that_does_not_exist(self, load: Load) -> None:
        loaded = taken(load, 15)
        check_base(loaded, without=30)
        (row,) = loaded.aside
        assert (row.line, row.column) == (ROW_30_IS_LINE, "opened_at")
        assert (row.value, row.fault) == ("2026-02-30T10:00:00", Fault.NOT_A_TIME)

    def test_a_total_is_no_row(self, load: Load) -> None:
        loaded = taken(load, 22)
        check_base(loaded)
        (row,) = loaded.aside
        assert (row.line, row.column, row.value) == (52, "opened_at", "")
        assert row.fault is Fault.MISSING_REQUIRED


class TestLeftOut:
    """A value of an optional column that cannot be read does not cost the row."""

    def test_a_word_for_no_value(self, load: Load) -> None:
        loaded = taken(load, 14)
        assert loaded.rows("score")[f"I{MANY}"] == (None,)
        assert loaded.report.account.values_left_out == {}

    def test_the_word_where_it_is_not_declared(self, load: Load) -> None:
        text = f"{FIELDS}score = {{ column = 'csat', missing = [''] }}"
        loaded = taken(load, 14, mapping=read_mapping(text, "strict"))
        assert loaded.report.account.values_left_out == {"score:not-a-number": 1}
        fault = Fault.NOT_A_NUMBER
        row = SetAside(line=MANY + 2, column="csat", value="n/a", fault=fault)
        assert loaded.left_out == [row]
        assert loaded.rows("score")[f"I{MANY}"] == (None,)
        assert loaded.rows("score")[f"I{MANY - 1}"] == (5.0,)

    def test_a_thousands_mark_in_one_row(self, load: Load) -> None:
        loaded = taken(load, 29)
        check_base(loaded, without=30)
        fault = Fault.NOT_A_NUMBER
        value = SetAside(line=32, column="amount", value="1,234.50", fault=fault)
        assert loaded.left_out == [value]
        assert loaded.rows("agent", "score", "amount")["I30"] == ("anna", 4.0, None)
        assert loaded.report.account.values_left_out == {"amount:not-a-number": 1}

    def test_the_mark_declared(self, load: Load) -> None:
        text = f"{FIELDS}amount = {{ column = 'amount', thousands = ',' }}"
        loaded = taken(load, 29, mapping=read_mapping(text, "marked"))
        assert loaded.left_out == []
        assert loaded.column("amount")[29:32] == [29.5, 1234.5, 31.5]


class TestRefused:
    @pytest.mark.parametrize(
        ("number", "message"),
        [
            (26, "The file is empty (0 bytes). Export it again with rows."),
            (
                27,
                "The file has a header but no rows below it. Export it again with "
                "rows.",
            ),
        ],
    )
    def test_nothing_in_it(
        self, load: Load, workspace: Workspace, number: int, message: str
    ) -> None:
        with pytest.raises(InvalidLog) as refused:
            load(FILES[number].data)
        assert str(refused.value) == message
        assert workspace.batches() == ()

    def test_a_refusal_leaves_no_file_behind(
        self, load: Load, workspace: Workspace
    ) -> None:
        for number in (7, 20, 26, 27):
            with pytest.raises((InvalidLog, NeedsAnswer)):
                load(FILES[number].data)
        assert list(workspace.warehouse.staging.iterdir()) == []
