"""What a figure of the chain rests on: interval, number, method, and what is lacking.

Too little data is an answer, not an error: a figure then carries what to collect. The
numbers stand in section 8 of the methods.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qc.core.arrays import Floats
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, wilson_share


class Want(StrEnum):
    """What a figure needs some of."""

    AGENTS = "agents"
    UNTRAINED = "untrained"  # agents never trained within the data
    WEEKS_BEFORE = "weeks-before"  # of the middle trained agent, before training
    EXPOSED = "exposed"  # customers watched after a defect and without one
    EVENTS = "events"
    CASES = "cases"  # closed, or with an answer
    GROUPS = "groups"  # agents or teams with at least one case
    SKIPPED = "skipped"  # interactions in which the step was left out
    CUSTOMERS = "customers"
    REPEATERS = "repeaters"  # customers who came back at least once
    WEEKS = "weeks"
    LOG_WEEKS = "log-weeks"  # of interactions
    SPREAD = "spread"  # customers who differ enough for a law of their differences
    UNRELATED = "unrelated"  # |correlation| of how often and how much: at most so much
    ORIGINS = "origins"  # past days from which a forecast was tried
    GAPS = "gaps"  # times between two purchases of one customer
    REFERRALS = "referrals"  # customers brought by others
    REFERRED = "referred"  # customers brought, watched for long enough
    OTHERS = "others"  # customers who came otherwise, watched for long enough
    CAMPAIGN = "campaign"  # customers won by campaigns whose spend is known
    REASONS = "reasons"  # share of new revenue whose customers' source is known
    YEARS = "years"  # of purchases


class Method(StrEnum):
    """How an interval was found."""

    JACKKNIFE = "jackknife"  # each agent left out once, t with agents - 1
    INFLUENCE = "influence"  # from each agent's part in the figure
    PAIRED = "paired"  # t of each agent's own difference
    MEAN = "mean"  # t of the single values
    BOOTSTRAP = "bootstrap"  # customers drawn anew
    DRAWS = "draws"  # of what is uncertain
    ROBUST = "robust"  # from each customer's part, for many customers
    MANTEL_HAENSZEL = "mantel-haenszel"
    WILSON = "wilson"
    KAPLAN_MEIER = "kaplan-meier"
    PROFILE = "profile"  # of the likelihood
    VARIANCE_RATIO = "variance-ratio"  # exact for normal values


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """One thing there is too little of."""

    what: Want
    need: float
    got: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its interval; NaN where it is not defined.

    Attributes
    ----------
    value : float
    interval : (low, high)
    error : float
        Standard error, of the logarithm for a ratio; NaN where the interval does not
        come from one.
    n : int
        Agents, customers or cases it rests on, as the function says.
    method : Method
    short : tuple of Short
        Where not empty, the figure is indicative only.
    """

    value: float
    interval: Interval = UNKNOWN
    error: float = math.nan
    n: int
    method: Method
    short: tuple[Short, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a figure at all."""
        return math.isfinite(self.value)

    def excludes(self, nothing: float) -> bool:
        """Return whether the interval leaves out the value that means no effect."""
        low, high = self.interval
        return low > nothing or high < nothing


def short(
    minimum: Mapping[Want, float], got: Mapping[Want, float]
) -> tuple[Short, ...]:
    """Answer: what is there too little of? Wants that `got` does not name are 0."""
    return tuple(
        Short(what=what, need=need, got=got.get(what, 0))
        for what, need in minimum.items()
        if got.get(what, 0) < need
    )


def student(level: float, degrees: float) -> float:
    """Return the two-sided quantile of Student's t; NaN without degrees of freedom."""
    from scipy.special import stdtrit  # import costs as much as numpy itself

    return float(stdtrit(degrees, (1 + level) / 2)) if degrees > 0 else math.nan


def mean_of(values: Floats, confidence: float = CONFIDENCE) -> Estimate:
    """Return the mean of single values with its t interval."""
    n = len(values)
    value = float(values.mean()) if n else math.nan
    error = float(values.std(ddof=1)) / math.sqrt(n) if n > 1 else math.nan
    reach = student(confidence, n - 1) * error
    return Estimate(
        value=value,
        interval=around(value, reach),
        error=error,
        n=n,
        method=Method.MEAN,
    )


def share_of(
    events: int,
    n: int,
    confidence: float = CONFIDENCE,
    minimum: Mapping[Want, float] | None = None,
) -> Estimate:
    """Return a share with Wilson's interval."""
    return Estimate(
        value=events / n if n else math.nan,
        interval=wilson_share(events, n, confidence),
        n=n,
        method=Method.WILSON,
        short=short(minimum or {}, {Want.CASES: n, Want.SKIPPED: n}),
    )


def around(value: float, reach: float) -> Interval:
    """Return value -/+ reach."""
    return value - reach, value + reach
