"""The tour: five short stops in a window over the page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qc.core.kinds import Assurance, Variation
from qc.pages import state
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.icons import assurance_uri, variation_uri
from qc.view.spark import Frame, trend_svg
from qc.view.svg import data_uri
from qc.view.words import tour as say
from qc.workspace.tour import tour

_WIDE = Frame(width=560, height=120, points=26)
_HALF = Frame(width=270, height=100, points=26)
_STOP = "tour-stop"


def button() -> None:
    """Offer the tour."""
    st.button(say.OPEN, icon=":material/tour:", key="qc-tour", on_click=_open)
    if _STOP in st.session_state:
        _window()


def _open() -> None:
    st.session_state[_STOP] = 0


def _close() -> None:
    st.session_state.pop(_STOP, None)


@st.dialog(say.TITLE, width="medium", on_dismiss=_close)
def _window() -> None:
    state.read_as_told()  # the window also runs without its page
    place = int(st.session_state[_STOP])
    stop = say.STOPS[place]
    st.subheader(stop.heading, anchor=False)
    _picture(stop)
    st.markdown(stop.text)
    row = st.container(horizontal=True, vertical_alignment="center")
    row.caption(say.step_line(place))
    row.button(say.BACK, on_click=_go, args=(-1,), disabled=stop is say.STOPS[0])
    if stop is not say.STOPS[-1]:
        row.button(say.NEXT, on_click=_go, args=(1,), type="primary")
    elif row.button(say.DONE, type="primary"):
        _close()
        st.rerun()


def _go(by: int) -> None:
    st.session_state[_STOP] += by


def _picture(stop: say.Stop) -> None:
    drawn = tour()
    if stop is say.NOISE:
        _charts([drawn.steady], _WIDE)
    elif stop is say.SIGNAL:
        _charts([drawn.signal], _WIDE)
    elif stop is say.DIRECTION:
        _charts([drawn.unwanted, drawn.wanted], _HALF)
    elif stop is say.ICONS:
        _icons(say.SHOWN_ICONS)


def _charts(shown: Sequence[Assessment], frame: Frame) -> None:
    for column, one in zip(st.columns(len(shown)), shown, strict=True):
        with column:
            picture = data_uri(trend_svg(one, frame))
            st.image(picture, alt=words.name(one.variation), width="stretch")
            st.caption(words.name(one.variation))
    st.caption(say.DRAWN)


def _icons(shown: Sequence[Variation | Assurance]) -> None:
    for icon in shown:
        row = st.container(horizontal=True, vertical_alignment="center", gap="small")
        known = isinstance(icon, Variation)
        row.image(
            variation_uri(icon) if known else assurance_uri(icon),
            alt=words.name(icon),
            width=28,
        )
        row.markdown(words.name(icon))
