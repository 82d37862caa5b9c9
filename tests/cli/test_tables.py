"""Tables on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
ORDERS = "Order ID,Customer ID,Date,Total\nO1,C1,2026-03-01,5\n"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    return file


def test_are_recognised_each_by_itself(run: Run, tmp_path: Path) -> None:
    files = [SAMPLE / f"{name}.csv" for name in ("training", "campaigns")]
    ran = run("load", *files, "--workspace", tmp_path / "w")
    assert ran.lines == [
        "training.csv: training records, 30 rows read = 30 accepted + 0 set aside + "
        "0 duplicates",
        "campaigns.csv: campaigns, 2 rows read = 2 accepted + 0 set aside + "
        "0 duplicates",
    ]
    assert run("tables", "--workspace", tmp_path / "w").lines == [
        "2 campaigns, 14 Apr 2025 to 27 Oct 2025",
        "30 training records, 20 Mar 2025 to 30 Aug 2026",
        "  Agent: 30 training records name an agent, and no interactions of agents are "
        "loaded to hold them against.",
    ]


def test_as_data(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("customer_id,source,campaign_id\nC1,web,M1\n", encoding="utf-8")
    loaded = run("load", file, "--workspace", tmp_path / "w", "--json").json
    assert loaded["table"] == "customers"
    assert run("tables", "--workspace", tmp_path / "w", "--json").json == {
        "schema": "qc.tables/1",
        "tables": [{"table": "customers", "rows": 1, "first": None, "last": None}],
        "links": [
            {
                "table": "customers",
                "field": "campaign_id",
                "names": "campaign_id",
                "known_from": [],
                "rows": 1,
                "unknown": 1,
            }
        ],
    }


def test_a_doubtful_one_is_asked_and_can_be_told(
    run: Run, orders: Path, tmp_path: Path
) -> None:
    where = ("--workspace", tmp_path / "w")
    asked = run("load", orders, *where).said
    assert asked.startswith(
        "orders.csv: By its headers the file can be transactions or interactions. "
        "Say which one: table transactions or interactions.\n"
    )
    assert "--table NAME" in asked
    ran = run("load", orders, *where, "--table", "transactions")
    assert ran.lines[0].startswith("orders.csv: transactions, 1 row read = 1 accepted")
    assert run("load", orders, *where, "--table", "orders").status == 2


def test_purchases_without_a_key_are_counted_by_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bought.csv"
    file.write_text("customer_id,date,margin,amount\n01,20260301,5,9\n", "utf-8")
    where = ("--workspace", tmp_path / "w")
    assert run("load", file, *where).lines == [
        "bought.csv: transactions, 1 row read = 1 accepted + 0 set aside + 0 "
        "duplicates",
        "  No column is known to tell purchases apart, so each row counts as one, by "
        "its line number. If a column does, take the file out again (page Data) and "
        "name it: --column transaction_id=HEADER.",
    ]
    assert run("load", file, *where, "--json").json["lines_counted"] is False


def test_of_an_empty_workspace_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    assert run("tables", "--workspace", tmp_path / "w").status == 2


def test_a_simulated_company_is_loaded_whole(run: Run, tmp_path: Path) -> None:
    where = ("--workspace", tmp_path / "w")
    options = ("--profile", "tiny", "--seed", "2", *where)
    assert run("simulate", tmp_path / "files", *options).status == 0
    told = run("tables", *where, "--json").json
    assert len(told["tables"]) == 7
    assert {link["unknown"] for link in told["links"]} == {0}
