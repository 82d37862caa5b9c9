"""Which courses are on record, and which of them is the one that most agents took?"""

from __future__ import annotations

import numpy as np

from qc.chain.company import NOBODY, Company
from qc.chain.panel import NEVER
from qc.chain.traffic import Traffic
from qc.chain.training import Coverage, Records, coverage
from qc.core.arrays import Bools, Ints

HALF = 0.5  # of the agents: a course that so many had is one for everybody


def courses(company: Company) -> tuple[str, ...]:
    """Return the names of the courses; a last empty one if some records name none."""
    unnamed = bool((company.trainings.course == NOBODY).any())
    return (*company.names.courses, "") if unnamed else company.names.courses


def records(company: Company) -> Records:
    """Return the courses taken; those without a name count as one more course."""
    taken = company.trainings
    keep = taken.agent != NOBODY
    unnamed = len(company.names.courses)
    return Records(
        agent=taken.agent[keep],
        course=np.where(taken.course == NOBODY, unnamed, taken.course)[keep],
        day=taken.day[keep],
        hours=np.where(taken.hours >= 0, taken.hours, np.nan)[keep],
    )


def taken(company: Company, today: int) -> Coverage:
    """Answer: which agents had which course, for how long, how long ago?"""
    return coverage(records(company), company.agents, len(courses(company)), today)


def main_course(company: Company) -> int | None:
    """Return the course that most agents took within the log; see `most_taken`."""
    day = company.contacts.day
    return most_taken(company, int(day[0]), int(day[-1])) if len(day) else None


def most_taken(company: Company, first: int, last: int) -> int | None:
    """Return the course that most agents took within a log, the longest of several.

    Nothing of what followed is looked at, so that the choice favours no result.

    Parameters
    ----------
    company : Company
        Its contacts are not asked for.
    first, last : int
        Days of the first and of the last contact.
    """
    found = records(company)
    inside = (found.day > first) & (found.day <= last)
    if not inside.any():
        return None
    pairs = np.unique(np.stack([found.course, found.agent])[:, inside], axis=1)
    count = np.bincount(pairs[0], minlength=len(courses(company)))
    hours = np.bincount(found.course, np.nan_to_num(found.hours), len(count))
    return max(range(len(count)), key=lambda c: (count[c], hours[c], -c))


def trained_from(company: Company, course: int) -> Ints:
    """Return the day of each agent's first such course; `NEVER` without one."""
    found = records(company)
    first = np.full(company.agents, NEVER)
    here = found.course == course
    np.minimum.at(first, found.agent[here], found.day[here])
    return first


def introduced(taken: Records, course: Bools, traffic: Traffic) -> int:
    """Return the day from which half of the agents seen by then had had a course.

    Before it the course is being introduced: who has had it says nothing yet of whether
    people are trained before they serve customers. Far ahead where that day never came.

    Parameters
    ----------
    taken : Records
    course : (m,) bool
        Which of the records are of the course.
    traffic : Traffic
    """
    known = traffic.agent != NOBODY
    agents = 1 + max(traffic.agent.max(initial=-1), taken.agent.max(initial=-1))
    came, had = np.full(agents, NEVER), np.full(agents, NEVER)
    np.minimum.at(came, traffic.agent[known], traffic.day[known])
    np.minimum.at(had, taken.agent[course], taken.day[course])
    came, had = np.sort(came), np.sort(np.maximum(came, had))
    day = np.unique(had[had < NEVER])
    seen = np.searchsorted(came, day, side="right")
    trained = np.searchsorted(had, day, side="right")
    enough = day[trained >= HALF * seen]
    return int(enough[0]) if len(enough) else NEVER
