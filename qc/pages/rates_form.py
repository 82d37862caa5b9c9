"""The form of rates: what things cost or are worth, said by the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from qc.core.rates import CostBy, RateName, Rates
from qc.pages import deciding
from qc.review.tallies import CauseKind
from qc.view.escape import markdown
from qc.view.words import rates as say
from qc.view.words.causes import cause_name
from qc.workspace import Workspace
from qc.workspace.rates import keep, put, rates_of

_WIDE, _NAME = 3, 40
_MOST, _MOST_TEXTS = 1e12, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rates a form asks for.

    Attributes
    ----------
    names : sequence of RateName
    by, texts : CostBy or None, sequence of str
        A field, and those of its values whose defects may cost something else.
    """

    names: Sequence[RateName]
    by: CostBy | None = None
    texts: Sequence[str] = ()


def form(workspace: Workspace, wanted: Wanted, key: str) -> None:
    """Offer the rates, those in force filled in; what is kept is told by `told`."""
    rates = rates_of(workspace)
    with st.form(key, border=False):
        st.caption(say.HINT)
        cells = _cells(1 + len(wanted.names))
        currency = f"{key}-currency-{rates.currency}"
        cells[0].text_input(
            say.CURRENCY,
            rates.currency,
            max_chars=12,
            placeholder=say.NOT_GIVEN,
            help=say.CURRENCY_HELP,
            key=currency,
        )
        named = {
            name: _amount(cell, say.NAMES[name], rates.of(name), f"{key}-{name}")
            for cell, name in zip(cells[1:], wanted.names, strict=False)
        }
        fields = _Fields(
            currency=currency, named=named, costs=_costs(wanted, rates, key)
        )
        deciding.submit(say.KEEP, lambda: _keep(workspace, wanted.by, fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """The keys under which the form holds what was typed."""

    currency: str
    named: Mapping[RateName, str]
    costs: Mapping[str, str]


def _costs(wanted: Wanted, rates: Rates, key: str) -> dict[str, str]:
    if wanted.by is None or not wanted.texts:
        return {}
    known = rates.defect_by.get(wanted.by, {})
    st.caption(say.differs(wanted.by))
    texts = list(dict.fromkeys([*wanted.texts, *known]))[:_MOST_TEXTS]
    cells = _cells(len(texts))
    return {
        text: _amount(
            *(cell, cause_name(CauseKind.STATED, text, limit=_NAME), known.get(text)),
            f"{key}-{wanted.by}-{place}-{text}",
        )
        for place, (cell, text) in enumerate(zip(cells, texts, strict=False))
    }


def _cells(n: int) -> list[st.delta_generator.DeltaGenerator]:
    rows = [st.columns(_WIDE) for _ in range(-(-n // _WIDE))]
    return [cell for row in rows for cell in row]


def _amount(
    cell: st.delta_generator.DeltaGenerator, label: str, value: float | None, key: str
) -> str:
    """Ask for one amount; return the key it is held under."""
    at = f"{key}-{value}"  # another rate in force is another field
    cell.number_input(
        markdown(label),
        min_value=0.0,
        max_value=_MOST,
        value=value,
        step=1.0,
        format="%.2f",
        placeholder=say.NOT_GIVEN,
        help=say.help_of(label),
        key=at,
    )
    return at


def _keep(workspace: Workspace, by: CostBy | None, fields: _Fields) -> str:
    typed = st.session_state
    named = {name: typed[key] for name, key in fields.named.items()}
    costs = {text: typed[key] for text, key in fields.costs.items()}
    rates = replace(rates_of(workspace), currency=typed[fields.currency])
    keep(workspace, put(rates, named, by, costs))
    return say.KEPT
