"""Referrals: how many a customer brings, who grew from whom, what they are worth."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import TableName
from qc.pages import figures, state
from qc.pages.chain_chart import small
from qc.pages.links import DATA
from qc.review.referrals import ReferralReport, Value
from qc.view import referral_frames as frames
from qc.view.referral_chart import paths_figure
from qc.view.referral_tree import NARROW, WIDTH, tree_svg
from qc.view.share_curves import figure as share_figure
from qc.view.svg import data_uri
from qc.view.words import customers, referral_value
from qc.view.words import referrals as say
from qc.view.words.collect import to_load
from qc.view.words.referral_formula import formulas
from qc.workspace import Lens, Workspace
from qc.workspace.company import lacking
from qc.workspace.rates import rates_of
from qc.workspace.referrals import referrals


def show(workspace: Workspace) -> None:
    """Draw the panel."""
    if missing := lacking(workspace, TableName.REFERRALS):
        st.info(to_load(missing, say.USE))
        st.page_link(DATA, label=customers.TO_DATA)
        return
    found = state.kept(workspace, "referrals", Lens(), lambda: referrals(workspace))
    figures.heading(say.headline(found))
    figures.told([say.lacking(found), *say.facts(found), say.naive(found)])
    figures.notes(say.left_out(found))
    _months(found)
    _trees(found)
    if found.value is not None:
        _value(found.value, rates_of(workspace).currency)
    _rows(found)
    figures.formulas([*formulas(found), *referral_value.formulas()])


def _months(found: ReferralReport) -> None:
    st.subheader(say.MONTHS, anchor=False)
    if found.chart is None:
        figures.told([say.no_months(found)])
        return
    small(found.chart, key="brought")
    figures.notes([say.months(found)])


def _trees(found: ReferralReport) -> None:
    st.subheader(say.TREE, anchor=False)
    told = say.tree(found)
    figures.told([told])
    left, right = st.columns(2)
    with left:
        for name, width in (("wide", WIDTH), ("narrow", NARROW)):  # one of them shows
            _tree(found, told, name, width)
        figures.notes([say.picture(found)])
    with right:
        st.markdown(f"**{say.MOST}**")
        st.dataframe(frames.most_frame(found), hide_index=True, alt=say.MOST)
    with st.expander(say.TREE_TABLE):
        table = frames.generations_frame(found)
        st.dataframe(table, hide_index=True, alt=say.TREE_TABLE)


def _tree(found: ReferralReport, told: str, name: str, width: int) -> None:
    made = found.who.forest.generations
    drawn = tree_svg(found.layout, made, title=told, dark=figures.dark(), width=width)
    if drawn:
        with st.container(key=f"qc-tree-{name}"):
            st.image(data_uri(drawn), alt=told, width=width)


def _value(value: Value, currency: str) -> None:
    st.subheader(referral_value.TITLE, anchor=False)
    told = referral_value.headline(value, currency)
    figures.told([told])
    table = frames.value_frame(value, currency)
    st.dataframe(table, hide_index=True, alt=told)
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{referral_value.paths(value)}**")
        scale = referral_value.scale_of(value, currency)
        drawn = paths_figure(value.paths, scale, dark=figures.dark())
        figures.picture(drawn, "worth", told)
    with right:
        _came_back(value)
    figures.told(referral_value.arrow(value))
    figures.notes(referral_value.notes(value))


def _came_back(value: Value) -> None:
    names = (referral_value.REFERRED, referral_value.OTHERS)
    curves = [
        (name, one.curve)
        for name, one in reversed(list(zip(names, value.back, strict=True)))
        if one.curve is not None and not one.short
    ]
    if not curves:
        return
    st.markdown(f"**{referral_value.CURVES}**")
    drawn = share_figure(curves, referral_value.SINCE_FIRST, dark=figures.dark())
    figures.picture(drawn, "came-back", referral_value.CURVES)


def _rows(found: ReferralReport) -> None:
    figures.notes([say.rows(found.who.rows)])
    if found.who.rows.aside:
        figures.table(frames.aside_frame(found.who.rows), say.SET_ASIDE)
