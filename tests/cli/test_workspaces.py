"""`--workspace` on the commands that can do without one: its rules, its log."""

from __future__ import annotations

from pathlib import Path

from qc.workspace import Workspace
from tests.cli.conftest import Run
from tests.cli.test_series import STEADY, rows

OWN_RULES = """
[rule.far]
pattern = "beyond"
sigma = 3.0

[set.own]
title = "Ours alone"
rules = ["far"]
"""


def test_a_series_is_judged_by_the_rules_of_the_workspace(
    run: Run, tmp_path: Path
) -> None:
    file, folder = tmp_path / "s.csv", tmp_path / "workspace"
    file.write_text(rows([*STEADY], n=100), encoding="utf-8")
    workspace = Workspace.open(folder)
    (folder / "rules.toml").write_text(OWN_RULES, encoding="utf-8")
    workspace.use_rules("own")

    told = run("series", file, "--workspace", folder)

    assert told.status == 0
    assert "Ours alone" in told.out
    assert "Ours alone" not in run("series", file).out
    assert "nhs" in run("series", file, "--workspace", folder, "--rules", "no").said


def test_a_simulated_company_is_loaded_into_the_workspace(
    run: Run, tmp_path: Path
) -> None:
    logs, folder = tmp_path / "logs", tmp_path / "workspace"
    start = ("--start", "2025-01-06")

    ran = run("simulate", logs, "--profile", "tiny", *start, "--workspace", folder)

    assert ran.status == 0
    (batch,) = Workspace.open(folder).batches()
    assert batch.file == "interactions.csv"
    assert batch.account.accepted == batch.rows > 0
