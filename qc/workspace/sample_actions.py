"""Actions of the sample company, made of what was planted in its log.

The training in the prescribed steps is one that worked: its check is computed like
any other, from the log. So did the second person on an inbox, whose check is due.
The defects of August are new: somebody has begun to look for their cause. Nobody has
asked yet what the new colleagues of March were never taught.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from qc.core.actions import Action, Kind, Status, Verdict
from qc.core.kinds import Stage
from qc.store.actions import actions, save_action
from qc.workspace.workspace import Workspace

WHO, WHY = "sample", "an action of the sample"


def _day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


TRAINING = Action(
    title="Train all teams in the prescribed steps",
    measure="steps-skipped",
    cause_code="people",
    cause="Steps are prescribed but were never practised; more than a quarter of all "
    "contacts skip or swap one.",
    kind=Kind.TRAIN,
    owner="Training team",
    due=_day("2025-09-01"),
    expected="Contacts with a skipped step fall from about 28 % to below 20 %.",
    balancing="support-resolution-time",
)
INBOX = Action(
    title="Put a second person on the inbox of Team 2",
    measure="support-answered-late",
    signal=_day("2026-05-25"),
    stage=Stage.SUPPORT,
    cause_code="method",
    cause="Only Team 2 answers late, since 25 May: one person is on its inbox.",
    kind=Kind.CORRECT,
    owner="Team 2",
    due=_day("2026-06-15"),
    expected="Back to the level of before.",
    balancing="support-defective",
)
DELIVERY = Action(
    title="Find what changed with deliveries on 17 August",
    measure="support-defective",
    signal=_day("2026-08-17"),
    stage=Stage.SUPPORT,
    cause_code="unknown",
    cause="Three times as many contacts with a defect; most name the delivery.",
    kind=Kind.CONTAIN,
    owner="Support and logistics",
    due=_day("2026-09-11"),
    expected="Support with a defect back below 16 %.",
    balancing="support-resolution-time",
)


Fields = dict[str, object]
_DOING: Fields = {"status": Status.DOING}
_CHECK: Fields = {"status": Status.CHECK}
TAUGHT = "New colleagues take the course before they serve customers."


def plant(workspace: Workspace) -> None:
    """Put the actions of the sample on its board, once, each with its past."""
    if actions(workspace.warehouse.state):
        return
    done = {"done": _day("2025-08-25"), "check": _day("2025-12-15")}  # the first day
    _live(workspace, TRAINING, [("2025-08-11", {}), ("2025-08-18", _DOING)])
    _go_on(workspace, 1, "2025-09-23", {**_CHECK, **done})
    _go_on(workspace, 1, "2025-12-16", _closed(_day("2025-12-08"), TAUGHT))
    done = {"done": _day("2026-06-15"), "check": _day("2026-08-24")}
    _live(workspace, INBOX, [("2026-06-02", _DOING)])
    _go_on(workspace, 2, "2026-06-16", {**_CHECK, **done})
    _live(workspace, DELIVERY, [("2026-08-25", {}), ("2026-08-26", _DOING)])


def _closed(week: np.datetime64, follow_up: str) -> Fields:
    return {
        "status": Status.STANDARDISED,
        "result": Verdict.KEPT,
        "resolved": week,
        "follow_up": follow_up,
    }


def _live(workspace: Workspace, one: Action, steps: list[tuple[str, Fields]]) -> None:
    for day, change in steps:
        one = _save(workspace, replace(one, **change), day)  # type: ignore[arg-type]


def _go_on(workspace: Workspace, number: int, day: str, change: Fields) -> None:
    (one,) = (
        found.action
        for found in actions(workspace.warehouse.state)
        if found.action.number == number
    )
    _save(workspace, replace(one, **change), day)  # type: ignore[arg-type]


def _save(workspace: Workspace, one: Action, day: str) -> Action:
    when = datetime.fromisoformat(day).replace(hour=10, tzinfo=UTC)
    return save_action(workspace.warehouse.state, one, who=WHO, when=when, reason=WHY)
