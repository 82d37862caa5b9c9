"""Small companies and promise logs for the tests of trust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from qc.chain.company import (
    NOBODY,
    Arrivals,
    Campaigns,
    Company,
    Contacts,
    Messages,
    Names,
    Referrals,
    Sales,
    Trainings,
)
from qc.chain.trust_promises import Promises

_NUMBERS = frozenset(
    """
    customer agent team channel product reason journey stage day steps contact source
    campaign referrer referred kind course topic
    """.split()  # noqa: SIM905 - shorter to read
)
_TABLES = {
    "contacts": Contacts,
    "sales": Sales,
    "arrivals": Arrivals,
    "referrals": Referrals,
    "campaigns": Campaigns,
    "trainings": Trainings,
    "messages": Messages,
}


def table(kind: Any, rows: int, **told: Any) -> Any:  # noqa: ANN401 - any of the seven
    """Return a table; what is not told is nobody, or not known."""
    columns = {
        field.name: np.full(rows, NOBODY)
        if field.name in _NUMBERS and not (kind is Referrals and field.name == "day")
        else np.full(rows, np.nan)
        for field in fields(kind)
    }
    given = {
        name: np.array(values).astype(columns[name].dtype)
        for name, values in told.items()
    }
    return kind(**columns | given)


NOTHING = Company(
    **{name: table(kind, 0) for name, kind in _TABLES.items()},
    names=Names(),
    first=0,
    last=-1,
)


def contacts(customer: list[int], opened: list[float], **told: list[float]) -> Contacts:
    """Make interactions."""
    days = np.floor(opened)
    found: Contacts = table(
        Contacts,
        len(customer),
        **{"stage": np.zeros(len(customer)), **told},
        customer=customer,
        opened=opened,
        day=days,
    )
    return found


def company(customers: int, last: int, **tables: Any) -> Company:  # noqa: ANN401
    """Return a company with some of the tables."""
    return replace(
        NOTHING,
        arrivals=table(Arrivals, customers),
        names=Names(customers=tuple(f"c{i}" for i in range(customers))),
        last=last,
        **tables,
    )


def promises(
    customer: list[int],
    day: list[int],
    kept: list[int],
    *,
    customers: int | None = None,
    **told: Sequence[float],
) -> Promises:
    """Make promises known on the day they were made; `told`: recovered, weight."""
    n, days = len(customer), np.array(day, dtype=np.int64)
    return Promises(
        customers=max(customer, default=-1) + 1 if customers is None else customers,
        customer=np.array(customer, dtype=np.int64),
        day=days,
        known=days,
        kept=np.array(kept, dtype=bool),
        recovered=np.array(told.get("recovered", [0] * n), dtype=bool),
        weight=np.array(told.get("weight", [1.0] * n)),
        kind=np.zeros(n, dtype=np.int64),
        stage=np.zeros(n, dtype=np.int64),
        contact=np.arange(n),
    )


def two_kinds(
    rng: np.random.Generator,
    *,
    low: float,
    customers: int = 500,
    needs_trust: bool = False,
) -> Company:
    """Half of the customers are served well, half so that `low` goes right."""
    days, n = 540, customers * 24
    who = rng.choice(customers, n, p=rng.dirichlet(np.full(customers, 2.0)))
    opened = np.sort(rng.random(n) * days)
    right = np.where(who % 2 == 0, 0.92, low)
    bad = rng.random(n) > right
    some = contacts(
        who.tolist(),
        opened.tolist(),
        defective=bad.astype(float).tolist(),
        resolved=(opened + 0.5).tolist(),
        attempt=np.ones(n).tolist(),
    )
    buyer = rng.integers(0, customers, customers * 8)
    if needs_trust:
        buyer = buyer[(buyer % 2 == 0) | (rng.random(len(buyer)) < 0.3)]
    sales = table(
        Sales,
        len(buyer),
        customer=buyer,
        day=np.sort(rng.integers(0, days, len(buyer))),
        amount=np.ones(len(buyer)),
    )
    return company(
        customers, days - 1, contacts=some, sales=sales, referrals=table(Referrals, 0)
    )
