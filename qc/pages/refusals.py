"""Refusals in words: what is wrong and what to do, never a traceback."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from qc.view.escape import markdown
from qc.view.words.refusals import refused

_LIMIT = 4000


def tell(refusal: object, place: DeltaGenerator | None = None) -> None:
    """Say what was refused, at a place of the page or where it is drawn now."""
    told = markdown(refused(refusal), limit=_LIMIT)
    (st if place is None else place).warning(told)
