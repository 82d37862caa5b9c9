"""The rates of a workspace: what things cost or are worth, by its user's own word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from qc.core.errors import InvalidCard
from qc.core.rates import CostBy, RateName, Rates
from qc.core.rates_items import CURRENCY, rates_items, read_rates
from qc.store.warehouse import Warehouse
from qc.workspace.cabinet import OWNER, Cabinet

_K = TypeVar("_K")
SETTING = "rates"
_SOURCE = "The list of rates"


def rates_of(workspace: Cabinet) -> Rates:
    """Return the rates that were given; of a new workspace, none."""
    return read_rates(kept(workspace.warehouse), [])


def keep(workspace: Cabinet, rates: Rates) -> None:
    """Make these the rates of the workspace, and no others, on record.

    Raises
    ------
    InvalidCard
        With every fault: a rate below zero, say, or a cause without a name.
    """
    items = rates_items(rates)
    checked(items)
    if items == kept(workspace.warehouse):
        return
    state = workspace.warehouse.state
    state.set_setting(SETTING, items, who=OWNER, when=workspace.now)


def changed(rates: Rates, said: Mapping[str, str]) -> Rates:
    """Return rates with some of them as they are said in texts; an empty one is none.

    Parameters
    ----------
    rates : Rates
    said : mapping
        Text by name: `hour`, `currency`, or a field and its value, `reason.late`.

    Raises
    ------
    InvalidCard
        With every fault: an unknown name, or a text that is no amount.
    """
    items = rates_items(rates)
    for name, text in said.items():
        by, dot, value = name.partition(".")
        if dot and by in set(CostBy):
            items[by] = _with(items.get(by, {}), value, text)
        else:
            items = _with(items, name, text)
    return checked({name: one for name, one in items.items() if one != {}})


def put(
    rates: Rates,
    named: Mapping[RateName, float | None],
    by: CostBy | None = None,
    costs: Mapping[str, float | None] | None = None,
) -> Rates:
    """Return rates with some of them set; None takes one back.

    Parameters
    ----------
    rates : Rates
    named : mapping of RateName -> float or None
    by : CostBy, optional
        The field whose values `costs` are of.
    costs : mapping of text -> float or None, optional
    """
    defect_by = {one: dict(of) for one, of in rates.defect_by.items()}
    if by is not None:
        defect_by[by] = _set(defect_by.get(by, {}), costs or {})
    return replace(rates, named=_set(rates.named, named), defect_by=defect_by)


def checked(items: dict[str, Any]) -> Rates:
    """Return the rates of a plain table.

    Raises
    ------
    InvalidCard
        With every fault of it.
    """
    faults: list[str] = []
    found = read_rates(items, faults)
    if faults:
        raise InvalidCard(_SOURCE, faults)
    return found


def kept(warehouse: Warehouse) -> dict[str, Any]:
    """Return the rates as a plain table, as they are kept."""
    items: dict[str, Any] = warehouse.state.setting(SETTING, None) or {}
    return items


def _with(items: Mapping[str, Any], name: str, text: str) -> dict[str, Any]:
    others = {key: one for key, one in items.items() if key != name}
    if not text:
        return others
    return {**others, name: text if name == CURRENCY else _number(text)}


def _set(kept: Mapping[_K, float], said: Mapping[_K, float | None]) -> dict[_K, float]:
    merged = {**kept, **said}
    return {key: one for key, one in merged.items() if one is not None}


def _number(text: str) -> float | list[float] | str:
    """Return the number or, of "3..6", the range; else the text, to be refused."""
    low, dots, high = text.partition("..")
    try:
        return [float(low), float(high)] if dots else float(text)
    except ValueError:
        return text
