"""A setting that is one of some choices: told for a workspace, on record."""

from __future__ import annotations

from collections.abc import Iterable

from qc.core.errors import UnknownName
from qc.workspace.cabinet import OWNER, Cabinet


def tell_choice(
    cabinet: Cabinet, setting: str, choice: str, known: Iterable[str]
) -> None:
    """Keep what was chosen of a setting.

    Raises
    ------
    UnknownName
        If there is no such choice.
    """
    choices = tuple(known)
    if choice not in choices:
        raise UnknownName(setting, choice, choices)
    state = cabinet.warehouse.state
    state.set_setting(setting, choice, who=OWNER, when=cabinet.now)
