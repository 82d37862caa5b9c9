"""Who is due for training: for a course, or for a prescribed step; from a company.

Only agents who still serve customers are named.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.company import NOBODY, Company
from qc.chain.due import Due, due, due_for_steps
from qc.chain.step_record import StepRecord
from qc.chain.training import Coverage
from qc.chain.training_records import HALF
from qc.core.arrays import Bools, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepsByAgent:
    """How often each agent left each step out.

    Attributes
    ----------
    steps : tuple of str
    scored, skipped : (agents, steps) int
        Contacts at whose stage the step is prescribed, and those without it.
    """

    steps: tuple[str, ...]
    scored: Ints
    skipped: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "scored", "skipped")


def at_work(company: Company, since: int) -> Bools:
    """Return the agents who have served a customer since a day."""
    contacts = company.contacts
    late = contacts.agent[(contacts.day >= since) & (contacts.agent != NOBODY)]
    found: Bools = np.bincount(late, minlength=company.agents) > 0
    return found


def steps_by_agent(company: Company, record: StepRecord, since: int) -> StepsByAgent:
    """Answer: how often did each agent leave each step out since a day?

    A step of the same name at several stages is one: it is practised as one.
    """
    contacts, agents = company.contacts, company.agents
    names = record.names
    scored = np.zeros((agents, len(names)), dtype=np.int64)
    skipped = np.zeros_like(scored)
    for place, name in enumerate(names):
        rows, lacks = record.of_step(name)
        agent = contacts.agent[rows]
        counts = (contacts.day[rows] >= since) & (agent != NOBODY)
        scored[:, place] = np.bincount(agent[counts], minlength=agents)
        skipped[:, place] = np.bincount(agent[counts & lacks], minlength=agents)
    return StepsByAgent(steps=names, scored=scored, skipped=skipped)


def due_courses(
    found: Coverage, working: Bools, holds: float = math.inf
) -> tuple[Due, ...]:
    """Answer: who never had a course that most had, or had it too long ago?

    Parameters
    ----------
    found : Coverage
    working : (agents,) bool
        Those asked about.
    holds : float
        Days a course holds.
    """
    had = (found.times > 0)[working]
    share = had.mean(axis=0) if len(had) else np.zeros(found.times.shape[1])
    everybody = {int(course): holds for course in np.flatnonzero(share >= HALF)}
    return tuple(one for one in due(found, everybody) if working[one.agent])


def due_steps(found: StepsByAgent, working: Bools) -> tuple[Due, ...]:
    """Answer: who leaves which step out more often than all others, beyond chance?"""
    return tuple(
        one for one in due_for_steps(found.skipped, found.scored) if working[one.agent]
    )
