"""Which fields say who somebody is: they are stored as pseudonyms."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import StrEnum


class Person(StrEnum):
    """Who a pseudonym stands for."""

    CUSTOMER = "customer"
    ACCOUNT = "account"
    AGENT = "agent"


class Keep(StrEnum):
    """Whose names a workspace keeps, apart from the log and under its key."""

    NONE = "none"
    AGENTS = "agents"
    ALL = "all"

    @property
    def persons(self) -> AbstractSet[Person]:
        """Return those whose names are kept."""
        return _KEPT[self]


_KEPT: dict[Keep, frozenset[Person]] = {
    Keep.NONE: frozenset(),
    Keep.AGENTS: frozenset({Person.AGENT}),
    Keep.ALL: frozenset(Person),
}

PERSONAL: dict[str, Person] = {
    "customer_id": Person.CUSTOMER,
    "account": Person.ACCOUNT,
    "agent": Person.AGENT,
}
"""Fields of the log, and the names other tables join them by."""


def person_of(field: str, joins: str | None = None) -> Person | None:
    """Return who a field stands for; None where it is nobody.

    Parameters
    ----------
    field : str
    joins : str, optional
        Whose identifiers it holds (`qc.core.table.TableField.joins`).
    """
    return PERSONAL.get(joins or field)
