"""Which table a file is, by its headers alone."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from pathlib import Path

import pytest

from qc.core.errors import InvalidCard
from qc.core.kinds import TableName
from qc.core.tables import TABLES
from qc.intake.aliases import read_aliases
from qc.intake.table_aliases import TableAliases, read_table_aliases
from qc.intake.table_kind import KindReason, TableKind, table_kind, which_table

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLES = sorted((DATA / "sample").glob("*.csv"))


@cache
def every() -> dict[TableName, TableAliases]:
    log = read_aliases((DATA / "header-aliases.json").read_text("utf-8"), "log")
    text = (DATA / "table-aliases.json").read_text("utf-8")
    return read_table_aliases(text, "tables", log)


def kind(headers: str, **more: object) -> TableKind:
    return table_kind(headers.split(","), every(), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_the_sample_company(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as rows:
        found = table_kind(next(csv.reader(rows)), every())
    assert found.table == file.stem
    assert found.reason in {KindReason.ONLY, KindReason.BETTER}
    assert found.confidence > 0.9


@pytest.mark.parametrize("name", TABLES, ids=str)
def test_our_own_names(name: TableName) -> None:
    found = table_kind([*TABLES[name].fields], every())
    assert (found.table, found.confidence) == (name, 1.0)


def _systems() -> dict[str, list[str]]:
    table = json.loads((DATA / "header-aliases.json").read_text("utf-8"))["fields"]
    systems: dict[str, list[str]] = {}
    for by_system in table.values():
        for system, headers in by_system.items():
            systems.setdefault(system, []).extend(headers)
    return systems


@pytest.mark.parametrize(("system", "headers"), _systems().items(), ids=[*_systems()])
def test_exports_of_helpdesks_are_logs(system: str, headers: list[str]) -> None:
    found = table_kind(headers, every())
    assert found.table is TableName.INTERACTIONS, system
    assert not found.doubtful


@pytest.mark.parametrize(
    ("headers", "table"),
    [
        ("Order ID,Customer ID,Order date,Total", TableName.TRANSACTIONS),
        ("Invoice No,Customer No,Invoice date,Net amount", TableName.TRANSACTIONS),
        ("Customer ID,Name,Email,Customer since,Segment", TableName.CUSTOMERS),
        ("Referred by,Referred customer,Referral date", TableName.REFERRALS),
        ("Campaign,Channel,Start date,End date,Budget", TableName.CAMPAIGNS),
        ("Employee,Course,Date,Hours", TableName.TRAINING),
        ("Message ID,Recipient,Sent at,Subject,Opened", TableName.OUTREACH),
        ("id,opened_at,agent,customer_id,amount", TableName.INTERACTIONS),
        ("Ticket ID,Created at,Agent,Topic", TableName.INTERACTIONS),
    ],
    ids=lambda value: str(value).split(",")[0],
)
def test_headers_that_people_write(headers: str, table: TableName) -> None:
    found = kind(headers)
    assert (found.table, found.doubtful) == (table, False)


class TestDoubt:
    ORDERS = "Order ID,Customer ID,Date,Total"

    def test_an_order_is_a_contact_or_a_purchase(self) -> None:
        found = kind(self.ORDERS)
        assert found.reason is KindReason.DOUBTFUL
        tables = {found.table, found.rival}
        assert tables == {TableName.TRANSACTIONS, TableName.INTERACTIONS}

    def test_is_put_as_a_question(self) -> None:
        asked = which_table(kind(self.ORDERS))
        assert re.fullmatch(
            "By its headers the file can be transactions or interactions. "
            "Say which one: table transactions or interactions.",
            str(asked),
        )

    def test_goes_where_a_field_was_named(self) -> None:
        assert kind(self.ORDERS, told={"margin": ""}).table is TableName.TRANSACTIONS
        assert kind(self.ORDERS, told={"stage": ""}).table is TableName.INTERACTIONS


class TestWhatLacksAColumn:
    def test_is_a_log_if_nothing_is_clearly_better(self) -> None:
        found = kind("customer_id,opened_at,agent,channel")
        assert (found.table, found.reason) == (
            TableName.INTERACTIONS,
            KindReason.NEAREST,
        )
        assert found.fits[0].lacking == ("interaction_id",)

    def test_is_what_explains_clearly_more(self) -> None:
        found = kind("customer_id,date,quantity,amount,margin")
        assert (found.table, found.reason) == (
            TableName.TRANSACTIONS,
            KindReason.NEAREST,
        )

    def test_is_complete_by_its_lines(self) -> None:
        found = kind("customer_id,date,quantity,amount,margin", keyless=True)
        assert (found.table, found.reason) == (
            TableName.TRANSACTIONS,
            KindReason.BETTER,
        )

    def test_a_customer_number_alone_makes_no_customers(self) -> None:
        assert kind("customer_id,colour").table is TableName.INTERACTIONS

    def test_unknown_headers_are_a_log(self) -> None:
        assert kind("a,b,c").table is TableName.INTERACTIONS


class TestTheListOfHeaders:
    def log(self) -> object:
        return every()[TableName.INTERACTIONS].aliases

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("[]", "not a table of headers: TypeError"),
            ('{"tables": {"orders": {}}}', "no table is called 'orders'"),
            (
                '{"tables": {"training": {"fields": {"stage": ["Stage"]}}}}',
                "training has no field 'stage'",
            ),
            (
                '{"tables": {"training": {"fields": {"hours": ["H", "h"]}}}}',
                "training: 'h' is listed twice",
            ),
            (
                '{"tables": {"training": {"signs": ["score"]}}}',
                "training has no field 'score'",
            ),
        ],
        ids=["no table", "unknown table", "unknown field", "twice", "sign"],
    )
    def test_says_what_is_wrong(self, text: str, fault: str) -> None:
        with pytest.raises(InvalidCard, match=re.escape(fault)):
            read_table_aliases(text, "mine.json", self.log())  # type: ignore[arg-type]
