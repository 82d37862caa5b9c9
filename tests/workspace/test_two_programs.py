"""The app and the command line at once: two programs, one folder."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from qc.workspace import Workspace
from tests.nasty import HEADER, base_row
from tests.workspace.conftest import NOW, rows_of


def rows(numbers: range) -> str:
    return "\n".join([HEADER, *map(base_row, numbers)]) + "\n"


def load_files(folder: Path, files: list[Path]) -> None:
    """Load some files in a program of its own."""
    workspace = Workspace.open(folder, now=lambda: NOW)
    for file in files:
        workspace.load(file)


class TestTwoPrograms:
    def test_nothing_is_lost(self, tmp_path: Path) -> None:
        """The app and the command line load at once, some files both of them."""
        files = []
        for k in range(6):
            files.append(tmp_path / f"{k}.csv")
            files[-1].write_text(rows(range(100 * k, 100 * k + 40)))
        shared = tmp_path / "shared.csv"
        shared.write_text(rows(range(1000, 1100)))
        context = multiprocessing.get_context("spawn")
        folder = tmp_path / "workspace"
        programs = [
            context.Process(target=load_files, args=(folder, part))
            for part in ([*files[:3], shared], [shared, *files[3:]])
        ]
        for program in programs:
            program.start()
        for program in programs:
            program.join(60)
        assert [program.exitcode for program in programs] == [0, 0]
        workspace = Workspace.open(folder, now=lambda: NOW)
        assert len(rows_of(workspace)) == 6 * 40 + 100
        assert len(workspace.batches()) == 7
        assert sum(batch.account.accepted for batch in workspace.batches()) == 340
        workspace.warehouse.state.verify()
        assert list(workspace.warehouse.staging.iterdir()) == []
