"""Several programs at once in one workspace: each is a process of its own.

It imports everything once and forks. Prints one line of JSON: what each program met.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import numpy as np

from qc.cli import main
from qc.core.errors import QcError
from tests.crash.deeds import log, opened
from tests.crash.forks import warm

TIMES = 5
Program = Callable[[Path, Path], None]


def first_loader(folder: Path, files: Path) -> None:
    """Load on the command line: files of its own, then one that the other loads too."""
    _load(folder, [*(files / f"a{i}.csv" for i in range(4)), files / "shared.csv"])


def second_loader(folder: Path, files: Path) -> None:
    _load(folder, [files / "shared.csv", *(files / f"b{i}.csv" for i in range(4))])


def _load(folder: Path, each: list[Path]) -> None:
    assert main(["load", *map(str, each), "--workspace", str(folder)]) == 0


def reviewer(folder: Path, _files: Path) -> None:
    """Hold reviews in the app, from one workspace that stays open."""
    workspace = opened(folder)
    for _ in range(TIMES):
        workspace.review()
        workspace.assess("support-defective")


def cells_maker(folder: Path, _files: Path) -> None:
    """Hold reviews on the command line, after a start that has no cells."""
    for _ in range(TIMES):
        for file in (folder / "cells").iterdir():
            file.unlink(missing_ok=True)
        assert main(["review", "--workspace", str(folder)]) in {0, 1}


def decider(folder: Path, _files: Path) -> None:
    """Change settings and note events."""
    workspace = opened(folder)
    for number in range(TIMES):
        workspace.use_rules(("nelson", "nhs")[number % 2])
        day = np.datetime64("2026-03-09", "D")
        workspace.note("support-defective", day, f"{os.getpid()} {number}")


def remover(folder: Path, _files: Path) -> None:
    """Take the first batch out and put it back."""
    workspace = opened(folder)
    (batch, *_) = workspace.batches()
    for _ in range(TIMES):
        workspace.remove(batch.id, reason="test")
        workspace.restore(batch.id, reason="test")


def eraser(folder: Path, _files: Path) -> None:
    """Forget one customer, as often as others come in between."""
    workspace = opened(folder)
    for _ in range(200):
        try:
            workspace.forget_customer("c4", reason="asked to")
        except QcError as refusal:
            if "Try again" not in str(refusal):
                raise
        else:
            return


PROGRAMS: dict[str, Program] = {
    program.__name__: program
    for program in (
        *(first_loader, second_loader, reviewer, cells_maker),
        *(decider, remover, eraser),
    )
}


def prepare(folder: Path, files: Path) -> None:
    """Make the files of the loaders, and a workspace with two batches."""
    for i in range(4):
        log(files / f"a{i}.csv", range(100 + 10 * i, 112 + 10 * i), score=1 + i)
        log(files / f"b{i}.csv", range(200 + 10 * i, 212 + 10 * i), score=1 + i)
    log(files / "shared.csv", range(300, 320))
    workspace = opened(folder)
    workspace.load(log(files / "first.csv", range(20)))
    workspace.load(log(files / "second.csv", range(10, 30), score=2))
    workspace.warehouse.close()


def begin(folder: Path, files: Path) -> None:
    """Make the workspace, and its first cells."""
    prepare(folder, files)
    cells_maker(folder, files)


def run(name: str, folder: Path, files: Path) -> int:
    """Run one program in a child; what it meets goes to a file."""
    if child := os.fork():
        return child
    met = ""
    try:
        with (files / f"{name}.out").open("w", encoding="utf-8") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            PROGRAMS[name](folder, files)
    except BaseException:
        met = traceback.format_exc()
    (files / f"{name}.met").write_text(met, encoding="utf-8")
    os._exit(0)


if __name__ == "__main__":
    _, place, *names = sys.argv
    at, beside = Path(place) / "workspace", Path(place) / "files"
    beside.mkdir()
    warm(lambda: begin(at, beside))
    for child in [run(name, at, beside) for name in names]:
        os.waitpid(child, 0)
    met = {name: (beside / f"{name}.met").read_text() for name in names}
    sys.stdout.write(json.dumps(met))
