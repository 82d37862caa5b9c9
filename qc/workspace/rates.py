"""The rates of a workspace: what things cost or are worth, by its user's own word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qc.core.errors import InvalidCard
from qc.core.rates import CostBy, Rates
from qc.core.rates_items import CURRENCY, rates_items, read_rates
from qc.store.warehouse import Warehouse
from qc.workspace.cabinet import OWNER, Cabinet

SETTING = "rates"
_SOURCE = "The rates"


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


def _number(text: str) -> float | str:
    """Return the number, or the text for its reader to refuse."""
    try:
        return float(text)
    except ValueError:
        return text
