"""Pinned measures of a workspace: shown in the review whether they signal or not."""

from __future__ import annotations

from collections.abc import Sequence

from qc.core.errors import QcError
from qc.workspace.cabinet import OWNER, PINNED
from qc.workspace.workspace import Workspace

MOST = 12
"""A meeting cannot look at more at first sight."""


def pinned(workspace: Workspace) -> tuple[str, ...]:
    """Return the pinned measures that still exist, in chain order."""
    kept = set(workspace.warehouse.state.setting(PINNED, []))
    return tuple(card.id for card in workspace.measures if card.id in kept)


def pin(workspace: Workspace, measures: Sequence[str]) -> None:
    """Pin these measures and no others.

    Raises
    ------
    QcError
        If they are more than `MOST`.
    """
    if len(set(measures)) > MOST:
        raise QcError(
            f"{len(set(measures))} measures are more than a meeting can look at. Pin "
            f"at most {MOST}."
        )
    state = workspace.warehouse.state
    state.set_setting(PINNED, sorted(set(measures)), who=OWNER, when=workspace.now)
