"""The rates of a workspace: kept on record, changed in words, none invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.errors import InvalidCard
from qc.core.rates import NO_RATES, CostBy, RateName, Rates
from qc.store.audit import Deed
from qc.workspace import Workspace
from qc.workspace.rates import changed, keep, rates_of
from tests.workspace.conftest import NOW

GIVEN = Rates(
    currency="EUR",
    named={RateName.HOUR: 38.5},
    defect_by={CostBy.REASON: {"late": 60}},
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "workspace", now=lambda: NOW)


def test_kept_and_found_again(workspace: Workspace) -> None:
    assert rates_of(workspace) == NO_RATES
    before = workspace.version

    keep(workspace, GIVEN)
    keep(workspace, GIVEN)

    assert rates_of(workspace) == GIVEN
    assert workspace.version != before
    (entry,) = workspace.warehouse.state.entries()
    assert (entry.what, entry.subject) == (Deed.SETTING_SET, "rates")


def test_said_and_taken_back(workspace: Workspace) -> None:
    del workspace
    said = changed(GIVEN, {"defect": "12", "reason.late": "", "severity.big": "9.5"})

    assert said == Rates(
        currency="EUR",
        named={RateName.DEFECT: 12, RateName.HOUR: 38.5},
        defect_by={CostBy.SEVERITY: {"big": 9.5}},
    )
    assert changed(said, {"currency": "", "hour": "", "defect": ""}).named == {}


def test_a_rate_that_is_none_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidCard) as caught:
        keep(workspace, Rates(named={RateName.DEFECT: -1}))
    with pytest.raises(InvalidCard, match=r"rates\.hour: must be a number"):
        changed(GIVEN, {"hour": "much"})

    assert str(caught.value).startswith(
        "The list of rates has 1 fault(s); nothing was used:"
    )
    assert rates_of(workspace) == NO_RATES
