"""The signals of a chart as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qc.review.assessment import Assessment
from qc.view.locales import Locale
from qc.view.words.findings import HEADINGS, finding_row

if TYPE_CHECKING:
    import pandas as pd


def findings_frame(one: Assessment, locale: Locale | None = None) -> pd.DataFrame:
    """List every signal, those that still hold first, in the order of `findings`."""
    import pandas as pd

    rows = [finding_row(one, finding, locale) for finding in one.findings]
    return pd.DataFrame(rows, columns=list(HEADINGS))
