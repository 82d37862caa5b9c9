"""Five stages of a workspace: yields, journeys, causes of defects."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import Stage
from qc.review.causes import WEEKS, Causes, Comparison, contrast, rank
from qc.review.stages import StagesReport, report
from qc.review.tallies import CauseBy, Days, Joined
from qc.store.causes import causes as causes_of
from qc.store.slices import Slice, Span
from qc.store.stages import journeys as journeys_of
from qc.store.stages import stages as stages_of
from qc.workspace.days import DAY, WEEK, looked_at, span_of, whole_weeks
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

_JOINS = {"case_id": Joined.CASE, "customer_id": Joined.CUSTOMER}


def stages_report(
    workspace: Workspace, lens: Lens = LENS, *, shift: float = 0.0
) -> StagesReport:
    """Answer: where on the way do customers meet defects, and who meets none?

    Parameters
    ----------
    workspace : Workspace
    lens : Lens
        Filters and days; every interaction of these days counts, also those of a
        week that is still running.
    shift : float
        Added to the sigma levels; 1.5 only for those who believe in it.

    Raises
    ------
    NothingToShow
        If the log is empty.
    """
    log = workspace.warehouse
    span, part = span_of(workspace, lens), Slice(lens.filters)
    columns = log.columns()
    logs = [
        journeys_of(log, joined, slice=part, span=span)
        for key, joined in _JOINS.items()
        if key in columns
    ]
    tallies = stages_of(log, slice=part, span=span)
    return report(tallies, logs, shift=shift, days=looked_at(workspace, lens))


def causes(
    workspace: Workspace,
    lens: Lens = LENS,
    *,
    by: CauseBy = CauseBy.REASON,
    stage: Stage | None = None,
    split: np.datetime64 | None = None,
) -> Causes:
    """Answer: which causes make up most of the defects, and did they change?

    Parameters
    ----------
    workspace : Workspace
    lens : Lens
    by : CauseBy
        The field of the log to read as the cause.
    stage : Stage, optional
        Of one stage only.
    split : datetime64[D], optional
        First day of "after": the 56 days from it against the 56 before it, as far
        as the log goes. Left out, the last 8 whole weeks against the 8 before.

    Raises
    ------
    NothingToShow
        If the log is empty.
    """
    log, part = workspace.warehouse, Slice(lens.filters)
    span = span_of(workspace, lens)
    found = causes_of(log, by, [span], slice=part, stage=stage)
    return Causes(
        by=by,
        stage=stage,
        judged=found.judged[0],
        defectives=sum(tally.defectives[0] for tally in found.causes),
        bars=rank(found),
        comparison=_comparison(workspace, lens, by, stage, split),
    )


def causes_known(workspace: Workspace) -> tuple[CauseBy, ...]:
    """Return the fields that the log can be asked for causes by."""
    columns = workspace.warehouse.columns()
    return tuple(by for by in CauseBy if by.value in columns)


def _comparison(
    workspace: Workspace,
    lens: Lens,
    by: CauseBy,
    stage: Stage | None,
    split: np.datetime64 | None,
) -> Comparison | None:
    sides = before_and_after(workspace, lens, split)
    if sides is None:
        return None
    spans = [Span(first=side.first, last=side.last) for side in sides]
    found = causes_of(
        workspace.warehouse, by, spans, slice=Slice(lens.filters), stage=stage
    )
    return contrast(found, *sides)


def before_and_after(
    workspace: Workspace, lens: Lens, split: np.datetime64 | None
) -> tuple[Days, Days] | None:
    """Return the days before and after; None where the log has no such days.

    Parameters
    ----------
    workspace : Workspace
    lens : Lens
    split : datetime64[D], optional
        As in `causes`.
    """
    days = looked_at(workspace, lens)
    if days is None:
        return None
    first, last = days.first, days.last
    if split is None:
        whole = whole_weeks(workspace, lens)
        half = min(WEEKS, len(whole) // 2)
        if not half:
            return None
        split, last = whole[-half], whole[-1] + WEEK - DAY
        first = whole[-2 * half]
    reach = WEEKS * WEEK
    before = Days(first=max(first, split - reach), last=split - DAY)
    after = Days(first=split, last=min(last, split + reach - DAY))
    whole_days = before.length > 0 and after.length > 0
    return (before, after) if whole_days else None
