"""Reports of stages, causes and budgets for the tests of the view."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import Stage
from qc.core.rates import NO_RATES, CostBy, RateName, Rates
from qc.review.cause_costs import Costs, contrast_costs, rank_costs, together
from qc.review.causes import Causes, contrast, rank
from qc.review.cost_tallies import CostLog, CostTally, Spent
from qc.review.stage_budgets import Spending, spend, windows
from qc.review.stages import StagesReport, report
from qc.review.tallies import (
    STAGES,
    CauseBy,
    CauseKind,
    CauseLog,
    CauseTally,
    Days,
    Joined,
    JourneyLog,
    JourneyTally,
    StageTally,
)

HOSTILE = "<script>alert(1)</script> =cmd() [x](javascript:1) %{customdata}"
DAYS = Days(first=np.datetime64("2026-01-05"), last=np.datetime64("2026-03-01"))
RATES = Rates(
    currency="EUR",
    named={RateName.DEFECT: 5, RateName.HOUR: 38.5},
    defect_by={CostBy.REASON: {HOSTILE: 60}},
)
LATER = Days(first=np.datetime64("2026-03-02"), last=np.datetime64("2026-04-26"))


def tally(stage: Stage | None, judged: int, bad: int, silent: int = 0) -> StageTally:
    return StageTally(
        stage=stage,
        interactions=judged + silent,
        judged=judged,
        defectives=bad,
        defects=bad,
        chances=judged,
        hits=bad,
        assumed=judged,
    )


def stages(*bad: int, of: int = 100, free: int = 60) -> StagesReport:
    """Report five stages, a hundred interactions each, and a hundred customers."""
    tallies = [tally(stage, of, n) for stage, n in zip(STAGES, bad, strict=True)]
    whole = JourneyTally(contacts=(1,) * 5, journeys=100, defect_free=free)
    log = JourneyLog(joined=Joined.CUSTOMER, whole=(whole,), cut=3, not_judged=1)
    return report(tallies, [log], days=DAYS)


def cause_log(judged: tuple[int, ...] = (500, 500)) -> CauseLog:
    """Give a hostile cause that doubles, a steady one, and both remainders."""
    counts = {HOSTILE: (30, 90), "steady": (40, 38)}
    causes = [
        CauseTally(kind=CauseKind.STATED, cause=cause, defectives=n)
        for cause, n in counts.items()
    ]
    other = CauseTally(kind=CauseKind.OTHER, cause="", defectives=(9, 8), causes=4)
    silent = CauseTally(kind=CauseKind.NOT_STATED, cause="", defectives=(21, 20))
    return CauseLog(causes=(*causes, other, silent), judged=judged)


def causes() -> Causes:
    log = cause_log()
    return Causes(
        by=CauseBy.REASON,
        stage=None,
        judged=500,
        defectives=100,
        bars=rank(log),
        comparison=contrast(log, DAYS, LATER),
    )


def no_causes() -> Causes:
    empty = CauseLog(causes=(), judged=(50, 0))
    return Causes(
        by=CauseBy.REASON,
        stage=None,
        judged=50,
        defectives=0,
        bars=(),
        comparison=contrast(empty, DAYS, LATER),
    )


def budgets(events: int = 20, n: int = 180) -> tuple[Spending, ...]:
    """Give the budgets of one measure, in a month of which 18 of 30 days are over."""
    today, monday = np.datetime64("2026-11-18"), np.datetime64("2026-11-09")
    return tuple(
        spend(
            window,
            events,
            n,
            tolerance_dpmo=100_000,
            stage=Stage.SALE,
            measure=HOSTILE,
        )
        for window in windows(today, monday)
    )


def spent(n: int, each: float, silent: int = 0) -> Spent:
    """Cost `each` for all of `n`, a tenth of it for working time."""
    cost = n * each
    return Spent(
        defectives=n + silent,
        silent=silent,
        rate=0.9 * cost,
        work=0.1 * cost,
        squares=cost * each,
    )


def cost_log(judged: tuple[int, ...] = (500, 500)) -> CostLog:
    """Give a hostile cause that gets dear, a steady one, and one of unknown cost."""
    sums = {HOSTILE: (spent(30, 60), spent(90, 60)), "steady": (spent(40, 5),) * 2}
    costs = [
        CostTally(kind=CauseKind.STATED, cause=cause, spent=both)
        for cause, both in sums.items()
    ]
    silent = (spent(0, 0, silent=21), spent(0, 0, silent=20))
    unnamed = CostTally(kind=CauseKind.NOT_STATED, cause="", spent=silent)
    return CostLog(costs=(*costs, unnamed), judged=judged)


def costs(rates: Rates = RATES) -> Costs:
    log = cost_log()
    return Costs(
        by=CauseBy.REASON,
        stage=None,
        rates=rates,
        judged=500,
        spent=together([one.spent[0] for one in log.costs]),
        causes=rank_costs(log),
        comparison=contrast_costs(log, DAYS, LATER),
    )


def no_costs(defectives: int = 0) -> Costs:
    """Know nothing of what defects cost."""
    return Costs(
        by=CauseBy.REASON,
        stage=None,
        rates=NO_RATES,
        judged=50,
        spent=Spent(defectives=defectives, silent=defectives),
        causes=(),
        comparison=None,
    )
