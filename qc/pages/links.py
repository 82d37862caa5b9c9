"""From one page to another, and the tables whose rows lead there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from qc.review.assessment import Assessment
from qc.view.tables import ICON_COLUMNS, TREND_COLUMN

_HERE = Path(__file__).parent
REVIEW = _HERE / "review.py"
MEASURE = _HERE / "measure.py"
DATA = _HERE / "data.py"
DEFINITIONS = _HERE / "measures.py"
ROW_HEIGHT = 64
_KEPT = ("week", "rules")


def to_measure(measure: str) -> None:
    """Open the chart of a measure, in the week and by the rules in the URL."""
    kept = {key: st.query_params[key] for key in _KEPT if key in st.query_params}
    st.switch_page(MEASURE, query_params={**kept, "measure": measure})


def icon_table(table: pd.DataFrame, key: str, alt: str) -> list[int]:
    """Draw the icon table and return the rows picked in it."""
    images = {
        name: st.column_config.ImageColumn(name, width="small") for name in ICON_COLUMNS
    }
    images[TREND_COLUMN] = st.column_config.ImageColumn(TREND_COLUMN, width="medium")
    first = str(table.columns[0])
    columns = {first: st.column_config.TextColumn(first, pinned=True), **images}
    picked = st.dataframe(
        table,
        key=key,
        hide_index=True,
        row_height=ROW_HEIGHT,
        height="content",
        column_config=columns,
        on_select="rerun",
        selection_mode="single-row",
        alt=alt,
    )
    return list(picked["selection"]["rows"])


def open_row(picked: Sequence[int], rows: Sequence[Assessment]) -> None:
    """Open the chart of the row that was picked, if one was."""
    if picked and picked[0] < len(rows):
        to_measure(rows[picked[0]].measure.id)
