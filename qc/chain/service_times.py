"""How much of the time to the solution depends on who serves: in all, and by period.

On the scale of the logarithm, each case beside the mean of its own stage, so that
neither the few long cases nor who serves which stage decide.
"""

from __future__ import annotations

import numpy as np

from qc.chain.between_groups import Between, between_groups
from qc.chain.company import NOBODY, Company, Contacts
from qc.core.arrays import Bools, Floats, Ints


def apart_in_time(company: Company, first: int) -> Between | None:
    """Answer: how much of the time to the solution depends on who serves?

    None without a solved case of a known agent since the day `first`.
    """
    contacts = company.contacts
    here = _timed(contacts) & (contacts.day >= first)
    if not here.any():
        return None
    took = _beside_stage(contacts, here, np.zeros(len(contacts), dtype=np.int64))
    return between_groups(took, contacts.agent[here])


def times_by_period(
    contacts: Contacts, where: Bools, period: Ints, periods: int
) -> tuple[Floats, Floats]:
    """Return the share of the times of each period that lies between agents.

    Parameters
    ----------
    contacts : Contacts
    where : (n,) bool
        Contacts that count.
    period : (n,) int
        In which each was solved, so that none is missing because it is still open.
    periods : int

    Returns
    -------
    (periods,) float, (periods,) float
        The share, below 0 where agents are more alike than chance would have them,
        NaN for fewer than two agents; and the cases behind it.
    """
    here = where & _timed(contacts)
    took, at = _beside_stage(contacts, here, period), period[here]
    agents = int(contacts.agent.max(initial=0)) + 1
    cell, shape = at * agents + contacts.agent[here], (periods, agents)
    n = _summed(cell, np.ones(len(took)), shape)
    total, squares = (_summed(cell, took**power, shape) for power in (1, 2))
    return _share(n, total, squares.sum(axis=1)), n.sum(axis=1)


def _timed(contacts: Contacts) -> Bools:
    known: Bools = (contacts.agent != NOBODY) & (contacts.resolved > contacts.opened)
    return known


def _beside_stage(contacts: Contacts, here: Bools, period: Ints) -> Floats:
    """Return the logarithm of each time less the mean of its stage and period."""
    took = np.log(contacts.resolved[here] - contacts.opened[here])
    stage = contacts.stage[here] + 1  # 0: without one
    cell = period[here] * (int(stage.max(initial=0)) + 1) + stage
    means = np.bincount(cell, took) / np.maximum(np.bincount(cell), 1)
    beside: Floats = took - means[cell]
    return beside


def _summed(cell: Ints, values: Floats, shape: tuple[int, int]) -> Floats:
    found = np.bincount(cell, values, shape[0] * shape[1])
    return found.astype(np.float64).reshape(shape)


def _share(n: Floats, total: Floats, squares: Floats) -> Floats:
    """Return the intraclass correlation of each row: as `between_groups` has it."""
    cases, groups = n.sum(axis=1), (n > 0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(n > 0, total / n, 0.0)
        about = (total * mean).sum(axis=1)
        above = (about - total.sum(axis=1) ** 2 / cases) / (groups - 1)
        below = (squares - about) / (cases - groups)
        size = (cases - (n**2).sum(axis=1) / cases) / (groups - 1)
        share = (above - below) / (above + (size - 1) * below)
    found: Floats = np.where(np.isfinite(share), share, np.nan)
    return found
