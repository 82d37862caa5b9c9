"""Single contacts beside their steps: as a table, as text, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qc.review.step_list import StepList
from qc.view.locales import Locale
from qc.view.words import step_list as say

if TYPE_CHECKING:
    import pandas as pd


def cases_frame(found: StepList, most: int | None = say.MOST) -> pd.DataFrame:
    """Return one row a contact, the least fitting first; None for all of them."""
    import pandas as pd

    rows = [say.row(one) for one in found.cases[:most]]
    return pd.DataFrame(rows, columns=list(say.HEADINGS))


def cases_text(found: StepList, locale: Locale | None = None) -> str:
    """Return the contacts that fit least, for the terminal."""
    told = say.headline(found, locale)
    if not found.cases:
        return told
    return f"{told}\n\n{cases_frame(found).to_string(index=False)}"


def cases_payload(found: StepList) -> dict[str, Any]:
    """Return all contacts that did not go as prescribed as plain data."""
    return {
        "schema": "qc.steps/1",
        "sentence": say.headline(found, most=None),
        "first": str(found.first),
        "last": str(found.last),
        "known": found.known,
        "contacts": [
            {
                "interaction_id": one.id,
                "opened": str(one.opened.astype("datetime64[s]")),
                "stage": one.stage,
                "fitness": one.found.fitness,
                "missing": one.found.missing,
                "extra": one.found.extra,
                "out_of_order": list(one.found.misplaced),
                "left_out": list(one.found.skipped),
                "steps_done": one.done,
            }
            for one in found.cases
        ],
    }
