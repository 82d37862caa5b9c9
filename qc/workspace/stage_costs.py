"""What defects cost a workspace, by cause: by its user's rates and its log."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.kinds import Stage
from qc.core.rates import Rates
from qc.review.cause_costs import Costs, contrast_costs, rank_costs, together
from qc.review.causes import Comparison
from qc.review.tallies import CauseBy
from qc.store.cause_costs import cause_costs
from qc.store.slices import Slice, Span
from qc.workspace.days import span_of
from qc.workspace.lens import Lens
from qc.workspace.rates import rates_of
from qc.workspace.stages import before_and_after
from qc.workspace.workspace import LENS, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which defects: sorted by what, of which stage, parted by which day."""

    by: CauseBy = CauseBy.REASON
    stage: Stage | None = None
    split: np.datetime64 | None = None


def costs(workspace: Workspace, lens: Lens = LENS, asked: Asked = Asked()) -> Costs:
    """Answer: which causes make up most of what defects cost, and did that change?

    Parameters
    ----------
    workspace : Workspace
    lens : Lens
    asked : Asked
        As in `qc.workspace.stages.causes`.

    Raises
    ------
    NothingToShow
        If the log is empty.
    """
    rates = rates_of(workspace)
    found = cause_costs(
        workspace.warehouse,
        asked.by,
        [span_of(workspace, lens)],
        rates,
        slice=Slice(lens.filters),
        stage=asked.stage,
    )
    return Costs(
        by=asked.by,
        stage=asked.stage,
        rates=rates,
        judged=found.judged[0],
        spent=together([tally.spent[0] for tally in found.costs]),
        causes=rank_costs(found),
        comparison=_comparison(workspace, lens, asked, rates),
    )


def _comparison(
    workspace: Workspace, lens: Lens, asked: Asked, rates: Rates
) -> Comparison | None:
    sides = before_and_after(workspace, lens, asked.split)
    if sides is None:
        return None
    found = cause_costs(
        workspace.warehouse,
        asked.by,
        [Span(first=side.first, last=side.last) for side in sides],
        rates,
        slice=Slice(lens.filters),
        stage=asked.stage,
    )
    return contrast_costs(found, *sides)
