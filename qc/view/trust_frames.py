"""Trust in rows: validations, tenths, weeks, the list of those at risk, promises."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from qc.chain.company import date_of
from qc.chain.trust_validation import Validation
from qc.review.trust import CustomerTrust, RiskList, Trust
from qc.view.locales import Locale
from qc.view.numbers import MISSING, count
from qc.view.words import trust as say
from qc.view.words import trust_risk
from qc.view.words.dates import full_date
from qc.view.words.sure import between, share_scale

if TYPE_CHECKING:
    import pandas as pd

BARS = 30


def validation_frame(found: Trust, locale: Locale | None = None) -> pd.DataFrame:
    """List what trust is held to foretell, and how well it does."""
    import pandas as pd

    rows = [
        [
            say.TARGETS[one.target],
            say.verdict(one),
            say.auc(one, locale),
            say.skill(one, locale),
            say.gain(one, locale),
            count(one.events, locale),
            count(one.customers, locale),
            count(one.origins, locale),
        ]
        for one in found.validations
    ]
    return pd.DataFrame(rows, columns=list(say.VALIDATIONS))


def tenths_frame(found: Validation, locale: Locale | None = None) -> pd.DataFrame:
    """List the chance foretold and the share that came, tenth by tenth."""
    import pandas as pd

    scale = share_scale(locale)
    rows = [
        [
            count(number, locale),
            scale.value(tenth.foretold),
            scale.value(tenth.came),
            between(tenth.interval, scale),
            count(tenth.n, locale),
        ]
        for number, tenth in enumerate(found.tenths, start=1)
    ]
    return pd.DataFrame(rows, columns=list(say.TENTHS))


def weeks_frame(found: Trust, locale: Locale | None = None) -> pd.DataFrame:
    """List the mean trust of each week, the newest first."""
    import pandas as pd

    weeks, scale = found.weeks, share_scale(locale)
    rows = [
        [
            full_date(date_of(weeks.week[i])),
            scale.value(float(weeks.mean[i])),
            between((float(weeks.low[i]), float(weeks.high[i])), scale),
            count(int(weeks.customers[i]), locale),
            count(int(weeks.promised[i]), locale),
            count(int(weeks.kept[i]), locale),
        ]
        for i in range(len(weeks) - 1, -1, -1)
    ]
    return pd.DataFrame(rows, columns=list(say.WEEKS))


def bars(found: Trust) -> tuple[list[float], list[int]]:
    """Return the edges of the bars of trust, in per cent, and customers in each."""
    low, high = float(found.value.min()), float(found.value.max())
    wide = max(high - low, 0.001)
    counted, edges = np.histogram(found.value, BARS, (high - wide, high))
    return (100 * edges).tolist(), counted.tolist()


def spread_frame(found: Trust, locale: Locale | None = None) -> pd.DataFrame:
    """List how many customers have which trust."""
    import pandas as pd

    edges, counted = bars(found)
    scale = share_scale(locale)
    rows = [
        [scale.span(low / 100, high / 100), count(n, locale)]
        for (low, high), n in zip(pairwise(edges), counted, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(say.SPREADS))


def risk_frame(found: RiskList, locale: Locale | None = None) -> pd.DataFrame:
    """List the relationships at risk; without columns that say nothing."""
    import pandas as pd

    rows = [trust_risk.row(found, place, locale) for place in range(len(found.names))]
    frame = pd.DataFrame(rows, columns=list(trust_risk.headings(found)))
    told = [(frame[name] != MISSING).any() for name in frame.columns]
    return frame.loc[:, told] if rows else frame


def promises_frame(found: CustomerTrust) -> pd.DataFrame:
    """List the promises to one customer, the newest first."""
    import pandas as pd

    rows = [
        trust_risk.promise_row(found, place)
        for place in range(len(found.history) - 1, -1, -1)
    ]
    return pd.DataFrame(rows, columns=list(trust_risk.PROMISES))
