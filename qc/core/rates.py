"""What things cost or are worth by the user's own word: no rate is ever invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class RateName(StrEnum):
    """A rate that a user can give, in money for each."""

    DEFECT = "defect"  # interaction with a defect, beside time and refunds
    HOUR = "hour"  # hour of work
    TRAINING_HOUR = "training_hour"  # hour of training
    CHECK = "check"  # interaction checked or rated by a colleague
    REWORK = "rework"  # reopened or passed on once more
    RECOVERY = "recovery"  # failure made good
    PROMISE = "promise"  # promise broken
    OUTREACH = "outreach"  # piece of news sent
    REPEAT = "repeat"  # purchase of a customer who came back
    REFERRAL = "referral"  # referral that became a customer
    CUSTOMER = "customer"  # customer won, kept or lost
    CHECKING = "checking"  # week of checks, surveys and ratings
    QUALITY = "quality"  # year of service quality for the sake of word of mouth


class CostBy(StrEnum):
    """The fields whose values can have a cost of a defect of their own.

    In the order in which they decide: the first that has a rate for its value.
    """

    REASON = "reason"
    SEVERITY = "severity"
    CATEGORY = "category"
    PRODUCT = "product"
    CHANNEL = "channel"
    STAGE = "stage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The rates that a user has given.

    Attributes
    ----------
    currency : str
        Its sign or name, as in "EUR"; empty if it was not said.
    named : mapping of RateName -> float
        Money for each; 0 and more. What was not given is not there.
    ranges : mapping of RateName -> (low, high)
        Of rates given as a range; `named` has its middle.
    defect_by : mapping of CostBy -> text -> float
        Cost of one interaction with a defect whose field says this text, in place of
        `RateName.DEFECT`.
    """

    currency: str = ""
    named: Mapping[RateName, float] = field(default_factory=dict)
    defect_by: Mapping[CostBy, Mapping[str, float]] = field(default_factory=dict)
    ranges: Mapping[RateName, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nobody can change what was given."""
        known = {by: MappingProxyType(dict(self.defect_by[by])) for by in self._fields}
        spans = {name: ends for name, ends in self.ranges.items() if self._meant(name)}
        object.__setattr__(self, "named", MappingProxyType(dict(self.named)))
        object.__setattr__(self, "ranges", MappingProxyType(spans))
        object.__setattr__(self, "defect_by", MappingProxyType(known))

    def of(self, name: RateName) -> float | None:
        """Return a rate; None where the user gave none."""
        return self.named.get(name)

    def span(self, name: RateName) -> tuple[float, float, float] | None:
        """Return low, middle and high of a rate, all one for a single number."""
        value = self.of(name)
        if value is None:
            return None
        low, high = self.ranges.get(name, (value, value))
        return low, value, high

    @property
    def costs_defects(self) -> bool:
        """Whether anything was said of what a defect costs."""
        said = {RateName.DEFECT, RateName.HOUR} & self.named.keys()
        return bool(said or self.defect_by)

    @property
    def empty(self) -> bool:
        """Whether no rate was given; a currency alone is none."""
        return not self.named and not self.defect_by

    def _meant(self, name: RateName) -> bool:
        """Whether a range still is that of the rate: it may have been given anew."""
        return self.of(name) == sum(self.ranges[name]) / 2

    @property
    def _fields(self) -> tuple[CostBy, ...]:
        """Return the fields with a rate, in the order in which they decide."""
        return tuple(by for by in CostBy if self.defect_by.get(by))


NO_RATES = Rates()
