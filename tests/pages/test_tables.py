"""The data page with files of other tables than the log."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qc.core.kinds import TableName
from qc.view.words import tables_loaded as say
from qc.workspace import Workspace
from qc.workspace.tables import by_table
from tests.pages import logs
from tests.pages.visit import heard, said, visit

pytestmark = pytest.mark.usefixtures("workspace")
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
ORDERS = b"Order ID,Customer ID,Date,Total\nO1,C1,2026-03-01,5\nO2,C2,2026-03-02,-5\n"


def upload(content: bytes, name: str = "file.csv") -> AppTest:
    app = visit("data")
    return heard(app.file_uploader(key="file").upload(name, content).run())


def table_box(app: AppTest) -> object:
    return next(box for box in app.selectbox if box.label == say.THIS_FILE)


def load(app: AppTest) -> AppTest:
    return heard(app.button(key="load").click().run())


class TestATable:
    @pytest.mark.parametrize("table", ["referrals", "training", "campaigns"])
    def test_is_recognised_and_loaded(self, workspace: Workspace, table: str) -> None:
        app = upload((SAMPLE / f"{table}.csv").read_bytes())
        assert table_box(app).value == table  # type: ignore[attr-defined]
        assert f"Enough to load them as {say.rows_of(TableName(table))}." in said(app)

        app = load(app)
        assert "read = " in said(app)
        assert [*by_table(workspace)] == [table]
        assert not workspace.batches()  # the log is still the sample

    def test_is_listed_under_its_name_and_can_be_taken_out(
        self, workspace: Workspace
    ) -> None:
        load(upload(logs.csv_of(logs.contacts(30))))
        load(upload((SAMPLE / "customers.csv").read_bytes(), "people.csv"))
        app = visit("data")
        assert "Customers" in said(app)
        assert "people.csv: 2,748 customers" in said(app)
        assert "Campaign id: 82 customers name a campaign" in said(app)

        batch = by_table(workspace)[TableName.CUSTOMERS][0]
        app = heard(app.button(key=f"switch-{batch.id}").click().run())
        assert "taken out" in said(app)
        assert not by_table(workspace)[TableName.CUSTOMERS][0].live

    def test_tells_what_it_lacks(self) -> None:
        app = upload(b"customer_id,date,quantity,amount,margin\nC1,2026-03-01,1,5,2\n")
        assert table_box(app).value == "transactions"  # type: ignore[attr-defined]
        assert "this one comes nearest" in said(app)
        assert not app.button(key="load").disabled  # each row counts once

    def test_can_be_said_to_be_another(self, workspace: Workspace) -> None:
        app = upload((SAMPLE / "customers.csv").read_bytes())
        app = heard(table_box(app).select(TableName.OUTREACH).run())  # type: ignore[attr-defined]
        assert app.button(key="load").disabled
        assert "No column was recognised as sent_at" in said(app)
        assert not by_table(workspace)


class TestDoubt:
    def test_is_asked_first(self, workspace: Workspace) -> None:
        app = upload(ORDERS)
        assert table_box(app).value is None  # type: ignore[attr-defined]
        assert "Only you can know" in said(app)
        assert "load" not in {button.key for button in app.button}

        app = heard(table_box(app).select(TableName.TRANSACTIONS).run())  # type: ignore[attr-defined]
        load(app)
        assert [*by_table(workspace)] == [TableName.TRANSACTIONS]

    def test_may_be_a_log(self, workspace: Workspace) -> None:
        app = upload(ORDERS)
        app = heard(table_box(app).select(TableName.INTERACTIONS).run())  # type: ignore[attr-defined]
        load(app)
        assert len(workspace.batches()) == 1
