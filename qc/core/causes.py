"""The list of causes from TOML, read with every fault of the file or not at all."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from qc.core.actions import Cause
from qc.core.card_checks import near, tables
from qc.core.errors import InvalidCard

_TABLE, _KEYS = "cause", ("code", "title", "help")
_LONGEST = 300


def read_causes(text: str, source: str) -> tuple[Cause, ...]:
    """Read the causes that actions choose from, in file order.

    Parameters
    ----------
    text : str
        TOML with one ``[[cause]]`` table per cause: `code`, `title`, `help`.
    source : str
        Name of the file, for messages.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    try:
        file = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InvalidCard(source, [f"not valid TOML: {fault}"]) from fault
    rows = file.get(_TABLE, [])
    if set(file) - {_TABLE} or not tables(rows) or not rows:
        raise InvalidCard(source, [f"only [[{_TABLE}]] tables are known, one a cause."])
    if faults := list(_faults(rows)):
        raise InvalidCard(source, faults)
    return tuple(Cause(**row) for row in rows)


def _faults(rows: list[dict[str, Any]]) -> Iterator[str]:
    seen: set[str] = set()
    for place, row in enumerate(rows, 1):
        where = f"cause {place}"
        for key in row.keys() - set(_KEYS):
            yield f"{where}: no key is called {key!r}.{near(key, _KEYS)}"
        for key in _KEYS[:2]:
            if not str(row.get(key, "")).strip():
                yield f"{where}: {key} is missing."
        for key, value in row.items():
            if not isinstance(value, str) or len(value) > _LONGEST:
                yield f"{where}: {key} must be a text of at most {_LONGEST} characters."
        code = str(row.get("code"))
        if code in seen:
            yield f"{where}: the code {code!r} is there twice."
        seen.add(code)
