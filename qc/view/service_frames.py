"""Service in three numbers as a table, all stages first."""

from __future__ import annotations

import pandas as pd

from qc.review.service import ServiceNumbers
from qc.view.locales import Locale
from qc.view.words import service as say


def service_frame(found: ServiceNumbers, locale: Locale | None = None) -> pd.DataFrame:
    """Return one row a stage."""
    rows = [say.row(one, locale) for one in (found.whole, *found.stages)]
    return pd.DataFrame(rows, columns=list(say.HEADINGS))
