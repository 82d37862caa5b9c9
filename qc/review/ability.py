"""What may be said of a process's capability, or why nothing may: the values for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from qc.core.charts import Signal
from qc.core.intervals import Interval
from qc.core.measures import Specification
from qc.spc.capability import Capability
from qc.spc.percentiles import Performance
from qc.spc.yields import MILLION

_OPEN = Specification()


class Refusal(StrEnum):
    """Why there is no capability, or no index of it."""

    NO_DATA = "no-data"
    NO_MEANING = "no-meaning"  # days between events: nothing lies in or out
    NO_COUNTS = "no-counts"  # the chart is not of the counts
    NO_DEFECT = "no-defect"  # a count without a bad direction
    NO_SPECIFICATION = "no-specification"
    NO_LIMITS = "no-limits"  # whether it is stable cannot be judged yet
    NOT_STABLE = "not-stable"
    TOO_FEW = "too-few"  # single values
    FEW_LEVELS = "few-levels"  # ratings: shares are told, no index
    NO_LAW = "no-law"  # no law fits, and too few values to do without
    MOSTLY_EQUAL = "mostly-equal"  # no spread between the quantiles


class LimitFrom(StrEnum):
    """Whose limit or tolerance it is."""

    SPECIFICATION = "specification"
    PROMISE = "promise"  # `within_hours` of the card's clock
    TARGET = "target"
    ASKED = "asked"


class Law(StrEnum):
    """What stands for the spread of single values."""

    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    AS_SEEN = "as-seen"


class Verdict(StrEnum):
    """The process against its tolerance, as far as chance leaves it open."""

    KEEPS = "keeps"
    BREAKS = "breaks"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How many defects the steady process makes.

    Attributes
    ----------
    events, n : float
        Defects counted, and the units they were counted among.
    share : float
        Defects per unit.
    interval : (low, high), 95 %
    wider : float, >= 1
        How much more than chance the points vary; the interval allows for it.
    sigma : float
        Sigma level, `shift` included.
    sigma_interval : (low, high)
    shift : float
        0, or the 1.5 that was asked for.
    """

    events: float
    n: float
    share: float
    interval: Interval
    wider: float
    sigma: float
    sigma_interval: Interval
    shift: float

    @property
    def dpmo(self) -> float:
        """Defects per million opportunities."""
        return MILLION * self.share

    @property
    def dpmo_interval(self) -> Interval:
        """As far as chance leaves it open."""
        low, high = self.interval
        return MILLION * low, MILLION * high


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """Defects per million that are tolerated, and who says so."""

    dpmo: float
    source: LimitFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """Whether a process is able, or why that cannot be said.

    Attributes
    ----------
    refusal : Refusal or None
        Why nothing is told; all numbers below are then missing.
    no_index : Refusal or None
        Why shares are told, but no index.
    got, need : float
        The number that a refusal is about, and what it would take.
    signals : tuple of Signal
        NOT_STABLE: those since the start of the current phase.
    specification : Specification
        Limits of single values in force.
    limits_from : LimitFrom or None
    tolerance : Tolerance or None
    verdict : Verdict or None
        None without a tolerance.
    level : Level or None
        Defects; of single values: those outside the limits.
    law : Law or None
    departure : float
        How far the values depart from a law that was tried (Anderson-Darling); NaN
        where none was.
    by_quantiles : Performance or None
        LOGNORMAL and AS_SEEN.
    by_sigma : Capability or None
        NORMAL.
    """

    refusal: Refusal | None = None
    no_index: Refusal | None = None
    got: float = math.nan
    need: float = math.nan
    signals: tuple[Signal, ...] = ()
    specification: Specification = _OPEN
    limits_from: LimitFrom | None = None
    tolerance: Tolerance | None = None
    verdict: Verdict | None = None
    level: Level | None = None
    law: Law | None = None
    departure: float = math.nan
    by_quantiles: Performance | None = None
    by_sigma: Capability | None = None
