"""The fields that the forms of an action are made of."""

from __future__ import annotations

from datetime import date

import numpy as np
import streamlit as st

from qc.core.action_checks import LONGEST
from qc.core.actions import Action
from qc.view.frames import distinct
from qc.view.locales import reader
from qc.view.words import actions as say
from qc.workspace import Workspace


def text(label: str, one: Action, field: str, *, hint: str = "", told: str = "") -> str:
    """Ask for a text of one line; return it without blanks around it."""
    typed = st.text_input(
        label,
        str(getattr(one, field)),
        LONGEST[field],
        placeholder=hint or None,
        help=told or None,
    )
    return typed.strip()


def measure(workspace: Workspace, label: str, now: str, told: str = "") -> str:
    """Ask for a measure of the workspace, or none; return its id."""
    titles = {card.id: card.title for card in workspace.measures}
    ids = [*titles, *([now] if now and now not in titles else [])]
    labels = distinct(ids, limit=80, show=lambda key: titles.get(key, key))
    return option(label, {"": say.NO_CHOICE, **labels}, now, told=told)


def option(label: str, options: dict[str, str], now: str, told: str = "") -> str:
    """Ask for one of some options, by their texts; return its key."""
    keys = [*options, *([now] if now not in options else [])]
    picked = st.selectbox(
        label,
        keys,
        keys.index(now),
        format_func=lambda key: options.get(key, key),
        help=told or None,
    )
    return str(picked)


def day(label: str, now: np.datetime64 | None, told: str = "") -> np.datetime64 | None:
    """Ask for a day, or none."""
    shown = None if now is None else now.astype("datetime64[D]").item()
    picked = st.date_input(label, shown, format=reader().typed, help=told or None)
    return np.datetime64(picked, "D") if isinstance(picked, date) else None
