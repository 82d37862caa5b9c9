"""Adapter for the goodwill ledger in money."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from qc.chain.company import EPOCH, NOBODY, Sales
from qc.chain.ledger import Ledger, as_account
from qc.chain.ledger_events import Failures, Line
from qc.chain.ledger_money import (
    Postings,
    Prices,
    Worth,
    churned,
    money_ledger,
    postings,
)
from qc.chain.supply import spans
from qc.chain.supply_orders import Orders, orders
from qc.core.arrays import Floats, Ints

Case = dict[str, Any]
Gone = tuple[Ints, Ints]

_LINES = ("opening", "repeat", "referral", "defects", "churn", "closing")


def goodwill(inputs: Case, params: Case) -> Case:
    if "closing" in params["asked"] and "repeat" in inputs:
        return {"closing": _identity(inputs)}
    names, booked, gone, edges, opening = _books(inputs, params)
    account = money_ledger(booked, gone, edges, opening)
    months = params["months"]
    totals = _rows(account, months)
    whole = {
        name: sum(row[1 + _LINES.index(name)] for row in totals) for name in _LINES
    }
    whole |= {"opening": totals[0][1], "closing": totals[-1][-1]}
    each = [
        _rows(_of_one(c, booked, gone, edges, opening), months)
        for c in range(len(names))
    ]
    rows = [
        [month, name, *each[c][m][1:]]
        for m, month in enumerate(months)
        for c, name in enumerate(names)
    ]
    return {"rows": rows, "totals": totals, **whole}


def _identity(inputs: Case) -> float:
    booked = {Line.REPEAT: "repeat", Line.REFERRAL: "referral", Line.BROKEN: "defects"}
    names = {**booked, Line.CHURN: "churn"}
    lines = np.array([[inputs.get(names.get(line, ""), 0.0) for line in Line]])
    return float(as_account(np.array([0, 1]), lines, inputs["opening"]).closing[0])


def _books(
    inputs: Case, params: Case
) -> tuple[list[str], Postings, Gone, Ints, Floats]:
    rows = [dict(zip(inputs["columns"], row, strict=True)) for row in inputs["rows"]]
    names = sorted(
        {row["customer_id"] for row in rows} | set(inputs.get("opening", {}))
    )
    edges = _edges(params["months"])
    found = _orders(rows, names, params["churn_days"])
    prices = Prices(
        repeat=Worth(share=params["repeat_rate"]),
        referral=Worth(share=params["referral_rate"]),
        major=params["major"],
        minor=params["minor"],
        returned=params["recovered_return"],
    )
    bringer = np.full(len(names), NOBODY)
    for row in rows:
        if row["referred_by"] in names:
            bringer[names.index(row["customer_id"])] = names.index(row["referred_by"])
    booked = postings(found, _failures(rows, names), bringer, prices, edges)
    opening = np.array([float(inputs["opening"].get(name, 0)) for name in names])
    return names, booked, churned(found, spans(found, edges)), edges, opening


def _edges(months: list[str]) -> Ints:
    last = np.datetime64(months[-1], "M") + np.timedelta64(1, "M")
    return np.array([_day(f"{month}-01") for month in (*months, str(last))])


def _day(text: str) -> int:
    return int((np.datetime64(text, "D") - EPOCH).astype(int))


def _orders(rows: list[Case], names: list[str], churn_days: float) -> Orders:
    bought = [row for row in rows if row["kind"] == "purchase"]
    margin = np.array([row["margin"] for row in bought], dtype=float)
    found = orders(
        Sales(
            customer=np.array([names.index(row["customer_id"]) for row in bought]),
            day=np.array([_day(row["date"]) for row in bought]),
            amount=np.ones(len(bought)),  # none of them is a refund
            margin=margin,
            contact=np.full(len(bought), NOBODY),
        )
    )
    columns = {name: getattr(found, name) for name in Orders.__slots__}
    return Orders(**columns | {"due": found.day + int(churn_days)})


def _failures(rows: list[Case], names: list[str]) -> Failures:
    bad = [row for row in rows if row["kind"] == "defect"]
    day = np.array([_day(row["date"]) for row in bad], dtype=float)
    good = np.array([bool(row["recovered"]) for row in bad], dtype=bool)
    return Failures(
        customer=np.array(
            [names.index(row["customer_id"]) for row in bad], dtype=np.int64
        ),
        broken=day,
        repaired=np.where(good, day, np.nan),
        grave=np.array([float(row["severity"] == "major") for row in bad]),
        contact=np.arange(len(bad)),
    )


def _of_one(
    who: int, booked: Postings, gone: Gone, edges: Ints, opening: Floats
) -> Ledger:
    own, left = booked.customer == who, gone[0] == who
    some = Postings(**{name: getattr(booked, name)[own] for name in Postings.__slots__})
    alone = np.where(np.arange(len(opening)) == who, opening, 0.0)
    return money_ledger(some, (gone[0][left], gone[1][left]), edges, alone)


def _rows(account: Ledger, months: list[str]) -> list[list[Any]]:
    drawn = account.line(Line.BROKEN) - account.line(Line.RECOVERY)
    columns = [
        account.opening,
        account.line(Line.REPEAT),
        account.line(Line.REFERRAL),
        drawn,
        account.line(Line.CHURN),
        account.closing,
    ]
    return [
        [month, *(float(column[m]) for column in columns)]
        for m, month in enumerate(months)
    ]


ADAPTERS: dict[str, Callable[[Case, Case], Case]] = {"rel_goodwill_ledger": goodwill}
