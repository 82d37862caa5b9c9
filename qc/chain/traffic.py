"""Contacts by day and agent: what charts of customers ask of a log.

It is all of the log that they need, so that they need not read every contact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.columns import Columns
from qc.chain.company import NOBODY, Contacts
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
    wide = int(contacts.agent.max(initial=NOBODY)) + 2
    pairs = contacts.day * wide + contacts.agent - NOBODY
    each, many = np.unique(pairs, return_counts=True)
    return Traffic(day=each // wide, agent=each % wide + NOBODY, contacts=many)
