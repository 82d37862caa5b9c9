"""Training days of a workspace, for its charts: whose, as the lens looks at them."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import TableName
from qc.review.training_marks import TrainingMark, condensed
from qc.store.slices import Slice, Span
from qc.store.training_days import training_days
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace


def has_training(workspace: Workspace) -> bool:
    """Say whether records of training are loaded."""
    return bool(workspace.warehouse.log(TableName.TRAINING).full)


def training_marks(
    workspace: Workspace,
    lens: Lens = LENS,
    *,
    first: np.datetime64 | None = None,
    last: np.datetime64 | None = None,
) -> tuple[TrainingMark, ...]:
    """Answer: when were those trained whose work a chart shows?

    Parameters
    ----------
    workspace : Workspace
    lens : Lens
        With a filter, agents with an interaction in that part of the log; else all.
    first, last : datetime64[D], optional
        Days of the chart.
    """
    if not has_training(workspace):
        return ()
    found = training_days(
        workspace.warehouse,
        slice=Slice(lens.filters),
        span=Span(first=first, last=last),
    )
    return condensed(found)
