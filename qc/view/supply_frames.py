"""Customers as a supply in rows: flows, times, shares, who is silent, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qc.chain.company import Source, date_of
from qc.review.supply import SupplyReport
from qc.view.locales import Locale
from qc.view.numbers import MISSING, count, number, percent
from qc.view.words import supply as say
from qc.view.words.dates import full_date
from qc.view.words.rates import amount

if TYPE_CHECKING:
    import pandas as pd

MOST = 500
_PERIOD = "Period"


def flow_frame(found: SupplyReport, locale: Locale | None = None) -> pd.DataFrame:
    """Return the flows, a row a period, the newest first."""
    import pandas as pd

    flow = found.flow
    rows = []
    for i in range(len(flow))[::-1]:
        numbers = [
            flow.opening[i],
            *flow.new[i, : len(Source)],
            flow.back[i],
            flow.silent[i],
            flow.left[i],
            flow.stock[i],
        ]
        label = say.period(int(flow.start[i]), found.by)
        rows.append([label, *(count(int(one), locale) for one in numbers)])
    return pd.DataFrame(rows, columns=[_PERIOD, *say.FLOW_TABLE])


def lead_frame(found: SupplyReport, locale: Locale | None = None) -> pd.DataFrame:
    """Return the times between orders, a row a period, the newest first."""
    import pandas as pd

    times = found.lead
    rows = [
        [
            say.period(int(times.start[i]), found.by),
            count(int(times.n[i]), locale),
            number(float(times.days[i]), 0, locale),
            percent(float(times.ratio[i]), locale) if times.n[i] else MISSING,
            count(int(times.long[i]), locale),
        ]
        for i in range(len(times.start))[::-1]
    ]
    return pd.DataFrame(rows, columns=[_PERIOD, *say.LEAD_TABLE])


def parts_frame(found: SupplyReport, locale: Locale | None = None) -> pd.DataFrame:
    """Return the figures of concentration."""
    import pandas as pd

    rows = say.parts_rows(found.parts, locale)
    return pd.DataFrame(rows, columns=list(say.PARTS_TABLE))


def silent_frame(found: SupplyReport, locale: Locale | None = None) -> pd.DataFrame:
    """Return who is silent beyond their rhythm, most to win back first; at most 500."""
    import pandas as pd

    silent = found.risk.silent
    rows = [
        [
            say.customer(found, int(silent.customer[i])),
            full_date(date_of(float(silent.last[i]))),
            count(int(silent.orders[i]), locale),
            number(float(silent.usual[i]), 0, locale),
            f"{number(float(silent.silent[i]), 0, locale)} days",
            number(float(silent.still_expected[i]), 2, locale),
            amount(float(silent.each[i]), locale),
        ]
        for i in range(min(len(silent), MOST))
    ]
    frame = pd.DataFrame(rows, columns=list(say.SILENT_TABLE))
    return frame.loc[:, [(frame[name] != MISSING).any() for name in frame.columns]]


def promises_frame(found: SupplyReport, locale: Locale | None = None) -> pd.DataFrame:
    """Return the promises of both sides, a row a period, the newest first."""
    import pandas as pd

    kept = found.promises
    rows = []
    for i in range(0 if kept is None else len(kept.start))[::-1]:
        assert kept is not None
        theirs = count(int(kept.broken_by_them[i]), locale) if kept.told else MISSING
        rows.append(
            [
                say.period(int(kept.start[i]), found.by),
                count(int(kept.due[i]), locale),
                _share(kept.in_time[i], kept.due[i], locale),
                count(int(kept.judged[i]), locale),
                _share(kept.sound[i], kept.judged[i], locale),
                theirs,
            ]
        )
    return pd.DataFrame(rows, columns=[_PERIOD, *say.PROMISES_TABLE])


def _share(part: np.int64, whole: np.int64, locale: Locale | None) -> str:
    return percent(float(part / whole), locale, decimals=1) if whole else MISSING
