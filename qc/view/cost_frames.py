"""What defects cost by cause, as tables: sums as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qc.review.cause_costs import CauseCost, Costs
from qc.review.causes import Comparison
from qc.view.locales import Locale
from qc.view.numbers import count
from qc.view.words import cause_costs as say
from qc.view.words import causes as tell
from qc.view.words import stages
from qc.view.words.cause_units import CauseUnit
from qc.view.words.rates import money

if TYPE_CHECKING:
    import pandas as pd

CHANGE_COLUMNS = (
    "Cause",
    "Before",
    "After",
    "Before, in 100 interactions",
    "After, in 100 interactions",
    "Ratio",
    "Reading",
)


def costs_frame(found: Costs, locale: Locale | None = None) -> pd.DataFrame:
    """List the causes, the dearest first; texts are made plain."""
    import pandas as pd

    rows = [_row(one, found, locale) for one in found.causes]
    return pd.DataFrame(rows, columns=say.COLUMNS)


def cost_changes_frame(
    compared: Comparison, unit: CauseUnit, locale: Locale | None = None
) -> pd.DataFrame:
    """List what every cause cost before and after."""
    import pandas as pd

    rows = [
        [
            tell.cause_name(one.kind, one.cause, one.causes),
            unit.total(one.counts[0], locale),
            unit.total(one.counts[1], locale),
            unit.of_100(one.change.before, locale),
            unit.of_100(one.change.after, locale),
            tell.ratio_text(one, locale),
            tell.verdict(one, unit),
        ]
        for one in compared.changes
    ]
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS)


def _row(one: CauseCost, found: Costs, locale: Locale | None) -> list[str]:
    bar, spent = one.bar, one.spent
    parts = (spent.rate, spent.work, spent.refunds)
    return [
        tell.cause_name(bar.kind, bar.cause, bar.causes),
        count(spent.defectives, locale),
        money(spent.cost, found.rates, locale),
        say.each(spent, found.rates, locale),
        stages.percent(bar.share, locale),
        stages.span(bar.interval, locale),
        stages.percent(bar.cumulated, locale),
        *(money(part, found.rates, locale) for part in parts),
    ]
