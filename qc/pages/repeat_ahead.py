"""Repeat business to come, and the customers it comes from, one by one."""

from __future__ import annotations

import streamlit as st

from qc.pages import figures, state
from qc.review.repeat import KeyCustomers, RepeatBusiness, RepeatForecast
from qc.view.control_chart import figure
from qc.view.escape import plain
from qc.view.frames import distinct
from qc.view.repeat_charts import fan_figure
from qc.view.repeat_frames import key_frame, models_frame, orders_frame, tried_frame
from qc.view.words import repeat_charts, retention
from qc.view.words import repeat_forecast as say
from qc.view.words.repeat_formula import forecast_formulas
from qc.view.words.sentences import sentence
from qc.workspace import Lens, Workspace
from qc.workspace.repeat import key_customers, repeat_business, repeat_forecast
from qc.workspace.repeat_rhythm import customer_rhythm


def forecast(workspace: Workspace) -> RepeatForecast:
    """Return the forecast, computed once for all sections of the page."""
    return state.kept(
        workspace, "repeat forecast", Lens(), lambda: repeat_forecast(workspace)
    )


def business(workspace: Workspace) -> RepeatBusiness:
    """Return who came back, computed once for all sections of the page."""
    return state.kept(
        workspace, "repeat business", Lens(), lambda: repeat_business(workspace)
    )


def section(workspace: Workspace, bought: RepeatBusiness) -> None:
    """Draw what is to come, and one customer's rhythm."""
    found = forecast(workspace)
    st.subheader(say.TO_COME, anchor=False)
    figures.told([say.forecast_line(found)])
    if not found.ahead.short:
        _ahead(found, bought)
    key = state.kept(
        workspace, "key customers", Lens(), lambda: key_customers(workspace, found)
    )
    rhythm(workspace, key, found.currency)


def _ahead(found: RepeatForecast, bought: RepeatBusiness) -> None:
    picture = fan_figure(found, bought.bought.end, dark=figures.dark())
    figures.picture(picture, "fan", say.forecast_line(found))
    figures.notes([repeat_charts.FAN_CAPTION, *say.forecast_notes(found)])
    with st.expander(say.MODELS):
        st.dataframe(models_frame(found), hide_index=True, alt=say.MODELS)
        figures.notes([say.disagreement(found)])
    if found.ahead.tried.trials:
        figures.table(tried_frame(found), say.TRIED)
    figures.formulas(forecast_formulas(found))


def rhythm(workspace: Workspace, key: KeyCustomers, currency: str) -> None:
    """Draw the days between the purchases of one of the key customers."""
    st.subheader(retention.KEY, anchor=False)
    figures.notes([retention.WHICH])
    with st.expander(retention.ALL_OF_THEM):
        frame = key_frame(key, currency)
        st.dataframe(frame, hide_index=True, alt=retention.ALL_OF_THEM)
    numbers = [str(number) for number in key.number.tolist()]
    called = distinct(list(key.names), limit=60)
    names = dict(zip(numbers, (called[name] for name in key.names), strict=True))
    picked = st.selectbox(
        retention.PICK,
        numbers,
        numbers.index(state.chosen("customer", numbers, numbers[0])),
        format_func=names.__getitem__,
        key="customer",
    )
    state.put("customer", picked)
    one = state.kept(
        workspace,
        f"rhythm {picked}",
        Lens(),
        lambda: customer_rhythm(workspace, int(picked)),
    )
    verdict = retention.rhythm_line(one)
    figures.told([verdict, sentence(one.chart) if one.chart.chart else ""])
    if one.chart.chart is not None and not one.short:
        figures.picture(figure(one.chart, dark=figures.dark()), "rhythm", verdict)
    figures.table(orders_frame(one), retention.orders(plain(one.name, limit=60)))
