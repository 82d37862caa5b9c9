"""What defects cost by cause: the dear few, and whether a countermeasure saved money.

Chance is that of which defects happen, each at its own cost; the rates are taken as
given. A sum of costs varies about as a count of (sum of costs)^2 / (sum of squared
costs) defects of one cost each [1]_; where all cost the same that is exact.

References
----------
.. [1] G. Bohm, G. Zech, Statistics of weighted Poisson events and its applications,
       Nuclear Instruments and Methods A 748, 1-6 (2014).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, exact_share
from qc.core.kinds import Stage
from qc.core.rates import Rates
from qc.review.causes import Cause, CauseChange, Comparison, vital_few
from qc.review.cost_tallies import CostLog, CostTally, Spent
from qc.review.tallies import CauseBy, CauseKind, Days
from qc.spc.pareto import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseCost:
    """One cause: its bar, whose `count` is money, and what the money is made of."""

    bar: Cause
    spent: Spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What defective interactions cost, by cause.

    Attributes
    ----------
    by : CauseBy
    stage : Stage or None
    rates : Rates
        The user's, in force.
    judged : int
    spent : Spent
        All causes together.
    causes : tuple of CauseCost
        The dearest first, then the rest, then those without a cause; those that
        cost nothing are last.
    comparison : Comparison or None
        Counts are money, rates money an interaction.
    """

    by: CauseBy
    stage: Stage | None
    rates: Rates
    judged: int
    spent: Spent
    causes: tuple[CauseCost, ...]
    comparison: Comparison | None

    @property
    def bars(self) -> tuple[Cause, ...]:
        """Causes that cost anything."""
        return tuple(one.bar for one in self.causes if one.spent.cost > 0)

    @property
    def vital(self) -> tuple[Cause, ...]:
        """The dear few."""
        return tuple(bar for bar in self.bars if bar.vital)


def rank_costs(log: CostLog) -> tuple[CauseCost, ...]:
    """Answer: which causes make up most of what defects cost?

    Parameters
    ----------
    log : CostLog
        Of its first span.
    """
    whole = together([tally.spent[0] for tally in log.costs])
    stated = [one for one in log.costs if one.kind is CauseKind.STATED]
    stated.sort(key=lambda one: (-one.spent[0].cost, one.cause))
    rest = [one for one in log.costs if one.kind is not CauseKind.STATED]
    money = {one.cause: one.spent[0].cost for one in stated if one.spent[0].cost}
    others = [one for one in rest if one.kind is CauseKind.OTHER]
    vital = vital_few(money, sum(one.spent[0].cost for one in others))
    found, cumulated = [], 0.0
    for tally in (*stated, *rest):
        cumulated += tally.spent[0].cost
        found.append(_cost(tally, whole, cumulated, tally.cause in vital))
    return tuple(found)


def contrast_costs(log: CostLog, before: Days, after: Days) -> Comparison:
    """Answer: which causes cost more or less than before?

    Parameters
    ----------
    log : CostLog
        Of two spans: before and after.
    before, after : Days

    Returns
    -------
    Comparison
        Each interval by the confidence that Bonferroni asks for.
    """
    n, m = log.judged
    costly = [one for one in log.costs if any(side.cost for side in one.spent)]
    confidence = 1 - (1 - CONFIDENCE) / max(len(costly), 1)
    changes = [_change(one, (n, m), confidence) for one in costly] if n and m else []
    changes.sort(key=lambda one: (_ORDER.index(one.kind), -one.counts[0], one.cause))
    return Comparison(
        before=before,
        after=after,
        judged=(n, m),
        changes=tuple(changes),
        confidence=confidence,
    )


def together(spent: Sequence[Spent]) -> Spent:
    """Add up what several causes cost."""
    return Spent(
        defectives=sum(one.defectives for one in spent),
        silent=sum(one.silent for one in spent),
        rate=math.fsum(one.rate for one in spent),
        work=math.fsum(one.work for one in spent),
        refunds=math.fsum(one.refunds for one in spent),
        squares=math.fsum(one.squares for one in spent),
    )


_ORDER = (CauseKind.STATED, CauseKind.OTHER, CauseKind.NOT_STATED)


def _cost(tally: CostTally, whole: Spent, upto: float, vital: bool) -> CauseCost:
    spent = tally.spent[0]
    share = spent.cost / whole.cost if whole.cost else math.nan
    bar = Cause(
        kind=tally.kind,
        cause=tally.cause,
        count=spent.cost,
        share=share,
        interval=_share_interval(spent, whole),
        cumulated=min(upto / whole.cost, 1.0) if whole.cost else math.nan,
        vital=vital,
        causes=tally.causes,
    )
    return CauseCost(bar=bar, spent=spent)


def _share_interval(spent: Spent, whole: Spent) -> Interval:
    """Return an interval of a share: as of so many defects of one same cost."""
    if not whole.cost:
        return UNKNOWN
    share = min(spent.cost / whole.cost, 1.0)
    others = max(whole.squares - spent.squares, 0.0)
    spread = (1 - share) ** 2 * spent.squares + share**2 * others
    if 0 < share < 1 and spread > 0:
        n = share * (1 - share) * whole.cost**2 / spread
    else:
        n = whole.weight
    return exact_share(min(share * n, n), n)


def _change(
    tally: CostTally, judged: tuple[int, int], confidence: float
) -> CauseChange:
    (before, after), (n, m) = tally.spent, judged
    x, y = before.cost / n, after.cost / m
    ratio = y / x if x else math.inf
    change = Change(
        cause=tally.cause,
        before=x,
        after=y,
        ratio=ratio,
        interval=_ratio_interval((before, n), (after, m), confidence),
    )
    return CauseChange(
        kind=tally.kind,
        cause=tally.cause,
        counts=(before.cost, after.cost),
        change=change,
        causes=tally.causes,
    )


def _ratio_interval(
    before: tuple[Spent, int], after: tuple[Spent, int], confidence: float
) -> Interval:
    """Return the interval of the ratio of costs, from counts that vary as much."""
    (one, n), (two, m) = before, after
    x, y = one.weight, two.weight
    dear = [side.cost / side.weight for side in (one, two) if side.weight]
    first, second = dear[0], dear[-1]  # mean cost; of a side without, the other's
    low, high = exact_share(y, x + y, confidence)
    scale = second / first * n / m
    return scale * low / (1 - low), math.inf if high == 1 else scale * high / (1 - high)
