"""Who changed in the newest weeks: agents or teams, each against itself before.

Every unit in every measure is a try of chance, so all of them are judged together.

References
----------
.. [1] C. R. Genovese, K. Roeder, L. Wasserman, False discovery control with p-value
       weighting, Biometrika 93(3), 509-524 (2006).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Dates, Floats
from qc.core.errors import NothingToShow
from qc.core.kinds import Meaning, MeasureKind, Side
from qc.core.measures import Measure
from qc.core.series import Counts
from qc.review.compare import MINIMUM
from qc.review.findings import meaning_of
from qc.spc import minimums
from qc.spc.funnel_scales import Law
from qc.spc.lately import lately
from qc.spc.multiplicity import SHARE, adjusted

NEWEST, BEFORE = 2, 24  # weeks
RISK = {Meaning.CONCERN: 1.5, Meaning.IMPROVEMENT: 0.5, Meaning.NEUTRAL: 1.0}
"""Three quarters of the risk of a false one is spent on changes for the worse: weights
of hypotheses, 1 in the mean [1]_."""
_LAWS = {MeasureKind.SHARE: Law.BINOMIAL, MeasureKind.RATE: Law.POISSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One unit in one measure: the newest weeks beside what they were likely to be.

    Attributes
    ----------
    events, n : float
        Of the newest weeks.
    expected : float
        Events had it gone on as before, and as with all others.
    events_before, n_before : float
    p : float in [0, 1]
        Of a change this large by chance.
    q : float in [0, 1]
        Share of false ones among all changes with as much evidence.
    """

    measure: Measure
    name: str
    events: float
    n: float
    expected: float
    events_before: float
    n_before: float
    p: float
    q: float

    @property
    def stands(self) -> bool:
        """Whether it is to be acted on although chance had many tries."""
        return self.q <= SHARE

    @property
    def meaning(self) -> Meaning:
        """Whether it is for the worse."""
        side = Side.ABOVE if self.events > self.expected else Side.BELOW
        return meaning_of(side, self.measure.direction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All units in all measures that were judged together.

    Attributes
    ----------
    measures : tuple of Measure
    dimension : str
    weeks, before : int
        Newest weeks, and weeks before that they are held against.
    first, last : datetime64[D]
        Mondays of the first and the last of the newest weeks.
    found : tuple of Change
        Surest first.
    units : int
        How many were judged in any measure.
    few : int
        Units without enough cases in any measure.
    left_out : int
        Units beyond the largest that fit.
    """

    measures: tuple[Measure, ...]
    dimension: str
    weeks: int
    before: int
    first: np.datetime64
    last: np.datetime64
    found: tuple[Change, ...]
    units: int
    few: int
    left_out: int = 0

    @property
    def standing(self) -> tuple[Change, ...]:
        """Changes to act on, surest first."""
        return tuple(one for one in self.found if one.stands)


def changes(
    series: Sequence[tuple[Measure, Mapping[str, Counts]]],
    weeks: Dates,
    dimension: str,
    *,
    newest: int = NEWEST,
) -> Changes:
    """Answer: who changed in the newest weeks, beyond chance and what changed for all?

    Parameters
    ----------
    series : sequence of (measure, {unit: Counts})
        Shares and rates by week.
    weeks : (k,) datetime64[D]
        Mondays to look at; the last `newest` are held against those before.
    dimension : str
    newest : int, >= 1

    Raises
    ------
    NothingToShow
        If the weeks are too few.
    """
    before = len(weeks) - newest
    least = max(minimums.LIMITS, 2 * newest)
    if before < least:
        raise NothingToShow(
            f"The newest {newest} week(s) are held against {least} or more before; the "
            f"log has {max(before, 0)}. Load more weeks, or come back when there are."
        )
    judged = [one for pair in series for one in _judged(*pair, weeks, newest)]
    risked = [min(1.0, one.p / RISK[one.meaning]) for one in judged]
    q = adjusted(np.array(risked, dtype=np.float64))
    pairs = zip(judged, q.tolist(), strict=True)
    found = [replace(one, q=share) for one, share in pairs]
    named, known = {one.name for one in found}, {n for _, of in series for n in of}
    return Changes(
        measures=tuple(measure for measure, _ in series),
        dimension=dimension,
        weeks=newest,
        before=before,
        first=weeks[-newest],
        last=weeks[-1],
        found=tuple(sorted(found, key=_surest)),
        units=len(named),
        few=len(known - named),
    )


def _judged(
    measure: Measure, series: Mapping[str, Counts], weeks: Dates, newest: int
) -> list[Change]:
    """Judge the units of a measure; of too few cases nothing is said."""
    if not series:
        return []
    table = np.array([_row(one, weeks) for one in series.values()])
    n, events = table[:, 0], table[:, 1]
    told = lately(events, n, newest, _LAWS[measure.kind])
    size, base = n[:, -newest:].sum(axis=1), n[:, :-newest].sum(axis=1)
    enough = (base >= MINIMUM) & (size > 0)
    return [
        Change(
            measure=measure,
            name=name,
            events=float(events[at, -newest:].sum()),
            n=float(size[at]),
            expected=float(told.expected[at]),
            events_before=float(events[at, :-newest].sum()),
            n_before=float(base[at]),
            p=float(told.p[at]),
            q=math.nan,
        )
        for at, name in enumerate(series)
        if enough[at]
    ]


def _row(one: Counts, weeks: Dates) -> tuple[Floats, Floats]:
    """Lay the periods of a unit on the weeks: cases, and events."""
    n, events = np.zeros(len(weeks)), np.zeros(len(weeks))
    at = np.searchsorted(weeks, one.at)
    inside = at < len(weeks)
    inside[inside] = weeks[at[inside]] == one.at[inside]
    n[at[inside]], events[at[inside]] = one.opportunities[inside], one.events[inside]
    return n, events


def _surest(one: Change) -> tuple[float, float, str]:
    return one.q, one.p, one.name
