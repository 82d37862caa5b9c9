"""Where each contact of a company lies, for tables that name one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.company import NOBODY
from qc.core.arrays import Ints


@dataclass(frozen=True, slots=True)
class Places:
    """Where each row of the contacts lies in the history of the log."""

    sorted: Ints
    row: Ints

    @classmethod
    def of(cls, place: Ints) -> Places:
        """Return where the rows lie whose places these are."""
        order = np.argsort(place)
        return cls(place[order], order)

    def rows(self, place: Ints) -> Ints:
        """Return the row of each place; -1 for nowhere."""
        at = np.searchsorted(self.sorted, place)
        at = np.minimum(at, max(len(self.sorted) - 1, 0))
        if not len(self.sorted):
            return np.full(len(place), NOBODY)
        return np.where(self.sorted[at] == place, self.row[at], NOBODY)
