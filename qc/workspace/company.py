"""All tables of a workspace as one company, read once for each state of the tables."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from qc.chain.company import Company, Source
from qc.chain.traffic import Traffic, traffic_of
from qc.core.kinds import TableName
from qc.store import company as reading
from qc.store import traffic as counting
from qc.store.moved import once_more
from qc.store.warehouse import Warehouse
from qc.workspace import resources

if TYPE_CHECKING:
    from qc.workspace.cabinet import Cabinet

SOURCES_FILE = "sources.toml"
_reading = threading.Lock()
# One company a workspace: a million interactions take some 200 MB.
_kept: WeakKeyDictionary[Warehouse, tuple[str, Company]] = WeakKeyDictionary()
_Customers = tuple[Company, Traffic]
_customers: WeakKeyDictionary[Warehouse, tuple[str, _Customers]] = WeakKeyDictionary()


@once_more
def company_of(workspace: Cabinet) -> Company:
    """Return the tables of a workspace as frozen columns; without data, without rows.

    Raises
    ------
    BrokenStore
        If a batch is damaged.
    """
    return company_in(workspace.warehouse)


def company_in(warehouse: Warehouse) -> Company:
    """Return the tables of a warehouse as frozen columns."""
    digest = _digest(warehouse)
    with _reading:
        kept = _kept.get(warehouse)
        if kept is None or kept[0] != digest:
            kept = digest, reading.company(warehouse, sources())
            _kept[warehouse] = kept
    return kept[1]


def customers_in(warehouse: Warehouse) -> _Customers:
    """Return all tables, and of the interactions no more than how many there were.

    The weekly review asks for no more, and need not wait for a million contacts; if
    they have been read already, they are part of the company.
    """
    digest = _digest(warehouse)
    with _reading:
        kept = _customers.get(warehouse)
        if kept is None or kept[0] != digest:
            kept = _customers[warehouse] = digest, _customers_read(warehouse, digest)
    return kept[1]


def _customers_read(warehouse: Warehouse, digest: str) -> _Customers:
    """Take what has been read as a whole, or read no more than is asked for."""
    whole = _kept.get(warehouse)
    if whole is not None and whole[0] == digest:
        return whole[1], traffic_of(whole[1].contacts)
    company = reading.company(warehouse, sources(), contacts=False)
    return company, counting.traffic(warehouse, company.names.agents)


def lacking(workspace: Cabinet, *tables: TableName) -> tuple[TableName, ...]:
    """Return which of some tables have no row in use."""
    return tuple(name for name in tables if not workspace.warehouse.log(name).full)


def _digest(warehouse: Warehouse) -> str:
    return " ".join(log.digest for log in warehouse.logs().values())


@cache
def sources() -> Mapping[str, Source]:
    """Return what words, in lower case, say of how a customer came."""
    told = tomllib.loads((resources.DATA / SOURCES_FILE).read_text(encoding="utf-8"))
    return {word: Source(source) for source in told for word in told[source]}
