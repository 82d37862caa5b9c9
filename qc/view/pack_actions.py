"""Carried-over actions of a pack, in words; whose they are stays in the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from qc.core import actions as board
from qc.view.escape import plain
from qc.view.numbers import MISSING
from qc.view.pack import Action, Pack
from qc.view.words import actions as say
from qc.view.words.dates import full_date


def in_words(
    actions: Iterable[board.Action], titles: Mapping[str, str]
) -> tuple[Action, ...]:
    """Return actions as a pack tells them, in their order.

    Parameters
    ----------
    actions : iterable of qc.core.actions.Action
    titles : mapping
        Titles of measures by id.
    """
    return tuple(
        Action(
            title=plain(one.title),
            measure=plain(titles.get(one.measure, one.measure)),
            step=say.STATUS[one.status],
            due=_day(one.due),
            check=_day(one.check),
            result="" if one.result is None else say.VERDICT[one.result],
        )
        for one in actions
    )


def action_rows(pack: Pack) -> tuple[tuple[str, ...], ...]:
    """Return a row an action, its cells as in `qc.view.words.pack.ActionColumn`."""
    return tuple(
        tuple(
            plain(text) or MISSING
            for text in (a.title, a.measure, a.step, a.due, a.check, a.result)
        )
        for a in pack.actions
    )


def _day(day: np.datetime64 | None) -> str:
    return "" if day is None else full_date(day)
