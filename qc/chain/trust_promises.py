"""Which promises were made to whom, and were they kept? Two with every interaction.

Nothing defective, and done by the time that was promised. A failure made good is a
broken promise still, with a part of its weight given back.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np

from qc.chain.company import Company, Contacts
from qc.chain.trust import HALF_LIFE, SEVERITY, Index, fade, sums
from qc.chain.trust_prior import Prior, prior_of
from qc.core.arrays import Bools, Floats, Ints, freeze, fresh
from qc.core.errors import InvalidSeries


class Promise(StrEnum):
    """What is promised with an interaction."""

    RELIABILITY = "reliability"  # no defect
    RESPONSIVENESS = "responsiveness"  # by the promised time


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Promises:
    """Promises whose outcome is known, in any order.

    Attributes
    ----------
    customers : int
        Number of customers; the index has a value for each.
    customer : (m,) int in [0, customers)
    day : (m,) int
        Day on which the interaction was opened; age counts from it.
    known : (m,) int
        Day from which the outcome was known.
    kept, recovered : (m,) bool
        `recovered`: broken, and made good.
    weight : (m,) float, > 0
        Severity, in units of the average broken promise.
    kind : (m,) int
        Place in `list(Promise)`.
    stage : (m,) int
        Place in `list(Stage)`; -1 where not said.
    contact : (m,) int
        Row of the interactions.
    """

    customers: int
    customer: Ints
    day: Ints
    known: Ints
    kept: Bools
    recovered: Bools
    weight: Floats
    kind: Ints
    stage: Ints
    contact: Ints

    def __post_init__(self) -> None:
        """Refuse what cannot be, and freeze the columns."""
        names = [field.name for field in fields(self)][1:]
        if len({len(getattr(self, name)) for name in names}) > 1:
            raise InvalidSeries("Each promise needs a value in every column.")
        who = self.customer
        if len(who) and not 0 <= who.min() <= who.max() < self.customers:
            raise InvalidSeries(
                "Customers of promises are numbered from 0 up to their number; leave "
                "promises to nobody out."
            )
        freeze(self, *names)

    def __len__(self) -> int:
        """Number of promises."""
        return len(self.customer)

    def only(self, keep: Bools | Ints) -> Promises:
        """Return some of the promises, of the same customers."""
        names = [field.name for field in fields(self)][1:]
        some = {name: fresh(getattr(self, name)[keep]) for name in names}
        return Promises(customers=self.customers, **some)

    def once(self) -> Promises:
        """Return each promise once: an interaction promises each thing once."""
        _, first = np.unique(self.contact * len(Promise) + self.kind, return_index=True)
        return self.only(first)


def promises_of(company: Company) -> Promises:
    """Answer: which promises were made, to whom, and which were kept?

    Where the severity of a failure is not said, it weighs as the average of those
    whose severity is; a kept promise weighs 1, since nobody knows what its failure
    would have been. So the index of a customer with many promises comes to the share
    kept, whatever severities are.
    """
    contacts = company.contacts
    own = [_reliability(contacts), _responsiveness(contacts)]
    row = np.concatenate([part.row for part in own])
    day = contacts.day[row]
    known = np.concatenate([part.moment for part in own]).astype(np.int64)
    known = np.clip(known, day, np.maximum(day, company.last))  # told, so known by now
    found = {
        "customer": contacts.customer[row],
        "day": day,
        "known": known,
        "kept": np.concatenate([part.kept for part in own]),
        "recovered": np.concatenate([part.recovered for part in own]),
        "weight": np.concatenate([part.weight for part in own]),
        "kind": np.repeat(np.arange(len(own)), [len(part.row) for part in own]),
        "stage": contacts.stage[row],
        "contact": row,
    }
    some = found["customer"] >= 0
    if not some.all():
        found = {name: column[some] for name, column in found.items()}
    own_columns = {name: fresh(column) for name, column in found.items()}
    return Promises(customers=company.customers, **own_columns)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Part:
    """Promises of one kind, by the row of their interaction."""

    row: Ints
    kept: Bools
    moment: Floats  # from which the outcome was known
    weight: Floats
    recovered: Bools


def _reliability(contacts: Contacts) -> _Part:
    row = np.flatnonzero(~np.isnan(contacts.defective))
    kept = contacts.defective[row] == 0
    grave = contacts.grave[row]
    weight = np.ones(len(row))
    said = ~kept & ~np.isnan(grave)
    if said.any():
        severity = np.where(grave == 1, SEVERITY[True], SEVERITY[False])
        weight[said] = severity[said] / severity[said].mean()
    moment = contacts.resolved[row]
    for other in (contacts.first_answer, contacts.opened):
        moment = np.where(np.isnan(moment), other[row], moment)
    recovered = ~kept & (contacts.recovered[row] == 1)
    return _Part(row=row, kept=kept, moment=moment, weight=weight, recovered=recovered)


def _responsiveness(contacts: Contacts) -> _Part:
    row = np.flatnonzero(~np.isnan(contacts.late))
    kept = contacts.late[row] == 0
    first = np.fmin(contacts.resolved[row], contacts.promised[row])
    moment = np.where(kept, contacts.resolved[row], first)
    return _Part(
        row=row,
        kept=kept,
        moment=np.where(np.isnan(moment), contacts.opened[row], moment),
        weight=np.ones(len(row)),
        recovered=np.zeros(len(row), dtype=bool),
    )


def counts_at(promises: Promises, day: int) -> tuple[Ints, Ints]:
    """Return promises made and kept to each customer, as known at the end of a day."""
    then = (promises.known <= day) & (promises.day <= day)
    who, n = promises.customer, promises.customers
    return (
        np.bincount(who[then], minlength=n),
        np.bincount(who[then & promises.kept], minlength=n),
    )


def prior_at(promises: Promises, day: int) -> Prior:
    """Return how customers differed in what was known at the end of a day."""
    return prior_of(*counts_at(promises, day))


def index_at(
    promises: Promises, day: int, prior: Prior, half_life: float | None = HALF_LIFE
) -> Index:
    """Answer: how far could each customer trust us at the end of a day?

    Parameters
    ----------
    promises : Promises
        What was not yet known is left out.
    day : int
    prior : Prior
    half_life : float or None
        Days; None forgets nothing.
    """
    then = np.flatnonzero((promises.known <= day) & (promises.day <= day))
    kept, broken = sums(
        promises.customer[then],
        promises.weight[then] * fade(day - promises.day[then], half_life),
        promises.kept[then],
        promises.recovered[then],
        promises.customers,
    )
    return Index(prior=prior, kept=kept, broken=broken)
