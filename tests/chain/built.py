"""Small companies written row by row, for the chain."""

from __future__ import annotations

import numpy as np

from qc.chain.company import (
    EPOCH,
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

NAN = float("nan")
_NO = np.zeros(0)
_NONE = np.zeros(0, dtype=np.int64)


def contacts(*rows: tuple[int, int, float, float, float]) -> Contacts:
    """Write contacts: customer, day, defective, grave, recovered."""
    table = np.array(rows, dtype=float).reshape(-1, 5)
    n = len(table)
    nobody, never = np.full(n, NOBODY), np.full(n, np.nan)
    return Contacts(
        customer=table[:, 0].astype(np.int64),
        agent=nobody,
        team=nobody,
        channel=nobody,
        product=nobody,
        reason=nobody,
        stage=nobody,
        opened=table[:, 1],
        day=table[:, 1].astype(np.int64),
        first_answer=never,
        promised=never,
        resolved=never,
        defective=table[:, 2],
        grave=table[:, 3],
        recovered=table[:, 4],
        late=never,
        attempt=never,
        reopens=never,
        score=never,
        steps=nobody,
    )


def sales(*rows: tuple[int, int, float, float, int]) -> Sales:
    """Write sales: customer, day, amount, margin, contact."""
    table = np.array(rows, dtype=float).reshape(-1, 5)
    whole = table[:, [0, 1, 4]].astype(np.int64)
    return Sales(
        customer=whole[:, 0],
        day=whole[:, 1],
        amount=table[:, 2],
        margin=table[:, 3],
        contact=whole[:, 2],
    )


def bought(*rows: tuple[int, int]) -> Sales:
    """Write sales of which nothing but customer and day is told."""
    return sales(*((who, day, NAN, NAN, NOBODY) for who, day in rows))


def company(
    log: Contacts | None = None, sold: Sales | None = None, last: int | None = None
) -> Company:
    """Put contacts and sales together."""
    log, sold = log or contacts(), sold or sales()
    days = np.concatenate([log.day, sold.day])
    who = np.concatenate([log.customer, sold.customer])
    n = int(who.max(initial=-1)) + 1
    end = int(days.max(initial=-1)) if last is None else last
    return Company(
        contacts=log,
        sales=sold,
        arrivals=Arrivals(
            day=np.full(n, np.nan), source=np.zeros(n, int), campaign=np.full(n, -1)
        ),
        referrals=Referrals(
            referrer=_NONE, referred=_NONE, day=_NO, converted=_NO, reward=_NO
        ),
        campaigns=Campaigns(start=_NO, end=_NO, spend=_NO, kind=_NONE),
        trainings=Trainings(agent=_NONE, day=_NONE, course=_NONE, hours=_NO),
        messages=Messages(
            customer=_NONE, day=_NONE, topic=_NONE, opened=_NO, contact=_NONE
        ),
        names=Names(customers=tuple(f"C{i}" for i in range(n))),
        first=int(days.min(initial=0)),
        last=end,
    )


def date(day: int) -> np.datetime64:
    """Return a day as the chain numbers it."""
    found: np.datetime64 = EPOCH + np.timedelta64(day, "D")
    return found
