"""What names somebody is taken out of the list of faults before it is written.

A value can stand in the wrong column: a name where a time should be. Addresses and
telephone numbers go wherever they stand; a text that names a person of the same file
goes as a whole.
"""

from __future__ import annotations

import duckdb

from qc.core.hiding import GONE, MAIL, PHONE
from qc.store.ingest_people import made
from qc.store.query import select
from qc.store.sql import text

_TELLS = 6  # figures that are more than a value which a number of somebody resembles


def hide(connection: duckdb.DuckDBPyConnection) -> None:
    """Hide in the table `faults` what names somebody."""
    value = f"regexp_replace(value, {text(MAIL)}, {text(GONE)}, 'g')"
    value = f"regexp_replace({value}, {text(PHONE)}, {text(GONE)}, 'g')"
    connection.execute(f"UPDATE faults SET value = {value}")  # noqa: S608 - our own
    if not made(connection):
        return
    tells = f"regexp_matches(text, '[^0-9 .,:/-]') OR length(text) >= {_TELLS}"
    named = select(["left(text, 200)"], "people", where=[tells])
    connection.execute(
        f"UPDATE faults SET value = {text(GONE)} "  # noqa: S608 - our own
        f"WHERE trim(value) IN ({named})"
    )
