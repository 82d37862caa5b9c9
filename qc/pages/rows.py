"""The interactions of a stretch of a chart."""

from __future__ import annotations

import numpy as np
import streamlit as st

from qc.core.calendar import next_start
from qc.core.kinds import MeasureKind
from qc.review.assessment import Assessment
from qc.view.frames import rows_frame
from qc.view.words import pages as say
from qc.workspace import Lens, Workspace


def last_day(one: Assessment, start: np.datetime64) -> np.datetime64:
    """Return the last day of a point: that of its period, or the day it came."""
    if one.measure.kind is MeasureKind.GAP:
        return start
    end: np.datetime64 = next_start(np.array([start]), one.measure.by)[0]
    return end - np.timedelta64(1, "D")


def interactions(
    workspace: Workspace,
    one: Assessment,
    lens: Lens,
    span: tuple[np.datetime64, np.datetime64],
) -> None:
    """List the interactions of a stretch of the chart, events first."""
    first, last = span
    found = workspace.interactions(one.measure.id, first, last, lens)
    st.subheader(say.INTERACTIONS, anchor=False)
    st.caption(say.rows_line(found.total, len(found.rows), first, last))
    st.dataframe(
        rows_frame(found.rows),
        hide_index=True,
        placeholder="",
        key="interactions",
        alt=say.INTERACTIONS,
    )
