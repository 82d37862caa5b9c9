"""`simulate`: the logs of a company that does not exist, as files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qc.simulate import PROFILES, make_company
from tests.cli.conftest import Run

TABLES = [
    "interactions",
    "transactions",
    "customers",
    "referrals",
    "campaigns",
    "training",
    "outreach",
]


class TestSimulate:
    def test_as_text(self, run: Run, tmp_path: Path) -> None:
        ran = run("simulate", tmp_path / "logs", "--profile", "tiny")
        assert ran.status == 0
        files = [Path(line) for line in ran.lines]
        assert {file.stem for file in files} == {*TABLES, "truth"}
        assert all(file.exists() for file in files)

    def test_as_data(self, run: Run, tmp_path: Path) -> None:
        ran = run("simulate", tmp_path / "logs", "--profile", "tiny", "--json")
        assert list(ran.json) == ["schema", "files"]
        assert ran.json["schema"] == "qc.files/1"
        assert len(ran.json["files"]) == 8

    def test_the_same_seed_makes_the_same_bytes(self, run: Run, tmp_path: Path) -> None:
        for name, seed in (("a", 7), ("b", 7), ("c", 8)):
            run("simulate", tmp_path / name, "--profile", "tiny", "--seed", seed)
        first, again, other = (
            (tmp_path / name / "interactions.csv").read_bytes() for name in "abc"
        )
        assert first == again != other

    def test_its_log_can_be_loaded(self, run: Run, tmp_path: Path) -> None:
        start = ("--start", "2025-01-06")
        run("simulate", tmp_path / "logs", "--profile", "tiny", *start)
        log, folder = tmp_path / "logs" / "interactions.csv", tmp_path / "workspace"
        loaded = run("load", log, "--workspace", folder, "--json").json
        assert loaded["read"] == loaded["accepted"] > 0
        assert run("review", "--workspace", folder).status in {0, 1}

    def test_planted_faults_are_found(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "workspace"
        what = ("--profile", "tiny", "--dirty", 2, "--semicolon", "--workspace", folder)

        assert run("simulate", tmp_path / "logs", *what).status == 0

        found = run("tables", "--workspace", folder, "--json").json["tables"]
        rows = {one["table"]: one["rows"] for one in found}
        truth = (tmp_path / "logs" / "truth.json").read_text(encoding="utf-8")
        told = json.loads(truth)["dirty"]
        clean = make_company(PROFILES["tiny"], seed=1).tables
        lost = 4 * 2  # no id, unknown stage, future, and one odd form of the time
        assert rows["interactions"] == len(clean["interactions"]["stage"]) - lost
        assert rows["transactions"] == len(clean["transactions"]["amount"])
        assert [len(told[name]) for name in ("cycle", "late")] == [4, 2]

    def test_a_company_without_campaigns_is_loaded_all_the_same(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        quiet = replace(PROFILES["tiny"], name="quiet", campaigns=())
        monkeypatch.setattr("qc.simulate.PROFILES", {**PROFILES, "quiet": quiet})
        folder = tmp_path / "workspace"
        what = ("--profile", "quiet", "--workspace", folder)

        assert run("simulate", tmp_path / "logs", *what).status == 0
        found = run("tables", "--workspace", folder, "--json").json["tables"]
        assert {one["table"] for one in found} == {*TABLES} - {"campaigns"}


class TestRefusals:
    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (
                ("--profile", "tinny"),
                "No profile is called 'tinny'. Did you mean 'tiny'?",
            ),
            (("--profile", "x"), f"Known: {', '.join(sorted(PROFILES))}."),
            (("--start", "soon"), "'soon' is not a date; write it as 2026-11-16."),
            (
                ("--start", "9999-12-01"),
                "9999-12-01 is too far away; take a year from 1970 to 2089.",
            ),
            (("--seed", "x"), "invalid int value: 'x'"),
            (
                ("--profile", "tiny", "--dirty", "-1"),
                "-1 rows of 'duplicate' cannot be planted; give 0 or more.",
            ),
            (
                ("--profile", "tiny", "--dirty", "9000"),
                "Only 2511 rows are left that can have the fault 'no-id', not 9000. "
                "Plant fewer, or simulate a longer log.",
            ),
        ],
    )
    def test_options(
        self, run: Run, tmp_path: Path, options: tuple[str, ...], message: str
    ) -> None:
        assert message in run("simulate", tmp_path / "logs", *options).said
        assert not (tmp_path / "logs").exists()

    def test_a_file_as_a_folder(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.write_text("x")
        said = run("simulate", file, "--profile", "tiny").said
        assert said.startswith("Cannot go on: ")

    @pytest.mark.parametrize("options", [("--seed", "-3"), ("--start", "2089-12-31")])
    def test_odd_ones_that_work(
        self, run: Run, tmp_path: Path, options: tuple[str, ...]
    ) -> None:
        ran = run("simulate", tmp_path, "--profile", "tiny", *options)
        assert ran.status == 0
