"""Do the tables know each other? Rows that name somebody who occurs nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qc.core.kinds import TableName
from qc.core.tables import TABLES
from qc.store.query import select
from qc.store.sql import name as quoted
from qc.store.warehouse import Warehouse

_HOMES: dict[str, tuple[TableName, ...]] = {
    "customer_id": (TableName.INTERACTIONS, TableName.CUSTOMERS),
    "agent": (TableName.INTERACTIONS,),
    "interaction_id": (TableName.INTERACTIONS,),
    "campaign_id": (TableName.CAMPAIGNS,),
}
"""Where identifiers are at home: the tables, and there the field of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How a field of one table joins the tables where its identifiers are at home.

    Attributes
    ----------
    table : TableName
    field : str
        A field that names somebody or something.
    joins : str
        What it names: "customer_id", "agent", "interaction_id" or "campaign_id".
    homes : tuple of TableName
        Where that is at home; only those that have rows.
    rows : int
        Current rows with a value.
    lost : int
        Those whose value occurs in no home; all of them if no home has rows.
    """

    table: TableName
    field: str
    joins: str
    homes: tuple[TableName, ...]
    rows: int
    lost: int


def links(warehouse: Warehouse) -> tuple[Link, ...]:
    """Count, for each field that names something, the rows that name it in vain.

    Such rows are kept: files come in any order, and a customer may have bought
    without a word. But whoever joins the tables should know.

    Returns
    -------
    tuple of Link
        For tables with a live batch, in the order of `TABLES`; a field without any
        value is left out.
    """
    live: dict[TableName, frozenset[str]] = {}
    for one in warehouse.manifest.all():
        if one.live:
            live[one.table] = live.get(one.table, frozenset()).union(one.columns)
    found = (_link(warehouse, live, *asked) for asked in _asked(live))
    return tuple(link for link in found if link.rows)


_Live = dict[TableName, frozenset[str]]
_Asked = tuple[TableName, str, str]


def _asked(live: _Live) -> Iterator[_Asked]:
    """Go through the fields that name what is at home in another table."""
    for table in TABLES.values():
        for field in table.fields:
            joins = table.joins(field)
            there = field in live.get(table.name, ()) and field != table.key
            if joins is not None and there:
                yield table.name, field, joins


def _link(
    warehouse: Warehouse, live: _Live, table: TableName, field: str, joins: str
) -> Link:
    homes = tuple(home for home in _HOMES[joins] if joins in live.get(home, ()))
    column = quoted(field)
    known = " UNION ALL ".join(
        select([quoted(joins)], warehouse.log(home).rows([joins])) for home in homes
    )
    found = f"{column} IN ({known})" if homes else "false"
    query = select(
        [f"count({column})", f"count({column}) FILTER (NOT coalesce({found}, false))"],
        warehouse.log(table).rows([field]),
    )
    ((rows, lost),) = warehouse.fetch(query)
    return Link(
        table=table, field=field, joins=joins, homes=homes, rows=rows, lost=lost
    )
