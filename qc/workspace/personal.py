"""Who may see the names of people: the one place that decides."""

from __future__ import annotations

from qc.workspace.workspace import Workspace

PERSONAL = frozenset({"agent"})
"""Dimensions whose values are people."""


def may_see_names(workspace: Workspace, dimension: str) -> bool:  # noqa: ARG001
    """Return whether whoever is here may see who is who.

    One owner has all roles until there is a login; so whoever can open the workspace
    may. Pages and commands ask here and nowhere else.
    """
    return True


def names_hidden(workspace: Workspace, dimension: str, *, asked: bool) -> bool:
    """Return whether units go by codes: people do, unless names were asked for."""
    if dimension not in PERSONAL:
        return False
    return not (asked and may_see_names(workspace, dimension))
