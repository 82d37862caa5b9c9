"""Pseudonyms of a workspace: their key, whose names are kept, who is who."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qc.core.errors import InvalidCard, QcError
from qc.core.measures import Condition, Measure, Test
from qc.core.people import PERSONAL, Keep, Person
from qc.store import people
from qc.store.erasing import Forgotten, forget_customer
from qc.store.pseudonyms import Pseudonyms, is_pseudonym
from qc.store.recoding import code_log
from qc.store.state import State
from qc.store.warehouse import Warehouse
from qc.workspace import keys

_ID, _KEY = "privacy.workspace", "privacy.key"


class MissingKey(QcError):
    """The key of the pseudonyms is not on this machine, or it is another one."""

    def __init__(self, file: Path, *, other: bool) -> None:
        what = (
            f"{file} is not the key that the people of this workspace were coded with"
            if other
            else f"The key of this workspace is not on this machine: {file} is missing"
        )
        super().__init__(
            f"{what}. Nothing was loaded. Copy the key from where the workspace was "
            f"used before (or name its folder in {keys.FOLDER}). If it is lost, start "
            "a new key: customers and agents loaded from then on cannot be joined with "
            "those loaded before, and names kept so far cannot be read."
        )
        self.file = file


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """How a workspace keeps people apart from what they did.

    Attributes
    ----------
    keep : Keep
        Whose names are kept.
    file : Path or None
        Where the key is, or should be; None before the first load.
    readable : bool
        The key is there and is the right one.
    names : dict of Person -> int
        Names kept.
    by_name : int
        Batches, removed ones too, in which people go by name: loaded before there
        were pseudonyms.
    other_keys : int
        Batches coded with an earlier key.
    """

    keep: Keep
    file: Path | None
    readable: bool
    names: dict[Person, int]
    by_name: int
    other_keys: int


def privacy(warehouse: Warehouse) -> Privacy:
    """Return how people are kept apart from what they did."""
    state = warehouse.state
    known, right = _identity(state), state.setting(_KEY)
    batches = warehouse.manifest.all()
    return Privacy(
        keep=people.whose(state),
        file=keys.key_file(known) if known else None,
        readable=readable(warehouse) is not None,
        names=people.kept(state),
        by_name=sum(not batch.key for batch in batches),
        other_keys=sum(batch.key not in {"", right} for batch in batches),
    )


def pseudonyms(warehouse: Warehouse, *, who: str, now: datetime) -> Pseudonyms:
    """Return the pseudonyms of a workspace; its key is made at the first need.

    People of a log from before there were pseudonyms are coded with it.

    Raises
    ------
    MissingKey
        If people were coded with a key that is not here.
    CannotWrite
        If a first key cannot be kept.
    """
    state = warehouse.state
    workspace = people.settle(state, _ID, secrets.token_hex(8), who=who, when=now)
    right = state.setting(_KEY)
    key = keys.read_key(workspace)
    if key is None:
        if right is not None:
            raise MissingKey(keys.key_file(workspace), other=False)
        key = keys.make_key(workspace)
    found = Pseudonyms(key, people.whose(state))
    settled = people.settle(state, _KEY, found.fingerprint, who=who, when=now)
    if settled != found.fingerprint:
        raise MissingKey(keys.key_file(workspace), other=True)
    code_log(warehouse, found, who=who, when=now)
    return found


def readable(warehouse: Warehouse) -> Pseudonyms | None:
    """Return the pseudonyms if their key is here; None where nothing can be read."""
    state = warehouse.state
    workspace, right = _identity(state), state.setting(_KEY)
    key = keys.read_key(workspace) if workspace and right else None
    found = Pseudonyms(key, people.whose(state)) if key else None
    return found if found and found.fingerprint == right else None


def start_new_key(warehouse: Warehouse, *, who: str, now: datetime) -> None:
    """Go on with a new key; the old one, where it is there, is put aside."""
    state = warehouse.state
    workspace = people.settle(state, _ID, secrets.token_hex(8), who=who, when=now)
    keys.put_away(workspace)
    made = Pseudonyms(keys.make_key(workspace))
    state.set_setting(_KEY, made.fingerprint, who=who, when=now)


def keep_names(warehouse: Warehouse, keep: Keep, *, who: str, now: datetime) -> None:
    """Say whose names are kept from now on; all other names are deleted at once."""
    if keep is not people.whose(warehouse.state):
        people.keep(warehouse.state, keep, who=who, when=now)


def forget(
    warehouse: Warehouse, customer: str, *, reason: str, who: str, now: datetime
) -> Forgotten:
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
    customer = customer.strip()
    if not customer or customer in reason:
        raise QcError(
            "Say which customer to forget, and do not name the customer in the reason: "
            "the audit trail keeps it."
        )
    ids = [customer, *_other_ids(warehouse, customer)]
    return forget_customer(warehouse, ids, who=who, when=now, reason=reason)


def _other_ids(warehouse: Warehouse, customer: str) -> list[str]:
    """Return what else a customer goes by."""
    found, state = readable(warehouse), warehouse.state
    if is_pseudonym(customer):
        return list(names_of(warehouse, [customer]).values())
    if found is not None:
        return [found.of(Person.CUSTOMER, customer)]
    if (workspace := _identity(state)) and state.setting(_KEY):
        raise MissingKey(keys.key_file(workspace), other=False)
    return []


def names_of(warehouse: Warehouse, codes: Iterable[str]) -> dict[str, str]:
    """Return the names behind pseudonyms, as far as they are kept and readable."""
    found = readable(warehouse)
    return {} if found is None else people.names(warehouse.state, found, codes)


def coded_cards(warehouse: Warehouse, cards: Iterable[Measure]) -> tuple[Measure, ...]:
    """Return measure cards whose conditions name people by their pseudonyms."""
    each = tuple(cards)
    if not any(PERSONAL.keys() & card.fields for card in each):
        return each
    found = readable(warehouse)
    return each if found is None else tuple(_coded_card(card, found) for card in each)


def _coded_card(card: Measure, found: Pseudonyms) -> Measure:
    def coded(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(_coded_condition(card, one, found) for one in conditions)

    return replace(card, where=coded(card.where), defective=coded(card.defective))


def _coded_condition(
    card: Measure, condition: Condition, found: Pseudonyms
) -> Condition:
    who = PERSONAL.get(condition.field)
    if who is None:
        return condition
    if condition.test is Test.CONTAINS:
        fault = (
            f"{condition.field} is stored as a pseudonym, which holds no part of a "
            "name: use equals, one_of or not_one_of with whole names."
        )
        raise InvalidCard(card.id, [fault])
    codes = tuple(found.of(who, str(value)) for value in condition.values)
    return replace(condition, values=codes)


def _identity(state: State) -> str | None:
    known = state.setting(_ID)
    return None if known is None else str(known)
