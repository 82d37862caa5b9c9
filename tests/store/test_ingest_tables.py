"""Files of other tables than the log: the same typing, faults and account."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qc.core.errors import InvalidLog, UnknownName
from qc.core.hiding import GONE
from qc.core.kinds import TableName
from qc.core.people import Person
from qc.core.plan import FieldPlan, LoadPlan
from qc.core.tables import TABLES
from qc.store.pseudonyms import Pseudonyms
from tests.store.loads import Load, a_plan, at, load

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def plan_of(table: TableName, *fields: str, **more: object) -> LoadPlan:
    """Return a plan for a file whose headers are the names of the fields."""
    until = TABLES[table].until
    parts = [FieldPlan(field=f, column=f, end_of_day=f in until) for f in fields]
    return a_plan(*parts, columns=fields, table=table, **more)


def taken(
    folder: Path, table: TableName, fields: str, *rows: str, **more: object
) -> Load:
    names = fields.split(",")
    text = "\n".join([fields, *rows, ""])
    loaded = load(folder, text, plan_of(table, *names), now=NOW, **more)  # type: ignore[arg-type]
    assert loaded.balances
    return loaded


class TestTransactions:
    FIELDS = "transaction_id,customer_id,date,amount,margin,interaction_id"

    def run(self, folder: Path, *rows: str) -> Load:
        return taken(folder, TableName.TRANSACTIONS, self.FIELDS, *rows)

    def test_are_typed(self, tmp_path: Path) -> None:
        loaded = self.run(tmp_path, "007,C1,2026-03-01,12.50,,I1")
        (row,) = loaded.rows
        assert {**row, "row_hash": 0} == {
            "transaction_id": "007",
            "customer_id": "C1",
            "date": at("2026-03-01"),
            "amount": 12.5,
            "margin": None,
            "interaction_id": "I1",
            "date_local": at("2026-03-01"),
            "line": 2,
            "row_hash": 0,
        }
        assert loaded.result.columns == (
            *("transaction_id", "customer_id", "date", "amount", "interaction_id"),
        )

    def test_may_be_refunds(self, tmp_path: Path) -> None:
        loaded = self.run(tmp_path, "T1,C1,2026-03-01,-12.50,-4,I1")
        assert (loaded.column("amount"), loaded.column("margin")) == ([-12.5], [-4.0])
        assert loaded.result.values_left_out == {}

    @pytest.mark.parametrize(
        ("row", "column", "fault"),
        [
            (",C1,2026-03-01,1,,", "transaction_id", "missing-required"),
            ("T1,,2026-03-01,1,,", "customer_id", "missing-required"),
            ("T1,C1,,1,,", "date", "missing-required"),
            ("T1,C1,soon,1,,", "date", "not-a-time"),
            ("T1,C1,2026-03-12,1,,", "date", "not-yet"),
        ],
        ids=["no key", "no customer", "no day", "no time", "future"],
    )
    def test_without_what_they_need_are_set_aside(
        self, tmp_path: Path, row: str, column: str, fault: str
    ) -> None:
        loaded = self.run(tmp_path, "T0,C1,2026-03-01,1,,", row)
        assert loaded.counts == (2, 1, 1, 0)
        assert [(entry[0], entry[1], entry[3]) for entry in loaded.aside] == [
            (3, column, fault)
        ]

    def test_of_tomorrow_are_not_of_the_future(self, tmp_path: Path) -> None:
        loaded = self.run(tmp_path, "T1,C1,2026-03-11,1,,")
        assert loaded.counts == (1, 1, 0, 0)

    def test_with_an_unreadable_amount_are_kept_without_it(
        self, tmp_path: Path
    ) -> None:
        loaded = self.run(tmp_path, "T1,C1,2026-03-01,much,,")
        assert loaded.column("amount") == [None]
        assert loaded.left_out == [(2, "amount", "much", "not-a-number")]

    def test_that_come_twice_count_once_and_the_last_content_wins(
        self, tmp_path: Path
    ) -> None:
        same, other = "T1,C1,2026-03-01,1,,", "T1,C1,2026-03-01,2,,"
        loaded = self.run(tmp_path, same, same, other, "T2,C1,2026-03-01,1,,")
        assert loaded.counts == (4, 2, 0, 2)
        assert loaded.column("amount") == [2.0, 1.0]
        assert loaded.result.superseded == 2

    def test_without_a_key_can_go_by_their_lines(self, tmp_path: Path) -> None:
        fields = ("customer_id", "date", "amount")
        plan = plan_of(TableName.TRANSACTIONS, *fields, line_as_id=True)
        text = "customer_id,date,amount\nC1,2026-03-01,5\nC1,2026-03-01,5\n"
        loaded = load(tmp_path, text, plan)
        assert loaded.counts == (2, 2, 0, 0)
        assert loaded.column("transaction_id") == ["0123456789ab-2", "0123456789ab-3"]


class TestCustomers:
    def test_may_be_known_without_a_day(self, tmp_path: Path) -> None:
        rows = ("C1,web", "C2,", ",web")
        loaded = taken(tmp_path, TableName.CUSTOMERS, "customer_id,source", *rows)
        assert loaded.counts == (3, 2, 1, 0)
        assert loaded.column("joined_at_local") == [None, None]
        result = loaded.result
        assert (result.first, result.last, result.as_of) == (None, None, None)

    def test_of_the_future_are_kept_without_their_day(self, tmp_path: Path) -> None:
        rows = ("C1,2026-04-01", "C2,2026-03-01")
        loaded = taken(tmp_path, TableName.CUSTOMERS, "customer_id,joined_at", *rows)
        assert loaded.column("joined_at_local") == [None, at("2026-03-01")]
        assert loaded.left_out == [(2, "joined_at", "2026-04-01", "not-yet")]
        assert loaded.result.last == at("2026-03-01")


class TestReferrals:
    FIELDS = "referrer_id,referred_id,recommended_at,converted_at,reward"

    def run(self, folder: Path, *rows: str, people: Pseudonyms | None = None) -> Load:
        return taken(folder, TableName.REFERRALS, self.FIELDS, *rows, people=people)

    def test_of_oneself_are_set_aside(self, tmp_path: Path) -> None:
        loaded = self.run(
            tmp_path, "C1,C1,2026-03-01,,", "C1,C2,2026-03-01,,", "C3,,2026-03-01,,"
        )
        assert loaded.counts == (3, 1, 2, 0)
        assert loaded.aside == [
            (2, "referred_id", GONE, "oneself"),
            (4, "referred_id", "", "missing-required"),
        ]

    def test_without_an_id_are_known_by_who_and_whom(self, tmp_path: Path) -> None:
        first, later = "C1,C2,2026-03-01,,", "C1,C2,2026-03-01,2026-03-05,25"
        loaded = self.run(tmp_path, first, later, "C1,C3,2026-03-01,,")
        assert loaded.column("referral_id") == ["C1|C2", "C1|C3"]
        assert loaded.column("reward") == [25.0, None]
        assert loaded.counts == (3, 2, 0, 1)

    def test_never_share_a_made_key_by_the_mark_in_a_name(self, tmp_path: Path) -> None:
        rows = ("a|b,c,2026-03-01,,", "a,b|c,2026-03-01,,", "a\\,|b,2026-03-01,,")
        loaded = self.run(tmp_path, *rows)
        assert loaded.counts == (3, 3, 0, 0)
        assert len({*loaded.column("referral_id")}) == 3

    def test_bought_before_the_word_are_kept_without_that(self, tmp_path: Path) -> None:
        loaded = self.run(
            tmp_path,
            "C1,C2,2026-03-02T10:00,2026-03-01,25",
            "C1,C3,2026-03-02T10:00,2026-03-02,25",
            "C1,C4,2026-03-02,2026-04-02,-25",
        )
        assert loaded.column("converted_at") == [None, at("2026-03-02"), None]
        assert [(entry[0], entry[3]) for entry in loaded.left_out] == [
            (2, "ends-before-start"),
            (4, "not-yet"),
            (4, "negative"),
        ]

    def test_hold_the_pseudonyms_of_the_log(self, tmp_path: Path) -> None:
        people = Pseudonyms(bytes(32))
        loaded = self.run(tmp_path, "C1,C2,2026-03-01,,", people=people)
        (row,) = loaded.rows
        one, two = (people.of(Person.CUSTOMER, name) for name in ("C1", "C2"))
        assert (row["referrer_id"], row["referred_id"]) == (one, two)
        assert row["referral_id"] == f"{one}|{two}"


class TestCampaigns:
    FIELDS = "campaign_id,kind,start,end,spend"

    def run(self, folder: Path, *rows: str) -> Load:
        return taken(folder, TableName.CAMPAIGNS, self.FIELDS, *rows)

    def test_last_until_the_end_of_their_last_day(self, tmp_path: Path) -> None:
        loaded = self.run(tmp_path, "M1,mail,2026-03-01,2026-03-01,10")
        assert loaded.column("end_local") == [at("2026-03-01T23:59:59.999999")]

    def test_may_run_on_or_lie_ahead(self, tmp_path: Path) -> None:
        loaded = self.run(
            tmp_path, "M1,mail,2026-03-01,,10", "M2,mail,2027-03-01,2027-04-01,0"
        )
        assert loaded.counts == (2, 2, 0, 0)
        assert loaded.column("end") == [None, at("2027-04-01T23:59:59.999999")]
        assert loaded.result.as_of is None  # what is planned tells nothing of today

    def test_that_end_before_they_start_are_set_aside(self, tmp_path: Path) -> None:
        loaded = self.run(
            tmp_path, "M1,mail,2026-03-02,2026-03-01,1", "M2,mail,2026-03-02,,-5"
        )
        assert loaded.aside == [(2, "end", "2026-03-01", "ends-before-start")]
        assert loaded.left_out == [(3, "spend", "-5", "negative")]
        assert loaded.result.values_left_out == {"spend:negative": 1}


class TestTraining:
    FIELDS = "agent,trained_on,course,hours"

    def run(self, folder: Path, *rows: str) -> Load:
        return taken(folder, TableName.TRAINING, self.FIELDS, *rows)

    def test_is_known_by_agent_day_and_course(self, tmp_path: Path) -> None:
        loaded = self.run(
            tmp_path, "A1,2026-03-01,core,12", "A1,2026-03-01,,4", "A1,2026-03-01,,5"
        )
        assert loaded.column("training_id") == [
            "A1|2026-03-01 00:00:00|core",
            "A1|2026-03-01 00:00:00|",
        ]
        assert loaded.column("hours") == [12.0, 5.0]

    def test_ahead_is_kept_and_told(self, tmp_path: Path) -> None:
        loaded = self.run(tmp_path, "A1,2026-06-01,core,12")
        assert loaded.column("trained_on") == [at("2026-06-01")]
        assert loaded.left_out == [(2, "trained_on", "2026-06-01", "still-ahead")]

    def test_needs_no_end(self, tmp_path: Path) -> None:
        fields = "agent,trained_on,ended_on"
        rows = (
            "A1,2026-03-01,",
            "A2,2026-03-02,2026-03-01",
            "A3,2026-03-01,2026-03-01",
        )
        loaded = taken(tmp_path, TableName.TRAINING, fields, *rows)
        assert loaded.column("agent") == ["A1", "A3"]
        assert loaded.aside == [(3, "ended_on", "2026-03-01", "ends-before-start")]

    def test_of_fewer_than_no_hours_is_kept_without_them(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, "A1,2026-03-01,core,-1").column("hours") == [None]


class TestNews:
    FIELDS = "outreach_id,customer_id,sent_at,topic,opened,led_to_interaction"

    def test_is_typed_and_not_sent_in_the_future(self, tmp_path: Path) -> None:
        loaded = taken(
            tmp_path,
            TableName.OUTREACH,
            self.FIELDS,
            "N1,C1,2026-03-01T10:00,offer,yes,I1",
            "N2,C1,2026-05-01T10:00,offer,0,",
            "N3,C1,2026-03-01T10:00,offer,perhaps,",
        )
        assert loaded.column("opened") == [True, None]
        assert [(entry[0], entry[3]) for entry in loaded.aside] == [(3, "not-yet")]
        assert [(entry[0], entry[3]) for entry in loaded.left_out] == [
            (4, "not-a-flag")
        ]


class TestRefusals:
    def test_no_clock_is_asked_of_what_was_simulated(self, tmp_path: Path) -> None:
        text = "customer_id,sent_at,topic\nC1,2030-01-01,offer\n"
        plan = plan_of(TableName.OUTREACH, "customer_id", "sent_at", "topic")
        assert load(tmp_path, text, plan).counts == (1, 1, 0, 0)

    def test_a_field_of_another_table(self, tmp_path: Path) -> None:
        plan = plan_of(TableName.TRAINING, "agent", "trained_on", "stage")
        with pytest.raises(UnknownName, match="No field is called 'stage'"):
            load(tmp_path, "agent,trained_on,stage\n", plan)

    def test_a_field_that_every_row_needs(self, tmp_path: Path) -> None:
        plan = plan_of(TableName.TRANSACTIONS, "transaction_id", "date")
        with pytest.raises(
            InvalidLog, match="mapped to customer_id, and a row without it cannot be "
        ):
            load(tmp_path, "transaction_id,date\n", plan)
