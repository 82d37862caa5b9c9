"""Pseudonyms of a workspace: their key, whose names are kept, who is who."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qc.core.errors import QcError
from qc.core.people import Keep, KeyState, Person
from qc.store import people
from qc.store.pseudonyms import Pseudonyms
from qc.store.recoding import code_log
from qc.store.state import State
from qc.store.warehouse import Warehouse
from qc.workspace import keys

_ID, _KEY = "privacy.workspace", "privacy.key"
LOADED, FILTERED = "Nothing was loaded.", "Nobody can be chosen by name."
ERASED = (
    "Nothing was erased: what the id is coded as cannot be told. Give the pseudonym "
    "instead, if you know it."
)
MEASURED = "This measure names people, and cannot be shown."


class MissingKey(QcError):
    """The key of the pseudonyms is not on this machine, or it is another one."""

    def __init__(self, file: Path, state: KeyState, *, so: str = LOADED) -> None:
        super().__init__(
            f"{_WHAT[state].replace('{file}', str(file))}. {so} Copy the key from "
            f"where the workspace was used before (or name its folder in "
            f"{keys.FOLDER}). If it is lost, start a new key: customers and agents "
            "loaded from then on cannot be joined with those loaded before, and names "
            "kept so far cannot be read."
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
    key : KeyState
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
    key: KeyState
    names: dict[Person, int]
    by_name: int
    other_keys: int

    @property
    def readable(self) -> bool:
        """The key is there and is the right one."""
        return self.key is KeyState.HERE

    @property
    def lost(self) -> bool:
        """People were coded with a key that is not here."""
        return self.key in _WHAT


def privacy(warehouse: Warehouse) -> Privacy:
    """Return how people are kept apart from what they did."""
    state = warehouse.state
    known = _identity(state)
    return Privacy(
        keep=people.whose(state),
        file=keys.key_file(known) if known else None,
        key=key_state(warehouse),
        names=people.kept(state),
        by_name=sum(not batch.key for batch in warehouse.manifest.all()),
        other_keys=other_keys(warehouse),
    )


def other_keys(warehouse: Warehouse) -> int:
    """Return how many files, removed ones too, were coded with an earlier key."""
    usual = {"", warehouse.state.setting(_KEY)}
    return sum(batch.key not in usual for batch in warehouse.manifest.all())


def pseudonyms(warehouse: Warehouse, *, who: str, now: datetime) -> Pseudonyms:
    """Return the pseudonyms of a workspace; its key is made at the first need.

    People of a log from before there were pseudonyms are coded with it.

    Raises
    ------
    MissingKey
        If people were coded with a key that is not here.
    BrokenStore
        If the file is no key.
    CannotWrite
        If a first key cannot be kept.
    """
    state = warehouse.state
    workspace = people.settle(state, _ID, secrets.token_hex(8), who=who, when=now)
    right = state.setting(_KEY)
    key = keys.read_key(workspace)
    if key is None:
        if right is not None:
            raise MissingKey(keys.key_file(workspace), KeyState.MISSING)
        key = keys.make_key(workspace)
    found = Pseudonyms(key, people.whose(state))
    settled = people.settle(state, _KEY, found.fingerprint, who=who, when=now)
    if settled != found.fingerprint:
        raise MissingKey(keys.key_file(workspace), KeyState.OTHER)
    code_log(warehouse, found, who=who, when=now)
    return found


def key_state(warehouse: Warehouse) -> KeyState:
    """Say whether the key is where it should be; never refuses."""
    return _key(warehouse)[0]


def readable(warehouse: Warehouse) -> Pseudonyms | None:
    """Return the pseudonyms if their key is here; None where nothing can be read."""
    return _key(warehouse)[1]


def refuse_without_key(warehouse: Warehouse, so: str) -> None:
    """Say what cannot be done as the key is not here.

    Raises
    ------
    MissingKey
        If people were coded with a key that is not here.
    """
    state, workspace = key_state(warehouse), _identity(warehouse.state)
    if workspace is not None and state in _WHAT:
        raise MissingKey(keys.key_file(workspace), state, so=so)


def pseudonyms_of(warehouse: Warehouse, person: Person, text: str) -> frozenset[str]:
    """Return what somebody is coded as: by the key, and by those put away."""
    return frozenset(one.of(person, text) for one in _every_key(warehouse))


def fingerprints(warehouse: Warehouse) -> frozenset[str]:
    """Return the fingerprints of the key and of those put away."""
    return frozenset(one.fingerprint for one in _every_key(warehouse))


def start_new_key(warehouse: Warehouse, *, who: str, now: datetime) -> None:
    """Go on with a new key; the old one, where it is there, is put aside.

    Raises
    ------
    QcError
        If the key is there: a new one would part people from themselves.
    """
    if key_state(warehouse) is KeyState.HERE:
        raise QcError(
            "The key of this workspace is here and fits. A new one would only part "
            "customers and agents from what they did before; nothing was changed."
        )
    state = warehouse.state
    workspace = people.settle(state, _ID, secrets.token_hex(8), who=who, when=now)
    keys.put_away(workspace)
    made = Pseudonyms(keys.make_key(workspace))
    state.set_setting(_KEY, made.fingerprint, who=who, when=now)


def keep_names(warehouse: Warehouse, keep: Keep, *, who: str, now: datetime) -> None:
    """Say whose names are kept from now on; all other names are deleted at once."""
    if keep is not people.whose(warehouse.state):
        people.keep(warehouse.state, keep, who=who, when=now)


def names_of(warehouse: Warehouse, codes: Iterable[str]) -> dict[str, str]:
    """Return the names behind pseudonyms, as far as they are kept and readable."""
    found = readable(warehouse)
    return {} if found is None else people.names(warehouse.state, found, codes)


def _key(warehouse: Warehouse) -> tuple[KeyState, Pseudonyms | None]:
    state = warehouse.state
    workspace, right = _identity(state), state.setting(_KEY)
    if workspace is None or right is None:
        return KeyState.NOT_YET, None
    try:
        key = keys.read_key(workspace)
    except QcError:  # said by whoever needs the key
        return KeyState.DAMAGED, None
    if key is None:
        return KeyState.MISSING, None
    found = Pseudonyms(key, people.whose(state))
    if found.fingerprint != right:
        return KeyState.OTHER, None
    return KeyState.HERE, found


def _every_key(warehouse: Warehouse) -> list[Pseudonyms]:
    workspace = _identity(warehouse.state)
    old = keys.old_keys(workspace) if workspace else ()
    now = readable(warehouse)
    return [*(Pseudonyms(key) for key in old), *([now] if now else [])]


def _identity(state: State) -> str | None:
    known = state.setting(_ID)
    return None if known is None else str(known)


_WHAT = {
    KeyState.MISSING: "The key of this workspace is not on this machine: {file} is "
    "missing",
    KeyState.OTHER: "{file} is not the key that the people of this workspace were "
    "coded with",
    KeyState.DAMAGED: "{file} is no key of pseudonyms, or cannot be read",
}
