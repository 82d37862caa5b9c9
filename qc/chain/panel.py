"""Agents by weeks: what a training effect is estimated from.

A cell is one agent's one week: a share or a mean, with the contacts behind it. It is
trained from the agent's first trained week on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries

NEVER = 2**40
"""The week (or day) of training of an agent who had none."""

_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """All cells, dense.

    Attributes
    ----------
    value : (agents, weeks) float
        0 where there is no cell.
    weight : (agents, weeks) float, >= 0
        0 where there is no cell.
    trained : (agents,) int
        First trained week of each; `NEVER` for none.
    first : int
        Number of the first week.
    mixed : int
        Contacts left out since they lie in a week within which the agent was trained.
    """

    value: Floats
    weight: Floats
    trained: Ints
    first: int
    mixed: int = 0

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "value", "weight", "trained")

    @property
    def week(self) -> Ints:
        """Number of each week."""
        return self.first + np.arange(self.value.shape[1])

    @property
    def since(self) -> Ints:
        """Weeks since training of each cell, (agents, weeks); far below 0 for never."""
        return self.week - self.trained[:, None]

    @property
    def treated(self) -> Bools:
        """Cells that exist and are trained."""
        return (self.weight > 0) & (self.since >= 0)

    @property
    def untreated(self) -> Floats:
        """Weights of the cells not trained, 0 elsewhere."""
        return np.where(self.since < 0, self.weight, 0.0)

    def without(self, agent: int) -> Panel:
        """Return the panel of all other agents."""
        return Panel(
            value=np.delete(self.value, agent, axis=0),
            weight=np.delete(self.weight, agent, axis=0),
            trained=np.delete(self.trained, agent),
            first=self.first,
        )


def panel(
    agent: Ints, week: Ints, value: Floats, trained: Ints, weight: Floats | None = None
) -> Panel:
    """Return the panel of cells given one by one.

    Parameters
    ----------
    agent : (n,) int in [0, agents)
    week : (n,) int
    value : (n,) float
    trained : (agents,) int
        First trained week; `NEVER` for none.
    weight : (n,) float, > 0, optional
        Contacts; 1 where not given.

    Raises
    ------
    InvalidSeries
        With a second cell of one agent and week, or one that cannot be.
    """
    weights = np.ones(len(value)) if weight is None else weight
    _check(agent, week, value, trained, weights)
    first = int(week.min())
    shape = (len(trained), int(week.max()) - first + 1)
    values, all_weights = np.zeros(shape), np.zeros(shape)
    values[agent, week - first] = value
    all_weights[agent, week - first] = weights
    return Panel(value=values, weight=all_weights, trained=trained, first=first)


def weekly(
    agent: Ints, day: Ints, outcome: Floats, trained: Ints, *, starts: int = 0
) -> Panel:
    """Return the panel of single contacts, each week's cell weighted by its contacts.

    Parameters
    ----------
    agent : (n,) int in [0, agents)
    day : (n,) int
        Day of the contact, counted from any day.
    outcome : (n,) float
        1 for a defect, 0 without, or any value; contacts with NaN do not count.
    trained : (agents,) int
        Day from which an agent is trained; `NEVER` for none.
    starts : int
        A day on which weeks begin. Contacts of an agent in a week that was begun
        before their training and ended after it are left out (`Panel.mixed`).
    """
    week = (day - starts) // _DAYS
    of = trained[agent]
    mixed = (week == (of - starts) // _DAYS) & ((of - starts) % _DAYS != 0)
    keep = ~np.isnan(outcome) & ~mixed
    if not keep.any():
        raise InvalidSeries("No contact has an agent, a day and an outcome.")
    first = int(week[keep].min())
    wide = int(week[keep].max()) - first + 1
    cell = agent[keep] * wide + week[keep] - first
    count = np.bincount(cell, minlength=len(trained) * wide).astype(np.float64)
    total = np.bincount(cell, outcome[keep], minlength=len(count))
    mean = np.divide(total, count, out=np.zeros(len(count)), where=count > 0)
    return Panel(
        value=mean.reshape(-1, wide),
        weight=count.reshape(-1, wide),
        trained=np.where(trained == NEVER, NEVER, -((starts - trained) // _DAYS)),
        first=first,
        mixed=int((mixed & ~np.isnan(outcome)).sum()),
    )


def _check(
    agent: Ints, week: Ints, value: Floats, trained: Ints, weight: Floats
) -> None:
    if not agent.shape == week.shape == value.shape == weight.shape or not len(agent):
        raise InvalidSeries("Each cell needs an agent, a week, a value and a weight.")
    if np.any((agent < 0) | (agent >= len(trained))):
        raise InvalidSeries(
            f"Agents are numbered from 0 to {len(trained) - 1}, one for each week of "
            f"training; got {agent.min()} to {agent.max()}."
        )
    if not np.all(np.isfinite(value) & np.isfinite(weight) & (weight > 0)):
        raise InvalidSeries(
            "A cell needs a finite value and a weight above 0; leave out the weeks in "
            "which an agent had no contact."
        )
    if len(np.unique(np.stack([agent, week]), axis=1).T) < len(agent):
        raise InvalidSeries("An agent has two cells in one week; put them together.")
