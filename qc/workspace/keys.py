"""Keys of pseudonyms: one file for each workspace, kept outside its folder.

Whoever takes a copy of the workspace takes no names with it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path

from qc.core.errors import BrokenStore
from qc.store import files
from qc.store.files import plainly
from qc.store.pseudonyms import KEY_BYTES

FOLDER = "QC_KEYS"
"""Environment variable with the folder of the keys, in place of the user's own."""

_HOUSE = "relationship-quality-control"


def key_file(workspace: str) -> Path:
    """Return where the key of a workspace is, whether or not it is there."""
    return _folder() / f"{workspace}.key"


def read_key(workspace: str) -> bytes | None:
    """Return the key of a workspace, or None where this machine has none.

    Raises
    ------
    BrokenStore
        If the file is no key.
    CannotWrite
        If it may not be read.
    """
    file = key_file(workspace)
    with plainly(file.parent):
        if not file.exists():
            return None
        if (key := _key_in(file)) is not None:
            return key
    raise BrokenStore(
        f"{file} is no key of pseudonyms. Restore it from a backup; without it, new "
        "files cannot be joined with those loaded before."
    )


def make_key(workspace: str) -> bytes:
    """Make a key, unless there is one; return the one that is there."""
    file = key_file(workspace)
    files.put_first(file, f"{secrets.token_bytes(KEY_BYTES).hex()}\n")
    key = read_key(workspace)
    if key is None:
        raise BrokenStore(f"{file} could not be kept. Check the disk, then try again.")
    return key


def old_keys(workspace: str) -> tuple[bytes, ...]:
    """Return the keys that were put away and can still be read."""
    found = sorted(_folder().glob(f"{workspace}.old-*.key"))
    return tuple(key for key in map(_key_in, found) if key is not None)


def put_away(workspace: str) -> Path | None:
    """Move a key that is not to be used any more aside; keys are never deleted."""
    file = key_file(workspace)
    with plainly(file.parent):
        if not file.exists():
            return None
    aside = file.with_name(f"{workspace}.old-{secrets.token_hex(4)}.key")
    files.rename(file, aside)
    return aside


def _key_in(file: Path) -> bytes | None:
    with contextlib.suppress(ValueError):
        key = bytes.fromhex(file.read_bytes().strip().decode("ascii", "replace"))
        return key if len(key) == KEY_BYTES else None
    return None


def _folder() -> Path:
    if named := os.environ.get(FOLDER):
        return Path(named)
    roaming = os.environ.get("APPDATA") if sys.platform == "win32" else None
    config = roaming or os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / _HOUSE / "keys"
