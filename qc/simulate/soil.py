"""Plants the faults: tables as text, with some cells and rows wrong on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from qc.simulate.bad_referrals import with_bad_referrals
from qc.simulate.csv import texts
from qc.simulate.dirty import Dirty, Fault, InvalidDirt
from qc.simulate.tables import Table

Rows = dict[str, list[str]]
LATER = "interactions-late"
_LEVEL = 20_261_122  # beside the seed, so that dirt leaves the company alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A fault of one cell: where it stands, and what becomes of the text.

    `if_has` must be part of the text, so that the fault can be made at all.
    """

    table: str
    column: str
    change: Callable[[str], str]
    if_has: str = ""
    source: str = ""


def _day_before(text: str) -> str:
    return str(np.datetime64(text, "m") - np.timedelta64(1, "D"))


def _with_dots(text: str) -> str:
    day, time = text.split("T")
    return f"{'.'.join(reversed(day.split('-')))} {time}"


def _next_century(text: str) -> str:
    return f"{int(text[:4]) + 100}{text[4:]}"


def _misspelt(text: str) -> str:
    return text.upper() if len(text) % 2 else f"{text.capitalize()} "


def _reversed(text: str) -> str:
    return ">".join(reversed(text.split(">")))


_LOG, _SALES = "interactions", "transactions"
EDITS: Mapping[Fault, Edit] = {
    Fault.NO_ID: Edit(table=_LOG, column="interaction_id", change=lambda _: ""),
    Fault.UNKNOWN_STAGE: Edit(table=_LOG, column="stage", change=lambda _: "billing"),
    Fault.STAGE_SPELLING: Edit(table=_LOG, column="stage", change=_misspelt),
    Fault.ANSWERED_EARLY: Edit(
        table=_LOG, column="first_response_at", change=_day_before, source="opened_at"
    ),
    Fault.FUTURE: Edit(table=_LOG, column="opened_at", change=_next_century),
    Fault.DATE_FORMAT: Edit(table=_LOG, column="opened_at", change=_with_dots),
    Fault.TIME_ZONE: Edit(table=_LOG, column="opened_at", change=lambda at: f"{at}Z"),
    Fault.STEPS_ORDER: Edit(
        table=_LOG, column="steps_done", change=_reversed, if_has=">"
    ),
    Fault.DECIMAL_COMMA: Edit(
        table=_SALES,
        column="amount",
        change=lambda amount: amount.replace(".", ","),
        if_has=".",
    ),
    Fault.NEGATIVE_AMOUNT: Edit(
        table=_SALES, column="amount", change=lambda amount: f"-{amount}"
    ),
    Fault.ORPHAN: Edit(
        table=_SALES, column="customer_id", change=lambda name: f"{name}X"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Soiled:
    """Tables with faults, and which rows have which: ids as they were before."""

    tables: dict[str, Rows]
    touched: dict[str, list[str]]


def soiled(tables: Mapping[str, Table], dirty: Dirty, seed: int) -> Soiled:
    """Plant faults; the same arguments always spoil the same rows.

    Raises
    ------
    InvalidDirt
        If a table has too few rows for them.
    """
    rng = np.random.default_rng([seed % 2**64, _LEVEL])
    made = {
        name: {column: texts(cells) for column, cells in table.items()}
        for name, table in tables.items()
    }
    orders = {name: rng.permutation(_length(made[name])) for name in (_LOG, _SALES)}
    free = {name: order.tolist() for name, order in orders.items()}
    touched: dict[str, list[str]] = {}
    for fault, edit in EDITS.items():
        cells = made[edit.table][edit.source or edit.column]
        rows = _taken(fault, dirty.of(fault), free[edit.table], cells, edit.if_has)
        touched[fault] = _names(made[edit.table], rows)
        for row in rows:
            made[edit.table][edit.column][row] = edit.change(cells[row])
    touched |= _again_and_late(made, dirty, free[_LOG])
    for fault, name in with_bad_referrals(made, dirty, rng):
        touched.setdefault(fault, []).append(name)
    told = {fault.value: touched[fault] for fault in Fault if touched.get(fault)}
    return Soiled(tables=made, touched=told)


def _again_and_late(
    made: dict[str, Rows], dirty: Dirty, free: list[int]
) -> dict[str, list[str]]:
    log = made[_LOG]
    first = next(iter(log.values()))
    twice = _taken(Fault.DUPLICATE, dirty.of(Fault.DUPLICATE), free, first)
    late = _taken(Fault.LATE, dirty.of(Fault.LATE), free, first)
    touched = {Fault.DUPLICATE.value: _names(log, twice), Fault.LATE: _names(log, late)}
    if late:
        made[LATER] = _only(log, sorted(late))
    left = sorted({*range(len(first))} - {*late})
    made[_LOG] = _only(log, [*left, *twice])
    return touched


def _taken(
    fault: Fault, many: int, free: list[int], cells: list[str], has: str = ""
) -> list[int]:
    """Take the first free rows in which the fault can be made."""
    fit = [row for row in free if cells[row] and has in cells[row]][:many]
    if len(fit) < many:
        raise InvalidDirt(
            f"Only {len(fit)} rows are left that can have the fault {fault.value!r}, "
            f"not {many}. Plant fewer, or simulate a longer log."
        )
    for row in fit:
        free.remove(row)
    return fit


def _names(rows: Rows, which: list[int]) -> list[str]:
    names = next(iter(rows.values()))
    return [names[row] for row in which]


def _only(rows: Rows, which: list[int]) -> Rows:
    return {column: [cells[row] for row in which] for column, cells in rows.items()}


def _length(rows: Rows) -> int:
    return len(next(iter(rows.values())))
