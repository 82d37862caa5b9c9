"""Tables of a company with a few columns told, and all others not known."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from qc.chain.company import Contacts

_WHOLE = {
    "customer",
    "agent",
    "team",
    "channel",
    "product",
    "reason",
    "stage",
    "steps",
}


def contacts(**told: list[Any]) -> Contacts:
    """Return interactions; `day` follows from `opened`."""
    n = len(next(iter(told.values()), []))
    columns: dict[str, Any] = {}
    for field in fields(Contacts):
        name = field.name
        whole = name in _WHOLE
        unknown: list[Any] = [-1 if whole else np.nan] * n
        values = told.get(name, unknown)
        columns[name] = np.array(values, dtype=np.int64 if whole else np.float64)
    opened = columns["opened"]
    columns["day"] = np.floor(np.nan_to_num(opened)).astype(np.int64)
    return Contacts(**columns)
