"""What moves a customer into the goodwill ledger and out of it, one event at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.columns import Columns
from qc.chain.company import Contacts
from qc.chain.supply import Spans
from qc.chain.supply_orders import Orders
from qc.core.arrays import Bools, Floats, Ints


class Line(StrEnum):
    """The lines of the ledger: three deposits, two withdrawals."""

    REPEAT = "repeat"  # bought again
    REFERRAL = "referral"  # brought by a customer, and bought
    RECOVERY = "recovery"  # what was broken was made good
    CHURN = "churn"  # silent beyond their own rhythm, or left
    BROKEN = "broken"  # a promise was broken


_REPEAT, _REFERRAL, _RECOVERY, _CHURN, _BROKEN = range(len(Line))
NO_FAILURE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Failures(Columns):
    """Promises that were broken: a defect, or an answer that came too late.

    Attributes
    ----------
    customer : (n,) int
    broken : (n,) float
        Moment.
    repaired : (n,) float
        Moment at which it was made good; NaN where it was not.
    grave : (n,) float
        Flag; NaN where not said.
    contact : (n,) int
        Row of `Contacts`.
    """

    customer: Ints
    broken: Floats
    repaired: Floats
    grave: Floats
    contact: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Events(Columns):
    """Things that happened, in any order.

    Attributes
    ----------
    customer : (n,) int
    moment : (n,) float
        Days with their fraction.
    line : (n,) int
        Place in `list(Line)`: what it is booked as if it changes anything.
    failure : (n,) int
        Joins a broken promise with what made it good; `NO_FAILURE` for the others.
    """

    customer: Ints
    moment: Floats
    line: Ints
    failure: Ints


def failures(contacts: Contacts) -> Failures:
    """Answer: to whom was a promise broken, when, and when was it made good?

    A defect breaks its promise when the interaction is opened, a late answer at the
    moment promised. Made good means `recovered`, at the moment it was resolved.
    """
    bad, late = contacts.defective == 1, contacts.late == 1
    rows = np.flatnonzero((bad | late) & (contacts.customer >= 0))
    opened, promised = contacts.opened[rows], contacts.promised[rows]
    broken = np.where(bad[rows] | np.isnan(promised), opened, promised)
    ended = np.fmax(contacts.resolved[rows], broken)
    return Failures(
        customer=contacts.customer[rows],
        broken=broken,
        repaired=np.where(contacts.recovered[rows] == 1, ended, np.nan),
        grave=contacts.grave[rows],
        contact=rows,
    )


def events(found: Orders, of: Spans, broken: Failures, referred: Bools) -> Events:
    """Return all events of the ledger.

    Parameters
    ----------
    found : Orders
    of : Spans
        Of these orders: who went after which.
    broken : Failures
    referred : (customers,) bool
        Who was brought by a customer.
    """
    first, brought = found.rank == 0, referred[found.customer]
    repaired = np.flatnonzero(np.isfinite(broken.repaired))
    gone = of.gone
    joined = [
        (found.customer[~first], found.day[~first], _REPEAT, None),
        (found.customer[first & brought], found.day[first & brought], _REFERRAL, None),
        (found.customer[gone], of.day[gone], _CHURN, None),
        (broken.customer, broken.broken, _BROKEN, np.arange(len(broken))),
        (broken.customer[repaired], broken.repaired[repaired], _RECOVERY, repaired),
    ]
    return Events(
        customer=np.concatenate([each[0] for each in joined]),
        moment=np.concatenate([each[1].astype(np.float64) for each in joined]),
        line=np.concatenate([np.full(len(each[0]), each[2]) for each in joined]),
        failure=np.concatenate(
            [np.full(len(who), NO_FAILURE) if of_ is None else of_
             for who, _, _, of_ in joined]
        ),
    )  # fmt: skip


def transitions(found: Events) -> Events:
    """Return the events that brought a customer in or out, by customer and moment.

    Within one customer they alternate, from a deposit on.
    """
    order = np.lexsort((_rank(found.line), found.moment, found.customer))
    who, line = found.customer[order], found.line[order]
    new = np.ones(len(who), dtype=bool)
    new[1:] = np.diff(who) != 0
    reset = new | np.isin(line, (_REPEAT, _REFERRAL, _CHURN))
    stands = _stands(line, found.failure[order], reset)
    before = np.append(False, stands[:-1])[: len(who)] & ~new
    kept = order[stands != before]
    return Events(
        customer=found.customer[kept],
        moment=found.moment[kept],
        line=found.line[kept],
        failure=found.failure[kept],
    )


def _rank(line: Ints) -> Ints:
    """Return who comes first at one moment: orders, then going, failing, repairing."""
    return np.array([0, 0, 3, 1, 2])[line]


def _stands(line: Ints, failure: Ints, reset: Bools) -> Bools:
    """Return whether the customer stands by the company after each event.

    Since the last order or silence ("reset"), it is the order that counts, as long as
    nothing that was broken since is left unrepaired.
    """
    n = len(line)
    part = np.cumsum(reset) - 1
    begins = np.flatnonzero(reset)
    is_broken, is_repaired = line == _BROKEN, line == _RECOVERY
    where = np.full(int(failure.max(initial=NO_FAILURE)) + 1, NO_FAILURE)
    where[failure[is_broken]] = part[is_broken]
    same = is_repaired.copy()
    same[is_repaired] = where[failure[is_repaired]] == part[is_repaired]
    change = np.cumsum(is_broken.astype(np.int64) - same)
    base = np.append(0, change)[begins] if n else change
    still_broken = change - base[part] if n else change
    joined = (line == _REPEAT) | (line == _REFERRAL)
    return joined[begins][part] & (still_broken == 0) if n else reset
