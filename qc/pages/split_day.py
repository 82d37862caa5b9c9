"""The day that parts before from after, on the page of the five stages."""

from __future__ import annotations

import datetime as dt

import numpy as np
import streamlit as st

from qc.pages import state
from qc.view.locales import reader
from qc.view.words import causes as say
from qc.workspace import Lens, Workspace
from qc.workspace.days import looked_at

SPLIT = "split"


def pick(workspace: Workspace, lens: Lens) -> np.datetime64 | None:
    """Offer the days of the log, but for the first: something must come before."""
    days = looked_at(workspace, lens)
    if days is None or days.first == days.last:
        return None
    low, high = _date(days.first + np.timedelta64(1, "D")), _date(days.last)
    picked = st.date_input(
        say.SPLIT,
        _asked(low, high),
        min_value=low,
        max_value=high,
        format=reader().typed,
        help=say.SPLIT_HELP,
        key=f"split-{low}-{high}",
    )
    state.put(SPLIT, picked.isoformat() if picked else None)
    return np.datetime64(picked, "D") if picked else None


def _date(day: np.datetime64) -> dt.date:
    date: dt.date = day.astype("datetime64[D]").item()
    return date


def _asked(low: dt.date, high: dt.date) -> dt.date | None:
    try:
        asked = dt.date.fromisoformat(st.query_params.get(SPLIT, ""))
    except ValueError:
        return None
    return asked if low <= asked <= high else None
