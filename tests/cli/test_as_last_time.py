"""`load`: the second file of a source asks nothing, unless it is told to ask again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run

HEADER = "Case No,Opened on,Team"
FIRST = f"{HEADER}\nC1,03/04/2026 10:00,North\nC2,04/04/2026 10:00,North\n"
SECOND = f"{HEADER}\nC3,05/04/2026 10:00,South\n"


def test_the_second_week_is_read_as_the_first(
    run: Run, csv: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "workspace"
    first, second = csv(FIRST), csv(SECOND, "second.csv")
    asked = run("load", first, "--workspace", folder)
    run("load", first, "--workspace", folder, "--day-first")

    told = run("load", second, "--workspace", folder)

    assert "day first or month first" in asked.said
    assert told.status == 0
    assert "1 row read = 1 accepted" in told.lines[0]
    assert told.lines[1].startswith("  Read as last time (since ")
    assert told.lines[1].endswith("--ask-again to recognise its columns anew")


def test_it_can_be_asked_again(
    run: Run, csv: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "workspace"
    run("load", csv(FIRST), "--workspace", folder, "--day-first")

    told = run("load", csv(SECOND), "--workspace", folder, "--ask-again")

    assert "day first or month first" in told.said


def test_the_day_is_told_as_data(
    run: Run, csv: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "workspace"
    before = run("load", csv(FIRST), "--workspace", folder, "--day-first", "--json")

    after = run("load", csv(SECOND), "--workspace", folder, "--json")

    assert before.json["as_last_time_since"] is None
    assert len(after.json["as_last_time_since"]) == len("2026-04-03")
