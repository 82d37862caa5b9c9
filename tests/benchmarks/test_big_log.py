"""The big log is what the benchmarks take it for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.benchmarks import big_log
from tests.benchmarks.big_log import write_log


@pytest.fixture
def rows(tmp_path: Path) -> list[dict[str, str]]:
    path = write_log(tmp_path / "log.csv", 3_000, seed=1)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_there_once_and_in_order(rows: list[dict[str, str]]) -> None:
    opened = [row["opened_at"] for row in rows]

    assert len({row["interaction_id"] for row in rows}) == 3_000
    assert opened == sorted(opened)
    assert opened[0][:10] == "2024-10-28"


def test_an_agent_has_one_team(rows: list[dict[str, str]]) -> None:
    pairs = {(row["agent"], row["team"]) for row in rows}

    assert len(pairs) == 100
    assert len({team for _, team in pairs}) == 8


def test_times_follow_each_other_and_late_cases_are_open(
    rows: list[dict[str, str]],
) -> None:
    closed = [row for row in rows if row["status"] == "closed"]

    assert all(
        r["opened_at"] <= r["first_response_at"] <= r["resolved_at"] for r in closed
    )
    assert 0 < len(rows) - len(closed) < 30
    assert all(not r["resolved_at"] for r in rows if r["status"] == "open")
    assert 0.1 < sum(not r["score"] for r in rows) / len(rows) < 0.9


def test_one_seed_makes_one_file(tmp_path: Path) -> None:
    one = write_log(tmp_path / "one.csv", 500, seed=1).read_bytes()
    same = write_log(tmp_path / "same.csv", 500, seed=1).read_bytes()
    other = write_log(tmp_path / "other.csv", 500, seed=2).read_bytes()

    assert one == same
    assert one != other


def test_chunks_join_without_a_seam(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(big_log, "CHUNK", 64)

    lines = write_log(tmp_path / "log.csv", 200, seed=1).read_text().splitlines()

    opened = [line.split(",")[6] for line in lines[1:]]
    assert len(lines) == 201
    assert opened == sorted(opened)
