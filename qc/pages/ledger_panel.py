"""The goodwill ledger: who stands by us, what it is worth, what quality costs."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import TableName
from qc.pages import figures, ledger_costs, ledger_rates, state
from qc.pages.links import DATA
from qc.review.ledger import GoodwillReport
from qc.view.ledger_charts import running_figure, week_figure
from qc.view.ledger_frames import account_of, booked_frame, weeks_frame
from qc.view.words import customers
from qc.view.words import ledger as say
from qc.view.words.collect import to_load
from qc.workspace import Lens, Workspace
from qc.workspace.company import lacking
from qc.workspace.ledger import goodwill
from qc.workspace.supply import supply_card

UNIT, WEEK = "ledger-unit", "ledger-week"
_WEEKS = 52


def show(workspace: Workspace) -> None:
    """Draw the section."""
    if missing := lacking(workspace, TableName.TRANSACTIONS):
        st.info(to_load(missing, say.USE))
        st.page_link(DATA, label=customers.TO_DATA)
        return
    what = f"goodwill {supply_card(workspace)}"
    found = state.kept(workspace, what, Lens(), lambda: goodwill(workspace))
    figures.heading(say.headline(found))
    unit = figures.choice(say.UNIT, UNIT, say.UNITS)
    if unit == say.MONEY and found.money is None:
        figures.told([say.needs_rates(found)])
        ledger_rates.form(workspace, found.rates, opened=True)
        unit = say.CUSTOMERS
    else:
        _account(found, unit)
        ledger_rates.form(workspace, found.rates)
    ledger_costs.section(found)
    figures.formulas(say.definitions(found))


def _account(found: GoodwillReport, unit: str) -> None:
    if unit == say.MONEY and found.money is not None:
        figures.told([say.money_sentence(found, found.money)])
    figures.picture(
        running_figure(found, unit, dark=figures.dark()), "ledger-running", say.RUNNING
    )
    figures.notes([say.untold(found), say.silence_line(found)])
    figures.table(weeks_frame(found, unit), say.ALL_WEEKS)
    weeks = say.newest(found, _WEEKS)
    left, _ = st.columns([1, 2])
    week = left.selectbox(
        say.ONE_WEEK, weeks, format_func=lambda one: say.week_name(found, one), key=WEEK
    )
    told = say.week_sentence(account_of(found, unit), week, unit)
    figures.told([told])
    figures.picture(
        week_figure(found, unit, week, dark=figures.dark()), "ledger-in-week", told
    )
    frame, n = booked_frame(found, week)
    with st.expander(say.WHO):
        st.caption(say.booked_line(n, len(frame)))
        st.dataframe(frame, hide_index=True, alt=say.WHO)
