"""Training days as notes on a chart, and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qc.review.training_marks import TrainingMark
from qc.view.chart_notes import Note
from qc.view.locales import Locale
from qc.view.numbers import count
from qc.view.words import training_marks as say

if TYPE_CHECKING:
    import pandas as pd

Labels = Mapping[str, str]


def training_notes(
    marks: Sequence[TrainingMark], labels: Labels | None = None
) -> tuple[Note, ...]:
    """Return marks to draw; people are named by `labels` alone."""
    return tuple(
        Note(at=mark.day, text=say.mark_text(mark, labels), key=say.mark_key(i))
        for i, mark in enumerate(marks)
    )


def training_frame(
    marks: Sequence[TrainingMark],
    labels: Labels | None = None,
    locale: Locale | None = None,
) -> pd.DataFrame:
    """List the marks by day; texts of files are made plain."""
    import pandas as pd

    rows = [
        [
            say.mark_key(i),
            say.when(mark),
            say.courses(mark, locale),
            say.who(mark, labels, locale),
            count(mark.records, locale),
        ]
        for i, mark in enumerate(marks)
    ]
    return pd.DataFrame(rows, columns=say.COLUMNS)
