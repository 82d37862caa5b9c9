"""Purchases after defects in rows: each ratio with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qc.review.defect_money import DefectMoney
from qc.view.locales import Locale
from qc.view.numbers import count, number
from qc.view.words import defect_columns as columns
from qc.view.words.defect_money import rows
from qc.view.words.sure import change

if TYPE_CHECKING:
    import pandas as pd


def ratios_frame(found: DefectMoney, locale: Locale | None = None) -> pd.DataFrame:
    """List the ratios: the change with its interval, customers, and a remark."""
    import pandas as pd

    listed = [
        [
            row.label,
            change(row.estimate, locale),
            number(row.estimate.value, 2, locale),
            count(row.estimate.n, locale),
            columns.REMARKS[row.look],
        ]
        for row in rows(found, locale)
    ]
    return pd.DataFrame(listed, columns=list(columns.RATIOS))
