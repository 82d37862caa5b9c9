"""The sample company as a workspace of its own, beside the user's."""

from __future__ import annotations

from pathlib import Path

from qc.workspace.cabinet import Clock, utc_now
from qc.workspace.resources import SAMPLE
from qc.workspace.workspace import Workspace

LOG = SAMPLE / "interactions.csv"


def open_sample(folder: Path, *, now: Clock = utc_now) -> Workspace:
    """Open the workspace that holds the sample, loading it the first time."""
    workspace = Workspace.open(folder, now=now)
    if not workspace.batches():
        workspace.load(LOG)
    return workspace
