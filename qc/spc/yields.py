"""Yield: how many faults are there, and how many get through without one?

First-pass yield counts what was right the first time: rework does not mend it. The
rolled yield is the chance to pass every step so. Sigma levels come without the
1.5 shift unless it is asked for, and then say so.

References
----------
.. [1] M. J. Harry, R. Schroeder, Six Sigma (2000): DPU, DPMO, rolled throughput.
.. [2] G. Y. Zou, A. Donner, Construction of confidence limits about effect measures,
       Statistics in Medicine 27(10), 1693-1702 (2008): from the limits of parts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from qc.core.errors import InvalidSeries
from qc.core.intervals import (
    CONFIDENCE,
    UNKNOWN,
    Interval,
    exact_rate,
    exact_share,
)

MILLION = 1e6
USUAL_SHIFT = 1.5  # an assumption about drift, not a finding; 0 by default


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way, each with its own units.

    Attributes
    ----------
    name : str
    units : int
        Interactions that came to this step.
    defectives : int
        Those with at least one defect.
    defects : int
        All defects.
    opportunities : int
        Chances of a defect in one unit.

    Raises
    ------
    InvalidSeries
        If the numbers contradict each other.
    """

    name: str
    units: int
    defectives: int
    defects: int
    opportunities: int = 1

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        if min(self.units, self.defectives, self.opportunities - 1) < 0:
            raise InvalidSeries(f"Step {self.name!r}: counts must not be negative.")
        if self.defectives > min(self.units, self.defects):
            raise InvalidSeries(
                f"Step {self.name!r}: {self.defectives} defectives of {self.units} "
                f"units with {self.defects} defects. Each defective has a defect."
            )
        if self.defects > self.chances:
            raise InvalidSeries(
                f"Step {self.name!r}: {self.defects} defects in {self.chances} "
                "opportunities. Count more opportunities in a unit."
            )

    @property
    def chances(self) -> int:
        """All opportunities of all units."""
        return self.units * self.opportunities


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """Figures of one step, or of all; NaN for no units.

    Attributes
    ----------
    dpu, dpo : float
        Defects per unit, and per opportunity.
    first_pass : float
        Share of units without a defect.
    from_defects : float
        exp(-dpu): the same if defects fell independently.
    sigma : float
        Sigma level; infinite without a defect: then show the lower end.
    dpu_interval, dpo_interval, first_pass_interval, sigma_interval : (low, high)
        Exact, of Poisson and binomial counts.
    """

    dpu: float
    dpo: float
    first_pass: float
    from_defects: float
    sigma: float
    dpu_interval: Interval
    dpo_interval: Interval
    first_pass_interval: Interval
    sigma_interval: Interval

    @property
    def dpmo(self) -> float:
        """Defects per million opportunities."""
        return MILLION * self.dpo


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """The way through all steps.

    Attributes
    ----------
    through : float
        Rolled throughput yield: product of the first-pass yields.
    interval : (low, high)
        From the exact intervals of the steps [2]_.
    per_step : float
        Its geometric mean: what each step would yield, were they alike.
    sigma : float
        Sigma level of `through`.
    """

    through: float
    interval: Interval
    per_step: float
    sigma: float


def step_yield(
    step: Step, *, shift: float = 0.0, confidence: float = CONFIDENCE
) -> Yield:
    """Answer: how often is it right the first time, and how many faults are there?"""
    dpu, dpo = _over(step.defects, step.units), _over(step.defects, step.chances)
    low, high = exact_share(step.defects, step.chances, confidence)
    return Yield(
        dpu=dpu,
        dpo=dpo,
        first_pass=1 - _over(step.defectives, step.units),
        from_defects=math.exp(-dpu),
        sigma=sigma_level(dpo, shift),
        dpu_interval=exact_rate(step.defects, step.units, confidence),
        dpo_interval=(low, high),
        first_pass_interval=_first_pass_ends(step, confidence),
        sigma_interval=(sigma_level(high, shift), sigma_level(low, shift)),
    )


def total_dpo(steps: Sequence[Step]) -> float:
    """Return all defects over all opportunities: never a mean of the steps."""
    return _over(sum(s.defects for s in steps), sum(s.chances for s in steps))


def sigma_level(defective: float, shift: float = 0.0) -> float:
    """Return the normal quantile of the good share, plus `shift` if you believe it."""
    if math.isnan(defective):
        return math.nan
    if not 0 < defective < 1:
        return math.inf if defective <= 0 else -math.inf
    return -NormalDist().inv_cdf(defective) + shift


def rolled(steps: Sequence[Step], *, confidence: float = CONFIDENCE) -> Rolled:
    """Answer: how likely is a customer to pass every step without a defect?

    The steps are taken as independent: where they share customers with a common
    cause, count the defect-free journeys as well.

    Raises
    ------
    InvalidSeries
        Without a step.
    """
    if not steps:
        raise InvalidSeries("A rolled yield needs at least one step.")
    each = [1 - _over(step.defectives, step.units) for step in steps]
    ends = [_first_pass_ends(step, confidence) for step in steps]
    through = math.prod(each)
    return Rolled(
        through=through,
        interval=_rolled_interval(each, ends),
        per_step=through ** (1 / len(steps)),
        sigma=sigma_level(1 - through),
    )


def _rolled_interval(each: Sequence[float], ends: Sequence[Interval]) -> Interval:
    """Add the steps' own reaches, on the scale of logarithms, by squares [2]_."""
    through = math.prod(each)
    if math.isnan(through):
        return UNKNOWN
    if through == 0:
        return 0.0, math.prod(high for _, high in ends)
    down = [math.log(y / low) for y, (low, _) in zip(each, ends, strict=True)]
    up = [math.log(high / y) for y, (_, high) in zip(each, ends, strict=True)]
    return through * math.exp(-math.hypot(*down)), through * math.exp(math.hypot(*up))


def _first_pass_ends(step: Step, confidence: float) -> Interval:
    low, high = exact_share(step.defectives, step.units, confidence)
    return 1 - high, 1 - low


def _over(events: float, n: float) -> float:
    return events / n if n else math.nan
