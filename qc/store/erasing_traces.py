"""Where else a customer may be found: names kept, lists of faults, notes, files."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import duckdb

from qc.core.tables import INTERACTIONS
from qc.store import files
from qc.store.erasing_rows import GOING
from qc.store.erasing_texts import pattern
from qc.store.query import select
from qc.store.sql import name, source, text
from qc.store.warehouse import Warehouse

HOUR = 3600.0
_ACCOUNT = name("account")
_KEPT_APART = {"people", "audit", "audit_head", "sqlite_sequence"}


def listed(
    connection: duckdb.DuckDBPyConnection, file: Path, ids: Iterable[str]
) -> str:
    """Return a test whether an entry of a list of faults is about the customer."""
    known = sorted(ids)
    tests = [f'regexp_matches("value", {text(pattern(one))})' for one in known]
    columns = connection.execute(
        f"DESCRIBE FROM read_parquet({source(file)})"
    ).fetchall()
    if "customer" in {column[0] for column in columns}:
        tests += [f"contains(customer, {text(one)})" for one in known]
    return " OR ".join(f"coalesce({test}, false)" for test in tests) or "false"


def accounts(
    warehouse: Warehouse, connection: duckdb.DuckDBPyConnection
) -> frozenset[str]:
    """Return the accounts that no row names once the rows marked are gone."""
    connection.execute("CREATE OR REPLACE TEMP TABLE theirs (code VARCHAR)")
    connection.execute("CREATE OR REPLACE TEMP TABLE others (code VARCHAR)")
    mine = f"(batch, line) IN ({select(['(batch, line)'], GOING)})"
    for batch in warehouse.manifest.all():
        if batch.table is not INTERACTIONS.name or "account" not in batch.columns:
            continue
        file = f"read_parquet({source(warehouse.manifest.verified(batch))})"
        rows = select([f"{text(batch.id)} AS batch", "line", _ACCOUNT], file)
        for table, test in (("theirs", mine), ("others", f"NOT ({mine})")):
            query = select([f"DISTINCT {_ACCOUNT}"], f"({rows})", where=[test])
            connection.execute(f"INSERT INTO {table} {query}")
    query = "SELECT code FROM theirs EXCEPT SELECT code FROM others"
    return frozenset(code for (code,) in connection.execute(query).fetchall() if code)


def names(state: sqlite3.Connection, codes: Iterable[str]) -> int:
    """Return how many names are kept of some pseudonyms."""
    query = "SELECT count(*) FROM people WHERE code IN (SELECT value FROM json_each(?))"
    return int(state.execute(query, (json.dumps(sorted(codes)),)).fetchone()[0])


def drop_names(state: sqlite3.Connection, codes: Iterable[str]) -> None:
    """Delete the names of some pseudonyms."""
    query = "DELETE FROM people WHERE code IN (SELECT value FROM json_each(?))"
    state.execute(query, (json.dumps(sorted(codes)),))


def mentions(warehouse: Warehouse, ids: Iterable[str]) -> int:
    """Return how many notes, settings, file names and cards hold an id as given."""
    named = _named(ids)
    with warehouse.state.database.reading() as state:
        tables = [table for table in _tables(state) if table not in _KEPT_APART]
        found = sum(_holding(state, table, named) for table in tables)
    return found + sum(named.search(held) is not None for held in _own_texts(warehouse))


def on_record(warehouse: Warehouse, ids: Iterable[str]) -> int:
    """Return how many entries of the audit trail hold an id; none can be taken out."""
    with warehouse.state.database.reading() as state:
        return _holding(state, "audit", _named(ids))


def unfinished(warehouse: Warehouse, now: datetime) -> int:
    """Delete what waited too long to be loaded; return how many files still wait."""
    waiting = 0
    for folder in (warehouse.staging, warehouse.state.folder / "spill"):
        for file in folder.iterdir():
            if file.is_file() and files.older_than(file, HOUR, now):
                files.remove(file)
            elif file.is_file() and folder == warehouse.staging:
                waiting += 1
    return waiting


def _tables(state: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return [table for (table,) in state.execute(query)]


def _holding(state: sqlite3.Connection, table: str, named: re.Pattern[str]) -> int:
    rows = state.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table of our own
    return sum(named.search(" ".join(map(str, row))) is not None for row in rows)


def _named(ids: Iterable[str]) -> re.Pattern[str]:
    """Return what finds an id as a word of its own, also as JSON writes it."""
    forms = {form for one in ids for form in (one, json.dumps(one)[1:-1])}
    each = "|".join(map(re.escape, sorted(forms, reverse=True)))
    return re.compile(rf"(?<![0-9A-Za-z])(?:{each or '(?!)'})(?![0-9A-Za-z])")


def _own_texts(warehouse: Warehouse) -> Iterator[str]:
    for file in sorted(warehouse.state.folder.glob("*.toml")):
        with files.plainly(file):
            yield file.read_text(encoding="utf-8", errors="replace")
