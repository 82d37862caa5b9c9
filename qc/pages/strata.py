"""A measure in its parts, side by side on one scale; a part leads to itself alone."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qc.core.errors import NothingToShow
from qc.pages import place, state
from qc.pages.selected import POINT
from qc.review.assessment import Assessment
from qc.review.strata import Strata
from qc.view.escape import markdown
from qc.view.strata_chart import STRATA_CSS, strata_html
from qc.view.strata_frames import strata_frame, strata_links
from qc.view.words import strata as say
from qc.view.words.compare import NAMES
from qc.workspace import Lens, Workspace
from qc.workspace.labels import labelled
from qc.workspace.personal import PERSONAL, may_see_names, names_hidden
from qc.workspace.strata import side_by_side, ways

BY = "strata"
_SENTENCE_WIDTH = 460


def section(workspace: Workspace, one: Assessment, lens: Lens) -> None:
    """Offer the dimensions; draw the parts of the one that is chosen."""
    if one.chart is None or not one.measure.of_log:
        return
    st.subheader(say.SECTION, anchor=False)
    known = ways(workspace, one.measure)
    if not known:
        st.caption(say.NO_WAY)
        return
    picked = st.segmented_control(
        say.PICKER,
        known,
        default=state.chosen(BY, known, "") or None,
        format_func=say.title,
        key=f"strata-by-{one.measure.id}",
    )
    state.put(BY, picked)
    if not picked:
        st.caption(say.HELP)
        return
    try:
        found = _found(workspace, one, picked, lens)
    except NothingToShow as refusal:
        st.caption(markdown(refusal, limit=600))
        return
    _draw(workspace, found, lens)


def _found(workspace: Workspace, one: Assessment, by: str, lens: Lens) -> Strata:
    name = one.measure.id
    return state.kept(
        workspace,
        f"strata {name} {by}",
        lens,
        lambda: side_by_side(workspace, name, by, lens),
    )


def _draw(workspace: Workspace, found: Strata, lens: Lens) -> None:
    hidden, shown = _labels(workspace, found)
    verdict = say.verdict_line(found, shown)
    st.markdown(f"**{markdown(verdict, limit=600)}**")
    lines = (say.judged_line(found), say.rest_line(found))
    st.caption(markdown(" ".join(line for line in lines if line), limit=600))
    query = {
        key: st.query_params.get_all(key)
        for key in st.query_params
        if key not in {POINT, found.dimension}
    }
    links = strata_links(found, query, hidden=hidden)
    if picture := strata_html(found, shown, links):
        st.html(f"<style>{STRATA_CSS}</style>")
        st.markdown(picture, unsafe_allow_html=True)
        _table(found, shown, lens)


def _labels(workspace: Workspace, found: Strata) -> tuple[bool, Mapping[str, str]]:
    """Call people by codes until names are asked for; never by a link."""
    by, asked = found.dimension, False
    if by in PERSONAL and may_see_names(workspace, by):
        asked = st.toggle(NAMES, key="strata-names")
    hidden = names_hidden(workspace, by, asked=asked)
    names = [*(one.name for one in found.parts), *(name for name, _ in found.few)]
    return hidden, labelled(workspace, by, names, asked=asked)


def _table(found: Strata, shown: Mapping[str, str], lens: Lens) -> None:
    with st.expander(say.TABLE):
        st.caption(say.TABLE_HINT)
        frame = strata_frame(found, shown)
        wide = st.column_config.TextColumn(width=_SENTENCE_WIDTH)
        picked = st.dataframe(
            frame,
            key=f"strata-{found.whole.measure.id}-{found.dimension}-{lens.stratum}",
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            column_config={frame.columns[-1]: wide},
            alt=say.verdict_line(found, shown),
        )
    rows = picked["selection"]["rows"]
    if rows and rows[0] < len(found.parts):
        state.put(POINT, None)
        place.look_at_part(found.dimension, found.parts[rows[0]].name)
