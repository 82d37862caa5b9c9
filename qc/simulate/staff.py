"""The agents: their team, their skill, and when they were trained."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats, Ints, freeze
from qc.simulate.draws import Draw, Draws, Part, root
from qc.simulate.profile import Profile

COURSES = ("core", "product", "tone")
NEVER = 10**6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Staff:
    """All agents, sorted by team.

    Attributes
    ----------
    team : (agents,) int
    skill : (agents,) float
        Added to the logit of the defect share: above zero is worse.
    trained : (agents,) int
        Day of the core course; `NEVER` for those who get none.
    came : (agents,) float
        Day on which newcomers come; 0 for all others.
    """

    team: Ints
    skill: Floats
    trained: Ints
    came: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "team", "skill", "trained", "came")

    def at_work(self, each: int, day: Floats) -> Ints:
        """Count the agents of a team of `each` who have come by each day."""
        came = np.sort(self.came[:each])  # the same in every team
        return np.searchsorted(came, np.maximum(day, 0.0), side="right")

    def progress(self, agent: Ints, day: Floats, buildup: float) -> Floats:
        """Share of the effect of training that an agent has reached, 0 to 1."""
        since = np.floor(day) - self.trained[agent]
        return np.where(
            since < 0, 0.0, 1 - np.exp(-(np.maximum(since, 0) + 1) / buildup)
        )


def hire(profile: Profile, *, seed: int) -> Staff:
    """Draw the staff: skills, and training dates in whole weeks after the first."""
    draws = Draws(root(seed, Part.AGENT, profile.agents))
    skill = profile.agent_sd * draws.normal(Draw.SKILL)
    each = profile.agents // profile.teams
    new = np.arange(profile.agents) % each >= each - profile.newcomers // profile.teams
    order = np.argsort(-skill if profile.worst_first else draws.uniform(Draw.ORDER))
    order = order[~new[order]]
    trained = np.full(profile.agents, NEVER)
    chosen = order[: len(order) - profile.never_trained]
    trained[chosen] = _dates(profile, len(chosen))
    if math.isfinite(profile.newcomers_trained):
        trained[new] = int(profile.newcomers_trained)
    return Staff(
        team=np.arange(profile.agents) // each,
        skill=skill,
        trained=trained,
        came=np.where(new, profile.newcomers_day, 0.0),
    )


def _dates(profile: Profile, count: int) -> Ints:
    window = profile.training_days
    weeks = np.floor(np.linspace(0, (window.end - window.start) / 7, count))
    return (window.start + 7 * weeks).astype(np.int64)


def courses(staff: Staff, *, seed: int, days: int) -> tuple[Ints, Ints, Ints]:
    """List agent, day and course of every training up to the end of the log.

    The courses other than `core` change nothing: an honest analysis must not
    credit them.
    """
    draws = Draws(root(seed, Part.AGENT, len(staff.team)))
    other = 1 + draws.pick(Draw.COURSE, len(COURSES) - 1)
    day = (draws.uniform(Draw.EFFECT) * days).astype(np.int64)
    everyone = np.arange(len(staff.team))
    agent = np.concatenate([everyone, everyone])
    at = np.concatenate([staff.trained, day])
    course = np.concatenate([np.zeros_like(other), other])
    order = np.lexsort((agent, at))
    order = order[(at[order] < days) & (at[order] >= staff.came[agent[order]])]
    return agent[order], at[order], course[order]
