"""A file that only adds to known interactions: said before it is loaded, or chosen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from qc.intake.suggestion import Answers
from qc.pages.upload import Upload
from qc.view.escape import markdown
from qc.view.words import adding as say
from qc.workspace.looking import Inspection
from qc.workspace.request import LoadReport


def choose(upload: Upload, found: Inspection, answers: Answers) -> Answers:
    """Let a file with known ids only add to their interactions.

    A file that cannot do anything else is not asked.
    """
    reach = found.reach
    forced = found.suggestion.adds and answers.adds is None
    if reach is None or not reach.known or forced:
        return answers
    only = st.checkbox(say.ONLY_ADD, key=f"adds-{upload.id}", help=say.ONLY_ADD_HELP)
    return replace(answers, adds=True) if only else answers


def tell(found: Inspection) -> None:
    """Say what a file will do to interactions that are known."""
    reach, suggestion = found.reach, found.suggestion
    fields = [one.plan.field for one in suggestion.fields]
    if suggestion.adds and reach is None:
        st.warning(markdown(say.nobody(fields), limit=1000))
    elif suggestion.adds and reach is not None:
        told = say.before(fields, reach.known, reach.of)
        st.info(markdown(told, limit=1000), icon=":material/library_add:")
    elif reach is not None and reach.known and reach.lacking:
        told = say.fewer_before(reach.lacking, reach.known, reach.of)
        st.warning(markdown(told, limit=1000))


def told(report: LoadReport) -> None:
    """Say what a load added to known interactions, or took from them."""
    if report.plan.adds and not report.known:
        fields = [one.field for one in report.plan.fields]
        st.caption(markdown(say.after(fields), limit=1000))
    if report.lacking:
        line = say.fewer_after(report.lacking, report.account.replaced)
        st.warning(markdown(line, limit=1000))
