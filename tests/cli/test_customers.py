"""`customers`: each section as text and as data, and what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.cli.customers import Part
from tests.cli.conftest import Run
from tests.workspace.test_repeat import monthly, sold


@pytest.fixture(scope="module")
def purchases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with nothing but purchases."""
    from qc.cli import main

    folder = tmp_path_factory.mktemp("customers")
    (folder / "sold.csv").write_text(sold(monthly(), amount="20"), encoding="utf-8")
    files = ["load", str(folder / "sold.csv"), "--workspace", str(folder / "w")]
    assert main(files) == 0
    return folder / "w"


LACKING = {
    Part.RISK: "the fields \u201ccustomer id\u201d and \u201cdefective\u201d",
    Part.REFERRAL: "the table \u201cRecommendations\u201d",
    Part.CAMPAIGNS: "the table \u201cCampaigns\u201d",
    Part.NEWS: "the table \u201cNews messages\u201d",
    Part.MONEY: "the table \u201cInteractions\u201d",
}


def test_the_ledger_as_text(run: Run, purchases: Path) -> None:
    ran = run("customers", "--workspace", purchases)

    assert (ran.status, ran.err) == (0, "")
    assert "stand by you at the end of" in ran.lines[0]
    assert any(line.split()[:2] == ["Week", "Opening"] for line in ran.lines)


@pytest.mark.parametrize("part", Part)
def test_every_section_as_data(run: Run, purchases: Path, part: Part) -> None:
    data = run("customers", "--workspace", purchases, "--part", part, "--json").json

    assert data["schema"] == "qc.customers/1"
    assert data["part"] == part
    assert data["sentence"]
    assert LACKING.get(part, "") in data["sentence"]
    assert bool(data["rows"]) is (part not in LACKING)
    assert all(len(row) == len(data["columns"]) for row in data["rows"])


def test_another_section_is_refused(run: Run, purchases: Path) -> None:
    ran = run("customers", "--workspace", purchases, "--part", "friends")

    assert "'friends' is none of ledger, risk, repeat" in ran.said


def test_purchases_alone_have_their_stations_in_the_chain(
    run: Run, purchases: Path
) -> None:
    ran = run("chain", "--workspace", purchases)

    assert ran.status == 0
    assert any(line.startswith("Goodwill: Customers lost") for line in ran.lines)
    assert any("Repeat business \u2192 goodwill: adds up" in one for one in ran.lines)
