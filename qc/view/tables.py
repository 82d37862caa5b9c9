"""Values as tables for the pages, and tables as files that no spreadsheet runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import ControlChart
from qc.review.assessment import Assessment
from qc.view import escape, words
from qc.view.escape import plain
from qc.view.icons import assurance_uri, variation_uri
from qc.view.locales import Locale
from qc.view.marks import members, rule_of
from qc.view.numbers import count, scale_of
from qc.view.spark import Frame, trend_svg
from qc.view.svg import data_uri
from qc.view.words.columns import ALL_STAGES, Column, with_unit
from qc.view.words.pages import UNSEEN

if TYPE_CHECKING:
    import pandas as pd

ICON_COLUMNS = (Column.VARIATION.value, Column.ASSURANCE.value)
TREND_COLUMN = Column.TREND.value
PICTURES = (*ICON_COLUMNS, TREND_COLUMN)
"""Columns of data URIs; the text columns beside them say the same."""

TABLE = Frame(width=176, height=52, points=26)
"""Fits a medium image column in rows of 64 pixels; a wider one would be cut off."""

_ICON_ROOM = 12
_IN_UNITS = (Column.VALUE, Column.CENTRE, Column.LOWER, Column.UPPER)
_HEADINGS = {name: name.value for name in Column}
_MORE_DECIMALS = 2  # than shown elsewhere, for those who compute with the table


def review_frame(
    assessments: Sequence[Assessment], locale: Locale | None = None
) -> pd.DataFrame:
    """Return the icon table: one row a measure, all text ready to be shown.

    Returns
    -------
    DataFrame
        Columns as in `Column` from MEASURE to ICONS_TEXT. `PICTURES` are data
        URIs. Titles come from a settings file and are free of control characters,
        but not escaped for markup.
    """
    import pandas as pd

    rows = [_review_row(one, locale) for one in assessments]
    headings = list(Column)[: list(Column).index(Column.ICONS_TEXT) + 1]
    cells = [[row[heading] for heading in headings] for row in rows]
    return pd.DataFrame(cells, columns=[heading.value for heading in headings])


def points_frame(assessment: Assessment, locale: Locale | None = None) -> pd.DataFrame:
    """Return every period of a chart, missing ones included, in chart order.

    Returns
    -------
    DataFrame
        Row i is point i. Numbers in the unit of their heading; a missing value and
        a limit that does not exist are NaN. Signals are the names of the rules,
        joined by "; ".
    """
    import pandas as pd

    columns = points_columns(assessment, locale)
    if not columns:
        return pd.DataFrame(columns=[Column.PERIOD.value, Column.VALUE.value])
    unit = scale_of(assessment, locale).unit
    headings = {name: with_unit(name, unit) for name in _IN_UNITS}
    return pd.DataFrame(columns).rename(columns={**_HEADINGS, **headings})


def points_columns(
    assessment: Assessment, locale: Locale | None = None
) -> dict[Column, Any]:
    """Return the columns of `points_frame` by heading, without their unit.

    Returns
    -------
    dict of Column -> (k,) array or list
        Empty where there is no chart.
    """
    chart, scale = assessment.chart, scale_of(assessment, locale)
    if chart is None:
        return {}

    def shown(line: Floats, where: Bools | None = None) -> Floats:
        line = line if where is None else np.where(where, line, np.nan)
        return np.round(line * scale.factor, scale.decimals + _MORE_DECIMALS)

    return {
        Column.PERIOD: [words.point_label(assessment, day) for day in chart.at],
        Column.STARTS: [str(day) for day in chart.at.astype("datetime64[D]")],
        Column.VALUE: shown(chart.value),
        Column.N: chart.n,
        Column.CENTRE: shown(chart.centre),
        Column.LOWER: shown(chart.lower, chart.has_lower),
        Column.UPPER: shown(chart.upper, chart.has_upper),
        Column.PHASE: chart.phase + 1,
        Column.IN_BASELINE: chart.in_baseline,
        Column.LEFT_OUT: chart.excluded,
        Column.SIGNALS: _signals(assessment, chart),
    }


def safe_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV (UTF-8 with mark) in which no cell is a formula.

    Text that a spreadsheet would run gets an apostrophe in front, headings too;
    numbers stay numbers, and no line end inside a cell can start a new row. The
    pictures of `review_frame` are left out.
    """
    import pandas as pd

    kept = frame.drop(columns=[name for name in PICTURES if name in frame.columns])
    safe = pd.DataFrame(
        {i: kept.iloc[:, i].map(escape.cell) for i in range(kept.shape[1])}
    )
    header = [str(escape.cell(str(name))) for name in kept.columns]
    text: str = safe.to_csv(index=False, header=header, lineterminator="\r\n")
    return text.encode("utf-8-sig", errors="replace")


def review_cells(one: Assessment, locale: Locale | None = None) -> dict[Column, str]:
    """Return one row of the icon table without its pictures, by heading."""
    scale = scale_of(one, locale)
    stage = one.measure.stage
    return {
        Column.MEASURE: plain(one.measure.title) or UNSEEN,
        Column.STAGE: ALL_STAGES if stage is None else words.name(stage),
        Column.LATEST: scale.value(words.latest(one)),
        Column.N: count(words.cases(one), locale),
        Column.TARGET: words.target_text(one, scale),
        Column.MEAN: scale.value(words.level(one)),
        Column.RANGE: words.usual_range(one, scale),
        Column.SAYS: words.sentence(one, locale),
        Column.VARIATION_TEXT: words.name(one.variation),
        Column.ASSURANCE_TEXT: words.name(one.assured.kind),
    }


def _review_row(one: Assessment, locale: Locale | None) -> dict[Column, str]:
    cells = review_cells(one, locale)
    icons = f"{cells[Column.VARIATION_TEXT]}; {cells[Column.ASSURANCE_TEXT].lower()}"
    return {
        **cells,
        Column.ICONS_TEXT: icons,
        Column.VARIATION: variation_uri(one.variation, room=_ICON_ROOM),
        Column.ASSURANCE: assurance_uri(one.assured.kind, room=_ICON_ROOM),
        Column.TREND: data_uri(trend_svg(one, TABLE, locale)),
    }


def _signals(assessment: Assessment, chart: ControlChart) -> list[str]:
    found: list[dict[str, None]] = [{} for _ in range(len(chart))]
    for finding in assessment.findings:
        rule = rule_of(assessment, finding)
        said = finding.signal.rule if rule is None else words.rule_name(rule)
        for i in np.flatnonzero(members(assessment, finding)).tolist():
            found[i][said] = None
    return ["; ".join(names) for names in found]
