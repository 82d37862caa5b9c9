"""Earned growth in rows: by both readings, and where the revenue came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qc.chain.earned_growth import EarnedGrowth
from qc.review.earned_growth import GrowthReport
from qc.view.locales import Locale
from qc.view.words import earned_growth as say
from qc.view.words.rates import money
from qc.view.words.referral_value import in_cell
from qc.view.words.sure import between

if TYPE_CHECKING:
    import pandas as pd


def growth_frame(found: GrowthReport, locale: Locale | None = None) -> pd.DataFrame:
    """List the parts of growth by both readings of what is earned."""
    import pandas as pd

    both = found.years.wide, found.years.narrow
    scale = say.scale(locale)
    rows = [
        [say.RETAINED, *(in_cell(one.retained, scale) for one in both)],
        [say.EARNED, *(in_cell(one.earned, scale) for one in both)],
        [say.GROWTH, *(say.signed(one.growth, locale) for one in both)],
        [say.RANGE, *(_range(one, locale) for one in both)],
        [say.BOUGHT, *(say.plus(one.bought, locale) for one in both)],
        [say.UNKNOWN, *(say.plus(one.unknown, locale) for one in both)],
        [say.TOTAL, *(say.plus(one.total, locale) for one in both)],
    ]
    return pd.DataFrame(rows, columns=list(say.HEADINGS))


def parts_frame(found: GrowthReport, locale: Locale | None = None) -> pd.DataFrame:
    """List the revenue of both stretches by where it came from."""
    import pandas as pd

    sums = found.years.wide.totals
    values = (sums.before, sums.same, sums.earned, sums.bought, sums.unknown)
    rows = [
        [name, money(value, found.rates, locale)]
        for name, value in zip(say.PART_NAMES, values, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(say.PART_HEADINGS))


def _range(one: EarnedGrowth, locale: Locale | None) -> str:
    if one.limits[0] == one.limits[1]:
        return say.plus(one.limits[0], locale)
    return between(one.limits, say.scale(locale))
