"""Decide about the charts of a workspace, take it back, or make it again."""

from __future__ import annotations

from qc.core.chart_names import CHART_NAMES
from qc.core.charts import PhasePlan
from qc.core.decisions import Decision, Event, redoable, undoable
from qc.core.errors import NothingToShow, QcError
from qc.core.kinds import ChartKind
from qc.review.assess import usual_plan
from qc.store import decisions, documents, plans
from qc.store.audit import Deed, clean
from qc.store.decisions import CHART, Hand, Seen, Thing
from qc.store.state import Annotation
from qc.workspace.cabinet import OWNER
from qc.workspace.decided import entries, history
from qc.workspace.drawn import charts_for
from qc.workspace.workspace import Workspace

_NO_REASON = "Say why: whoever looks at this chart later must be able to tell."


def undo(
    workspace: Workspace, measure: str | None = None, *, number: int | None = None
) -> Decision:
    """Take the newest decision back that stands; the trail keeps both.

    Parameters
    ----------
    workspace : Workspace
    measure : str or None
        None: whatever measure it was about.
    number : int, optional
        What whoever asks believes to be the newest decision.

    Raises
    ------
    NothingToShow
        If nothing was decided that could be taken back.
    ChangedMeanwhile
        If something else was decided since.
    """
    found = undoable(history(workspace.warehouse, measure))
    return _turned(workspace, found, number, back=True)


def redo(
    workspace: Workspace, measure: str | None = None, *, number: int | None = None
) -> Decision:
    """Make the decision again that was taken back last; see `undo`."""
    found = redoable(history(workspace.warehouse, measure))
    return _turned(workspace, found, number, back=False)


def save_plan(
    workspace: Workspace,
    measure: str,
    plan: PhasePlan,
    *,
    seen: PhasePlan | None,
    reason: str,
) -> None:
    """Keep phases, baseline and exclusions, unless they were changed since `seen`.

    Raises
    ------
    QcError
        If no reason is given.
    ChangedMeanwhile
        If the plan kept is not the one that was seen; None stands for none.
    """
    card = workspace.card(measure)
    if plan == (seen or usual_plan(card)):
        raise QcError("Nothing would change: it is so already.")
    thing = Thing(Deed.PLAN_SET, card.id)
    old = None if seen is None else plans.written(seen)
    _decide(workspace, thing, plans.written(plan), old, reason)


def keep_chart(
    workspace: Workspace,
    measure: str,
    kind: ChartKind | None,
    *,
    seen: ChartKind | None,
    reason: str,
) -> None:
    """Overrule the chart of a measure for everyone, or (None) leave it to the data.

    Raises
    ------
    QcError
        If the measure cannot have that chart, or no reason is given.
    ChangedMeanwhile
        If another chart was decided on since.
    """
    card = workspace.card(measure)
    if kind is not None and kind not in charts_for(card):
        raise QcError(f"{measure!r} has no {CHART_NAMES[kind]}; take another one.")
    new, old = (None if one is None else documents.write(one) for one in (kind, seen))
    _decide(workspace, Thing(Deed.SETTING_SET, CHART + card.id), new, old, reason)


def change_note(workspace: Workspace, seen: Annotation, event: Event) -> None:
    """Change a note that is still as it was seen.

    Raises
    ------
    QcError
        If the new text is empty.
    ChangedMeanwhile
        If it was changed or taken off since.
    """
    if not event.text.strip():
        raise QcError("An event needs a text: say what happened on that day.")
    _note(workspace, Deed.ANNOTATION_CHANGED, seen, _written(event))


def remove_note(workspace: Workspace, seen: Annotation, *, reason: str = "") -> None:
    """Take a note off the charts that is still as it was seen."""
    _note(workspace, Deed.ANNOTATION_REMOVED, seen, None, reason)


def _note(
    workspace: Workspace,
    deed: Deed,
    seen: Annotation,
    new: str | None,
    reason: str = "",
) -> None:
    old = _written(Event(measure=seen.measure, day=seen.day, text=seen.text))
    decisions.decide(
        workspace.warehouse.state.database,
        Thing(deed, str(seen.id)),
        new,
        Hand(who=OWNER, when=workspace.now, reason=reason),
        Seen(document=old),
    )


def _decide(
    workspace: Workspace, thing: Thing, new: str | None, old: str | None, reason: str
) -> None:
    if not reason.strip():
        raise QcError(_NO_REASON)
    hand = Hand(who=OWNER, when=workspace.now, reason=reason)
    database = workspace.warehouse.state.database
    decisions.decide(database, thing, new, hand, Seen(document=old))


def _turned(
    workspace: Workspace, found: Decision | None, number: int | None, *, back: bool
) -> Decision:
    if found is None:
        raise NothingToShow(
            "Nothing was decided that could be taken back."
            if back
            else "Nothing was taken back that could be done again."
        )
    if number is not None and found.number != number:
        raise decisions.ChangedMeanwhile(
            "Something else was decided meanwhile. Nothing was changed: look at the "
            "newest decision, then try again."
        )
    (entry,) = (
        one for one in entries(workspace.warehouse) if one.number == found.number
    )
    hand = Hand(who=OWNER, when=workspace.now)
    decisions.turn(workspace.warehouse.state.database, entry, hand, back=back)
    return found


def _written(event: Event) -> str:
    fields = [event.measure, plans.day_text(event.day), clean(event.text)]
    return documents.write(fields)
