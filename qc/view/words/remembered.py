"""What is said of a source that is read as last time."""

from __future__ import annotations

from datetime import date

import numpy as np

from qc.view.escape import plain
from qc.view.words.dates import full_date

CHANGE = "Change how it is read"
AS_LAST_TIME = "Read as last time"
USE_MAPPING = "Use a mapping file"
MAPPING_FILE = "Mapping file (TOML)"
MAPPING_HELP = (
    "A mapping file says all of how a file is read: its columns, formats, zone and "
    "words. It can be downloaded after a load, and is used again for every file with "
    "the same headings."
)
_NAME = 60


def banner(since: date, mapping: str = "") -> str:
    """Say that the columns are read as last time, and since when."""
    by = f" by the mapping file {plain(mapping, limit=_NAME)}" if mapping else ""
    return (
        f"Read as last time (since {full_date(np.datetime64(since, 'D'))}){by}: the "
        "headings are those of a file that was loaded before."
    )


def on_the_command_line(since: date) -> str:
    """Say so on the command line, and how to change it."""
    return (
        f"Read as last time (since {full_date(np.datetime64(since, 'D'))}); "
        "--ask-again to recognise its columns anew"
    )


def by_mapping(name: str) -> str:
    """Say that a mapping file says all."""
    return f"Everything is read as {plain(name, limit=_NAME)} says."
