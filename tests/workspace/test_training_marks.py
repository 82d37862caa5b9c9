"""Training days of the agents in a part of the log; without records, none."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.workspace import Lens, Workspace
from qc.workspace.training_marks import has_training, training_marks
from tests.workspace.conftest import NOW, Load, day

LOG = "interaction_id,opened_at,stage,agent,team\n" + "".join(
    f"I{i},2026-0{1 + i % 6}-05 09:00,sale,{('Ann', 'Bo')[i % 2]},{('N', 'S')[i % 2]}\n"
    for i in range(24)
)
TRAINING = (
    "agent,trained_on,course,hours\nAnn,2026-03-02,tone,4\nBo,2026-04-06,core,8\n"
    "Cy,2026-04-06,core,8\n"
)


@pytest.fixture
def trained(load: Load, tmp_path: Path) -> Workspace:
    workspace = load(LOG).workspace
    file = tmp_path / "training.csv"
    file.write_text(TRAINING)
    workspace.load(file)
    return workspace


def test_of_all_and_of_one_team(trained: Workspace) -> None:
    everyone = training_marks(trained)
    north = training_marks(trained, Lens(filters=(("team", ("N",)),)))
    later = training_marks(trained, first=day("2026-04-01"))

    assert [(str(m.day), m.records) for m in everyone] == [
        ("2026-03-02", 1),
        ("2026-04-06", 2),
    ]
    assert [str(m.day) for m in north] == ["2026-03-02"]
    assert [m.records for m in later] == [2]


def test_without_training(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w", now=lambda: NOW)

    assert not has_training(workspace)
    assert training_marks(workspace) == ()
