"""Improvement actions of a workspace: kept, moved, checked, and seen as they were."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

import numpy as np

from qc.core.action_checks import Known, require, require_move
from qc.core.actions import Action, Cause, Status, Verdict
from qc.core.calendar import period_start
from qc.core.causes import read_causes
from qc.core.errors import QcError
from qc.core.kinds import Period
from qc.review.assessment import Assessment, Finding
from qc.review.check import Check, Dates, check
from qc.store.actions import Version, actions, save_action, versions
from qc.workspace.cabinet import OWNER
from qc.workspace.lens import Lens
from qc.workspace.resources import DATA, text_of
from qc.workspace.workspace import LENS, Workspace

CAUSES_FILE = "causes.toml"
POINTS = 9
"""Periods from an action to its check, if nobody says otherwise: 8 whole ones."""
_DAYS = {Period.DAY: 2, Period.WEEK: 7, Period.MONTH: 31}
_WEEK = np.timedelta64(7, "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The actions of one week: those still open, and those closed since it began."""

    week: np.datetime64
    open: tuple[Action, ...]
    closed: tuple[Action, ...]


def causes(workspace: Workspace) -> tuple[Cause, ...]:
    """Return the causes actions choose from: the workspace's own list, or the house's.

    Raises
    ------
    InvalidCard
        With every fault of the workspace's file.
    """
    own = workspace.folder / CAUSES_FILE
    return read_causes(text_of(own), own.name) if own.exists() else _house_causes()


def board(workspace: Workspace) -> tuple[Action, ...]:
    """Return all actions as they are now, in order of their numbers."""
    return tuple(one.action for one in actions(workspace.warehouse.state))


def history(workspace: Workspace, number: int) -> tuple[Version, ...]:
    """Return all versions of an action, oldest first.

    Raises
    ------
    QcError
        If there is no action of this number.
    """
    found = versions(workspace.warehouse.state, number)
    if not found:
        raise QcError(f"There is no action {number}. The board lists those there are.")
    return found


def action(workspace: Workspace, number: int) -> Action:
    """Return one action as it is now."""
    return history(workspace, number)[-1].action


def carried(workspace: Workspace, week: np.datetime64) -> Carried:
    """Return the actions as the review of a week saw them.

    That review is held in the days after the week; so what was done to an action up
    to the end of the next week is seen, and all so far for the newest week.

    Parameters
    ----------
    workspace : Workspace
    week : datetime64[D]
        Its Monday.
    """
    weeks = workspace.weeks
    until = None if len(weeks) and week >= weeks[-1] else _midnight(week + 2 * _WEEK)
    seen = tuple(one.action for one in actions(workspace.warehouse.state, until=until))
    closed = (one for one in seen if one.resolved is not None)
    return Carried(
        week=week,
        open=tuple(one for one in seen if one.is_open),
        closed=tuple(one for one in closed if one.resolved and one.resolved >= week),
    )


def started(workspace: Workspace, measure: str, signal: np.datetime64 | None) -> Action:
    """Return an action to be filled in: its measure, signal date and stage."""
    card = next((one for one in workspace.measures if one.id == measure), None)
    if card is None:
        return Action()
    return Action(measure=measure, signal=signal, stage=card.stage, owner=card.owner)


def signal_day(one: Assessment, finding: Finding | None = None) -> np.datetime64 | None:
    """Return the first day of the period in which a finding was made."""
    if finding is None and one.current:
        finding = one.current[0]
    if finding is None:
        return None
    day: np.datetime64 = finding.until.astype("datetime64[D]")
    return day


def keep(workspace: Workspace, one: Action, *, reason: str = "") -> Action:
    """Keep what was filled in or changed, as a new version; return it with its number.

    Raises
    ------
    InvalidAction
        With every fault.
    QcError
        If somebody else changed it meanwhile.
    """
    require(one, _known(workspace))
    state = workspace.warehouse.state
    return save_action(state, one, who=OWNER, when=workspace.now, reason=reason)


def move(
    workspace: Workspace, one: Action, status: Status, *, reason: str = ""
) -> Action:
    """Move an action to another column; what its check says is kept with it.

    Raises
    ------
    IllegalMove
        If no action may take this step.
    InvalidAction
        If it lacks what the column needs, or the check did not find it kept.
    """
    require_move(one.status, status)
    return keep(workspace, _moved(workspace, one, status), reason=reason)


def undo(workspace: Workspace, number: int) -> Action:
    """Make an action what it was before its last change; that is a change, too.

    Raises
    ------
    QcError
        If it was never changed.
    """
    found = history(workspace, number)
    if len(found) < 2:
        raise QcError(f"Action {number} was never changed. Drop it to put it away.")
    before = replace(found[-2].action, version=found[-1].action.version)
    return keep(workspace, before, reason="undo")


def checked(
    workspace: Workspace,
    one: Action,
    lens: Lens = LENS,
    *,
    assess: Callable[[str, Lens], Assessment] | None = None,
    known: Container[str] | None = None,
) -> Check | None:
    """Answer: did an action work? None before it is done, or without its measure.

    Parameters
    ----------
    workspace : Workspace
    one : Action
    lens : Lens
        The week to look from, and the rules; other parts of it are not heeded.
    assess : callable, optional
        How to come by an assessment, if some are kept at hand.
    known : container of str, optional
        The measures that the log can answer, if they are at hand.
    """
    assess = assess or workspace.assess
    dates = dates_of(workspace, one, lens)
    if known is None:
        known = {card.id for card in workspace.available}
    if dates is None or one.measure not in known:
        return None
    seen = plainly(lens)
    balancing = assess(one.balancing, seen) if one.balancing in known else None
    return check(assess(one.measure, seen), dates, balancing=balancing)


def plainly(lens: Lens) -> Lens:
    """Return the week and the rules of a lens: actions are about the whole log."""
    return Lens(rules=lens.rules, until=lens.until)


def dates_of(workspace: Workspace, one: Action, lens: Lens = LENS) -> Dates | None:
    """Return the dates of an action for its check; None before it is done."""
    if one.done is None:
        return None
    today = workspace.today
    if lens.until is not None:
        week = period_start(np.array([lens.until]), Period.WEEK)[0]
        today = min(today, week + _WEEK)
    return Dates(done=one.done, signal=one.signal, due=one.check, today=today)


def check_day(workspace: Workspace, one: Action, done: np.datetime64) -> np.datetime64:
    """Return the day by which there will be points enough: nine periods on."""
    card = next((c for c in workspace.measures if c.id == one.measure), None)
    days = _DAYS[Period.WEEK if card is None else card.by]
    return done + np.timedelta64(POINTS * days, "D")


def _moved(workspace: Workspace, one: Action, status: Status) -> Action:
    monday = period_start(np.array([workspace.today]), Period.WEEK)[0]
    moved = replace(one, status=status, result=None, resolved=None)
    if status is Status.CHECK and one.done is not None and one.check is None:
        moved = replace(moved, check=check_day(workspace, one, one.done))
    if moved.is_open:
        return moved
    found = checked(workspace, one) if one.status is Status.CHECK else None
    result: Verdict | None = None if found is None else found.verdict
    return replace(moved, resolved=monday, result=result)


def _known(workspace: Workspace) -> Known:
    return Known(
        measures=frozenset(card.id for card in workspace.measures),
        causes=frozenset(cause.code for cause in causes(workspace)),
        today=workspace.today,
    )


def _midnight(day: np.datetime64) -> datetime:
    moment: datetime = day.astype("datetime64[s]").item()
    return moment.replace(tzinfo=UTC)


@cache
def _house_causes() -> tuple[Cause, ...]:
    file = DATA / CAUSES_FILE
    return read_causes(text_of(file), file.name)
