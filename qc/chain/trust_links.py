"""Arrows into and out of trust: service makes it, and it brings people back.

Whether a customer trusts us is not drawn by lot. Who buys often has more promises kept
and more broken, so that the plain comparison of high and low trust shows a difference
where trust does nothing. Two things are done about it: customers are compared with
those alike in interactions, recency and purchases; and of the index only the part is
used that the number and kind of interactions cannot explain.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from qc.chain.company import Company
from qc.chain.evidence import Estimate, Short, Want
from qc.chain.links import Arrow, Design, Link, Scale
from qc.chain.trust_effect import (
    Rows,
    Thirds,
    between_thirds,
    by_slope,
    places,
    thirds,
)
from qc.chain.trust_origins import HISTORY, HORIZON
from qc.chain.trust_past import Standing
from qc.chain.trust_study import Study, study
from qc.chain.trust_surprise import apart
from qc.core.arrays import Bools, Ints
from qc.core.kinds import TableName

LAG = (1, HORIZON)
DEFECTIVE = "defective"
_QUARTERS = 4
_MOST_PURCHASES = 3  # and more
_WEEKS = (HISTORY + HORIZON) / 7


def links(company: Company) -> tuple[Link, ...]:
    """Return the arrows between service and trust, and from trust onwards."""
    return links_of(company, study(company))


def links_of(company: Company, found: Study) -> tuple[Link, ...]:
    """Return the same, of a study that was made already."""
    past = found.standing
    sold = () if len(company.sales) else (TableName.TRANSACTIONS.value,)
    told = () if len(company.referrals) else (TableName.REFERRALS.value,)
    alike = _Alike(
        stratum=strata(past),
        surprising=thirds(past.surprise, past.origin),
        trusting=thirds(past.trust, past.origin),
    )
    return (
        _service(found),
        _onwards(Arrow.TRUST_REPEAT, found, alike, past.again, sold),
        _onwards(Arrow.TRUST_REFERRAL, found, alike, past.refers, told),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Alike:
    """Who is compared with whom, whatever came of it."""

    stratum: Ints
    surprising: Thirds
    trusting: Thirds


def _service(found: Study) -> Link:
    """Return whether past service, as the index, foretells the promises kept next.

    Promises are compared with others of their kind and stage in the same 90 days.
    """
    some = found.outcomes
    plain = Rows(
        outcome=some.kept.astype(np.float64),
        score=some.trust,
        stratum=some.origin,
        customer=some.customer,
    )
    adjusted = replace(plain, outcome=apart(plain.outcome, some.cell))
    ends = thirds(some.trust, some.origin)
    estimate = between_thirds(adjusted, ends)
    return Link(
        arrow=Arrow.SERVICE_TRUST,
        estimate=replace(estimate, short=_short(found, plain)),
        scale=Scale.DIFFERENCE,
        up=True,
        design=Design.OBSERVED,
        lag=LAG,
        naive=between_thirds(plain, ends),
        lacking=_unknown(found),
    )


def _onwards(
    arrow: Arrow, found: Study, alike: _Alike, came: Bools, lacking: tuple[str, ...]
) -> Link:
    """Return whether trust foretells something among customers alike in all else."""
    past = found.standing
    rows = Rows(
        outcome=came.astype(np.float64),
        score=past.surprise,
        stratum=alike.stratum,
        customer=past.customer,
    )
    estimate = by_slope(rows, alike.surprising)
    beside = between_thirds(rows, alike.trusting)
    return Link(
        arrow=arrow,
        estimate=replace(estimate, short=_short(found, rows)),
        scale=Scale.DIFFERENCE,
        up=True,
        design=Design.OBSERVED,
        lag=LAG,
        beside=beside,
        naive=between_thirds(replace(rows, stratum=past.origin), alike.trusting),
        lacking=(*_unknown(found), *lacking),
        against=_contradict(estimate, beside),
    )


def strata(past: Standing) -> Ints:
    """Return which customers are alike: day, interactions, recency and purchases.

    Interactions so far and days since the last in quarters; purchases 1, 2, or more.
    """
    often, lately = (
        np.minimum((places(what.astype(float), past.origin) * _QUARTERS), _QUARTERS - 1)
        for what in (past.contacts, past.since)
    )
    bought = np.minimum(past.purchases, _MOST_PURCHASES)
    cell = past.origin * _QUARTERS + often.astype(np.int64)
    cell = cell * _QUARTERS + lately.astype(np.int64)
    found: Ints = cell * (_MOST_PURCHASES + 1) + bought
    return found


def _unknown(found: Study) -> tuple[str, ...]:
    return () if len(found.promises) else (DEFECTIVE,)


def _short(found: Study, rows: Rows) -> tuple[Short, ...]:
    """Return what there is too little of: first of all, weeks."""
    if found.origins:
        return rows.lacking
    days = found.promises.day
    got = (found.last + 1 - int(days.min())) / 7 if len(days) else 0.0
    return (Short(what=Want.LOG_WEEKS, need=math.ceil(_WEEKS), got=round(got, 1)),)


def _contradict(one: Estimate, other: Estimate) -> bool:
    """Return whether two estimates each leave out nothing, on different sides."""
    both = one.excludes(0) and other.excludes(0)
    return both and (one.value > 0) != (other.value > 0)
