"""The points of a chart as a table, with the reasons people gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from qc.core.charts import ControlChart
from qc.review.assessment import Assessment
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.tables import points_frame

if TYPE_CHECKING:
    import pandas as pd

WHY = "Why left out, or a new phase"


def told_frame(
    assessment: Assessment, why: Mapping[int, str], locale: Locale | None = None
) -> pd.DataFrame:
    """Return `points_frame` with the reason for points left out and phases begun.

    The column is there only where there is a reason.
    """
    table = points_frame(assessment, locale)
    if why:
        table[WHY] = [plain(why.get(i, "")) for i in range(len(table))]
    return table


def point_keys(assessment: Assessment) -> list[str]:
    """Return a name for each point that stays its own in a link: its day.

    Events of one day are numbered: "2026-02-03", "2026-02-03~2".
    """
    chart = assessment.chart
    days = [] if chart is None else [str(day) for day in _days(chart)]
    seen: dict[str, int] = {}
    keys = []
    for day in days:
        seen[day] = seen.get(day, 0) + 1
        keys.append(day if seen[day] == 1 else f"{day}~{seen[day]}")
    return keys


def _days(chart: ControlChart) -> list[np.datetime64]:
    return list(chart.at.astype("datetime64[D]"))
