"""`actions`: the board on the command line, as text and as data; exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspace.units import agents

DEFECTS = "support-defective"


@pytest.fixture
def log(run: Run, csv: Callable[..., Path], tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    file = csv(agents([f"A{i}" for i in range(3)]), "agents.csv")
    assert run("load", file, "--workspace", folder).status == 0
    return folder


def test_from_the_plan_to_the_check(run: Run, log: Path) -> None:
    where = ("--workspace", log)
    added = run(
        *("actions", "add", "=1+1 <b>", "--measure", DEFECTS, *where),
        *("--owner", "Team 2", "--kind", "train", "--due", "2026-06-30"),
    )
    assert added.status == 0
    assert added.lines[1] == "   1  To do         =1+1 <b>"

    moved = run("actions", "move", "1", "doing", *where, "--json")
    assert moved.json["action"]["status"] == "doing"
    assert moved.json["check"] is None
    assert run("actions", "check", "1", *where).lines[-1] == (
        "Not done yet: nothing to check."
    )
    run("actions", "move", "1", "check", *where, "--done", "2026-06-01")
    found = run("actions", "check", "1", *where, "--json").json
    assert found["schema"] == "qc.action/1"
    assert found["action"]["check"] == "2026-08-03"
    assert found["check"]["verdict"] in {"kept", "not-kept", "too-early"}
    assert found["check"]["points_needed"] == 8

    listed = run("actions", "list", *where, "--json").json
    assert listed["schema"] == "qc.actions/1"
    assert [one["number"] for one in listed["actions"]] == [1]


def test_what_is_closed_is_listed_when_asked(run: Run, log: Path) -> None:
    where = ("--workspace", log)
    run("actions", "add", "A", "--measure", DEFECTS, *where)
    run("actions", "move", "1", "dropped", *where)

    assert run("actions", "list", *where).lines == ["No open action."]
    assert "Dropped" in run("actions", "list", "--all", *where).out


def test_refusals_come_in_words(run: Run, log: Path) -> None:
    where = ("--workspace", log)
    assert run("actions", "add", "A", "--measure", "nope", *where).said == (
        "The action was not changed:\n- No measure is called 'nope'."
    )
    assert run("actions", "check", "7", *where).said == (
        "There is no action 7. The board lists those there are."
    )
    run("actions", "add", "A", "--measure", DEFECTS, *where)
    assert run("actions", "move", "1", "check", *where).said == (
        "No action goes from 'to do' to 'in check'; from there it goes to "
        "'being done' or 'dropped'."
    )
