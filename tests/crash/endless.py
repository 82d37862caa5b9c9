"""An endless row of deeds, and what a workspace must hold after the first n of them."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from qc.cli import main
from qc.workspace import Workspace
from tests.crash.deeds import log, opened

ROWS, STEP = 8, 4


class Kind(StrEnum):
    """What a deed is."""

    LOAD = "load"
    REMOVE = "remove"
    RESTORE = "restore"
    ERASE = "erase"
    REVIEW = "review"


_ROUND = (
    *(Kind.LOAD, Kind.LOAD, Kind.REMOVE, Kind.LOAD, Kind.RESTORE, Kind.LOAD),
    *(Kind.ERASE, Kind.LOAD, Kind.REVIEW),
)
ROUND = len(_ROUND)


def kind_of(number: int) -> Kind:
    return _ROUND[number % len(_ROUND)]


def rows_of(number: int) -> dict[int, int]:
    """Return the scores of a log by number of the row; half come again next time."""
    first = number * STEP
    return dict.fromkeys(range(first, first + ROWS), 1 + number % 5)


def customer(number: int) -> int:
    return number // len(_ROUND) % 5


def do(number: int, folder: Path, files: Path) -> None:
    """Do one deed: loads and reviews as the command line, the others as the app."""
    kind = kind_of(number)
    if kind is Kind.LOAD:
        rows = rows_of(number)
        score = next(iter(rows.values()))
        file = log(files / f"{number}.csv", range(min(rows), max(rows) + 1), score)
        assert main(["load", str(file), "--workspace", str(folder)]) == 0
    elif kind is Kind.REVIEW:
        assert main(["review", "--workspace", str(folder)]) in {0, 1}
    else:
        _by_hand(kind, number, opened(folder))


def _by_hand(kind: Kind, number: int, workspace: Workspace) -> None:
    batches = {batch.file: batch.id for batch in workspace.batches()}
    if kind is Kind.REMOVE:
        workspace.remove(batches[f"{number - 1}.csv"], reason="test")
    elif kind is Kind.RESTORE:
        workspace.restore(batches[f"{number - 3}.csv"], reason="test")
    else:
        workspace.forget_customer(f"c{customer(number)}", reason="asked to")


@dataclass(slots=True)
class Model:
    """What a workspace holds: of each file its rows, and whether it counts."""

    rows: dict[str, dict[int, int]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    @classmethod
    def after(cls, deeds: int) -> Model:
        """Return the model after the first deeds."""
        model = cls()
        for number in range(deeds):
            model.do(number)
        return model

    def do(self, number: int) -> None:
        """Do one deed."""
        match kind_of(number):
            case Kind.LOAD:
                self.rows[f"{number}.csv"] = rows_of(number)
            case Kind.REMOVE:
                self.removed.add(f"{number - 1}.csv")
            case Kind.RESTORE:
                self.removed.discard(f"{number - 3}.csv")
            case Kind.ERASE:
                gone = customer(number)
                for rows in self.rows.values():
                    for i in [i for i in rows if i % 5 == gone]:
                        del rows[i]

    @property
    def seen(self) -> tuple[list[tuple[str, bool, int]], dict[str, float]]:
        """Return the batches, and the score of every current row."""
        batches = [
            (file, file not in self.removed, len(rows))
            for file, rows in self.rows.items()
        ]
        current: dict[int, int] = {}
        for file, rows in self.rows.items():
            if file not in self.removed:
                current |= rows
        return batches, {f"I{i}": float(score) for i, score in current.items()}


def seen(workspace: Workspace) -> tuple[list[tuple[str, bool, int]], dict[str, float]]:
    """Return the same of a real workspace."""
    batches = [(one.file, one.live, one.rows) for one in workspace.batches()]
    log_rows = workspace.warehouse.log().rows(("interaction_id", "score"))
    found = workspace.warehouse.fetch(f"SELECT interaction_id, score FROM {log_rows}")
    workspace.warehouse.state.verify()
    assert len(dict(found)) == len(found)
    return batches, dict(found)


def run(first: int, folder: Path, files: Path) -> None:
    """Go on from a deed for ever; say each that is done."""
    for number in range(first, sys.maxsize):
        do(number, folder, files)
        say(f"done {number}")


def say(line: str) -> None:
    """Write a line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
