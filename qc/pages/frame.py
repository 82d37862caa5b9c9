"""What every page stands in: styles, the sample banner, refusals in words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from qc.core.errors import QcError
from qc.pages import refusals, state, sweeping, tour
from qc.pages.links import REVIEW
from qc.view.brand import mark_svg, wordmark_svg
from qc.view.locales import reader, reading
from qc.view.style import PAGE_CSS
from qc.view.theme import tokens
from qc.view.words import pages as words

__all__ = ["REVIEW", "later", "page", "refusing", "start"]
_P = ParamSpec("_P")
_File = TypeVar("_File", str, bytes)


def start() -> None:
    """Set up the window: title, width, our own styles."""
    st.set_page_config(
        page_title=words.PRODUCT,
        page_icon=mark_svg(),  # an icon by name would be fetched from afar
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.logo(wordmark_svg(words.PRODUCT))
    st.html(f"<style>{tokens()}{PAGE_CSS}</style>")


def page(question: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Frame a page: its question at the top, a refusal told in words."""

    def framed(show: Callable[[], None]) -> Callable[[], None]:
        @functools.wraps(show)
        def shown() -> None:
            st.header(question, anchor=False)
            try:
                state.read_as_told()
                _banner()
                show()
                sweeping.drawn(question)
            except QcError as refusal:
                refusals.tell(refusal)

        return shown

    return framed


def refusing(act: Callable[_P, None]) -> Callable[_P, None]:
    """Let a callback tell a refusal in words, as a page does."""

    @functools.wraps(act)
    def acting(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            state.read_as_told()  # callbacks run before the page
            act(*args, **kwargs)
        except QcError as refusal:
            refusals.tell(refusal)

    return acting


def later(made: Callable[[], _File]) -> Callable[[], _File]:
    """Let a file be made when it is asked for, in the formats of this run of the page.

    A file made at each run would be gone by the next, while the browser still looks
    for it; and most are never asked for.
    """
    locale = reader()

    def making() -> _File:  # in a thread of the server that knows no formats
        with reading(locale):
            return made()

    return making


def _banner() -> None:
    if not state.on_sample():
        return
    with st.container(
        border=True, key="qc-sample", horizontal=True, vertical_alignment="center"
    ):
        st.markdown(words.SAMPLE_NOTE)
        tour.button()
        if st.button(words.SAMPLE_AWAY):
            state.own().put_sample_away()
            st.rerun()
