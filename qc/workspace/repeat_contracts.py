"""Customers of a workspace who buy by contract: how long they stay, how many renew."""

from __future__ import annotations

import numpy as np

from qc.chain.cohorts import by_cohort
from qc.chain.contract import gapped
from qc.chain.evidence import share_of
from qc.chain.repurchase import repurchase
from qc.chain.retention import Renewals, renewals, staying
from qc.core.arrays import Dates
from qc.core.calendar import all_starts, period_start
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.series import Counts
from qc.review.repeat import Contracts
from qc.view.words import retention as say
from qc.workspace.chain_charts import card, judged
from qc.workspace.repeat import bought_of
from qc.workspace.workspace import Workspace

_YEAR = np.timedelta64(365, "D")
_SLOW = 0.95  # of the customers renew as often as this, or oftener


def contracts(workspace: Workspace) -> Contracts:
    """Answer: how long do customers stay, and do they renew as before?

    Raises
    ------
    NothingToShow
        Without a purchase.
    """
    _, bought = bought_of(workspace)
    found, end = bought.purchases, bought.end
    usual = gapped(found).usual
    some = usual[np.isfinite(usual)]
    period = float(np.median(some)) if len(some) else 30.0
    slowest = float(np.quantile(some, _SLOW)) if len(some) else period
    who, due = staying(found, end, period), renewals(found, end, period)
    recent = due.renewed[due.due > end - _YEAR]
    measure = card(
        "renewals",
        say.RENEWALS,
        MeasureKind.SHARE,
        Direction.HIGHER,
        by=Period.MONTH,
        definition=say.RENEWALS_DEFINITION,
    )
    return Contracts(
        customers=len(who.waited),
        left=int(who.came.sum()),
        period=period,
        staying=repurchase(who),
        cohorts=by_cohort(found, who),
        renewed=share_of(int(recent.sum()), len(recent)),
        chart=judged(workspace, measure, _monthly(due, _known(end, slowest))),
    )


def _known(end: np.datetime64, period: float) -> np.datetime64:
    """Return the last day of which nearly all renewals are known."""
    known: np.datetime64 = end - np.timedelta64(int(np.ceil(period / 2)), "D")
    return known


def _monthly(due: Renewals, known: np.datetime64) -> Counts:
    """Return the renewals of each whole month."""
    inside = due.due <= known
    day, came = due.due[inside], due.renewed[inside]
    if not len(day):
        none: Dates = np.zeros(0, dtype="datetime64[D]")
        return Counts(at=none, events=np.zeros(0), opportunities=np.zeros(0))
    starts = all_starts(day.min(), known, Period.MONTH)[:-1]
    place = np.searchsorted(starts, period_start(day, Period.MONTH))
    whole = place < len(starts)
    many = np.bincount(place[whole], minlength=len(starts)).astype(float)
    events = np.bincount(place[whole & came], minlength=len(starts)).astype(float)
    return Counts(at=starts, events=events, opportunities=many)
