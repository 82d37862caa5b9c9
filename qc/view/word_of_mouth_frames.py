"""Word of mouth and campaigns in rows: per customer, and who is credited with what."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qc.chain.evidence import Estimate
from qc.chain.word_of_mouth import View
from qc.chain.word_of_mouth_against import Side
from qc.review.word_of_mouth import WordOfMouth
from qc.view.locales import Locale
from qc.view.numbers import MISSING, Scale, count
from qc.view.words import word_of_mouth as say
from qc.view.words import word_of_mouth_columns as head
from qc.view.words.rates import money
from qc.view.words.referral_value import back_cell, in_cell

if TYPE_CHECKING:
    import pandas as pd


def sides_frame(found: WordOfMouth, locale: Locale | None = None) -> pd.DataFrame:
    """List what a customer of both sides costs, brings and returns."""
    import pandas as pd

    one, both = found.found, found.sides
    pairs = (one.brought, one.won)
    numbers = [count(int(g.sum()), locale) for g in (both.referred, both.won)]
    rows = [
        [head.CUSTOMERS, *numbers],
        [head.COST, *(_money(side.cost, found, locale) for side in pairs)],
        [head.margin(one.horizon), *(_margin(side, found, locale) for side in pairs)],
        [head.PURCHASES, *(_plain(side.purchases, locale) for side in pairs)],
        [head.BROUGHT, *(_plain(side.brings, locale) for side in pairs)],
        [head.BACK, *(back_cell(each, locale) for each in found.back)],
        [head.PAID_BACK, *(_paid(side, locale) for side in pairs)],
        [head.RETURN, _share(one.referred, locale), _share(one.campaign, locale)],
        [head.IN_TREES, _share(one.referred, locale), _share(one.tree, locale)],
    ]
    return pd.DataFrame(rows, columns=list(head.SIDES))


def credit_frame(found: WordOfMouth, locale: Locale | None = None) -> pd.DataFrame:
    """List all margin so far by how customers came, in both views."""
    import pandas as pd

    rows = [
        [name, *(_money(found.credit[view][source], found, locale) for view in View)]
        for source, name in say.SOURCES.items()
        if any(found.credit[view][source] for view in View)
    ]
    totals = [_money(sum(found.credit[v].values()), found, locale) for v in View]
    columns = [head.CAME, *(say.VIEWS[view] for view in View)]
    return pd.DataFrame([*rows, [head.TOTAL, *totals]], columns=columns)


def _money(value: float, found: WordOfMouth, locale: Locale | None) -> str:
    return money(value, found.rates, locale) if math.isfinite(value) else MISSING


def _margin(side: Side, found: WordOfMouth, locale: Locale | None) -> str:
    value = side.margin.value
    decimals = 0 if abs(value) >= 100 else 2
    scale = Scale(unit=found.rates.currency, decimals=decimals, locale=locale)
    return in_cell(side.margin, scale)


def _plain(one: Estimate, locale: Locale | None) -> str:
    return in_cell(one, Scale(decimals=2, locale=locale))


def _share(one: Estimate, locale: Locale | None) -> str:
    scale = Scale(factor=100.0, unit="%", decimals=0, locale=locale)
    return in_cell(one, scale)


def _paid(side: Side, locale: Locale | None) -> str:
    if not side.cost > 0:  # nothing to pay back, or not known
        return MISSING
    return say.paid_back(side.paid_back, locale)
