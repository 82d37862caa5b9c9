"""Questions to the tables: their current rows, how many, since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qc.core.errors import UnknownName
from qc.core.kinds import TableName
from qc.core.table import Table
from qc.core.tables import TABLES
from qc.store.query import KNOWN_UNTIL, moment, select
from qc.store.slices import ALL_DAYS, Span
from qc.store.sql import name as quoted
from qc.store.warehouse import Warehouse

Column = np.ma.MaskedArray[tuple[int], np.dtype[np.generic]]
"""Values of one column, masked where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much of a table there is.

    Attributes
    ----------
    table : TableName
    rows : int
        Current rows: newest versions, in live batches.
    first, last : datetime64[D]
        Local days of the first and the last row; NaT where none tells a time.
    """

    table: TableName
    rows: int
    first: np.datetime64
    last: np.datetime64


def table(
    warehouse: Warehouse,
    name: TableName,
    columns: Sequence[str] = (),
    *,
    span: Span = ALL_DAYS,
) -> dict[str, Column]:
    """Return columns of the current rows of a table, in order of time, then of key.

    Upserts are applied: of each key the newest version counts; removed batches do
    not.

    Parameters
    ----------
    warehouse : Warehouse
    name : TableName
    columns : sequence of str
        Fields; local clock readings as in ``date_local``; ``known_until``, until when
        the batch of a row knows what happened. None means all fields and local times.
    span : Span
        Local days on which a row happened; rows that tell no time are left out where
        it has an end.

    Returns
    -------
    dict of column -> masked array
        All of one length. Texts are objects, times datetime64[us] (UTC but for local
        ones), numbers float64, flags bool. What no live batch has is masked.

    Raises
    ------
    UnknownName
        If the table has no such column.
    """
    of = TABLES[name]
    wanted = tuple(columns) or (*of.fields, *of.clocks.values())
    _check(of, wanted)
    rows = warehouse.log(name).rows([*wanted, of.key, of.local])
    query = select(
        [quoted(column) for column in dict.fromkeys(wanted)],
        rows,
        where=_within(of, span),
        order=f"{quoted(of.local)} NULLS LAST, {quoted(of.key)}",
    )
    return {column: _masked(v) for column, v in warehouse.arrays(query).items()}


def extent(warehouse: Warehouse, name: TableName) -> Extent:
    """Return how many current rows a table has, and from when to when."""
    of = TABLES[name]
    local = quoted(of.local)
    query = select(
        ["count(*)", f"min({local})", f"max({local})"],
        warehouse.log(name).rows([of.local]),
    )
    ((rows, first, last),) = warehouse.fetch(query)
    days = (np.datetime64(first, "D"), np.datetime64(last, "D"))
    return Extent(table=name, rows=rows, first=days[0], last=days[1])


def extents(warehouse: Warehouse) -> tuple[Extent, ...]:
    """Return the extent of every table that has a live batch, the log first."""
    live = {batch.table for batch in warehouse.manifest.all() if batch.live}
    return tuple(extent(warehouse, name) for name in TABLES if name in live)


def _check(of: Table, columns: Sequence[str]) -> None:
    known = {*of.fields, *of.clocks.values(), KNOWN_UNTIL}
    for column in columns:
        if column not in known:
            raise UnknownName(f"column of {of.name}", column, known)


def _within(of: Table, span: Span) -> list[str]:
    local, tests = quoted(of.local), []
    if span.first is not None:
        tests.append(f"{local} >= {moment(span.first)}")
    if span.last is not None:
        tests.append(f"{local} < {moment(span.last + np.timedelta64(1, 'D'))}")
    return tests


def _masked(values: NDArray[np.generic]) -> Column:
    masked = np.ma.MaskedArray(values)
    return np.ma.MaskedArray(masked, mask=np.ma.getmaskarray(masked))
