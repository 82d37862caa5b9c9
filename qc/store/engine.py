"""A DuckDB connection that can read and write its own folders and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from qc.store.sql import source, target, text

TEMP_LIMIT_GB = 4
_REORDER = "join_order,build_side_probe_side"


def connect(
    *,
    folders: Sequence[Path] = (),
    temp: Path | None = None,
    memory_mb: int = 400,
    threads: int = 2,
    as_written: bool = False,
) -> duckdb.DuckDBPyConnection:
    """Open an empty in-memory database that is locked down.

    It cannot reach files outside `folders` and `temp`, the network, further
    extensions or Python variables, and none of this can be undone. One
    connection serves one thread; give each other thread its own `cursor()`.

    Parameters
    ----------
    folders : sequence of Path
        Folders whose files may be read and written.
    temp : Path or None
        Where queries larger than the memory limit spill; None refuses those.
    memory_mb, threads : int
        Limits of this connection.
    as_written : bool
        Join in the order that queries say. Nobody knows how many rows a text file
        has; a guess can gather the whole file in memory.
    """
    connection = duckdb.connect(":memory:")
    try:
        for setting in _settings(folders, temp, memory_mb, threads, as_written):
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _settings(
    folders: Sequence[Path],
    temp: Path | None,
    memory_mb: int,
    threads: int,
    as_written: bool,
) -> tuple[str, ...]:
    # The order matters: once external access is off, folders are refused, and
    # after the lock everything is. A folder whose name holds a glob sign is
    # listed twice: as it is written to and as it is read from.
    forms = {form(folder) for folder in folders for form in (target, source)}
    allowed = ", ".join(sorted(forms))
    return (
        "SET timezone = 'UTC'",
        f"SET temp_directory = {target(temp) if temp else text('')}",
        f"SET allowed_directories = [{allowed}]",
        "SET allow_persistent_secrets = false",
        "SET enable_external_access = false",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET allow_community_extensions = false",
        "SET python_enable_replacements = false",
        f"SET memory_limit = '{int(memory_mb)}MiB'",
        f"SET threads = {int(threads)}",
        f"SET max_temp_directory_size = '{TEMP_LIMIT_GB}GiB'",
        "SET enable_progress_bar = false",
        f"SET disabled_optimizers = '{_REORDER if as_written else ''}'",
        "SET lock_configuration = true",
    )
