"""The points of a chart as a table, with the reasons people gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qc.review.assessment import Assessment
from qc.view.escape import plain
from qc.view.numbers import ENGLISH, Locale
from qc.view.tables import points_frame

if TYPE_CHECKING:
    import pandas as pd

WHY = "Why left out, or a new phase"


def told_frame(
    assessment: Assessment, why: Mapping[int, str], locale: Locale = ENGLISH
) -> pd.DataFrame:
    """Return `points_frame` with the reason for points left out and phases begun.

    The column is there only where there is a reason.
    """
    table = points_frame(assessment, locale)
    if why:
        table[WHY] = [plain(why.get(i, "")) for i in range(len(table))]
    return table
