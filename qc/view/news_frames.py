"""News in rows: the customers who were not told."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qc.chain.company import date_of
from qc.review.news import NewsReport
from qc.view.locales import Locale
from qc.view.numbers import count
from qc.view.words import news as say
from qc.view.words.dates import full_date
from qc.view.words.rates import amount

if TYPE_CHECKING:
    import pandas as pd

MOST = 500


def untold_frame(found: NewsReport, locale: Locale | None = None) -> pd.DataFrame:
    """Return who was not told for long, the weightiest first; at most 500."""
    import pandas as pd

    rows = []
    if found.silence is not None:
        table = found.silence.untold
        for i in range(min(len(table), MOST)):
            told = float(table.told[i])
            rows.append(
                [
                    say.customer(found, int(table.customer[i])),
                    say.NEVER if math.isnan(told) else full_date(date_of(told)),
                    full_date(date_of(float(table.last[i]))),
                    count(int(table.orders[i]), locale),
                    amount(float(table.worth[i]), locale),
                ]
            )
    return pd.DataFrame(rows, columns=list(say.UNTOLD))
