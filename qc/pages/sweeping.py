"""After every run Streamlit sweeps all memory for garbage: what stays is left out.

The sweep looks at each object there is; modules and kept results are most of them, and
a sweep of those takes longer than a page. What died among them since the last time is
swept when the next results are kept.
"""

from __future__ import annotations

import atexit
import gc

import streamlit as st

atexit.register(gc.unfreeze)  # or some libraries complain at the end of what is left


def leave_out() -> None:
    """Leave what there is now out of later sweeps, after one of everything."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def drawn(page: str) -> None:  # noqa: ARG001 - once for each page
    """Leave out what a page brought with it, when it was drawn for the first time."""
    leave_out()
