"""Are customers answered in time, and how near to what they wish?

Open cases count as waiting for as long as they have waited. Between what is just
adequate and what is desired lies the zone of tolerance.

References
----------
.. [1] V. A. Zeithaml, L. L. Berry, A. Parasuraman, The nature and determinants of
       customer expectations of service, J. Academy of Marketing Science 21(1), 1-12
       (1993): the zone of tolerance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Want, mean_of, share_of, short
from qc.core.arrays import Bools, Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval
from qc.core.survival import Waiting, kept, waiting

MINIMUM = {Want.CASES: 30}
NINE_IN_TEN = 0.1  # still waiting
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What customers put up with, and what they wish, in the unit of the values.

    Attributes
    ----------
    adequate, desired : float
        For times the limit and the shorter target; for scores the other way round.
    """

    adequate: float
    desired: float

    def __post_init__(self) -> None:
        """Refuse a zone without width.

        Raises
        ------
        InvalidSeries
        """
        if not (math.isfinite(self.adequate - self.desired) and self.width):
            raise InvalidSeries(
                "What is desired must differ from what is adequate; got "
                f"{self.desired:g} and {self.adequate:g}."
            )

    @property
    def width(self) -> float:
        """Desired less adequate; below 0 where less is better."""
        return self.desired - self.adequate

    def position(self, value: float) -> float:
        """Return 0 for a value just adequate, 1 for one as desired."""
        return (value - self.adequate) / self.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsive:
    """How soon customers are answered.

    Attributes
    ----------
    in_time, as_desired : Estimate
        Share within the adequate time, and within the desired one (outstanding).
    median, nine_in_ten : Estimate
        Times after which half, and nine in ten, have an answer; NaN if not reached.
    position : Estimate
        Of the median in the zone.
    cases, open_cases : int
    """

    in_time: Estimate
    as_desired: Estimate
    median: Estimate
    nine_in_ten: Estimate
    position: Estimate
    cases: int
    open_cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """How many values are as desired.

    Attributes
    ----------
    as_desired, adequate : Estimate
        Share at or beyond the desired and the adequate level; n values known.
    position : Estimate
        Of the mean in the zone.
    unknown : int
        Cases without a value, such as those who gave no rating: they may differ.
    """

    as_desired: Estimate
    adequate: Estimate
    position: Estimate
    unknown: int


def responsive(
    waited: Floats, answered: Bools, zone: Zone, *, confidence: float = CONFIDENCE
) -> Responsive:
    """Answer: are customers answered in time, those still waiting included?

    Parameters
    ----------
    waited : (n,) float, >= 0
        Time to the answer, or so far.
    answered : (n,) bool
        False for an open case.
    zone : Zone
        In the unit of `waited`. Where each case has its own promise, hand over waited
        / promised, and a zone that is adequate at 1.
    confidence : float in (0, 1)
    """
    curve = waiting(waited, answered, confidence=confidence)
    lacking = short(MINIMUM, {Want.CASES: len(waited)})

    def found(value: float, interval: Interval) -> Estimate:
        return Estimate(
            value=value,
            interval=interval,
            n=len(waited),
            method=Method.KAPLAN_MEIER,
            short=lacking,
        )

    adequate, desired = (kept(curve, at) for at in (zone.adequate, zone.desired))
    median, ends = quantile(curve, 0.5)
    places = sorted(zone.position(end) for end in ends)
    return Responsive(
        in_time=found(adequate.share, adequate.interval),
        as_desired=found(desired.share, desired.interval),
        median=found(median, ends),
        nine_in_ten=found(*quantile(curve, NINE_IN_TEN)),
        position=found(zone.position(median), (places[0], places[1])),
        cases=curve.cases,
        open_cases=curve.open_cases,
    )


def quantile(curve: Waiting, share: float) -> tuple[float, Interval]:
    """Return the time after which that share still waits; NaN where not reached."""

    def first(still: Floats) -> float:
        reached = np.flatnonzero(still <= share + _ROUNDING)
        return float(curve.time[reached[0]]) if len(reached) else math.nan

    value = first(curve.share)
    if math.isnan(value):
        return value, UNKNOWN
    return value, (first(curve.lower), first(curve.upper))


def outstanding(
    values: Floats, zone: Zone, *, confidence: float = CONFIDENCE
) -> Outstanding:
    """Answer: how many of the values are as desired, not just adequate?

    Parameters
    ----------
    values : (n,) float
        Scores, or times of closed cases; NaN where there is none. For times with open
        cases see `responsive`.
    zone : Zone
    confidence : float in (0, 1)
    """
    known = values[~np.isnan(values)]
    better = math.copysign(1, zone.width)
    n = len(known)

    def reaching(level: float) -> Estimate:
        good = int((better * known >= better * level).sum())
        return share_of(good, n, confidence, MINIMUM)

    return Outstanding(
        as_desired=reaching(zone.desired),
        adequate=reaching(zone.adequate),
        position=mean_of((known - zone.adequate) / zone.width, confidence),
        unknown=len(values) - n,
    )
