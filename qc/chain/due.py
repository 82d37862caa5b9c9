"""Who is due for training, and for which step?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.training import Coverage
from qc.core.arrays import Floats, Ints
from qc.core.errors import InvalidSeries

FALSE_ALARMS = 0.05  # in all agents and steps together


class Reason(StrEnum):
    """Why an agent is due."""

    NEVER = "never"  # had the course
    EXPIRED = "expired"  # had it longer ago than it holds
    STEP = "step"  # leaves a step out more often than the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An agent who should be trained.

    Attributes
    ----------
    agent, what : int
        `what` is the course; for `Reason.STEP` the step.
    reason : Reason
    overdue : float
        Days since the course ceased to hold; NaN for the other reasons.
    share, others : float
        Share of interactions without the step, of this agent and of all others; NaN
        for the other reasons.
    p_value : float
        How often chance alone gives as many, before all agents and steps are allowed
        for; NaN for the other reasons.
    """

    agent: int
    what: int
    reason: Reason
    overdue: float = math.nan
    share: float = math.nan
    others: float = math.nan
    p_value: float = math.nan


def due(found: Coverage, holds: Mapping[int, float]) -> tuple[Due, ...]:
    """Answer: who never had a course, or had it longer ago than it holds?

    Parameters
    ----------
    found : Coverage
    holds : mapping of course to days
        Courses everyone should have, and how long each holds (math.inf: for good).

    Returns
    -------
    tuple of Due
        Those who never had it first, then by how long it is overdue.
    """
    never, expired = [], []
    for course, days in holds.items():
        since = found.since[:, course]
        never += [
            Due(agent=int(agent), what=course, reason=Reason.NEVER)
            for agent in np.flatnonzero(np.isnan(since))
        ]
        expired += [
            Due(
                agent=int(agent),
                what=course,
                reason=Reason.EXPIRED,
                overdue=float(since[agent] - days),
            )
            for agent in np.flatnonzero(since > days)
        ]
    return (*never, *sorted(expired, key=lambda one: -one.overdue))


def due_for_steps(
    skipped: Ints, scored: Ints, *, alpha: float = FALSE_ALARMS
) -> tuple[Due, ...]:
    """Answer: who leaves which step out more often than all others, beyond chance?

    Parameters
    ----------
    skipped, scored : (agents, steps) int
        Interactions without the step, and all that were scored.
    alpha : float in (0, 1)
        Chance of naming anybody if all agents are alike: exact one-sided test of each
        agent against the others, by Holm's steps over all of them.

    Returns
    -------
    tuple of Due
        The clearest first. The worst of a month come nearer to the others by
        themselves: what training did is to be seen against agents not trained.
    """
    if skipped.shape != scored.shape or np.any((skipped < 0) | (skipped > scored)):
        raise InvalidSeries("Skipped steps are a count from 0 up to those scored.")
    p = np.array([_tails(k, n) for k, n in zip(skipped.T, scored.T, strict=True)]).T
    order = np.argsort(p, axis=None, kind="stable")
    allowed = alpha / np.arange(p.size, 0, -1)
    ahead = np.logical_and.accumulate(p.ravel()[order] <= allowed)
    agents, steps = np.unravel_index(order[ahead], p.shape) if p.size else ((), ())
    return tuple(
        _due_for_step(skipped, scored, (int(a), int(s)), float(p[a, s]))
        for a, s in zip(agents, steps, strict=True)
    )


def _due_for_step(
    skipped: Ints, scored: Ints, where: tuple[int, int], p_value: float
) -> Due:
    agent, step = where
    others = np.arange(len(scored)) != agent
    return Due(
        agent=agent,
        what=step,
        reason=Reason.STEP,
        share=float(skipped[where] / scored[where]),
        others=float(skipped[others, step].sum() / scored[others, step].sum()),
        p_value=p_value,
    )


def _tails(skipped: Ints, scored: Ints) -> Floats:
    """Return each agent's chance of as many skips, all of them dealt at random."""
    every, total = int(scored.sum()), int(skipped.sum())
    return np.array(
        [
            _tail(int(k), int(n), total, every) if 0 < n < every else 1.0
            for k, n in zip(skipped, scored, strict=True)
        ]
    )


def _tail(found: int, n: int, total: int, every: int) -> float:
    from scipy.special import gammaln  # import costs as much as numpy itself

    k = np.arange(found, min(n, total) + 1)
    k = k[n - k <= every - total]

    def ways(m: int, some: Ints) -> Floats:
        logs: Floats = gammaln(m + 1) - gammaln(some + 1) - gammaln(m - some + 1)
        return logs

    logs = ways(total, k) + ways(every - total, n - k)
    whole = float(ways(every, np.array([n]))[0])
    return min(1.0, float(np.exp(logs - whole).sum()))
