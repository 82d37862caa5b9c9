"""Contacts by day and agent: what charts of customers ask of a log.

It is all of the log that they need, so that they need not read every contact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.columns import Columns
from qc.chain.company import Contacts
from qc.core.arrays import Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Traffic(Columns):
    """Contacts by day and agent, each pair once, in any order.

    Attributes
    ----------
    day, agent : (n,) int
        Days since 1970; numbers of agents, -1 where nobody is named.
    contacts : (n,) int
        How many; at least 1.
    """

    day: Ints
    agent: Ints
    contacts: Ints


def traffic_of(contacts: Contacts) -> Traffic:
    """Count the contacts of a company."""
    pairs = np.stack([contacts.day, contacts.agent], axis=1)
    each, many = np.unique(pairs, axis=0, return_counts=True)
    return Traffic(day=each[:, 0], agent=each[:, 1], contacts=many)
