"""Forgetting one customer: rows, names and lists, in batches that are written anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from qc.store import documents, leftovers
from qc.store.audit import Change, Deed
from qc.store.erasing_search import Forgotten, Search
from qc.store.rewriting import connected, rewrite
from qc.store.warehouse import Warehouse

__all__ = ["Forgotten", "find_customer", "forget_customer"]


def find_customer(
    warehouse: Warehouse, ids: Iterable[str], *, when: datetime
) -> Forgotten:
    """Say what forgetting a customer would erase; nothing is changed.

    Parameters
    ----------
    ids : iterable of str
        All the customer goes by: the pseudonyms, and the id at the source.

    Raises
    ------
    BrokenStore
        If a batch is damaged.
    """
    with connected(warehouse) as connection:
        return Search.of(warehouse, connection, ids, when).told


def forget_customer(
    warehouse: Warehouse,
    ids: Iterable[str],
    *,
    who: str,
    when: datetime,
    reason: str = "",
) -> Forgotten:
    """Erase every row of one customer from the workspace.

    Parameters
    ----------
    ids : iterable of str
        All the customer goes by: the pseudonyms, and the id at the source.
    reason : str
        Kept in the audit trail, which never names the customer.

    Raises
    ------
    BrokenStore
        If a batch is damaged; then nothing is erased.
    CannotWrite
        If there is no room for the new files beside the old.
    """
    leftovers.clear_strays(warehouse.manifest)
    with connected(warehouse) as connection:
        search = Search.of(warehouse, connection, ids, when)
        if not search.told.nothing:
            change = Change(
                what=Deed.CUSTOMER_FORGOTTEN,
                subject="",
                new=documents.write(asdict(search.told)),
                reason=reason,
                who=who,
                when=when,
            )
            rewrite(warehouse, connection, search.anew(), change, search.dropped())
    warehouse.state.database.compact()
    return search.told
