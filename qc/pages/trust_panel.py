"""Trust: how far customers can count on us, what that foretells, whose is at risk."""

from __future__ import annotations

import streamlit as st

from qc.chain.trust_validation import Target, Validation
from qc.pages import figures, state
from qc.pages.chain_chart import small
from qc.pages.trust_risk import missing, show_at_risk
from qc.review.trust import Trust
from qc.view.trust_charts import spread_figure, tenths_figure, weeks_figure
from qc.view.trust_frames import (
    spread_frame,
    tenths_frame,
    validation_frame,
    weeks_frame,
)
from qc.view.words import trust as say
from qc.view.words.trust_formula import formulas
from qc.workspace import Lens, Workspace
from qc.workspace.trust import trust

__all__ = ["show", "show_at_risk"]


def show(workspace: Workspace) -> None:
    """Draw trust: how it is spread, how it moved, and what it foretells."""
    found = state.kept(workspace, "trust", Lens(), lambda: trust(workspace))
    if found.lacking:
        missing(found.lacking, say.USE)
        return
    figures.heading(say.headline(found))
    figures.notes(say.facts(found))
    _spread(found)
    _moved(found)
    _validated(found)
    figures.formulas(formulas(found))


def _spread(found: Trust) -> None:
    st.subheader(say.SPREAD, anchor=False)
    told = say.spread_line(found)
    figures.told([told])
    figures.picture(spread_figure(found, dark=figures.dark()), "trust-spread", told)
    figures.table(spread_frame(found), say.TABLE)


def _moved(found: Trust) -> None:
    st.subheader(say.MOVED, anchor=False)
    told = say.weeks_line(found)
    figures.told([told])
    if len(found.weeks):
        figures.picture(weeks_figure(found, dark=figures.dark()), "trust-weeks", told)
        figures.notes([say.NOT_A_LIMIT if found.chart else ""])
        figures.table(weeks_frame(found), say.TABLE)
    if found.chart is not None and found.chart.chart is not None:
        st.markdown(f"**{say.BROKEN}**")
        small(found.chart, key="trust-broken")


def _validated(found: Trust) -> None:
    st.subheader(say.FORETELLS, anchor=False)
    for one in found.validations:
        figures.told([say.validation(one)])
    st.dataframe(validation_frame(found), hide_index=True, alt=say.FORETELLS)
    known = [str(one.target) for one in found.validations if one.tenths]
    if not known:
        return
    picked = st.segmented_control(
        say.WHICH,
        known,
        default=known[0],
        format_func=lambda key: say.TARGETS[Target(key)],
        key="trust-target",
    )
    of: dict[str, Validation] = {str(one.target): one for one in found.validations}
    one = of[picked or known[0]]
    told = say.tried(one)
    figures.picture(tenths_figure(one, dark=figures.dark()), "trust-tenths", told)
    figures.notes([say.ON_THE_LINE, told])
    figures.table(tenths_frame(one), say.TABLE)
