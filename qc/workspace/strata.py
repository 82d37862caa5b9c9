"""One measure of a workspace by stage, team, channel, product or agent."""

from __future__ import annotations

from dataclasses import replace

from qc.core.errors import NothingToShow, UnknownName
from qc.core.measures import Measure
from qc.review.compare import MINIMUM
from qc.review.strata import Strata, strata
from qc.store.series import strata as values_of
from qc.workspace.chain_series import refuse_parts
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

DIMENSIONS = ("stage", "team", "channel", "product", "agent")
MOST = 40
"""Parts with most interactions that are judged; more would be no picture any more."""


def ways(workspace: Workspace, measure: Measure) -> tuple[str, ...]:
    """Return the dimensions by which a measure falls into more than one part."""
    has = workspace.warehouse.columns()
    return tuple(
        name
        for name in DIMENSIONS
        if name in has
        and not (name == "stage" and measure.stage)
        and len(workspace.strata(name)) > 1
    )


def side_by_side(
    workspace: Workspace,
    measure: str,
    dimension: str,
    lens: Lens = LENS,
    *,
    minimum: int = MINIMUM,
) -> Strata:
    """Answer: in which part of the log did this process change?

    Each part is judged just as the measure is when filtered to it; what the lens says
    of the dimension itself gives way.

    Parameters
    ----------
    workspace : Workspace
    measure : str
    dimension : str
        One of `DIMENSIONS`.
    lens : Lens
    minimum : int
        Cases below which a part is counted, but not drawn.

    Raises
    ------
    UnknownName
        If measure or dimension is not known.
    NothingToShow
        If the log does not say it of any interaction, or is empty.
    """
    card = workspace.card(measure)
    refuse_parts(card, "parts by stage, team or channel")
    if dimension not in DIMENSIONS:
        raise UnknownName("dimension", dimension, DIMENSIONS)
    found = workspace.strata(dimension)
    if not found:
        raise NothingToShow(
            f"The log does not say which {dimension} an interaction is of. Map the "
            "column when you load the file, or take another dimension."
        )
    others = tuple(pick for pick in lens.filters if pick[0] != dimension)
    parts = [
        (name, workspace.assess(card.id, _only(lens, others, dimension, name)))
        for name, _ in found[:MOST]
    ]
    whole = workspace.assess(card.id, replace(lens, filters=others))
    rows = values_of(workspace.warehouse, dimension)
    return replace(
        strata(whole, dimension, parts, minimum=minimum),
        not_stated=sum(n for value, n in rows if value is None),
        left_out=max(0, len(found) - MOST),
    )


def _only(
    lens: Lens, others: tuple[tuple[str, tuple[str, ...]], ...], by: str, name: str
) -> Lens:
    return replace(lens, filters=(*others, (by, (name,))))
