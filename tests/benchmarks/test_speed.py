"""The comparison of speed runs, on a log too small to tell anything."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.benchmarks import speed
from tests.benchmarks.big_log import People, write_changes, write_log
from tests.benchmarks.sides import measure


def test_each_side_and_question_has_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "CHARTS_ASKED", 4)
    kind = speed.Kind("small", People(agents=3, rows_each=1), office=True)

    lines = [*speed.of_kind(tmp_path, kind, 2_000, 1)]
    lines += speed.questions(tmp_path, 2_000)

    assert lines[0] == "2,000 rows, small, median of 1"
    told = [line.split()[:3] for line in lines[1:]]
    assert [words[0] for words in told] == ["bare", "load", "ratio", "a", "2,000"]


def test_a_side_that_fails_is_no_figure() -> None:
    with pytest.raises(SystemExit, match="failed"):
        measure("raise SystemExit(1)")


def test_what_a_side_says_comes_back() -> None:
    run = measure("print(1, 2.5); print(3)")

    assert run.said == ((1.0, 2.5), (3.0,))
    assert run.cpu > 0
    assert run.megabytes > 1


def test_changes_are_other_answers_in_rows_of_the_log(tmp_path: Path) -> None:
    log = write_log(tmp_path / "log.csv", 1_000, seed=1)
    with log.open(encoding="utf-8", newline="") as file:
        rows = {row["interaction_id"]: row for row in csv.DictReader(file)}

    path = write_changes(log, tmp_path / "changes.csv", 10)

    with path.open(encoding="utf-8", newline="") as file:
        changed = list(csv.DictReader(file))
    assert len({row["interaction_id"] for row in changed}) == 10
    for row in changed:
        old = rows[row["interaction_id"]]
        assert {row["defective"], old["defective"]} == {"0", "1"}
        assert row | {"defective": ""} == old | {"defective": ""}


def test_each_row_may_have_a_customer_and_there_may_be_more_agents(
    tmp_path: Path,
) -> None:
    people = People(agents=7, rows_each=1)

    path = write_log(tmp_path / "log.csv", 500, seed=1, people=people)

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["customer_id"] for row in rows}) == 500
    assert len({row["agent"] for row in rows}) == 7
