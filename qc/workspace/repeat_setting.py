"""Whether customers of a workspace buy freely or by contract: told, or by the data."""

from __future__ import annotations

from qc.chain.contract import Business
from qc.core.settings_items import BUSINESS, BY_DATA
from qc.store.warehouse import Warehouse
from qc.workspace.cabinet import Cabinet
from qc.workspace.choosing import tell_choice

CHOICES = (BY_DATA, *(one.value for one in Business))


def business_told(warehouse: Warehouse) -> Business | None:
    """Return what was said of how customers buy; None where the data decide."""
    kept = str(warehouse.state.setting(BUSINESS, BY_DATA))
    return Business(kept) if kept in set(Business) else None


def tell_business(cabinet: Cabinet, choice: str) -> None:
    """Say how customers buy, or leave it to the data.

    Raises
    ------
    UnknownName
        If there is no such choice.
    """
    tell_choice(cabinet, BUSINESS, choice, CHOICES)
