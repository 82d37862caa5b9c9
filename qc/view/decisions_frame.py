"""The decisions about a chart: a table for the page, text and data for the console."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qc.core.charts import PhasePlan
from qc.core.decisions import Decision, standing
from qc.view.escape import plain
from qc.view.words import decisions as say

if TYPE_CHECKING:
    import pandas as pd


def decisions_frame(history: Sequence[Decision], usual: PhasePlan) -> pd.DataFrame:
    """List what was decided, newest first; `history` is oldest first."""
    import pandas as pd

    return pd.DataFrame(_rows(history, usual), columns=list(say.HEADINGS))


def decisions_text(history: Sequence[Decision], usual: PhasePlan) -> str:
    """List what was decided as plain text, newest first."""
    if not history:
        return say.NO_HISTORY
    return "\n".join(
        f"{when}  {who}  {what}{f' ({why})' if why else ''}"
        for when, who, what, why, *_ in _rows(history, usual)
    )


def decisions_data(history: Sequence[Decision], usual: PhasePlan) -> list[Any]:
    """List what was decided as plain data, oldest first."""
    stands = standing(history)
    return [
        {
            "number": each.number,
            "at": f"{each.at}Z",
            "who": each.who,
            "about": each.topic.value,
            "act": each.act.value,
            "measure": each.measure,
            "what": say.what(each, usual).replace("\u00a0", " "),
            "why": each.reason,
            "of": each.of,
            "stands": each.number in stands,
        }
        for each in history
    ]


def _rows(history: Sequence[Decision], usual: PhasePlan) -> list[list[str]]:
    stands = standing(history)
    return [
        [plain(t) for t in say.decision_row(d, usual, stands=d.number in stands)]
        for d in reversed(history)
    ]
