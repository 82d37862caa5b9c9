"""All tables of a company in one workspace: taken in, asked, taken out."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qc.core.errors import InvalidLog, NeedsAnswer, UnknownName
from qc.core.kinds import FieldKind, TableName
from qc.core.tables import TABLES
from qc.intake.mapping import Mapping
from qc.intake.mapping_read import read_mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.suggestion import Answers
from qc.simulate import PROFILES, make_company
from qc.store.slices import Span
from qc.store.tables import extent, extents, table
from qc.store.tables_links import Link, links
from qc.workspace import Workspace
from qc.workspace.resources import SAMPLE
from qc.workspace.tables import by_table, every_batch, overview
from tests.workspace.conftest import NOW, Load, day

OTHERS = [name for name in TableName if name is not TableName.INTERACTIONS]
JOINED = {"customer_id", "agent"}
ORDERS = "Order ID,Customer ID,Date,Total\nO1,C1,2026-03-01,5\n"


def company(folder: Path, files: Path) -> Workspace:
    workspace = Workspace.open(folder, now=lambda: NOW)
    for file in sorted(files.glob("*.csv")):
        report = workspace.load(file, simulated=True)
        assert report.table == file.stem
        account = report.account
        assert (account.set_aside, account.values_left_out) == (0, {})
    return workspace


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return company(tmp_path_factory.mktemp("tables") / "w", SAMPLE)


def texts(file: Path) -> dict[str, list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: [row[name] for row in rows] for name in rows[0]}


def read(kind: FieldKind, texts: list[str]) -> list[Any]:
    """Return what a column of a file means, by other means than the loader's."""
    one: dict[FieldKind, Any] = {
        FieldKind.NUMBER: float,
        FieldKind.FLAG: lambda text: text == "1",
        FieldKind.TIME: datetime.fromisoformat,
    }
    return [one.get(kind, str)(text) if text else None for text in texts]


@pytest.mark.parametrize("name", OTHERS, ids=str)
class TestTheSampleCompany:
    def test_has_the_values_of_its_files(
        self, sample: Workspace, name: TableName
    ) -> None:
        wanted = texts(SAMPLE / f"{name}.csv")
        of = TABLES[name]
        columns = [c for c in wanted if of.joins(c) not in JOINED and c != "end"]
        found = table(sample.warehouse, name, [*columns, "known_until"])
        by = columns[0] if of.key not in columns else of.key
        order = np.argsort(found[by].astype(str), kind="stable")
        expected = sorted(range(len(wanted[by])), key=lambda i: wanted[by][i])
        for column in columns:
            values = read(of.fields[column].kind, wanted[column])
            pairs = zip(found[column][order].tolist(), expected, strict=True)
            if by == of.key:
                assert all(value == values[i] for value, i in pairs), column
            else:
                assert sorted(map(str, found[column].tolist())) == sorted(
                    map(str, values)
                )

    def test_knows_how_much_there_is(self, sample: Workspace, name: TableName) -> None:
        wanted = texts(SAMPLE / f"{name}.csv")
        days = sorted(text[:10] for text in wanted[TABLES[name].time] if text)
        told = extent(sample.warehouse, name)
        assert (told.rows, str(told.first), str(told.last)) == (
            *(len(days), days[0], days[-1]),
        )


def test_everybody_of_the_sample_is_known(sample: Workspace) -> None:
    found = overview(sample)
    assert [one.table for one in found.extents] == [*TableName]
    assert {link.lost for link in found.links} == {0}
    joined = {(link.table.value, link.field) for link in found.links}
    assert joined == {
        ("transactions", "customer_id"),
        ("transactions", "interaction_id"),
        ("customers", "campaign_id"),
        ("referrals", "referrer_id"),
        ("referrals", "referred_id"),
        ("training", "agent"),
        ("outreach", "customer_id"),
        ("outreach", "led_to_interaction"),
    }


def test_names_become_the_same_pseudonyms_everywhere(sample: Workspace) -> None:
    warehouse = sample.warehouse
    log = table(warehouse, TableName.INTERACTIONS, ["customer_id", "agent"])
    trained = table(warehouse, TableName.TRAINING, ["agent", "training_id"])
    assert set(trained["agent"]) <= set(log["agent"])
    assert not {*trained["agent"]} & {*texts(SAMPLE / "training.csv")["agent"]}
    assert trained["training_id"][0].startswith(f"{trained['agent'][0]}|")


@pytest.mark.parametrize("profile", ["teaching"])
def test_a_simulated_company_loads_whole(tmp_path: Path, profile: str) -> None:
    made = make_company(PROFILES[profile], seed=3)
    made.write(tmp_path / "files")
    workspace = company(tmp_path / "w", tmp_path / "files")
    rows = {one.table: one.rows for one in extents(workspace.warehouse)}
    assert rows == {
        TableName(name): len(next(iter(columns.values())))
        for name, columns in made.tables.items()
    }
    assert {link.lost for link in links(workspace.warehouse)} == {0}


class TestOneDoor:
    def test_a_doubtful_file_is_asked(self, load: Load) -> None:
        with pytest.raises(NeedsAnswer, match="transactions or interactions"):
            load(ORDERS)

    @pytest.mark.parametrize("name", ["transactions", "interactions"])
    def test_the_owner_overrules(self, load: Load, name: str) -> None:
        loaded = load(ORDERS, answers=Answers(table=TableName(name)))
        assert loaded.report.table == name
        assert loaded.counts == (1, 1, 0, 0)

    def test_what_lacks_a_column_says_which(self, load: Load) -> None:
        with pytest.raises(
            NeedsAnswer, match="No column was recognised as sent_at, which every row of"
        ):
            load(ORDERS, answers=Answers(table=TableName.OUTREACH))

    def test_a_table_is_no_log(self, load: Load) -> None:
        loaded = load("campaign_id,start,spend\nM1,2026-03-01,5\n")
        assert loaded.workspace.batches() == ()
        assert loaded.workspace.warehouse.as_of is None
        assert [*by_table(loaded.workspace)] == [TableName.CAMPAIGNS]

    def test_a_mapping_says_the_table(self, load: Load) -> None:
        text = (
            'table = "training"\n[fields]\nagent = "who"\n'
            'trained_on = { column = "day", format = "%d.%m.%Y" }\n'
        )
        mapping = read_mapping(text, "mine.toml")
        loaded = load("who,day\nA1,01.03.2026\n", mapping=mapping)
        assert loaded.report.table is TableName.TRAINING
        again = write_mapping(Mapping.of(loaded.report.plan))
        assert read_mapping(again, "mine.toml").fields == mapping.fields
        assert read_mapping(again, "mine.toml").table is TableName.TRAINING

    def test_titles_above_the_header_are_no_rows(self, load: Load) -> None:
        loaded = load("Our campaigns\n\nCampaign;Start date;Budget\nM1;2026-03-01;5\n")
        assert loaded.report.table is TableName.CAMPAIGNS
        assert loaded.counts == (1, 1, 0, 0)

    def test_nothing_but_faults_is_refused(self, load: Load) -> None:
        with pytest.raises(InvalidLog, match="none of 1 rows could be accepted"):
            load("referrer_id,referred_id,recommended_at\nC1,C1,2026-03-01\n")


class TestVersions:
    HEADER = "transaction_id,customer_id,date,amount\n"

    def amounts(self, workspace: Workspace) -> dict[str, float]:
        found = table(
            workspace.warehouse, TableName.TRANSACTIONS, ["transaction_id", "amount"]
        )
        return dict(zip(found["transaction_id"], found["amount"], strict=True))

    def test_the_newest_counts_and_a_file_twice_is_nothing(self, load: Load) -> None:
        first = self.HEADER + "T1,C1,2026-03-01,5\nT2,C1,2026-03-02,6\n"
        workspace = load(first, "a.csv").workspace
        second = self.HEADER + "T2,C1,2026-03-02,7\nT1,C1,2026-03-01,5\n"
        report = load(second, "b.csv").report
        assert (report.account.accepted, report.account.replaced) == (1, 1)
        assert report.account.duplicates == 1
        assert load(second, "c.csv").report.known
        assert self.amounts(workspace) == {"T1": 5.0, "T2": 7.0}

        workspace.remove(report.batch.id, reason="test")
        assert self.amounts(workspace) == {"T1": 5.0, "T2": 6.0}
        workspace.restore(report.batch.id, reason="test")
        assert self.amounts(workspace) == {"T1": 5.0, "T2": 7.0}

    def test_one_key_in_two_tables_is_two_things(self, load: Load) -> None:
        workspace = load(self.HEADER + "X1,C1,2026-03-01,5\n", "a.csv").workspace
        log = "interaction_id,opened_at,customer_id\nX1,2026-03-01T10:00,C1\n"
        assert load(log, "b.csv").report.account.replaced == 0
        assert len(every_batch(workspace)) == 2
        assert len(workspace.batches()) == 1

    def test_of_another_program_are_seen_at_once(self, load: Load) -> None:
        workspace = load(self.HEADER + "T1,C1,2026-03-01,5\n").workspace
        again = Workspace.open(workspace.folder, now=lambda: NOW)
        assert self.amounts(again) == {"T1": 5.0}


class TestQuestions:
    def test_a_span_takes_local_days(self, load: Load) -> None:
        header = "outreach_id,customer_id,sent_at,topic\n"
        rows = [f"N{d},C1,2026-03-0{d}T00:30,x" for d in (1, 2, 3)]
        text = header + "\n".join(rows) + "\n"
        workspace = load(text, answers=Answers(zone="Europe/Berlin")).workspace
        span = Span(first=day("2026-03-02"), last=day("2026-03-02"))
        found = table(workspace.warehouse, TableName.OUTREACH, ["sent_at"], span=span)
        assert found["sent_at"].tolist() == [datetime(2026, 3, 1, 23, 30)]  # noqa: DTZ001

    def test_what_nobody_told_is_masked(self, load: Load) -> None:
        workspace = load("customer_id,source\nC1,web\n").workspace
        found = table(workspace.warehouse, TableName.CUSTOMERS)
        assert found["joined_at"].mask.tolist() == [True]
        assert found["source"].tolist() == ["web"]
        told = extent(workspace.warehouse, TableName.CUSTOMERS)
        assert told.rows == 1
        assert np.isnat(told.first)

    def test_of_an_empty_table_are_answered_in_kind(self, workspace: Workspace) -> None:
        found = table(workspace.warehouse, TableName.CAMPAIGNS)
        assert {len(column) for column in found.values()} == {0}
        assert found["spend"].dtype == np.float64
        assert found["start"].dtype == np.dtype("datetime64[us]")
        assert extents(workspace.warehouse) == ()

    def test_a_column_of_another_table_is_refused(self, workspace: Workspace) -> None:
        with pytest.raises(UnknownName, match="No column of campaigns is called 'age'"):
            table(workspace.warehouse, TableName.CAMPAIGNS, ["age"])


class TestLinks:
    def test_count_who_is_named_in_vain(self, load: Load) -> None:
        log = "interaction_id,opened_at,customer_id\nI1,2026-03-01T10:00,C1\n"
        workspace = load(log, "log.csv").workspace
        load("customer_id,source,campaign_id\nC2,web,M1\n", "people.csv")
        rows = "T1,C1,2026-03-01,5,I1\nT2,C2,2026-03-01,5,\nT3,C3,2026-03-01,5,I9\n"
        header = "transaction_id,customer_id,date,amount,interaction_id\n"
        load(header + rows, "sales.csv")
        both = (TableName.INTERACTIONS, TableName.CUSTOMERS)
        of, to = TableName.TRANSACTIONS, TableName.CUSTOMERS
        assert links(workspace.warehouse) == (
            Link(
                table=of,
                field="customer_id",
                joins="customer_id",
                homes=both,
                rows=3,
                lost=1,
            ),
            Link(
                table=of,
                field="interaction_id",
                joins="interaction_id",
                homes=both[:1],
                rows=2,
                lost=1,
            ),
            Link(
                table=to,
                field="campaign_id",
                joins="campaign_id",
                homes=(),
                rows=1,
                lost=1,
            ),
        )

    def test_see_what_was_taken_out_no_more(self, load: Load) -> None:
        workspace = load("customer_id,source\nC1,web\n", "people.csv").workspace
        people = every_batch(workspace)[0]
        load("referrer_id,referred_id,recommended_at\nC1,C2,2026-03-01\n", "b.csv")
        assert [link.lost for link in links(workspace.warehouse)] == [0, 1]
        workspace.remove(people.id, reason="test")
        assert [link.lost for link in links(workspace.warehouse)] == [1, 1]


def test_the_clock_of_the_workspace_decides_what_is_ahead(load: Load) -> None:
    header = "transaction_id,customer_id,date,amount\n"
    loaded = load(header + "T1,C1,2026-11-18,5\nT2,C1,2027-01-01,5\n")
    assert [(row.line, row.fault.value) for row in loaded.aside] == [(3, "not-yet")]
    assert loaded.report.batch.as_of == datetime(2026, 11, 18, tzinfo=UTC)
