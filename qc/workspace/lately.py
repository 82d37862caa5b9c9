"""Who of a workspace changed in the newest weeks: agents, teams or channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qc.core.errors import NothingToShow
from qc.core.kinds import MeasureKind, Period
from qc.core.measures import Measure
from qc.core.series import Counts
from qc.review.lately import BEFORE, NEWEST, Changes, changes
from qc.store.slices import Slice, Span
from qc.store.unit_series import unit_series
from qc.workspace.chain_series import refuse_parts
from qc.workspace.compare import check_dimension, measures
from qc.workspace.days import DAY, WEEK, whole_weeks
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

MOST = 500
"""Units with most interactions that are looked at."""
_COUNTED = {MeasureKind.SHARE, MeasureKind.RATE}


def countable(workspace: Workspace) -> tuple[Measure, ...]:
    """Return the cards of which a few weeks of one agent can tell: shares and rates."""
    known = measures(workspace)
    return tuple(
        card for card in known if card.kind in _COUNTED and card.by is Period.WEEK
    )


def of_everybody(workspace: Workspace) -> tuple[Measure, ...]:
    """Return those of them that are of all stages; all of them where none is.

    Shares, where there are any: one contact with many defects moves a rate.
    """
    known = countable(workspace)
    wide = tuple(card for card in known if card.stage is None)
    shares = tuple(card for card in wide if card.kind is MeasureKind.SHARE)
    return shares or wide or known


def who_changed(
    workspace: Workspace,
    dimension: str,
    lens: Lens = LENS,
    *,
    cards: Sequence[Measure] | None = None,
    newest: int = NEWEST,
) -> Changes:
    """Answer: who changed in the newest weeks, beyond chance and what changed for all?

    Parameters
    ----------
    workspace : Workspace
    dimension : str
        One of `qc.core.fields.DIMENSIONS`.
    lens : Lens
        Which part of the log, and as of which week.
    cards : sequence of Measure, optional
        Shares and rates by week, judged together; those of all stages if not said.
    newest : int, >= 1
        Weeks taken together; up to 24 before are what they are held against.

    Raises
    ------
    NothingToShow
        If no such measure is known, the weeks are too few, or the log lacks the
        dimension.
    UnknownName
        If there is no such dimension.
    """
    asked = of_everybody(workspace) if cards is None else tuple(cards)
    for card in asked:
        _check(card)
    check_dimension(workspace, dimension)
    if not asked:
        raise NothingToShow(
            "A few weeks of one person tell of shares and rates only, and the log has "
            "no such measure. Load a log that marks defects, steps or promises."
        )
    weeks = whole_weeks(workspace, lens)[-(BEFORE + newest) :]
    units = [name for name, _ in workspace.strata(dimension)]
    span = Span(first=weeks[0], last=weeks[-1] + WEEK - DAY) if len(weeks) else Span()
    part = Slice(lens.filters)
    series = [
        (card, _counts(workspace, card, dimension, units[:MOST], (part, span)))
        for card in asked
    ]
    found = changes(series, np.asarray(weeks), dimension, newest=newest)
    return replace(found, left_out=max(0, len(units) - MOST))


def _check(card: Measure) -> None:
    refuse_parts(card, "agents or teams to look at")
    if card.kind not in _COUNTED or card.by is not Period.WEEK:
        raise NothingToShow(
            f"{card.id!r} is no share or rate by week: a few weeks of one person do "
            "not tell of it. Take a share or a rate, or look at its own chart."
        )


def _counts(
    workspace: Workspace,
    card: Measure,
    dimension: str,
    units: Sequence[str],
    part: tuple[Slice, Span],
) -> dict[str, Counts]:
    found = unit_series(
        workspace.warehouse, card, dimension, units, slice=part[0], span=part[1]
    )
    return {name: one for name, one in found.items() if isinstance(one, Counts)}
