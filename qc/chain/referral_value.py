"""Are customers who were brought worth more than others, at the same age?

Two answers. Money and purchases by one age, side by side, with their difference. And
the ratio of the rates at which both groups buy, compared only within the same quarter
of coming and the same month of age, so that neither a change of the company nor the
youth of referred customers passes for their worth.

References
----------
.. [1] S. Greenland, J. M. Robins, Estimation of a common effect parameter from sparse
       follow-up data, Biometrics 41(1), 55-68 (1985): the weights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Short, Want, short
from qc.chain.referral_curve import Worth, error, estimate, worth
from qc.chain.referral_people import Marked, People
from qc.core.arrays import Bools, Floats, Ints
from qc.core.intervals import CONFIDENCE, UNKNOWN, normal_quantile

MINIMUM = {Want.REFERRED: 30, Want.OTHERS: 30}
HORIZONS = (365.0, 180.0, 90.0)  # the longest that both groups reach is taken
_FEWEST = 30  # of each group observed for so long
_QUARTER, _MONTH = 91, 30  # days of coming, and of age
_EVENTS = 10  # of each group, for a ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Referred customers beside others, by one age.

    Attributes
    ----------
    referred, others : Estimate
        Per customer by `horizon`.
    difference : Estimate
        Referred less others.
    horizon : float, days
    """

    referred: Estimate
    others: Estimate
    difference: Estimate
    horizon: float


def horizon_of(groups: tuple[Bools, Bools], ends: Floats) -> float:
    """Return the longest usual age that enough customers of both groups reach.

    The shortest of them where none is reached; a group without anybody has no say.
    """
    there = [ends[group] for group in groups if group.any()]
    for days in HORIZONS:
        if all((each >= days).sum() >= _FEWEST for each in there):
            return days
    return HORIZONS[-1]


def wanting(groups: tuple[Bools, Bools], ends: Floats, age: float) -> tuple[Short, ...]:
    """Return what is lacking for a comparison of two groups by an age."""
    referred, others = (int((ends[group] >= age).sum()) for group in groups)
    return short(MINIMUM, {Want.REFERRED: referred, Want.OTHERS: others})


def beside(
    marked: Marked, groups: tuple[Bools, Bools], who: People, horizon: float
) -> Beside:
    """Answer: what is a referred customer worth by this age, and what another?

    Parameters
    ----------
    marked : Marked
        Purchases, or their margins.
    groups : pair of (n,) bool
        Referred customers, and others.
    who : People
    horizon : float, days
    """
    root = who.forest.root
    lacking = wanting(groups, who.ends, horizon)
    both = [worth(marked, group, who.ends, horizon) for group in groups]
    one, other = (estimate(each, root, lacking) for each in both)
    return Beside(
        referred=one,
        others=other,
        difference=_difference(both[0], both[1], root, lacking),
        horizon=horizon,
    )


def _difference(
    one: Worth, other: Worth, root: Ints, lacking: tuple[Short, ...]
) -> Estimate:
    spread = error(one.part - other.part, root)
    value = one.value - other.value
    reach = normal_quantile(CONFIDENCE) * spread
    return Estimate(
        value=value,
        interval=(value - reach, value + reach),
        error=spread,
        n=one.customers + other.customers,
        method=Method.ROBUST,
        short=lacking,
    )


def ratio(marked: Marked, groups: tuple[Bools, Bools], who: People) -> Estimate:
    """Answer: how many times as much do referred customers buy as others [1]_?

    Within the same quarter of coming and the same month of age; 1 means alike. NaN
    where no such pair has both groups.
    """
    both = groups[0] | groups[1]
    inside = marked.of(both)
    enough = [int(groups[i][inside.customer].sum()) for i in (0, 1)]
    strata = _strata(who, both)
    value, parts = _weighed(inside, groups, strata, len(both))
    spread = error(parts, who.forest.root)
    reach = math.exp(normal_quantile(CONFIDENCE) * spread)
    told = math.isfinite(value) and value > 0
    lacking = wanting(groups, who.ends, 0.0) + short(
        {Want.EVENTS: _EVENTS}, {Want.EVENTS: min(enough)}
    )
    return Estimate(
        value=value,
        interval=(value / reach, value * reach) if told else UNKNOWN,
        error=spread,
        n=int(both.sum()),
        method=Method.MANTEL_HAENSZEL,
        short=lacking,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Strata:
    """Days that customers spent in each stratum: a quarter of coming by a month of age.

    `customer`, `stratum`, `days` are (m,); `first` and `months` say where strata lie.
    """

    customer: Ints
    stratum: Ints
    days: Floats
    quarter: Ints
    months: int

    @property
    def many(self) -> int:
        """Number of strata."""
        return (int(self.quarter.max(initial=0)) + 1) * self.months

    def of(self, customer: Ints, age: Floats) -> Ints:
        """Return the stratum of customers at ages; each month ends with its last."""
        month = np.maximum(np.ceil(age / _MONTH).astype(np.int64) - 1, 0)
        return self.quarter[customer] * self.months + month


def _strata(who: People, both: Bools) -> _Strata:
    quarter = np.zeros(len(both), dtype=np.int64)
    quarter[both] = (who.joined[both] - who.since).astype(np.int64) // _QUARTER
    ends = np.where(both, np.maximum(who.ends, 1.0), 0.0)  # the day of coming is one
    many = np.ceil(ends / _MONTH).astype(np.int64)
    months = int(many.max(initial=1))
    customer = np.repeat(np.arange(len(both)), many)
    month = np.arange(len(customer)) - np.repeat(np.cumsum(many) - many, many)
    return _Strata(
        customer=customer,
        stratum=quarter[customer] * months + month,
        days=np.minimum(ends[customer] - _MONTH * month, _MONTH),
        quarter=quarter,
        months=months,
    )


def _weighed(
    inside: Marked, groups: tuple[Bools, Bools], strata: _Strata, n: int
) -> tuple[float, Floats]:
    """Return the ratio of the rates, and what each customer adds to its logarithm."""
    stratum = strata.of(inside.customer, inside.age)
    events, days = [], []
    for group in groups:
        own = group[inside.customer]
        events.append(np.bincount(stratum[own], inside.mark[own], strata.many))
        own = group[strata.customer]
        days.append(np.bincount(strata.stratum[own], strata.days[own], strata.many))
    total = np.maximum(days[0] + days[1], 1.0)
    top = float((events[0] * days[1] / total).sum())
    bottom = float((events[1] * days[0] / total).sum())
    if bottom <= 0 or top <= 0:
        return (0.0 if bottom > 0 else math.nan), np.zeros(n)
    found = top / bottom
    per_event = np.where(groups[0], 1.0, -found)
    other_days = np.stack([days[1], days[0]]) / total
    other_events = np.stack([events[1], events[0]]) / total
    side = np.where(groups[0], 0, 1)
    added = per_event[inside.customer] * inside.mark
    added = added * other_days[side[inside.customer], stratum]
    spent = np.where(groups[0], -found, 1.0)[strata.customer] * strata.days
    spent = spent * other_events[side[strata.customer], strata.stratum]
    parts = np.bincount(inside.customer, added, n)
    parts += np.bincount(strata.customer, spent, n)
    return found, parts / top
