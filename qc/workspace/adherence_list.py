"""Single interactions of a workspace that went least as their steps prescribe."""

from __future__ import annotations

from qc.core.errors import NothingToShow
from qc.review.step_list import StepList, step_cases
from qc.store.step_rows import step_rows
from qc.workspace.compare import days_compared
from qc.workspace.workspace import LENS, Workspace

WEEKS = 4
"""Newest whole weeks that are listed: they can still be talked about."""


def step_list(workspace: Workspace) -> StepList:
    """Answer: which interactions of the newest weeks lack prescribed steps?

    Raises
    ------
    NothingToShow
        If the log is empty.
    """
    span = days_compared(workspace, LENS, WEEKS)
    if span.first is None or span.last is None:
        raise NothingToShow("The log holds no day yet. Load a file first.")
    known, cases = step_cases(step_rows(workspace.warehouse, span), workspace.steps)
    return StepList(
        first=span.first, last=span.last, weeks=WEEKS, known=known, cases=cases
    )
