"""`python -m qc limits`: shown, changed with a reason, undone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample that may be changed."""
    return Path(shutil.copytree(sample, tmp_path / "own"))


def test_shown_with_what_is_proposed(run: Run, sample: Path) -> None:
    lines = run("limits", "steps-skipped", "--workspace", sample).lines

    assert lines[0] == (
        "Limits in force: first 24 points of a phase; phases start once; left out "
        "nothing."
    )
    assert lines[1].startswith("Since the week of 30 Mar the level is 38.4 % instead")


def test_changed_with_a_reason_and_back(run: Run, own: Path) -> None:
    at = ("limits", "steps-skipped", "--workspace", own, "--json")

    set_ = run(*at, "--phase", "2026-03-30", "--baseline", 12, "--reason", "trained")
    chart = run("chart", "steps-skipped", "--workspace", own, "--json")
    back = run(*at, "--join", "2026-03-30", "--baseline", 24, "--reason", "undone")

    assert set_.json == {
        "schema": "qc.limits/1",
        "id": "steps-skipped",
        "baseline": 12,
        "phases": ["2026-03-30"],
        "excluded": [],
        "chart": None,
        "proposed": None,
    }
    assert len(chart.json["baselines"]) == 2
    assert (back.json["phases"], back.json["proposed"]) == ([], "2026-03-30")


def test_a_change_needs_a_reason(run: Run, own: Path) -> None:
    asked = run("limits", "steps-skipped", "--phase", "2026-03-30", "--workspace", own)

    assert asked.said == (
        "Say why: whoever looks at this chart later must be able to tell."
    )


def test_undone_redone_and_listed(run: Run, own: Path) -> None:
    at, day = ("--workspace", own), "2026-03-30"
    asked = ("limits", "steps-skipped", *at, "--reason", "trained")
    run(*asked, "--exclude", day)
    run(*asked, "--chart", "xmr")

    assert run("limits", "undo", *at).lines == ["Undone: chart: XmR chart."]
    assert run("limits", "undo", "steps-skipped", *at).lines == [
        "Undone: left out 30 Mar 2026."
    ]
    again = run("limits", "redo", "steps-skipped", *at, "--json").json
    shown = run("limits", "steps-skipped", *at, "--json").json
    past = run("limits", "history", "steps-skipped", *at, "--json").json["history"]

    assert again["done"] == "Redone: left out 30 Mar 2026."
    assert (shown["excluded"], shown["chart"]) == ([day], None)
    assert [(each["about"], each["act"], each["stands"]) for each in past] == [
        ("limits", "made", True),
        ("chart", "made", False),
        ("chart", "undone", False),
        ("limits", "undone", False),
        ("limits", "redone", False),
    ]
    assert "owner  Left out 30 Mar 2026 (trained)" in "\n".join(
        run("limits", "history", "steps-skipped", *at).lines
    )


def test_a_chart_is_taken_for_everyone_and_left_to_the_data(
    run: Run, own: Path
) -> None:
    asked = ("limits", "steps-skipped", "--workspace", own, "--reason", "x", "--json")

    assert run(*asked, "--chart", "xmr").json["chart"] == "xmr"
    assert run(*asked, "--chart-by-data").json["chart"] is None


def test_what_cannot_be_undone_or_understood_is_said(run: Run, sample: Path) -> None:
    at = ("--workspace", sample)

    assert run("limits", "undo", *at).said.startswith("Nothing was decided that could")
    assert run("limits", "redo", *at).said.startswith("Nothing was taken back that")
    assert run("limits", "undo", "a", "b", *at).said == (
        "'undo a b' is no measure. Write undo, redo or history before the id of one "
        "measure, or the id alone."
    )
