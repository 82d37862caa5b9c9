"""Referrals in rows: generations, who brings most, what was set aside, worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from qc.chain.referral_cohorts import Cohorts
from qc.chain.referral_rows import Cleaned
from qc.chain.referral_tree import Forest
from qc.review.referrals import ReferralReport, Value
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import Scale, count, percent
from qc.view.words import referral_columns as head
from qc.view.words import referral_value as say
from qc.view.words.referrals import FLAWS

if TYPE_CHECKING:
    import pandas as pd

MOST = 25  # customers listed


def generations_frame(
    found: ReferralReport, locale: Locale | None = None
) -> pd.DataFrame:
    """List the customers of each generation: drawn, and in all."""
    import pandas as pd

    trees, shown = found.who.forest, found.layout
    single = shown.generation[shown.customer >= 0]
    drawn = np.bincount(single, minlength=len(trees.generations))
    rows = [
        [
            head.generation(g),
            count(many, locale),
            percent(many / trees.customers, locale, decimals=1),
            count(int(drawn[g]), locale),
        ]
        for g, many in enumerate(trees.generations.tolist())
    ]
    return pd.DataFrame(rows, columns=list(head.GENERATIONS))


def most_frame(
    found: ReferralReport, called: Mapping[int, str] | None = None
) -> pd.DataFrame:
    """List who brings most: by the customers brought, then by those after them."""
    import pandas as pd

    trees = found.who.forest
    rows = [
        [
            plain(called[who] if called else found.customers[who], limit=60),
            int(trees.brought[who]),
            int(trees.descendants[who]),
            head.generation(int(trees.generation[who])),
        ]
        for who in leaders(trees)
    ]
    return pd.DataFrame(rows, columns=list(head.MOST))


def leaders(trees: Forest) -> list[int]:
    """Return the customers who brought most, the most first."""
    some = np.flatnonzero(trees.there & (trees.brought > 0))
    order = np.lexsort((some, -trees.descendants[some], -trees.brought[some]))
    found: list[int] = some[order][:MOST].tolist()
    return found


def aside_frame(rows: Cleaned, locale: Locale | None = None) -> pd.DataFrame:
    """List the reasons for which rows were set aside, in the order of the checks."""
    import pandas as pd

    told = [[FLAWS[flaw], count(many, locale)] for flaw, many in rows.aside.items()]
    return pd.DataFrame(told, columns=list(head.ASIDE))


def months_frame(months: Cohorts, locale: Locale | None = None) -> pd.DataFrame:
    """List the months: who came, and whom they brought."""
    import pandas as pd

    rows = [
        [str(month)[:7], count(came, locale), count(more, locale)]
        for month, came, more in zip(
            months.month,
            months.customers.tolist(),
            months.brought.tolist(),
            strict=True,
        )
    ]
    return pd.DataFrame(rows, columns=list(head.MONTHS))


def value_frame(
    found: Value, currency: str, locale: Locale | None = None
) -> pd.DataFrame:
    """List what customers of both sides are worth by one age."""
    import pandas as pd

    bought = found.purchases
    rows = []
    if found.money is not None:
        money = found.money
        scale = say.scale_of(found, currency, locale)
        three = (money.referred, money.others, money.difference)
        rows.append([say.MARGIN, *say.cells(three, scale)])
    three = (bought.referred, bought.others, bought.difference)
    rows.append([say.PURCHASES, *say.cells(three, Scale(decimals=2, locale=locale))])
    rows.append([say.BACK, *(say.back_cell(one, locale) for one in found.back), ""])
    many = [count(one.n, locale) for one in (bought.referred, bought.others)]
    rows.append([say.CUSTOMERS, *many, ""])
    return pd.DataFrame(rows, columns=list(say.HEADINGS))
