"""Training days as marks on a chart: each day one, or each week or month of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.core.calendar import period_start
from qc.core.kinds import Period

MOST = 16
"""Marks on one chart; of more days, weeks are marked, of more weeks, months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """One record of training: who was trained, from which day on, in what."""

    day: np.datetime64
    agent: str
    course: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingMark:
    """The training of one day, or of one week or month.

    Attributes
    ----------
    day : datetime64[D]
        The day, or the first day of the week or month on which there was one.
    period : Period
    courses : tuple of (str, int)
        Records by course, most first; a course without a name is empty.
    agents : tuple of str
        Each once, as the log calls them.
    """

    day: np.datetime64
    period: Period
    courses: tuple[tuple[str, int], ...]
    agents: tuple[str, ...]

    @property
    def records(self) -> int:
        """How many records stand behind it."""
        return sum(n for _, n in self.courses)


def condensed(found: Sequence[Trained], most: int = MOST) -> tuple[TrainingMark, ...]:
    """Return the marks of some records, by day if that makes few, else by more.

    Parameters
    ----------
    found : sequence of Trained
    most : int
        Marks that days and weeks may make; months make as many as there are.
    """
    if not found:
        return ()
    days = np.array([one.day for one in found], dtype="datetime64[D]")
    period, starts = Period.DAY, days
    for period in Period:
        starts = period_start(days, period).astype("datetime64[D]")
        if len(np.unique(starts)) <= most:
            break
    by_start: dict[np.datetime64, list[Trained]] = {}
    for one, start in sorted(zip(found, starts, strict=True), key=lambda two: two[1]):
        by_start.setdefault(start, []).append(one)
    return tuple(_mark(those, period) for those in by_start.values())


def _mark(found: Sequence[Trained], period: Period) -> TrainingMark:
    courses = Counter(one.course for one in found)
    return TrainingMark(
        day=min(one.day for one in found),
        period=period,
        courses=tuple(sorted(courses.items(), key=lambda one: (-one[1], one[0]))),
        agents=tuple(sorted({one.agent for one in found})),
    )
