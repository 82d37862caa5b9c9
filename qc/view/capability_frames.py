"""Capability as the tables and bars of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qc.review.budgets import Spent
from qc.review.capability_report import CapabilityReport
from qc.view.locales import Locale
from qc.view.words.capability_figures import FIGURE, INTERVAL, VALUE, figures

if TYPE_CHECKING:
    import pandas as pd


def figures_frame(
    report: CapabilityReport, locale: Locale | None = None
) -> pd.DataFrame:
    """Return the figures of a capability; no row where it is refused.

    Returns
    -------
    DataFrame
        Texts: value and interval, by the name of the figure.
    """
    import pandas as pd

    rows = [(row.name, row.value, row.interval) for row in figures(report, locale)]
    return pd.DataFrame(rows, columns=[FIGURE, VALUE, INTERVAL]).set_index(FIGURE)


def share_used(spent: Spent) -> float:
    """Return how full a bar of a budget is: never more than whole."""
    return min(1.0, max(0.0, spent.budget.used))
