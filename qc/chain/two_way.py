"""Levels of agents and of weeks, fitted together to the cells that count.

Agents have their own level and weeks theirs; no cell is explained by both unless the
cells link them, so what is not linked is told apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Levels:
    """The fitted levels.

    Attributes
    ----------
    agent : (r, agents) float
    week : (r, weeks) float
        Of each of the r quantities fitted.
    linked : (agents, weeks) bool
        Cells whose two levels are known together.
    """

    agent: Floats
    week: Floats
    linked: Bools

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "agent", "week", "linked")

    @property
    def fitted(self) -> Floats:
        """Sum of both levels in each cell, (r, agents, weeks)."""
        return self.agent[:, :, None] + self.week[:, None, :]


def levels(values: Floats, weight: Floats, shared: Floats | None = None) -> Levels:
    """Fit agent + week to one or more quantities by weighted least squares.

    Parameters
    ----------
    values : (r, agents, weeks) float
        Finite, also where the weight is 0.
    weight : (agents, weeks) float, >= 0
        0 for cells that do not count.
    shared : (weeks, weeks) float, optional
        From `shared_weeks`, if it is at hand.
    """
    of_agent = weight.sum(axis=1)
    share = _shares(weight)
    weighted = values * weight
    sums = weighted.sum(axis=2)
    shared = shared_weeks(weight) if shared is None else shared
    left = np.diag(weight.sum(axis=0)) - shared
    # not by `@`: threads for so small a product cost more than it does
    right = weighted.sum(axis=1) - np.einsum("ra,aw->rw", sums, share)
    agent_part, week_part = _parts(weight > 0)
    held = np.unique(week_part, return_index=True)[1]  # one week a part is held at 0
    left[held, held] += max(1.0, left.max(initial=0))
    week = np.linalg.solve(left, right.T).T
    taken = np.einsum("rw,aw->ra", week, weight)
    agent = (sums - taken) / np.where(of_agent > 0, of_agent, 1)
    return Levels(
        agent=agent, week=week, linked=agent_part[:, None] == week_part[None, :]
    )


def shared_weeks(weight: Floats) -> Floats:
    """Return how much two weeks share the same agents, (weeks, weeks): a sum of them.

    Without one agent it is less by `shared_weeks` of that agent alone.
    """
    both: Floats = np.einsum("av,aw->vw", _shares(weight), weight)
    return both


def linked(weight: Floats) -> Bools:
    """Return the cells whose two levels are known together."""
    agent_part, week_part = _parts(weight > 0)
    both: Bools = agent_part[:, None] == week_part[None, :]
    return both


def cleared(values: Floats, weight: Floats) -> Floats:
    """Return quantities without the levels of agents and weeks; 0 where weight is."""
    return np.where(weight > 0, values - levels(values, weight).fitted, 0.0)


def _shares(weight: Floats) -> Floats:
    of_agent = weight.sum(axis=1)
    shares: Floats = weight / np.where(of_agent > 0, of_agent, 1)[:, None]
    return shares


def _parts(joined: Bools) -> tuple[Ints, Ints]:
    """Return which part of the table each agent and each week belongs to."""
    agents, weeks = joined.shape
    of_agent = np.arange(agents)
    none = agents + weeks
    while True:
        of_week = np.where(joined, of_agent[:, None], none).min(axis=0, initial=none)
        best = np.where(joined, of_week[None, :], none).min(axis=1, initial=none)
        best = np.minimum(best, of_agent)
        if np.array_equal(best, of_agent):
            lonely = of_week == none  # a week without a cell is a part of its own
            return of_agent, np.where(lonely, agents + np.arange(weeks), of_week)
        of_agent = best
