"""Values as JSON with a seal: SQLite itself does not notice a flipped bit."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from qc.core.errors import BrokenStore


def write(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Return a value as canonical JSON in ASCII."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def seal(*parts: str) -> str:
    """Return the checksum of some texts, in this order."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def read(what: str, sealed: str, *parts: str) -> Any:  # noqa: ANN401 - JSON
    """Return the value of a sealed row, whose last part is the JSON.

    Raises
    ------
    BrokenStore
        If the row is not the one that was sealed.
    """
    if seal(*parts) != sealed:
        raise BrokenStore(
            f"The record of {what} in state.sqlite is damaged. Restore the file from "
            "a backup."
        )
    return json.loads(parts[-1])
