"""Numbers in place of names: one numbering for all tables that name the same things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from qc.core.kinds import TableName
from qc.store.log import Log
from qc.store.query import select
from qc.store.sql import name

_T = TableName


class Codes(StrEnum):
    """What is numbered; the value is its field of `Names`."""

    CUSTOMER = "customers"
    AGENT = "agents"
    TEAM = "teams"
    CHANNEL = "channels"
    PRODUCT = "products"
    REASON = "reasons"
    STEPS = "steps"
    COURSE = "courses"
    CAMPAIGN = "campaigns"
    KIND = "kinds"
    TOPIC = "topics"


_WHERE: dict[Codes, tuple[tuple[TableName, str], ...]] = {
    Codes.CUSTOMER: (
        (_T.INTERACTIONS, "customer_id"),
        (_T.TRANSACTIONS, "customer_id"),
        (_T.CUSTOMERS, "customer_id"),
        (_T.REFERRALS, "referrer_id"),
        (_T.REFERRALS, "referred_id"),
        (_T.OUTREACH, "customer_id"),
    ),
    Codes.AGENT: ((_T.INTERACTIONS, "agent"), (_T.TRAINING, "agent")),
    Codes.TEAM: ((_T.INTERACTIONS, "team"),),
    Codes.CHANNEL: ((_T.INTERACTIONS, "channel"),),
    Codes.PRODUCT: ((_T.INTERACTIONS, "product"),),
    Codes.REASON: ((_T.INTERACTIONS, "reason"),),
    Codes.STEPS: ((_T.INTERACTIONS, "steps_done"),),
    Codes.COURSE: ((_T.TRAINING, "course"),),
    Codes.CAMPAIGN: ((_T.CAMPAIGNS, "campaign_id"), (_T.CUSTOMERS, "campaign_id")),
    Codes.KIND: ((_T.CAMPAIGNS, "kind"),),
    Codes.TOPIC: ((_T.OUTREACH, "topic"),),
}


def codes_of(code: Codes, logs: Mapping[TableName, Log]) -> str:
    """Return a relation of names `v` and their numbers `code`, from 0 up."""
    there = [
        select([f"{name(column)} AS v"], logs[table].rows([column]))
        for table, column in _WHERE[code]
        if column in logs[table].columns or logs[table].table.key == column
    ]
    if not there:
        return "(SELECT NULL::VARCHAR AS v, 0 AS code WHERE false)"
    every = f"({' UNION ALL '.join(there)})"
    distinct = f"({select(['DISTINCT v'], every, where=['v IS NOT NULL'])})"
    numbered = ["v", "(row_number() OVER (ORDER BY v) - 1)::BIGINT AS code"]
    return f"({select(numbered, distinct)})"


def looked_up(
    codes: Mapping[str, tuple[Codes, str]], relation: Callable[[Codes], str]
) -> tuple[str, list[str]]:
    """Return joins that look up the numbers of columns, and the columns they give."""
    joins, shown = "", []
    for number, (to, (code, column)) in enumerate(codes.items()):
        alias = f"names{number}"
        joins += (
            f" LEFT JOIN {relation(code)} AS {alias} ON rows.{name(column)} = {alias}.v"
        )
        shown.append(f"coalesce({alias}.code, -1)::BIGINT AS {name(to)}")
    return joins, shown
