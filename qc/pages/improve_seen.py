"""What the pages see of an action: its check and its chart, computed once."""

from __future__ import annotations

from qc.core.actions import Action
from qc.pages import state
from qc.review.assessment import Assessment
from qc.review.check import Check
from qc.review.check_view import split
from qc.workspace import Workspace
from qc.workspace.actions import checked, dates_of, plainly


def found(workspace: Workspace, one: Action) -> Check | None:
    """Check an action, by assessments that are kept at hand."""
    return checked(
        workspace,
        one,
        state.lens(workspace),
        assess=lambda name, lens: state.assessment(workspace, name, lens),
    )


def assessed(workspace: Workspace, measure: str) -> Assessment | None:
    """Assess a measure as of the week in the URL; None where the log has it not."""
    if measure not in {card.id for card in workspace.available}:
        return None
    return state.assessment(workspace, measure, plainly(state.lens(workspace)))


def shown(workspace: Workspace, one: Action) -> Assessment | None:
    """Return the chart of an action: split where it was done."""
    whole = assessed(workspace, one.measure)
    lens = plainly(state.lens(workspace))
    dates = dates_of(workspace, one, lens)
    if whole is None or dates is None:
        return whole
    what = f"split {one.measure} {dates.done} {dates.signal} {dates.due}"
    return state.kept(workspace, what, lens, lambda: split(whole, dates))
