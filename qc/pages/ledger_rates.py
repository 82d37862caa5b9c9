"""The rates of the ledger: single numbers or ranges, said by the user."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from qc.core.rates import RateName, Rates
from qc.pages import deciding
from qc.view.escape import markdown
from qc.view.words import ledger_rates as say
from qc.view.words import rates as names
from qc.workspace import Workspace
from qc.workspace.ledger_rates import Said, keep_said

ASKED = (
    RateName.PROMISE,
    RateName.REPEAT,
    RateName.REFERRAL,
    RateName.DEFECT,
    RateName.REWORK,
    RateName.RECOVERY,
    RateName.TRAINING_HOUR,
    RateName.CHECKING,
    RateName.OUTREACH,
    RateName.CUSTOMER,
)
_MOST, _WIDTH = 1e12, 146


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """The keys under which the form holds what was typed."""

    currency: str
    ends: dict[RateName, tuple[str, str]]


def form(workspace: Workspace, rates: Rates, *, opened: bool = False) -> None:
    """Offer the rates, those in force filled in."""
    deciding.told()
    with (
        st.expander(say.TITLE, expanded=opened, key="ledger-rates"),
        st.form("ledger-rates-form", border=False),
    ):
        st.caption(markdown(say.HINT, limit=600))
        currency = f"ledger-currency-{rates.currency}"
        st.text_input(
            names.CURRENCY,
            rates.currency,
            max_chars=12,
            placeholder=names.NOT_GIVEN,
            help=names.CURRENCY_HELP,
            width=2 * _WIDTH,
            key=currency,
        )
        cells = [cell for _ in ASKED[::2] for cell in st.columns(2)]
        ends = {
            name: _ends(cell, name, rates)
            for cell, name in zip(cells, ASKED, strict=False)
        }
        fields = _Fields(currency=currency, ends=ends)
        deciding.submit(names.KEEP, lambda: _keep(workspace, fields))


def _ends(
    cell: st.delta_generator.DeltaGenerator, name: RateName, rates: Rates
) -> tuple[str, str]:
    """Ask for both ends of one rate; return the keys they are held under."""
    low, _, high = rates.span(name) or (None, None, None)
    keys = f"ledger-{name}-from-{low}-{high}", f"ledger-{name}-to-{low}-{high}"
    upper = high if low != high else None
    label = names.NAMES[name]
    cell.markdown(markdown(label))
    row = cell.container(horizontal=True)
    for key, value, of, empty in (
        (keys[0], low, label, names.NOT_GIVEN),
        (keys[1], upper, f"{label}, {say.UP_TO.lower()}", say.TO),
    ):
        row.number_input(
            markdown(of),
            min_value=0.0,
            max_value=_MOST,
            value=value,
            step=1.0,
            format="%.2f",
            placeholder=empty,
            label_visibility="collapsed",
            width=_WIDTH,
            key=key,
        )
    return keys


def _keep(workspace: Workspace, fields: _Fields) -> str:
    typed = st.session_state
    ends = {
        name: (typed[low], typed[high]) for name, (low, high) in fields.ends.items()
    }
    keep_said(workspace, Said(currency=typed[fields.currency], ends=ends))
    return names.KEPT
