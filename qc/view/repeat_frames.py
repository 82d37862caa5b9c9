"""Repeat business in rows: curves, forecasts, past forecasts, key customers, orders."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qc.chain.cohorts import Groups
from qc.chain.repurchase import USUAL_DAYS
from qc.core.survival import kept
from qc.review.repeat import CustomerRhythm, KeyCustomers, RepeatForecast
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import MISSING, Scale, count, number
from qc.view.words import repeat_columns as say
from qc.view.words.cohorts import cohort
from qc.view.words.dates import full_date
from qc.view.words.repeat_forecast import MODEL_NAMES, total_cell
from qc.view.words.sure import between, money_scale, share_scale, with_ends

if TYPE_CHECKING:
    import pandas as pd

DAYS = (*USUAL_DAYS, 365)


def groups_frame(
    groups: Groups, *, stay: bool = False, locale: Locale | None = None
) -> pd.DataFrame:
    """List the groups: customers, and the share of each at some days, with interval."""
    import pandas as pd

    scale = share_scale(locale)
    rows = []
    for group in groups.groups:
        row = [cohort(group), count(group.customers, locale)]
        for days in DAYS:
            curve = group.curve.curve
            one = kept(curve, float(days)) if curve is not None else None
            if one is None or not math.isfinite(one.share):
                row.append(MISSING)
                continue
            low, high = one.interval
            share = 1 - one.share if stay else one.share
            ends = (1 - high, 1 - low) if stay else (low, high)
            row.append(with_ends(share, ends, scale))
        rows.append(row)
    head = say.GROUPS_STAY if stay else say.GROUPS
    return pd.DataFrame(rows, columns=[*head, *(say.within(d) for d in DAYS)])


def models_frame(found: RepeatForecast, locale: Locale | None = None) -> pd.DataFrame:
    """List what each model forecasts."""
    import pandas as pd

    models = found.ahead.models
    rows = [
        [MODEL_NAMES[one.model], *(total_cell(each, locale) for each in one.totals)]
        for one in models
    ]
    days = [say.next_days(int(each.days)) for each in models[0].totals]
    return pd.DataFrame(rows, columns=[say.MODEL, *days])


def tried_frame(found: RepeatForecast, locale: Locale | None = None) -> pd.DataFrame:
    """List the forecasts from past days beside what came."""
    import pandas as pd

    scale = Scale(decimals=0, locale=locale)
    rows = [
        [
            full_date(one.origin),
            scale.number(one.forecast.value),
            between(one.forecast.interval, scale),
            count(one.actual, locale),
            scale.number(one.naive),
            say.YES if one.covered else say.NO,
        ]
        for one in found.ahead.tried.trials
    ]
    return pd.DataFrame(rows, columns=list(say.TRIED))


def key_frame(
    found: KeyCustomers, currency: str, locale: Locale | None = None
) -> pd.DataFrame:
    """List key customers with what is expected of each."""
    import pandas as pd

    scale = money_scale(float(max(found.money, default=0.0)), currency, locale)
    rows = [
        [
            plain(name, limit=60),
            count(int(found.purchases[i]), locale),
            full_date(found.last[i]),
            number(float(found.expected[i]), 1, locale),
            scale.value(float(found.money[i])),
        ]
        for i, name in enumerate(found.names)
    ]
    frame = pd.DataFrame(rows, columns=list(say.KEY))
    return frame.loc[:, [(frame[name] != MISSING).any() for name in frame.columns]]


def orders_frame(found: CustomerRhythm, locale: Locale | None = None) -> pd.DataFrame:
    """List the days on which one customer bought, the newest first."""
    import pandas as pd

    gaps = [MISSING]
    gaps += [
        count(int((later - day).astype(int)), locale)
        for day, later in zip(found.days[:-1], found.days[1:], strict=True)
    ]
    rows = [[full_date(day), gap] for day, gap in zip(found.days, gaps, strict=True)]
    return pd.DataFrame(rows[::-1], columns=list(say.ORDERS))
