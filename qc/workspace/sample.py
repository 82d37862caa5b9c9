"""The sample company as a workspace of its own, beside the user's."""

from __future__ import annotations

from pathlib import Path

from qc.core.errors import QcError
from qc.workspace.cabinet import Clock, utc_now
from qc.workspace.resources import SAMPLE
from qc.workspace.sample_actions import plant
from qc.workspace.workspace import Workspace

LOG = SAMPLE / "interactions.csv"


def open_sample(folder: Path, *, now: Clock = utc_now) -> Workspace:
    """Open the workspace that holds the sample, loading it the first time.

    Raises
    ------
    QcError
        If the workspace holds another log: the two must not mix.
    """
    workspace = Workspace.open(folder, now=now)
    batches = workspace.batches()
    if not batches:
        workspace.load(LOG, simulated=True)
    elif LOG.name not in {batch.file for batch in batches}:
        raise QcError(
            f"{folder} holds a log of your own. The sample needs a folder to itself; "
            "name another one."
        )
    plant(workspace)
    return workspace
