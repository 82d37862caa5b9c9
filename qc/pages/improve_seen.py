"""What the pages see of actions: chart and check of each, all of them computed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qc.core.actions import Action
from qc.pages import state
from qc.review.assessment import Assessment
from qc.review.check import Check
from qc.review.check_view import split
from qc.workspace import Lens, Workspace
from qc.workspace.actions import checked, dates_of, plainly


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One action as it is shown.

    Attributes
    ----------
    drawn, balancing : Assessment or None
        The chart, split where the action was done; that of the balancing measure.
        None where the log has it not.
    check : Check or None
        None before it is done.
    """

    drawn: Assessment | None = None
    check: Check | None = None
    balancing: Assessment | None = None


def titles(workspace: Workspace) -> dict[str, str]:
    """Return the titles of all measures by their ids."""
    return {card.id: card.title for card in workspace.measures}


def seen(workspace: Workspace, found: Sequence[Action]) -> Mapping[int, Seen]:
    """Return what is shown of some actions, by number, as of the week in the URL."""
    lens = plainly(state.lens(workspace))
    what = f"actions {[(one.number, one.version) for one in found]}"
    return state.kept(workspace, what, lens, lambda: _all(workspace, found, lens))


def _all(
    workspace: Workspace, found: Sequence[Action], lens: Lens
) -> Mapping[int, Seen]:
    known = {card.id for card in workspace.available}
    named = {name for one in found for name in (one.measure, one.balancing)}
    kept = {
        name: state.assessment(workspace, name, lens) for name in sorted(named & known)
    }

    def assess(name: str, _: Lens) -> Assessment:
        return kept[name]

    return {one.number: _one(workspace, one, lens, kept, assess) for one in found}


def _one(
    workspace: Workspace,
    one: Action,
    lens: Lens,
    kept: Mapping[str, Assessment],
    assess: Callable[[str, Lens], Assessment],
) -> Seen:
    whole, dates = kept.get(one.measure), dates_of(workspace, one, lens)
    if whole is None:
        return Seen()
    return Seen(
        drawn=whole if dates is None else split(whole, dates),
        check=checked(workspace, one, lens, assess=assess, known=kept),
        balancing=kept.get(one.balancing),
    )
