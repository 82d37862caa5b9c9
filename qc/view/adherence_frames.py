"""Adherence as tables: step by step, where it lacks, stage by stage."""

from __future__ import annotations

import pandas as pd

from qc.review.adherence import Adhering
from qc.view.escape import plain
from qc.view.frames import distinct
from qc.view.locales import Locale
from qc.view.words import adherence as say


def steps_frame(found: Adhering, locale: Locale | None = None) -> pd.DataFrame:
    """Return one row a step, most often left out first."""
    rows = [say.step_row(one, locale) for one in found.steps]
    return pd.DataFrame(rows, columns=list(say.STEP_HEADINGS))


def where_frame(
    found: Adhering, way: str, locale: Locale | None = None
) -> pd.DataFrame:
    """Return one row a step, one column a stage, team or channel."""
    names = say.where_names(found, way)
    columns = [*distinct(names).values()]
    rows = [
        (
            plain(one.name, limit=60),
            *(
                say.where_cell(say.where_of(one, way), place, locale)
                for place in range(len(names))
            ),
        )
        for one in found.steps
    ]
    return pd.DataFrame(rows, columns=[say.STEP_HEADINGS[0], *columns])


def stages_frame(found: Adhering, locale: Locale | None = None) -> pd.DataFrame:
    """Return one row a stage."""
    rows = [say.stage_row(one, locale) for one in found.stages]
    return pd.DataFrame(rows, columns=list(say.STAGE_HEADINGS))
