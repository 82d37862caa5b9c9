"""Carried-over actions of a pack as rows of text, the same for every format."""

from __future__ import annotations

from qc.view.escape import plain
from qc.view.numbers import MISSING
from qc.view.pack import Pack


def action_rows(pack: Pack) -> tuple[tuple[str, ...], ...]:
    """Return a row an action, its cells as in `qc.view.words.pack.ActionColumn`."""
    return tuple(
        tuple(
            plain(text) or MISSING
            for text in (a.title, a.measure, a.step, a.due, a.check, a.result)
        )
        for a in pack.actions
    )
