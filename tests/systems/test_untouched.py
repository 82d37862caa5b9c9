"""Exports of seven systems open untouched: recognised, and checked row by row."""

from __future__ import annotations

from types import ModuleType

import pytest

from qc.intake.suggestion import Answers
from qc.workspace import Workspace
from tests.systems import (
    freshdesk,
    hubspot,
    intercom,
    jira,
    salesforce,
    servicenow,
    zendesk,
)
from tests.systems.cases import by_id, cases
from tests.workspace.conftest import Load, Loaded, load, rows_of, workspace

__all__ = ["load", "workspace"]  # fixtures

SYSTEMS = (freshdesk, hubspot, intercom, jira, salesforce, servicenow, zendesk)
SAY_NO_ZONE = (freshdesk, jira, salesforce)  # the others are in UTC, or say it


def name_of(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def held(loaded: Loaded, system: ModuleType) -> None:
    """Compare every row of the log with the contact it came from."""
    made = by_id(cases(), system.key)
    fields = list(system.expected(next(iter(made.values()))))
    there = loaded.workspace.warehouse.columns()
    known = [field for field in fields if field in there]
    found = rows_of(loaded.workspace, *known)
    assert found.keys() == made.keys()
    codes: dict[object, object] = {}
    for id_, case in made.items():
        wanted = system.expected(case)
        row = dict(zip(known, found[id_], strict=True))
        code = row["agent"]  # a pseudonym: another one for each name, always the same
        assert codes.setdefault(wanted["agent"], code) == code
        row["agent"] = wanted["agent"]
        assert row == {field: wanted[field] for field in known}
        assert {wanted[field] for field in fields if field not in known} <= {None}
    assert len(set(codes.values())) == len(codes)


def answers(system: ModuleType) -> Answers:
    """Say what only the owner can know: the zone, where the file does not say it."""
    return Answers(zone=system.ZONE if system in SAY_NO_ZONE else None)


@pytest.mark.parametrize("system", SYSTEMS, ids=name_of)
class TestEverySystem:
    def test_is_known_by_its_headers_and_mapped_with_confidence(
        self, system: ModuleType, workspace: Workspace
    ) -> None:
        with workspace.upload(system.text().encode()) as file:
            found = workspace.inspect(file).suggestion

        assert found.system == name_of(system)
        assert not found.missing
        assert not found.refusals
        needed = {"interaction_id", "opened_at", "agent"}
        sure = {one.plan.field for one in found.fields if one.confidence >= 0.9}
        assert needed <= sure

    def test_loads_without_a_mapping_and_holds_what_was_written(
        self, system: ModuleType, load: Load
    ) -> None:
        held(load(system.text(), answers=answers(system)), system)

    def test_loads_without_any_answer(self, system: ModuleType, load: Load) -> None:
        loaded = load(system.text())

        assert loaded.report.account.accepted == len(cases())
