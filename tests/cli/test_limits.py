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
    assert lines[1].startswith("Since the week of 29 Jun the level is 15.0 % instead")


def test_changed_with_a_reason_and_back(run: Run, own: Path) -> None:
    at = ("limits", "steps-skipped", "--workspace", own, "--json")

    set_ = run(*at, "--phase", "2026-06-29", "--baseline", 12, "--reason", "trained")
    chart = run("chart", "steps-skipped", "--workspace", own, "--json")
    back = run(*at, "--join", "2026-06-29", "--baseline", 24, "--reason", "undone")

    assert set_.json == {
        "schema": "qc.limits/1",
        "id": "steps-skipped",
        "baseline": 12,
        "phases": ["2026-06-29"],
        "excluded": [],
        "proposed": None,
    }
    assert len(chart.json["baselines"]) == 2
    assert (back.json["phases"], back.json["proposed"]) == ([], "2026-06-29")


def test_a_change_needs_a_reason(run: Run, own: Path) -> None:
    asked = run("limits", "steps-skipped", "--phase", "2026-06-29", "--workspace", own)

    assert asked.said == (
        "New phases move the limits of 'steps-skipped': give a reason for them."
    )
