"""Companies of a few contacts, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
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

NONE_I = np.zeros(0, dtype=np.int64)
NONE_F = np.zeros(0)


def contacts(day: Sequence[int], **columns: Sequence[float]) -> Contacts:
    """Return contacts in order of their days; what is not given is not known."""
    n = len(day)
    days = np.array(day, dtype=np.int64)
    numbers = ("customer", "agent", "team", "channel", "product", "reason")
    made: dict[str, Any] = {
        name: np.array(columns.get(name, np.full(n, NOBODY)), dtype=np.int64)
        for name in (*numbers, "stage", "steps")
    }
    flags = (
        "first_answer promised resolved defective grave recovered late attempt "
        "reopens score"
    )
    made |= {
        name: np.array(columns.get(name, np.full(n, np.nan)), dtype=float)
        for name in flags.split()
    }
    return Contacts(day=days, opened=days.astype(float), **made)


def company(
    of: Contacts,
    *,
    agents: int = 0,
    steps: Sequence[str] = (),
    courses: Sequence[str] = (),
    trained: Sequence[tuple[int, int, int, float]] = (),
) -> Company:
    """Return a company; `trained` is agent, day, course and hours."""
    taken = np.array(trained, dtype=float).reshape(-1, 4)
    agent, day, course = taken[:, :3].astype(np.int64).T
    customers = int(of.customer.max(initial=NOBODY)) + 1
    return Company(
        contacts=of,
        sales=Sales(
            customer=NONE_I, day=NONE_I, amount=NONE_F, margin=NONE_F, contact=NONE_I
        ),
        arrivals=Arrivals(
            day=np.full(customers, np.nan),
            source=np.full(customers, 3),
            campaign=np.full(customers, NOBODY),
        ),
        referrals=Referrals(
            referrer=NONE_I,
            referred=NONE_I,
            day=NONE_F,
            converted=NONE_F,
            reward=NONE_F,
        ),
        campaigns=Campaigns(start=NONE_F, end=NONE_F, spend=NONE_F, kind=NONE_I),
        trainings=Trainings(agent=agent, day=day, course=course, hours=taken[:, 3]),
        messages=Messages(
            customer=NONE_I, day=NONE_I, topic=NONE_I, opened=NONE_F, contact=NONE_I
        ),
        names=Names(
            customers=tuple(f"C{i}" for i in range(customers)),
            agents=tuple(f"A{i}" for i in range(agents)),
            steps=tuple(steps),
            courses=tuple(courses),
        ),
        first=int(of.day.min(initial=0)),
        last=int(of.day.max(initial=-1)),
    )
