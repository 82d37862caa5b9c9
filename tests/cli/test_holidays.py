"""`python -m qc holidays`: set from a file, listed, refused line by line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_set_and_listed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "days.txt"
    file.write_text("2026-12-26\n2026-12-25 Christmas\n", encoding="utf-8")
    folder = tmp_path / "ours"

    done = run("holidays", file, "--workspace", folder)
    again = run("holidays", "--workspace", folder, "--json")

    assert done.lines == ["2 holidays.", "2026-12-25", "2026-12-26"]
    assert again.json == {
        "schema": "qc.holidays/1",
        "holidays": ["2026-12-25", "2026-12-26"],
    }


def test_none_yet(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    empty = tmp_path / "days.txt"
    empty.write_text("", encoding="utf-8")

    assert run("holidays", empty, "--workspace", folder).lines == ["No holidays set."]


def test_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "days.txt"
    file.write_text("Easter\n", encoding="utf-8")

    said = run("holidays", file, "--workspace", tmp_path / "ours").said

    assert "1 line(s) are no holiday" in said
    assert "'Easter' is no date" in said
