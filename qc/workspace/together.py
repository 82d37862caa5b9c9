"""Measures of a workspace held together on one chart."""

from __future__ import annotations

from collections.abc import Sequence

from qc.core.kinds import ChartKind
from qc.review.together import Together, together
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace


def held_together(
    workspace: Workspace,
    lens: Lens = LENS,
    *,
    names: Sequence[str] = (),
    kind: ChartKind = ChartKind.T2,
) -> Together:
    """Answer: do measures move together in an unusual way, although each looks usual?

    Parameters
    ----------
    workspace : Workspace
    lens : Lens
    names : sequence of str
        Ids of measures; none of them takes the first of the review that can be held
        together.
    kind : ChartKind
        T2 or MEWMA.

    Raises
    ------
    UnknownName
        If no measure has such an id.
    NothingToShow
        If the log is empty, or fewer than two measures share enough periods.
    """
    if not names:
        return together(workspace.review(lens).assessments, kind=kind)
    asked = dict.fromkeys(names)
    judged = [workspace.assess(name, lens) for name in asked]
    return together(judged, kind=kind, asked=True)
