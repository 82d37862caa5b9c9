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


class KeyState(StrEnum):
    """Whether the key of the pseudonyms is where it should be."""

    NOT_YET = "not-yet"  # made at the first load
    HERE = "here"
    MISSING = "missing"
    OTHER = "other"  # a key, but not that of this workspace
    DAMAGED = "damaged"  # the file is no key, or cannot be read


class Trait(StrEnum):
    """What the texts of a column look like that is not for everyone to see."""

    MAIL = "mail"
    PHONE = "phone"
    FREE_TEXT = "free-text"


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
