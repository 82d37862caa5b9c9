"""Trust week by week: the mean index of the customers there were, and promises kept.

The index remembers, so its mean of one week is nearly that of the week before: a chart
with usual limits would cry wolf. Signals are read from the share of promises kept,
whose weeks do not hang together; the mean index is a picture of where trust stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.trust import HALF_LIFE, fade, sums
from qc.chain.trust_prior import Prior
from qc.chain.trust_promises import Promises
from qc.core.arrays import Floats, Ints, freeze
from qc.core.intervals import CONFIDENCE, normal_quantile

LIVE = 182  # days since the last promise after which a customer no longer counts
_WEEK = 7
_MONDAY = 4  # 1970-01-01 was a Thursday: the first Monday was day 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrustWeeks:
    """Weeks from Monday to Sunday; the first may begin before the log does.

    Attributes
    ----------
    week : (w,) int
        Its Monday.
    mean : (w,) float
        Mean index at the end of the week, of customers with a promise in the 26 weeks
        before; NaN without any.
    low, high : (w,) float
        Its 95 % interval, as these customers are some of all there could have been.
    customers : (w,) int
        How many they are.
    promised, kept : (w,) int
        Promises whose outcome became known in the week, and those kept.
    """

    week: Ints
    mean: Floats
    low: Floats
    high: Floats
    customers: Ints
    promised: Ints
    kept: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "week", "mean", "low", "high", "customers", "promised", "kept")

    def __len__(self) -> int:
        """Number of weeks."""
        return len(self.week)


def weeks_of(
    promises: Promises,
    last: int,
    prior: Prior,
    half_life: float | None = HALF_LIFE,
) -> TrustWeeks:
    """Answer: how did trust move, week by week?

    Parameters
    ----------
    promises : Promises
    last : int
        Last day that is wholly known; the week it lies in counts if it is its Sunday.
    prior : Prior
        Of the whole log: one for all weeks, so that what moves is service.
    half_life : float or None
    """
    order = np.argsort(promises.known, kind="stable")
    known = promises.known[order]
    first = int(known[0]) if len(known) else last + 1
    begin = first - (first - _MONDAY) % _WEEK
    mondays = np.arange(begin, last - _WEEK + 2, _WEEK)
    cuts = np.searchsorted(known, np.append(mondays, mondays[-1:] + _WEEK))
    running = _Running(promises, prior, half_life)
    rows = [
        running.after(order[low:high], int(monday) + _WEEK - 1)
        for monday, low, high in zip(mondays, cuts[:-1], cuts[1:], strict=True)
    ]
    mean, error, customers, promised, kept = np.array(rows).reshape(-1, 5).T
    reach = normal_quantile(CONFIDENCE) * error
    return TrustWeeks(
        week=mondays,
        mean=mean,
        low=mean - reach,
        high=mean + reach,
        customers=customers.astype(np.int64),
        promised=promised.astype(np.int64),
        kept=kept.astype(np.int64),
    )


class _Running:
    """What is known of every customer, carried from week to week."""

    def __init__(
        self, promises: Promises, prior: Prior, half_life: float | None
    ) -> None:
        self.promises, self.prior, self.half_life = promises, prior, half_life
        self.kept, self.broken = np.zeros((2, promises.customers))
        self.seen = np.full(promises.customers, -(10**9))
        self.shrink = float(fade(np.array([_WEEK]), half_life)[0])

    def after(self, rows: Ints, sunday: int) -> tuple[float, ...]:
        """Add what became known in a week; return the figures of its end."""
        some, who = self.promises, self.promises.customer[rows]
        weight = some.weight[rows] * fade(sunday - some.day[rows], self.half_life)
        good, bad = sums(
            who, weight, some.kept[rows], some.recovered[rows], some.customers
        )
        self.kept = self.kept * self.shrink + good
        self.broken = self.broken * self.shrink + bad
        self.seen[who] = sunday
        live = self.seen > sunday - LIVE
        n = int(live.sum())
        value = (self.prior.a + self.kept[live]) / (
            self.prior.strength + self.kept[live] + self.broken[live]
        )
        mean = float(value.mean()) if n else np.nan
        error = float(value.std(ddof=1)) / np.sqrt(n) if n > 1 else np.nan
        return mean, error, n, len(rows), int(some.kept[rows].sum())
