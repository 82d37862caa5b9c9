"""What is kept of records that could not be read: their shape, not whom they name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc.core.kinds import TableName
from qc.core.plan import Fault, FieldPlan, LoadPlan, SetAside
from qc.store.masking import masked

PLAN = LoadPlan(
    name="test",
    columns=("id", "at", "who", "note", "team"),
    delimiter=",",
    skip=1,
    fields=(
        FieldPlan(field="interaction_id", column="id"),
        FieldPlan(field="opened_at", column="at"),
        FieldPlan(field="agent", column="who"),
        FieldPlan(field="team", column="team"),
    ),
)


def shown(value: str, column: str = "", plan: LoadPlan = PLAN) -> str:
    row = SetAside(line=7, column=column, value=value, fault=Fault.TOO_FEW_FIELDS)
    found = masked(row, plan)
    assert (found.line, found.column, found.fault) == (7, column, row.fault)
    return found.value


@pytest.mark.parametrize(
    ("record", "kept"),
    [
        ("I30,2026-03-05T10:00:00,anna", "I30,2026-03-05T10:00:00,\u2026"),
        ("I30,\u00a0,\x1c,anna", "I30,\u00a0,\x1c,\u2026"),
        (
            "I30,05.03.2026 10:00,anna,a@b.de,1",
            "I30,05.03.2026 10:00,\u2026,\u2026,\u2026",
        ),
        ('I30,2026-03-05,"anna,calls', 'I30,2026-03-05,"\u2026,\u2026'),
        ("I30,,,", "I30,,,"),
        ("I30,an\u2400na,\ufffd", "I30,\u2400\u2026,\ufffd\u2026"),
        ("I30", "I30"),
        ("+49 170 1234567", "\u2026"),
        ("Please call Anna back", "\u2026"),
        ("anna9@example.com,x", "\u2026,\u2026"),
        ("", ""),
    ],
    ids=[
        *("short", "odd spaces", "mail", "quote", "empty", "odd signs", "only a key"),
        *("a number", "a line of a text", "a mail where the key is", "nothing"),
    ],
)
def test_of_a_whole_record(record: str, kept: str) -> None:
    assert shown(record) == kept


def test_a_key_that_does_not_come_first_is_not_told_from_a_name() -> None:
    columns = ("who", "id", "at", "note", "team")
    plan = replace(PLAN, columns=columns)

    assert shown("anna,I30", plan=plan) == "\u2026,\u2026"


def test_a_key_that_is_a_customer_goes() -> None:
    fields = (
        FieldPlan(field="customer_id", column="id"),
        FieldPlan(field="joined_at", column="at"),
    )
    plan = replace(PLAN, table=TableName.CUSTOMERS, fields=fields)

    assert shown("C-1007,2026-03-05", plan=plan) == "\u2026,2026-03-05"


@pytest.mark.parametrize(
    ("column", "kept"),
    [("team", "long text"), ("who", "\u2026"), ("note", "\u2026")],
    ids=["imported", "a person", "not imported"],
)
def test_of_one_column(column: str, kept: str) -> None:
    assert shown("long text", column) == kept
