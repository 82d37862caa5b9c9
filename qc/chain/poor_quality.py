"""The cost of poor quality in its four parts: counts of the tables at given rates.

Prevention and appraisal are what is spent so that nothing fails; internal and external
failure are what fails all the same. One sum would hide that the first buys the others
down, so there is none without its parts. No rate is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.company import Company
from qc.chain.supply import period_of
from qc.core.arrays import Bools, Floats
from qc.core.rates import RateName, Rates

DAYS_A_WEEK = 7
Span = tuple[float, float, float]  # low, middle, high


class Part(StrEnum):
    """The four parts."""

    PREVENTION = "prevention"
    APPRAISAL = "appraisal"
    INTERNAL = "internal"  # failure that is mended before it is done
    EXTERNAL = "external"  # failure that reaches the customer


class Item(StrEnum):
    """What is counted for each part."""

    TRAINING = "training"  # hours of training
    CHECKING = "checking"  # weeks in which work is checked
    REWORK = "rework"  # further attempts, and reopened cases
    DEFECT = "defect"  # interactions with a defect
    PROMISE = "promise"  # answers later than promised
    RECOVERY = "recovery"  # failures made good


PARTS: Mapping[Part, tuple[Item, ...]] = {
    Part.PREVENTION: (Item.TRAINING,),
    Part.APPRAISAL: (Item.CHECKING,),
    Part.INTERNAL: (Item.REWORK,),
    Part.EXTERNAL: (Item.DEFECT, Item.PROMISE, Item.RECOVERY),
}
RATES: Mapping[Item, RateName] = {
    Item.TRAINING: RateName.TRAINING_HOUR,
    Item.CHECKING: RateName.CHECKING,
    Item.REWORK: RateName.REWORK,
    Item.DEFECT: RateName.DEFECT,
    Item.PROMISE: RateName.PROMISE,
    Item.RECOVERY: RateName.RECOVERY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One item: how many, and what they cost.

    Attributes
    ----------
    item : Item
    count : float or None
        None where the tables do not tell.
    each : (low, middle, high) or None
        The rate; None where the user gave none.
    """

    item: Item
    count: float | None
    each: Span | None

    @property
    def money(self) -> Span | None:
        """What they cost; None where count or rate is lacking, but none cost 0."""
        if self.count is None:
            return None
        if self.count == 0:
            return 0.0, 0.0, 0.0
        if self.each is None:
            return None
        low, middle, high = (self.count * one for one in self.each)
        return low, middle, high


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCost:
    """One part: its items, and their sum as far as it is known."""

    part: Part
    costs: tuple[Cost, ...]

    @property
    def money(self) -> Span | None:
        """Sum of what is known; None where nothing is."""
        return total(one.money for one in self.costs)

    @property
    def whole(self) -> bool:
        """Whether no item is lacking."""
        return all(one.money is not None for one in self.costs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoorQuality:
    """The four parts over some days.

    Attributes
    ----------
    first, after : int
        First day, and the day after the last.
    parts : tuple of PartCost
        In the order of `Part`.
    """

    first: int
    after: int
    parts: tuple[PartCost, ...]

    @property
    def whole(self) -> bool:
        """Whether all four parts are known, so that their sum is one."""
        return all(part.whole for part in self.parts)

    @property
    def failure_share(self) -> float | None:
        """Share of internal and external failure in the sum; None without a sum."""
        known = [part.money[1] for part in self.parts if part.money is not None]
        if not self.whole or not sum(known) > 0:
            return None
        return sum(known[2:]) / sum(known)


def total(parts: Iterable[Span | None]) -> Span | None:
    """Add what is known; None where nothing is."""
    known = [one for one in parts if one is not None]
    if not known:
        return None
    low, middle, high = (float(sum(column)) for column in zip(*known, strict=True))
    return low, middle, high


def poor_quality(company: Company, rates: Rates, first: int, after: int) -> PoorQuality:
    """Answer: what is spent on quality, and what does the lack of it cost?

    Parameters
    ----------
    company : Company
    rates : Rates
    first, after : int
        First day that counts, and the day after the last.
    """
    counts = counts_of(company, first, after)
    costs = {
        item: Cost(item=item, count=counts[item], each=rates.span(RATES[item]))
        for item in Item
    }
    return PoorQuality(
        first=first,
        after=after,
        parts=tuple(
            PartCost(part=part, costs=tuple(costs[item] for item in items))
            for part, items in PARTS.items()
        ),
    )


def counts_of(company: Company, first: int, after: int) -> dict[Item, float | None]:
    """Return how many of each item lie between two days; None where not told."""
    contacts, edges = company.contacts, np.array([first, after])
    inside = period_of(contacts.day, edges) == 0
    hours = company.trainings.hours[period_of(company.trainings.day, edges) == 0]
    rework = np.maximum(contacts.attempt > 1, np.nan_to_num(contacts.reopens))
    told = np.isfinite(contacts.attempt).any() or np.isfinite(contacts.reopens).any()
    return {
        Item.TRAINING: _hours(company.trainings.hours, hours),
        Item.CHECKING: (after - first) / DAYS_A_WEEK,
        Item.REWORK: float(rework[inside].sum()) if told else None,
        Item.DEFECT: _flagged(contacts.defective, inside),
        Item.PROMISE: _flagged(contacts.late, inside),
        Item.RECOVERY: _flagged(contacts.recovered, inside),
    }


def _hours(told: Floats, hours: Floats) -> float | None:
    return float(np.nansum(hours)) if np.isfinite(told).any() else None


def _flagged(flag: Floats, inside: Bools) -> float | None:
    if not np.isfinite(flag).any():
        return None
    return float((flag[inside] == 1).sum())
