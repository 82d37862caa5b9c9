"""The points of a short-run chart as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from qc.review.short_run import ShortRun
from qc.view.locales import Locale
from qc.view.words import short_run as say
from qc.view.words.compare import noun
from qc.view.words.dates import period_label

if TYPE_CHECKING:
    import pandas as pd


def points_frame(
    run: ShortRun, labels: Mapping[str, str], locale: Locale | None = None
) -> pd.DataFrame:
    """Return every point, newest period first, units in the order of their labels.

    Returns
    -------
    DataFrame
        Values in the unit of their heading.
    """
    import pandas as pd

    scale = say.scale_of(run, locale)
    place = {label: i for i, label in enumerate(labels.values())}
    called = np.array([place[labels[run.names[i]]] for i in run.part])
    order = np.lexsort((called, -run.period.astype(np.int64)))
    unit = f" ({scale.unit})" if scale.unit else ""
    heading = say.COLUMNS
    return pd.DataFrame(
        {
            heading[0]: [period_label(run.period[i], run.measure.by) for i in order],
            noun(run.dimension).capitalize(): [
                labels[run.names[run.part[i]]] for i in order
            ],
            heading[1]: run.chart.n[order],
            f"{heading[2]}{unit}": np.round(
                run.value[order] * scale.factor, scale.decimals + 1
            ),
            heading[3]: np.round(run.chart.value[order], 2),
            heading[4]: [say.reads(bool(run.chart.beyond[i])) for i in order],
        }
    )
