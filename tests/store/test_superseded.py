"""Places of replaced rows: looked for once, and only so many lists are kept."""

from __future__ import annotations

from typing import Any

import duckdb

from qc.store.superseded import ReplacedTables


def test_a_query_is_asked_once_and_the_oldest_lists_go() -> None:
    connection, asked = duckdb.connect(":memory:"), list[str]()

    def fetch(query: str) -> list[Any]:
        asked.append(query)
        return connection.execute(query).fetchall()

    tables = ReplacedTables(fetch)
    first = tables("SELECT 0 AS place")
    again = tables("SELECT 0 AS place")
    others = [tables(f"SELECT {i} AS place") for i in range(1, 33)]

    assert first == again
    assert len({first, *others}) == 33
    assert sum(query.startswith("CREATE") for query in asked) == 33
    left = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
    assert left == {other.strip('"') for other in others}
    assert connection.execute(f"FROM {others[-1]}").fetchall() == [(32,)]
