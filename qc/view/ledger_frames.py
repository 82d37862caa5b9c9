"""The goodwill ledger in rows: weeks, entries, costs, parts of the return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qc.chain.company import date_of
from qc.chain.ledger import Ledger
from qc.chain.ledger_events import Line
from qc.core.kinds import Period
from qc.review.ledger import GoodwillReport
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count
from qc.view.words import ledger as say
from qc.view.words import ledger_costs as costs
from qc.view.words.dates import period_label
from qc.view.words.rates import amount

if TYPE_CHECKING:
    import pandas as pd

MOST = 500


def account_of(found: GoodwillReport, unit: str) -> Ledger:
    """Return the account in a unit; in customers where there is none in money."""
    if unit == say.MONEY and found.money is not None:
        return found.money.middle
    return found.account


def weeks_frame(
    found: GoodwillReport, unit: str, locale: Locale | None = None
) -> pd.DataFrame:
    """Return the account, a row a week, the newest first."""
    import pandas as pd

    account, kept = account_of(found, unit), found.money
    in_money = unit == say.MONEY and kept is not None
    rows = []
    for week in range(len(account))[::-1]:
        numbers = [account.opening[week], *account.lines[week], account.closing[week]]
        shown = amount if in_money else count
        cells = [shown(float(value), locale) for value in numbers]
        if in_money and kept is not None:
            ends = float(kept.low.closing[week]), float(kept.high.closing[week])
            cells.append(say.span(*ends, locale))
        label = period_label(date_of(float(account.start[week])), Period.WEEK)
        rows.append([label, *cells])
    unit = say.MONEY if in_money else say.CUSTOMERS
    return pd.DataFrame(rows, columns=list(say.headings(unit)))


def booked_frame(found: GoodwillReport, week: int) -> tuple[pd.DataFrame, int]:
    """Return who was booked in a week, and how many entries there are in all."""
    import pandas as pd

    entries, lines = found.entries, list(Line)
    here = np.flatnonzero(entries.period == week)
    order = here[np.lexsort((entries.customer[here], entries.line[here]))]
    rows = [
        [
            plain(found.customers[entries.customer[i]], limit=60),
            say.LINES[lines[entries.line[i]]],
        ]
        for i in order[:MOST]
    ]
    return pd.DataFrame(rows, columns=list(say.BOOKED)), len(here)


def quality_frame(found: GoodwillReport, locale: Locale | None = None) -> pd.DataFrame:
    """Return the cost of quality: four parts, their items, counts, rates, money."""
    import pandas as pd

    rows = [
        costs.quality_row(part, one, found.rates, locale)
        for part in found.quality.parts
        for one in part.costs
    ]
    return pd.DataFrame(rows, columns=list(costs.QUALITY))


def return_frame(found: GoodwillReport, locale: Locale | None = None) -> pd.DataFrame:
    """Return the parts of the return on relationships."""
    import pandas as pd

    rows = [costs.return_row(one, found.rates, locale) for one in found.gain.amounts]
    return pd.DataFrame(rows, columns=list(costs.RETURN))
