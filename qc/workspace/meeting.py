"""The review meeting of a workspace: its minutes, and what it had before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.kinds import MinuteKind
from qc.core.minutes import Minute
from qc.review.seen import Changed, differences, figures, from_plain, plain
from qc.review.weekly import Review
from qc.store import minutes as kept
from qc.workspace.cabinet import OWNER
from qc.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """When a week was reviewed, and what reads otherwise now.

    Attributes
    ----------
    at : datetime64[s]
        When the meeting was closed, in UTC.
    changed : tuple of Changed
    same_rules : bool
        Whether the review now goes by the rule set of that day.
    """

    at: np.datetime64
    changed: tuple[Changed, ...]
    same_rules: bool


def minutes(workspace: Workspace, week: np.datetime64) -> tuple[Minute, ...]:
    """Return the notes and decisions of a week, oldest first."""
    return kept.minutes(workspace.warehouse.state, week)


def write_minute(
    workspace: Workspace,
    week: np.datetime64,
    kind: MinuteKind,
    text: str,
    measure: str | None = None,
) -> Minute:
    """Write down a note or a decision, for a measure or (None) the whole review."""
    return kept.write_minute(
        workspace.warehouse.state,
        {"week": week, "measure": measure, "kind": kind, "text": text},
        who=OWNER,
        when=workspace.now,
    )


def remove_minute(workspace: Workspace, number: int) -> None:
    """Take a line out of the minutes; the audit trail keeps it."""
    state = workspace.warehouse.state
    kept.remove_minute(state, number, who=OWNER, when=workspace.now)


def close(workspace: Workspace, review: Review) -> None:
    """End the meeting: keep the figures that it had before it."""
    if review.week is None:
        return
    shown = {"rules": review.rules.id, "figures": plain(figures(review))}
    state = workspace.warehouse.state
    kept.keep_seen(state, review.week, shown, who=OWNER, when=workspace.now)


def seen(workspace: Workspace, review: Review) -> Seen | None:
    """Return how the week was seen in its meeting, if it had one."""
    if review.week is None:
        return None
    then = kept.seen(workspace.warehouse.state, review.week)
    if then is None:
        return None
    return Seen(
        at=np.datetime64(then["at"].removesuffix("+00:00"), "s"),
        changed=differences(from_plain(then["figures"]), figures(review)),
        same_rules=then["rules"] == review.rules.id,
    )
