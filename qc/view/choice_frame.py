"""The charts that were considered for a measure, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qc.core.charts import ChartChoice
from qc.view.locales import Locale
from qc.view.words.charts import CANDIDATES, candidate_rows

if TYPE_CHECKING:
    import pandas as pd


def candidates_frame(choice: ChartChoice, locale: Locale | None = None) -> pd.DataFrame:
    """Return one row a chart: taken or not, why, by what numbers; by its name."""
    import pandas as pd

    rows = candidate_rows(choice, locale)
    return pd.DataFrame(rows, columns=list(CANDIDATES)).set_index(CANDIDATES[0])
