"""The rows that later batches replaced: looked for once for each state of a log.

To compare ids costs as much as all the rest of a question. The places of the rows
that lost, kept in memory, are compared in a tenth of that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from qc.store import documents
from qc.store.sql import name

MOST = 1_000_000
"""Places that are kept of one log; with more of them, ids are compared each time."""

_KEPT = 32  # a question may name those of several tables
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

Fetch = Callable[[str], Sequence[Any]]
Replaced = Callable[[str], str]


class ReplacedTables:
    """The tables of replaced rows that the queries of one database look into."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._made: list[str] = []
        self._lock = threading.Lock()

    def __call__(self, query: str) -> str:
        """Return the name of the table that holds the places of a query."""
        key = documents.seal(query)[:16].translate(_LETTERS)
        table = name(f"replaced_{key}")
        with self._lock:
            if table not in self._made:
                self._fetch(f"CREATE TABLE IF NOT EXISTS {table} AS {query}")
                self._made.append(table)
            for old in self._made[:-_KEPT]:
                self._fetch(f"DROP TABLE IF EXISTS {old}")
            del self._made[:-_KEPT]
        return table
