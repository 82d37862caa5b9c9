"""Customers & goodwill: is our supply of customers safe and growing?"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from qc.core.kinds import TableName
from qc.pages import (
    defect_money_panel,
    earned_growth_panel,
    frame,
    ledger_panel,
    news_panel,
    referral_panel,
    repeat_panel,
    state,
    supply_panel,
    trust_panel,
    word_of_mouth_panel,
)
from qc.pages.links import DATA
from qc.view.words import customers as say
from qc.workspace import Workspace
from qc.workspace.company import lacking

PARTS: dict[str, tuple[str, Callable[[Workspace], None]]] = {
    "ledger": (say.LEDGER, ledger_panel.show),
    "risk": (say.RISK, trust_panel.show_at_risk),
    "repeat": (say.REPEAT, repeat_panel.show),
    "referral": (say.REFERRAL, referral_panel.show),
    "campaigns": (say.CAMPAIGNS, word_of_mouth_panel.show),
    "growth": (say.GROWTH, earned_growth_panel.show),
    "supply": (say.SUPPLY, supply_panel.show),
    "news": (say.NEWS, news_panel.show),
    "money": (say.MONEY, defect_money_panel.show),
}
"""Sections by their name in the URL; only the one that is looked at is computed."""


@frame.page(say.QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    if len(lacking(workspace, *TableName)) == len(TableName):
        st.info(say.NOTHING)
        st.page_link(DATA, label=say.TO_DATA)
        return
    first = next(iter(PARTS))
    now = state.chosen("part", PARTS, first)
    picked = st.segmented_control(
        say.SECTION,
        list(PARTS),
        default=now,
        format_func=lambda part: PARTS[part][0],
        required=True,
        label_visibility="collapsed",
        key="part",
    )
    state.put("part", picked)
    PARTS[picked or now][1](workspace)


show()
