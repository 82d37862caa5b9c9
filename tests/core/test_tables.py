"""The closed list of tables holds together."""

from __future__ import annotations

import pytest

from qc.core.kinds import FieldKind, TableName
from qc.core.table import Table
from qc.core.tables import INTERACTIONS, TABLES

HOMES = {"customer_id", "agent", "interaction_id", "campaign_id"}


def test_every_table_is_defined_once() -> None:
    assert [*TABLES] == [*TableName]
    assert TABLES[TableName.INTERACTIONS] is INTERACTIONS


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
class TestATable:
    def test_has_a_key_and_a_time(self, table: Table) -> None:
        assert table.fields[table.key].kind is FieldKind.KEY
        assert table.fields[table.time].kind is FieldKind.TIME
        assert table.local in table.extras

    def test_names_only_fields_of_its_own(self, table: Table) -> None:
        named = {*table.strict, *table.made_of, *table.planned, *table.until}
        named |= {*table.clocks}
        for check in table.checks:
            named |= {check.field, check.other or check.field}
        assert named <= table.fields.keys()

    def test_makes_its_key_of_fields_that_are_there(self, table: Table) -> None:
        assert not table.made_of or table.made_of[0] in table.required
        assert (table.key in table.required) is (not table.made_of)

    def test_joins_others_by_known_names(self, table: Table) -> None:
        assert {table.joins(field) for field in table.fields} - {None} <= HOMES

    def test_sets_rows_aside_for_what_they_need(self, table: Table) -> None:
        needed = {name for name, field in table.fields.items() if field.required}
        assert needed <= {*table.decides}


def test_the_log_decides_by_key_time_and_stage() -> None:
    assert INTERACTIONS.decides == ("interaction_id", "opened_at", "stage")
    assert INTERACTIONS.extras == ("opened_local", "line", "row_hash")
