"""The whole run of a company: every generation until nobody new comes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np

from qc.core.arrays import Ints
from qc.simulate.arrivals import Arrivals, first_generation, join
from qc.simulate.contacts import Contacts, State, join_contacts
from qc.simulate.draws import Draws, Part, child
from qc.simulate.journey import run
from qc.simulate.profile import InvalidProfile
from qc.simulate.referrals import refer
from qc.simulate.service import Service, serve
from qc.simulate.world import World

MAX_GENERATIONS = 30
"""Whom the last of them would bring does not come."""
Rows = TypeVar("Rows", Arrivals, State, Contacts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class History:
    """Customers in order of joining, contacts in order of opening.

    Attributes
    ----------
    final : State
        Where each customer stood at the cut.
    service : Service
        How each contact was served.
    case : (contacts,) int
        Journey of each contact, numbered in order of opening.
    """

    customers: Arrivals
    final: State
    contacts: Contacts
    service: Service
    case: Ints


def simulate(world: World) -> History:
    """Simulate generation after generation, and put everything in order of time."""
    customers, contacts, states = _generations(world)
    rank, order = _ranks(customers)
    referrer = customers.referrer[order]
    referrer = np.where(referrer < 0, -1, rank[referrer])
    people = replace(_take(customers, order), referrer=referrer)
    contacts = _ordered(replace(contacts, customer=rank[contacts.customer]))
    keys = child(people.keys[contacts.customer], Part.STEP, contacts.step)
    return History(
        customers=people,
        final=_take(states, order),
        contacts=contacts,
        service=serve(world, contacts, Draws(keys)),
        case=_cases(contacts),
    )


def _generations(world: World) -> tuple[Arrivals, Contacts, State]:
    new, known = first_generation(world), 0
    people: list[Arrivals] = []
    met: list[Contacts] = []
    states: list[State] = []
    for _ in range(MAX_GENERATIONS):
        contacts, state = run(world, new)
        met.append(replace(contacts, customer=contacts.customer + known))
        people.append(new)
        states.append(state)
        following = refer(world, new, contacts, state, first=known)
        known += len(new)
        _check_size(known + len(following), world.profile.max_customers)
        new = following
        if not len(new):
            break
    return join(people), join_contacts(met), _join_states(states)


def _check_size(customers: int, most: int) -> None:
    if customers > most:
        raise InvalidProfile(
            f"The company grows beyond {most:,} customers. Take fewer days, fewer "
            "arrivals, or raise max_customers."
        )


def _join_states(states: list[State]) -> State:
    names = [field.name for field in fields(State)]
    return State(
        **{name: np.concatenate([getattr(s, name) for s in states]) for name in names}
    )


def _ranks(customers: Arrivals) -> tuple[Ints, Ints]:
    order = np.lexsort((customers.keys, customers.joined))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank, order


def _take(value: Rows, order: Ints) -> Rows:
    return type(value)(
        **{field.name: getattr(value, field.name)[order] for field in fields(value)}
    )


def _ordered(contacts: Contacts) -> Contacts:
    return _take(contacts, np.lexsort((contacts.customer, contacts.at)))


def _cases(contacts: Contacts) -> Ints:
    """Give each contact its case: the last one its customer opened."""
    order = np.lexsort((contacts.at, contacts.customer))
    opens = contacts.opens_case
    number = np.cumsum(opens) - 1
    position = np.maximum.accumulate(np.where(opens[order], np.arange(len(order)), 0))
    case = np.empty(len(order), dtype=np.int64)
    case[order] = number[order[position]]
    return case
