"""Contacts by day and agent, counted by the log itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qc.chain.company import EPOCH, NOBODY
from qc.chain.traffic import Traffic
from qc.core.kinds import Period
from qc.store.query import select, start_of
from qc.store.warehouse import Warehouse


def traffic(warehouse: Warehouse, agents: Sequence[str]) -> Traffic:
    """Count the contacts of each day and agent.

    Parameters
    ----------
    warehouse : Warehouse
    agents : sequence of str
        Those that have a number already; others get the numbers after theirs.

    Raises
    ------
    BrokenStore
        If a batch is damaged.
    """
    rows = warehouse.log().rows(["opened_local", "agent"])
    columns = [f"{start_of(Period.DAY)} AS day", "agent", "count(*) AS n"]
    found = warehouse.arrays(select(columns, rows, group=2))
    names, place = np.unique(np.ma.filled(found["agent"], ""), return_inverse=True)
    number = {name: at for at, name in enumerate(agents)} | {"": NOBODY}
    numbers = [number.setdefault(name, len(number)) for name in names.tolist()]
    day = found["day"].astype("datetime64[D]") - EPOCH
    return Traffic(
        day=day.astype(np.int64),
        agent=np.array(numbers, dtype=np.int64)[place],
        contacts=found["n"].astype(np.int64),
    )
