"""From one page to another, and the tables whose rows lead there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from qc.review.assessment import Assessment
from qc.view.tables import ICON_COLUMNS, TREND_COLUMN
from qc.view.words.columns import Column

_HERE = Path(__file__).parent
REVIEW = _HERE / "review.py"
REVIEW_ADDRESS = _HERE / "review_address.py"
MEASURE = _HERE / "measure.py"
STAGES = _HERE / "stages.py"
CHAIN = _HERE / "chain.py"
TOGETHER = _HERE / "together.py"
PEOPLE = _HERE / "people.py"
CUSTOMERS = _HERE / "customers.py"
IMPROVE = _HERE / "improve.py"
DATA = _HERE / "data.py"
MEETING = _HERE / "meeting.py"
DEFINITIONS = _HERE / "measures.py"
ROW_HEIGHT = 64
ICON_WIDTH, TREND_WIDTH, MEASURE_WIDTH, SENTENCE_WIDTH = 78, 208, 184, 336
WORDS_WIDTH = 144
_FOLDED = {Column.STAGE, Column.VARIATION_TEXT, Column.ASSURANCE_TEXT}
_KEPT = ("week", "rules")


def to_measure(measure: str) -> None:
    """Open the chart of a measure, in the week and by the rules in the URL."""
    st.switch_page(MEASURE, query_params={**_here(), "measure": measure})


def to_chain() -> None:
    """Open the chain: what a measure depends on, and what depends on it."""
    st.switch_page(CHAIN)


def to_people() -> None:
    """Open the people page, in the week and by the rules in the URL."""
    st.switch_page(PEOPLE, query_params=_here())


def to_review() -> None:
    """Open the weekly review, in the week and by the rules in the URL."""
    st.switch_page(REVIEW, query_params=_here())


def to_meeting() -> None:
    """Open the meeting mode, in the week and by the rules in the URL."""
    st.switch_page(MEETING, query_params=_here())


def _here() -> dict[str, str]:
    return {key: st.query_params[key] for key in _KEPT if key in st.query_params}


def icon_table(table: pd.DataFrame, key: str, alt: str) -> list[int]:
    """Draw the icon table and return the rows picked in it."""
    picked = st.dataframe(
        table,
        key=key,
        hide_index=True,
        row_height=ROW_HEIGHT,
        height="content",
        column_config=_columns(),
        column_order=[name for name in table.columns if name not in _FOLDED],
        on_select="rerun",
        selection_mode="single-row",
        alt=alt,
    )
    return list(picked["selection"]["rows"])


def _columns() -> dict[str, Any]:
    text, image = st.column_config.TextColumn, st.column_config.ImageColumn
    pictures = {name: image(name, width=ICON_WIDTH) for name in ICON_COLUMNS}
    return {
        **pictures,
        TREND_COLUMN: image(TREND_COLUMN, width=TREND_WIDTH),
        Column.MEASURE: text(Column.MEASURE, width=MEASURE_WIDTH),
        Column.SAYS: text(Column.SAYS, width=SENTENCE_WIDTH),
        Column.ICONS_TEXT: text(Column.ICONS_TEXT, width=WORDS_WIDTH),
    }


def open_row(picked: Sequence[int], rows: Sequence[Assessment]) -> None:
    """Open the chart of the row that was picked, if one was."""
    if picked and picked[0] < len(rows):
        to_measure(rows[picked[0]].measure.id)
