"""Who was trained in what, for how long, and how long ago?

What is counted here says nothing of what training changed: see `did_imputation`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """Courses taken.

    Attributes
    ----------
    agent, course : (m,) int, >= 0
        As the caller numbers them.
    day : (m,) int
        Counted from any day.
    hours : (m,) float, >= 0
        NaN where not known.
    """

    agent: Ints
    course: Ints
    day: Ints
    hours: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be, and freeze the arrays.

        Raises
        ------
        InvalidSeries
        """
        columns = (self.agent, self.course, self.day, self.hours)
        if len({column.shape for column in columns}) > 1:
            raise InvalidSeries(
                "Each record needs an agent, a course, a day and hours."
            )
        if np.any(self.hours < 0) or np.isinf(self.hours).any():
            raise InvalidSeries("Hours of a course are finite and not below 0.")
        freeze(self, "agent", "course", "day", "hours")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coverage:
    """All agents by all courses.

    Attributes
    ----------
    times : (agents, courses) int
        How often each was taken.
    hours : (agents, courses) float
        Known hours, added.
    since : (agents, courses) float
        Days since the last time; NaN where never.
    planned : int
        Records that lie ahead: not counted yet.
    unknown_hours : int
        Records without hours.
    """

    times: Ints
    hours: Floats
    since: Floats
    planned: int
    unknown_hours: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "times", "hours", "since")

    @property
    def trained(self) -> Ints:
        """Agents who had each course, (courses,)."""
        trained: Ints = (self.times > 0).sum(axis=0)
        return trained

    @property
    def share(self) -> Floats:
        """Share of all agents who had each course; NaN without agents."""
        agents = len(self.times)
        return self.trained / agents if agents else np.full(self.times.shape[1], np.nan)


def coverage(records: Records, agents: int, courses: int, today: int) -> Coverage:
    """Answer: who had which course, for how long, how long ago?

    Parameters
    ----------
    records : Records
    agents, courses : int
        All there are, trained or not.
    today : int
        Records after it are planned ones.

    Raises
    ------
    InvalidSeries
        If a record names an agent or a course beyond these.
    """
    _inside(records, agents, courses)
    past = records.day <= today
    cell = (records.agent * courses + records.course)[past]
    hours, shape = records.hours[past], (agents, courses)
    last = np.full(agents * courses, -np.inf)
    np.maximum.at(last, cell, records.day[past].astype(np.float64))
    size = agents * courses
    known = np.nan_to_num(hours)
    since = np.where(np.isfinite(last), today - last, np.nan)
    return Coverage(
        times=np.bincount(cell, minlength=size).reshape(shape),
        hours=np.bincount(cell, known, minlength=size).astype(float).reshape(shape),
        since=since.reshape(shape),
        planned=int((~past).sum()),
        unknown_hours=int(np.isnan(hours).sum()),
    )


def _inside(records: Records, agents: int, courses: int) -> None:
    beyond: Bools = (records.agent < 0) | (records.agent >= agents)
    beyond |= (records.course < 0) | (records.course >= courses)
    if beyond.any():
        raise InvalidSeries(
            f"{int(beyond.sum())} record(s) name an agent or a course that is not "
            f"among the {agents} agents and {courses} courses; number them from 0."
        )
