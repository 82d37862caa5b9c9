"""Does the company grow by what it earned, or by what it bought? Earned growth.

EGR = NRR + ENC - 1: revenue of customers it already had, plus that of new customers it
earned, over the revenue of the year before. New customers whose reason is not known
make it a range: all of them bought, or all of them earned.

References
----------
.. [1] F. Reichheld, D. Darnell, M. Burns, Net Promoter 3.0, Harvard Business Review,
       November 2021.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.evidence import Estimate, Method, Short, Want, short
from qc.core.arrays import Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, normal_quantile


class Reason(StrEnum):
    """Why a customer is with us this year."""

    OLD = "old"  # had revenue last year
    EARNED = "earned"  # new, recommended or come without advertising
    BOUGHT = "bought"  # new, won by a campaign
    UNKNOWN = "unknown"  # new, and nobody knows why


MINIMUM = {Want.REASONS: 0.7}
_FEWEST = 30  # customers with revenue last year, for an interval


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Revenue:
    """Revenue of each customer in two years of one length.

    Attributes
    ----------
    before, now : (n,) float
    reason : (n,) int
        Place in `list(Reason)`; whoever had revenue before is old, whatever it says.
    """

    before: Floats
    now: Floats
    reason: Ints

    def __post_init__(self) -> None:
        """Refuse unequal lengths, and freeze the arrays."""
        if not len(self.before) == len(self.now) == len(self.reason):
            raise InvalidSeries(
                "Each customer needs the revenue of both years and a reason; got "
                f"{len(self.before)}, {len(self.now)} and {len(self.reason)}."
            )
        freeze(self, "before", "now", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Revenue of two years.

    Attributes
    ----------
    before : float
        Of last year.
    same, earned, bought, unknown : float
        Of this year: from customers of last year, and from new ones by reason.
    """

    before: float
    same: float
    earned: float
    bought: float
    unknown: float = 0.0

    @property
    def new(self) -> float:
        """Revenue of new customers."""
        return self.earned + self.bought + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedGrowth:
    """Growth and its parts, each over the revenue of last year; NaN without any.

    Attributes
    ----------
    totals : Totals
    retained : Estimate
        NRR, net revenue retention.
    earned : Estimate
        ENC, earned new customers; unknown reasons not counted.
    growth : Estimate
        EGR, unknown reasons not counted.
    limits : (low, high)
        EGR with all unknown reasons bought, and with all earned.
    outer : (low, high)
        The lower end of the interval of the one, the upper end of the other.
    bought, unknown, total : float
        Growth by bought customers, by unknown ones, and in all.
    known : float
        Share of the revenue of new customers whose reason is known; NaN without any.
    """

    totals: Totals
    retained: Estimate
    earned: Estimate
    growth: Estimate
    limits: Interval
    outer: Interval
    bought: float
    unknown: float
    total: float
    known: float


def earned_growth(revenue: Revenue) -> EarnedGrowth:
    """Answer: how much did the company grow by what it earned [1]_?

    Intervals come from each customer's part in the ratio: other customers of the same
    kind could have come.
    """
    parts = _parts(revenue)
    return _growth(Totals(**{name: float(x.sum()) for name, x in parts.items()}), parts)


def of_totals(totals: Totals) -> EarnedGrowth:
    """Return the same from totals alone, without intervals."""
    return _growth(totals, {})


def _parts(revenue: Revenue) -> dict[str, Floats]:
    old = revenue.before > 0
    places = list(Reason)
    new = {
        name: np.where(
            ~old & (revenue.reason == places.index(reason)), revenue.now, 0.0
        )
        for name, reason in (("earned", Reason.EARNED), ("bought", Reason.BOUGHT))
    }
    same = np.where(old, revenue.now, 0.0)
    unknown = revenue.now - same - new["earned"] - new["bought"]
    before = np.where(old, revenue.before, 0.0)
    return {"before": before, "same": same, **new, "unknown": unknown}


def _growth(totals: Totals, parts: dict[str, Floats]) -> EarnedGrowth:
    known = _over(totals.earned + totals.bought, totals.new)
    lacking = _lacking(totals, known)

    def figure(*names: str, less: float = 0.0) -> Estimate:
        sums = sum(getattr(totals, name) for name in names)
        return _ratio(sums, totals.before, less, _column(parts, *names), lacking)

    growth = figure("same", "earned", less=1.0)
    most = figure("same", "earned", "unknown", less=1.0)
    return EarnedGrowth(
        totals=totals,
        retained=figure("same"),
        earned=figure("earned"),
        growth=growth,
        limits=(growth.value, most.value),
        outer=(growth.interval[0], most.interval[1]),
        bought=_over(totals.bought, totals.before),
        unknown=_over(totals.unknown, totals.before),
        total=_over(totals.same + totals.new, totals.before) - 1.0,
        known=known,
    )


def _lacking(totals: Totals, known: float) -> tuple[Short, ...]:
    if totals.before <= 0:
        return (Short(what=Want.YEARS, need=2, got=1),)
    return short(MINIMUM, {Want.REASONS: 1.0 if math.isnan(known) else known})


def _column(parts: dict[str, Floats], *names: str) -> tuple[Floats, Floats] | None:
    if not parts:
        return None
    above: Floats = np.sum([parts[name] for name in names], axis=0)
    return above, parts["before"]


def _ratio(
    above: float,
    below: float,
    less: float,
    columns: tuple[Floats, Floats] | None,
    lacking: tuple[Short, ...],
) -> Estimate:
    value = _over(above, below) - less
    interval, n, spread = UNKNOWN, 0, math.nan
    if columns is not None and below > 0:
        n = int((columns[1] > 0).sum())
        spread = math.sqrt(
            float(((columns[0] - above / below * columns[1]) ** 2).sum())
        )
        spread /= below
    if n >= _FEWEST:
        reach = normal_quantile(CONFIDENCE) * spread
        interval = (value - reach, value + reach)
    return Estimate(
        value=value,
        interval=interval,
        error=spread,
        n=n,
        method=Method.ROBUST,
        short=lacking,
    )


def _over(above: float, below: float) -> float:
    return above / below if below > 0 else math.nan
