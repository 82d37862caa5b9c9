"""`python -m qc strata`: the parts of a measure, and who is not judged."""

from __future__ import annotations

from pathlib import Path

from tests import sample_facts as facts
from tests.cli.conftest import Run


def test_the_parts_of_the_sample_surest_first(run: Run, sample: Path) -> None:
    found = run("strata", "support-defective", "--workspace", sample)

    assert found.status == 1
    assert found.lines[0] == "Support with a defect, by team"
    assert found.lines[1].startswith("To act on: Team")
    assert found.lines[2].startswith("4 teams judged together: chance alone")
    assert found.lines[4].startswith("Team 2 [to act on]: 45.0 % (mean 11.4 %")


def test_as_data_people_by_codes(run: Run, sample: Path) -> None:
    asked = ("strata", "support-defective", "--by", "agent", "--workspace", sample)

    data = run(*asked, "--json").json

    assert data["schema"] == "qc.strata/1"
    assert {part["stratum"][:6] for part in data["parts"]} == {"Agent "}
    assert data["judged"] == len(data["parts"]) == facts.AGENTS


def test_parts_of_few_cases_are_counted(run: Run, sample: Path) -> None:
    asked = ("strata", "support-defective", "--workspace", sample, "--minimum", 900)

    data = run(*asked, "--json").json

    assert data["too_few"]["parts"] == 3
    assert [part["n"] >= 900 for part in data["parts"]] == [True]


def test_what_the_log_does_not_say_is_said(run: Run, sample: Path) -> None:
    asked = ("strata", "support-defective", "--by", "product", "--workspace", sample)

    assert run(*asked).said.startswith("The log does not say which product")
