"""Small workspaces with a fixed clock, and what came into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qc.core.plan import SetAside
from qc.core.series import Counts
from qc.workspace import Lens, Workspace
from qc.workspace.loading import LoadReport
from qc.workspace.privacy import names_of
from qc.workspace.sample import open_sample

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
DEFECTS, STEPS, LATE = "support-defective", "steps-skipped", "support-answered-late"
START = np.datetime64("2026-01-05", "D")
STEADY = [2, 3, 2, 1, 2, 4, 2, 3, 1, 2, 3, 2, 2, 1, 3, 2, 2, 3, 1, 2, 3, 2, 2, 1, 2, 3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A workspace after a load."""

    workspace: Workspace
    report: LoadReport

    def rows(self, *columns: str) -> dict[str, tuple[Any, ...]]:
        """Return the current rows by their id."""
        return rows_of(self.workspace, *columns)

    def column(self, name: str) -> list[Any]:
        """Return one field, in the order of the ids I0, I1, ..."""
        found = self.rows(name)
        return [found[key][0] for key in sorted(found, key=lambda key: int(key[1:]))]

    @property
    def aside(self) -> list[SetAside]:
        """Rows that were not accepted."""
        listed = self.workspace.set_aside(self.report.batch)
        return [row for row, kept in listed if not kept]

    @property
    def left_out(self) -> list[SetAside]:
        """Values that were left out of rows that were accepted."""
        listed = self.workspace.set_aside(self.report.batch)
        return [row for row, kept in listed if kept]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Read, accepted, set aside, duplicates."""
        account = self.report.account
        return account.read, account.accepted, account.set_aside, account.duplicates


def rows_of(workspace: Workspace, *columns: str) -> dict[str, tuple[Any, ...]]:
    """Return the current rows of a workspace by their id, people by name."""
    wanted = ("interaction_id", *columns)
    log = workspace.warehouse.log().rows(wanted)
    found = workspace.warehouse.fetch(f"SELECT {', '.join(wanted)} FROM {log}")
    names = names_of(workspace.warehouse, {str(cell) for row in found for cell in row})
    by_id = {row[0]: tuple(names.get(cell, cell) for cell in row[1:]) for row in found}
    assert len(by_id) == len(found), "an id came twice"
    return by_id


def weekly(defects: list[int], of: int = 20) -> str:
    """Write a log with that many defective contacts in each week, all on each day."""
    rows = ["interaction_id,opened_at,stage,defective,score,reason"]
    for week, count in enumerate(defects):
        for i in range(of):
            at = START + np.timedelta64(7 * week + i % 7, "D")
            reason = "refund" if i < count else ""
            rows.append(f"{week}-{i},{at}T09:00:00,support,{int(i < count)},4,{reason}")
    return "\n".join(rows) + "\n"


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


def team(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("team", (name,)),)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_sample(tmp_path_factory.mktemp("sample"), now=lambda: NOW)


def counts(workspace: Workspace, measure: str, lens: Lens) -> Counts:
    series = workspace.assess(measure, lens).series
    assert isinstance(series, Counts)
    return series


Load = Callable[..., Loaded]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace.open(tmp_path / "workspace", now=lambda: NOW)


@pytest.fixture
def load(tmp_path: Path, workspace: Workspace) -> Load:
    """Load bytes or text as a file; the account must balance, whatever is in it."""

    def run(data: bytes | str, name: str = "log.csv", **options: Any) -> Loaded:  # noqa: ANN401
        file = tmp_path / name
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        report = workspace.load(file, **options)
        loaded = Loaded(workspace=workspace, report=report)
        read, accepted, aside, duplicates = loaded.counts
        assert read == accepted + aside + duplicates
        return loaded

    return run
