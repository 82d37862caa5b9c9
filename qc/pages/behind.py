"""The chart of a measure, and the one point that is looked at."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qc.core.decisions import Decision
from qc.pages import history, notes, point, selected, training_days
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.chart_notes import Note, Told, why_of_points
from qc.view.chart_table import told_frame
from qc.view.control_chart import PLOT_CONFIG, figure
from qc.view.escape import markdown
from qc.view.training_marks import training_notes
from qc.view.words import pages as say
from qc.view.words.labels import alt_text
from qc.workspace import Lens, Workspace
from qc.workspace.decided import reasons


def chart(
    workspace: Workspace, one: Assessment, lens: Lens, past: Sequence[Decision]
) -> None:
    """Draw the chart and its table; a point chosen in either shows what is behind."""
    if one.chart is None:
        return
    plan = workspace.plan(one.measure.id)
    why = {} if plan is None else why_of_points(one, reasons(past, plan))
    told = Told(why=why, chosen=selected.chosen(one))
    marks = training_days.of_measure(workspace, one, lens)
    events = (*notes.events(workspace, one), *training_notes(marks))
    _plot(one, told, events)
    foot, pick = st.columns([3, 2], vertical_alignment="center")
    with pick:
        selected.picker(one)
    with foot:
        _footer(one, chosen=told.chosen is not None)
    history.bar(workspace, one, past)
    if told.chosen is not None:
        point.panel(workspace, one, lens, told, told.chosen)
    _table(one, told)


def _plot(one: Assessment, told: Told, events: Sequence[Note]) -> None:
    dark = st.context.theme.type == "dark"
    st.plotly_chart(
        figure(one, events=events, told=told, dark=dark),
        key=selected.chart_key(one),
        theme=None,
        on_select="rerun",
        selection_mode="points",
        config=PLOT_CONFIG,
        alt=alt_text(one),
    )


def _footer(one: Assessment, *, chosen: bool) -> None:
    lines = [words.chart_footer(one.choice)] if one.choice is not None else []
    lines += [words.band_sentence(one)] if words.band_sentence(one) else []
    lines += [] if chosen else [say.CLICK_HINT]
    st.caption("  \n".join(markdown(line, limit=600) for line in lines))


def _table(one: Assessment, told: Told) -> None:
    """Offer the points as a table, newest first."""
    with st.expander(say.POINTS):
        st.dataframe(
            told_frame(one, told.why)[::-1],
            key=selected.table_key(one),
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            alt=words.sentence(one),
        )
