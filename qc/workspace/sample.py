"""The sample company as a workspace of its own, beside the user's."""

from __future__ import annotations

from pathlib import Path

from qc.core.errors import QcError
from qc.workspace.cabinet import Clock, utc_now
from qc.workspace.resources import SAMPLE
from qc.workspace.sample_actions import plant
from qc.workspace.workspace import Workspace

LOG = SAMPLE / "interactions.csv"
TABLES = tuple(
    SAMPLE / f"{name}.csv"
    for name in (
        "customers",
        "campaigns",
        "transactions",
        "referrals",
        "training",
        "outreach",
    )
)


def open_sample(folder: Path, *, now: Clock = utc_now) -> Workspace:
    """Open the workspace that holds the sample, loading it the first time.

    Raises
    ------
    QcError
        If the workspace holds another log: the two must not mix.
    """
    workspace = Workspace.open(folder, now=now)
    there = {batch.file for batch in workspace.warehouse.manifest.all()}
    if there and LOG.name not in there:
        raise QcError(
            f"{folder} holds a log of your own. The sample needs a folder to itself; "
            "name another one."
        )
    for file in (LOG, *TABLES):
        if file.name not in there:
            workspace.load(file, simulated=True)
    plant(workspace)
    return workspace
