"""Training days beside a chart: looked up once, and listed in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from qc.core.calendar import next_start
from qc.pages import state
from qc.review.assessment import Assessment
from qc.review.training_marks import TrainingMark
from qc.view.escape import markdown
from qc.view.training_marks import training_frame
from qc.view.words import training_marks as say
from qc.workspace import Lens, Workspace
from qc.workspace.training_marks import training_marks

_DAY = np.timedelta64(1, "D")
Marks = Sequence[TrainingMark]


def of_measure(workspace: Workspace, one: Assessment, lens: Lens) -> Marks:
    """Return the training of those whose work the chart of a measure shows."""
    if one.chart is None or not len(one.chart.at):
        return ()
    after = next_start(one.chart.at[-1:].astype("datetime64[D]"), one.measure.by)[0]
    first: np.datetime64 = one.chart.at[0].astype("datetime64[D]")
    return between(workspace, lens, first, after - _DAY)


def between(
    workspace: Workspace, lens: Lens, first: np.datetime64, last: np.datetime64
) -> Marks:
    """Return the training of those in a part of the log, between two days."""
    return state.kept(
        workspace,
        f"training {first} {last}",
        lens,
        lambda: training_marks(workspace, lens, first=first, last=last),
    )


def table(marks: Marks, labels: Mapping[str, str] | None = None) -> None:
    """List the marks; people by their labels, or only how many."""
    if not marks:
        return
    with st.expander(say.section_line(len(marks))):
        frame = training_frame(marks, labels)
        st.dataframe(frame, hide_index=True, alt=say.SECTION)
        st.caption(markdown(say.NOTE))
