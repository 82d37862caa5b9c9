"""Forgetting one customer, by the id at the source or by the pseudonym."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qc.core.errors import QcError
from qc.core.people import Person
from qc.store import erasing
from qc.store.erasing import Forgotten
from qc.store.pseudonyms import is_pseudonym
from qc.store.warehouse import Warehouse
from qc.workspace import privacy


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What forgetting a customer erases, or did.

    Attributes
    ----------
    told : Forgotten
    out_of_reach : int
        Files whose customers were coded with a key that is nowhere: only the
        pseudonym that the customer has in them leads to their rows.
    """

    told: Forgotten
    out_of_reach: int = 0


def look(warehouse: Warehouse, customer: str, *, now: datetime) -> Erasure:
    """Say what forgetting a customer would erase; nothing is changed.

    Parameters
    ----------
    customer : str
        The id at the source, or the pseudonym.

    Raises
    ------
    MissingKey
        If the pseudonym of an id cannot be told without the key.
    QcError
        If no id is given.
    """
    ids = _ids(warehouse, customer)
    told = erasing.find_customer(warehouse, ids, when=now)
    return Erasure(told=told, out_of_reach=_out_of_reach(warehouse, customer))


def forget(
    warehouse: Warehouse, customer: str, *, reason: str, who: str, now: datetime
) -> Erasure:
    """Erase every row of one customer.

    Parameters
    ----------
    customer : str
        The id at the source, or the pseudonym.
    reason : str
        Kept in the audit trail, so it must not name the customer.

    Raises
    ------
    MissingKey
        If the pseudonym of an id cannot be told without the key.
    QcError
        If no id is given, or the reason names it.
    """
    ids = _ids(warehouse, customer)
    if any(one.casefold() in reason.casefold() for one in ids):
        raise QcError(_WHOM)
    told = erasing.forget_customer(warehouse, ids, who=who, when=now, reason=reason)
    return Erasure(told=told, out_of_reach=_out_of_reach(warehouse, customer))


def _ids(warehouse: Warehouse, customer: str) -> list[str]:
    """Return all a customer goes by."""
    customer = customer.strip()
    if not customer:
        raise QcError(_WHOM)
    if is_pseudonym(customer):
        return [customer, *privacy.names_of(warehouse, [customer]).values()]
    privacy.refuse_without_key(warehouse, privacy.ERASED)
    codes = privacy.pseudonyms_of(warehouse, Person.CUSTOMER, customer)
    return [customer, *sorted(codes)]


def _out_of_reach(warehouse: Warehouse, customer: str) -> int:
    """Return how many files were coded with a key that is nowhere."""
    if is_pseudonym(customer.strip()):
        return 0
    known = {"", *privacy.fingerprints(warehouse)}
    return sum(batch.key not in known for batch in warehouse.manifest.all())


_WHOM = (
    "Say which customer to forget, and do not name the customer in the reason: the "
    "audit trail keeps it."
)
