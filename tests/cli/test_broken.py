"""A workspace that was damaged: every command says so, and none ends in a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspace.conftest import STEADY, weekly

COMMANDS = [("review",), ("chart", "support-defective")]


@pytest.fixture
def folder(run: Run, csv: Callable[..., Path], tmp_path: Path) -> Path:
    """A workspace with a log."""
    folder = tmp_path / "workspace"
    assert run("load", csv(weekly(STEADY)), "--workspace", folder).status == 0
    return folder


@pytest.mark.parametrize("command", COMMANDS)
class TestDamage:
    def test_a_batch_that_was_changed(
        self, run: Run, folder: Path, command: tuple[str, ...]
    ) -> None:
        found = (folder / "batches").glob("*.parquet")
        (batch,) = (file for file in found if "set-aside" not in file.name)
        batch.chmod(0o600)
        batch.write_bytes(batch.read_bytes()[:-9])
        said = run(*command, "--workspace", folder).said
        assert "was changed or damaged since it was loaded" in said
        assert "Remove the batch and load 'log.csv' again." in said

    def test_a_batch_that_is_gone(
        self, run: Run, folder: Path, command: tuple[str, ...]
    ) -> None:
        for file in (folder / "batches").iterdir():
            file.unlink()
        said = run(*command, "--workspace", folder).said
        assert "is missing. Remove the batch and load 'log.csv' again." in said

    def test_a_memory_that_is_no_database(
        self, run: Run, folder: Path, command: tuple[str, ...]
    ) -> None:
        for file in folder.glob("state.sqlite*"):
            file.write_bytes(b"not a database" * 99)
        assert "state.sqlite" in run(*command, "--workspace", folder).said

    @pytest.mark.parametrize("name", ["measures.toml", "rules.toml"])
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (b"[[[", "has 1 fault(s); nothing was used:\n- not valid TOML"),
            (b"\xff\xfe", "has 1 fault(s); nothing was used:\n- it is not UTF-8"),
        ],
    )
    def test_settings(  # noqa: PLR0913 - parameters
        self,
        run: Run,
        folder: Path,
        command: tuple[str, ...],
        name: str,
        text: bytes,
        message: str,
    ) -> None:
        (folder / name).write_bytes(text)
        said = run(*command, "--workspace", folder).said
        assert said.startswith(f"{name} {message}")

    def test_cells_are_made_anew(
        self, run: Run, folder: Path, command: tuple[str, ...]
    ) -> None:
        before = run(*command, "--workspace", folder)
        for file in (folder / "cells").iterdir():
            file.chmod(0o600)
            file.write_bytes(b"rubbish")
        assert run(*command, "--workspace", folder) == before
