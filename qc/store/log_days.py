"""The days of the log that have interactions, counted once for each state of it."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from qc.core.arrays import Dates, Ints
from qc.core.kinds import Period
from qc.store.query import select, start_of
from qc.store.warehouse import Warehouse

_Days = tuple[Dates, Ints]
_KNOWN: WeakKeyDictionary[Warehouse, tuple[str, _Days]] = WeakKeyDictionary()
"""The days of the log as it was last asked for, beside its digest."""


def days(warehouse: Warehouse) -> _Days:
    """Return the local days that have interactions, and how many each has.

    Every chart asks for them, to know which of its periods are complete.
    """
    log = warehouse.log()
    rows = log.rows(["opened_local"])  # or it says that a file is damaged
    digest, known = _KNOWN.get(warehouse, ("", None))
    if known is None or digest != log.digest:
        known = _counted(warehouse, rows)
        _KNOWN[warehouse] = (log.digest, known)
    return known


def _counted(warehouse: Warehouse, rows: str) -> _Days:
    day = start_of(Period.DAY)
    query = select([f"{day} AS day", "count(*) AS n"], rows, group=1, order="day")
    found = warehouse.arrays(query)
    at: Dates = found["day"].astype("datetime64[D]")
    n: Ints = found["n"].astype(np.int64)
    at.flags.writeable = n.flags.writeable = False
    return at, n
