"""The columns of a file as options of a picker, and what was chosen."""

from __future__ import annotations

from collections.abc import Iterator

from qc.intake.suggestion import Suggestion
from qc.view.escape import plain
from qc.view.frames import distinct
from qc.view.words import mapping as say

_NAME, _EXAMPLE = 40, 24

Chosen = dict[str, str]
"""Field -> column; empty for none."""


def said(chosen: Chosen, suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    """Return what was chosen; a time that is worked out has no column to choose."""
    free = {one.plan.field for one in suggestion.fields if one.plan.computed}
    for field, column in chosen.items():
        if column or field not in free:
            yield field, column


def labels(suggestion: Suggestion) -> Chosen:
    """Show each column with one of its values."""
    samples = dict(suggestion.samples)

    def label(name: str) -> str:
        example = plain(next(iter(samples[name]), ""), limit=_EXAMPLE)
        text = plain(name, limit=_NAME)
        return f"{text} \u00b7 {example}" if example else text

    taken = {say.NO_ID: say.NO_ID, say.NOT_USED: say.NOT_USED}
    shown = distinct(samples, limit=_NAME + _EXAMPLE + 3, show=label)
    return {name: f"{text} " if text in taken else text for name, text in shown.items()}
