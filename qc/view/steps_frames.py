"""Prescribed steps as a table, in the order in which they are prescribed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qc.review.steps_followed import StepsFollowed, StepShare
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, percent
from qc.view.words import steps_followed as say
from qc.view.words.names import name
from qc.view.words.stages import span

if TYPE_CHECKING:
    import pandas as pd


def steps_frame(found: StepsFollowed, locale: Locale | None = None) -> pd.DataFrame:
    """List every step of every stage; texts of files are made plain."""
    import pandas as pd

    rows = [_row(step, locale) for one in found.stages for step in one.steps]
    return pd.DataFrame(rows, columns=say.COLUMNS)


def _row(step: StepShare, locale: Locale | None) -> list[str]:
    return [
        name(step.stage),
        plain(step.name),
        plain(step.title),
        count(step.n, locale),
        count(step.skipped, locale),
        percent(step.share, locale, decimals=1),
        span(step.interval, locale),
        count(step.misplaced, locale),
        percent(step.misplaced / step.n, locale, decimals=1),
    ]
