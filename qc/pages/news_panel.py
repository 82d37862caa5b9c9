"""News for future sales: whom they reach, what comes of them, who was forgotten."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import Period, TableName
from qc.pages import figures, state
from qc.pages.chain_chart import small
from qc.pages.links import DATA
from qc.review.news import NewsReport
from qc.view.news_frames import untold_frame
from qc.view.words import customers
from qc.view.words import news as say
from qc.view.words.collect import to_load
from qc.workspace import Lens, Workspace
from qc.workspace.company import lacking
from qc.workspace.news import news_card, news_report
from qc.workspace.supply import supply_card

BY = "news-by"


def show(workspace: Workspace) -> None:
    """Draw the section."""
    if missing := lacking(workspace, TableName.OUTREACH):
        st.info(to_load(missing, say.USE))
        st.page_link(DATA, label=customers.TO_DATA)
        return
    place = st.container()
    by = Period(figures.choice(say.BY, BY, say.PERIODS))
    what = f"news {by} {news_card(workspace)} {supply_card(workspace)}"
    found = state.kept(workspace, what, Lens(), lambda: news_report(workspace, by))
    with place:
        figures.heading(say.headline(found))
        figures.notes(say.facts(found))
    _charts(found)
    _uptake(found)
    _silence(found)
    figures.formulas(say.definitions(found))


def _charts(found: NewsReport) -> None:
    st.subheader(say.CHARTS, anchor=False)
    drawn = [name for name, one in found.charts.items() if not say.no_chart(one)]
    for first in range(0, len(drawn), 2):
        pair = drawn[first : first + 2]
        for column, name in zip(st.columns(2), pair, strict=False):
            with column:
                st.markdown(f"**{say.TITLES[name]}**")
                small(found.charts[name], key=f"news-{name}")


def _uptake(found: NewsReport) -> None:
    if not found.uptakes:
        return
    st.subheader(say.UPTAKE, anchor=False)
    figures.told(say.uptake_line(one) for one in found.uptakes)
    figures.notes([say.design_line(found)])


def _silence(found: NewsReport) -> None:
    if found.silence is None:
        return
    st.subheader(say.SILENCE, anchor=False)
    told = say.silence_line(found.silence)
    figures.told([told])
    if len(found.silence.untold):
        st.dataframe(untold_frame(found), hide_index=True, alt=told)
