"""What units are called: people by codes, until their names are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qc.view.codes import labels
from qc.workspace.personal import called, names_hidden
from qc.workspace.workspace import Workspace


def labelled(
    workspace: Workspace,
    dimension: str,
    names: Sequence[str] | None = None,
    *,
    asked: bool,
) -> Mapping[str, str]:
    """Return what each unit is called; never by a link.

    Parameters
    ----------
    workspace : Workspace
    dimension : str
    names : sequence of str, optional
        Those to be called; all of the log if not said, so that a code is the same
        person wherever it stands.
    asked : bool
        Whether names were asked for.
    """
    units = names
    if units is None:
        units = [value for value, _ in workspace.strata(dimension)]
    return labels(
        units,
        noun=dimension,
        hidden=names_hidden(workspace, dimension, asked=asked),
        salt=workspace.warehouse.digest,
        called=called(workspace, dimension, units, asked=asked),
    )
