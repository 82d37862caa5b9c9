"""All tables as one company: what was written is what the chain sees."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.chain.company import Company, Source
from qc.core.kinds import TableName
from qc.simulate import PROFILES, make_company
from qc.workspace import Workspace
from qc.workspace.company import company_of, lacking, sources
from tests.chain.simulated import seen

_TABLES = (
    "contacts",
    "sales",
    "arrivals",
    "referrals",
    "campaigns",
    "trainings",
    "messages",
)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
LOG = (
    "interaction_id,customer_id,opened_at,promised_by,resolved_at,defects,severity\n"
    "I1,C2,2026-01-02 10:00,2026-01-03 10:00,2026-01-04 09:00,1,Major\n"
    "I2,C1,2026-01-01 10:00,2026-01-03 10:00,2026-01-03 09:00,0,\n"
    "I3,,2026-01-05 10:00,2026-01-09 10:00,,2,minor\n"
    "I4,C1,2026-02-27 10:00,2026-03-09 10:00,,,odd\n"
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Company, Company]:
    folder = tmp_path_factory.mktemp("company")
    simulated = make_company(PROFILES["tiny"], seed=3)
    simulated.write(folder / "files")
    workspace = Workspace.open(folder / "w")
    for file in sorted((folder / "files").glob("*.csv")):
        workspace.load(file, simulated=True)
    return company_of(workspace), seen(simulated)


def renumbered(found: Company, simulated: Company) -> dict[str, np.ndarray]:
    """Codes of people have an order of their own: find it where it is beyond doubt."""
    numbers = {}
    for column in ("customer", "agent"):
        known = np.stack(
            [getattr(of.contacts, column) for of in (simulated, found)], axis=1
        )
        pairs = np.unique(known, axis=0)
        assert len(np.unique(pairs[:, 0])) == len(np.unique(pairs[:, 1])) == len(pairs)
        numbers[column] = pairs[:, 1]
    customer = numbers["customer"]
    return numbers | {"referrer": customer, "referred": customer}


class TestTheSimulator:
    @pytest.mark.parametrize("table", _TABLES)
    def test_every_column_is_what_was_written(
        self, both: tuple[Company, Company], table: str
    ) -> None:
        found, simulated = both
        got, wanted = getattr(found, table), getattr(simulated, table)
        assert len(got) == len(wanted) > 0
        numbers = renumbered(found, simulated)
        order = numbers["customer"] if table == "arrivals" else slice(None)
        for column in dataclasses.fields(got):
            one, other = getattr(got, column.name)[order], getattr(wanted, column.name)
            if column.name in numbers:
                other = np.append(numbers[column.name], -1)[other]
            if column.name == "late":  # the simulator says nothing of open cases
                one, other = one[np.isfinite(other)], other[np.isfinite(other)]
            if table == "trainings":  # several of one day
                one, other = np.sort(one), np.sort(other)
            assert np.allclose(one, other, atol=1.5 / 1440, equal_nan=True), column.name

    def test_names_and_days(self, both: tuple[Company, Company]) -> None:
        got, wanted = both
        assert len({*got.names.customers}) == got.customers == wanted.customers
        assert got.names.teams == wanted.names.teams
        assert got.names.steps == wanted.names.steps
        assert (got.first, got.last) == (wanted.first, wanted.last)


class TestByHand:
    def company(self, tmp_path: Path) -> tuple[Workspace, Company]:
        workspace = Workspace.open(tmp_path / "w", now=lambda: NOW)
        file = tmp_path / "log.csv"
        file.write_text(LOG, encoding="utf-8")
        workspace.load(file)
        return workspace, company_of(workspace)

    def test_flags(self, tmp_path: Path) -> None:
        _, found = self.company(tmp_path)
        log, nan = found.contacts, np.nan
        nobody, first, second, again = log.customer[[2, 0, 1, 3]]
        assert nobody == -1
        assert first == again != second
        assert np.array_equal(log.late, [0, 1, 1, nan], equal_nan=True)
        assert np.array_equal(log.defective, [0, 1, 1, nan], equal_nan=True)
        assert np.array_equal(log.grave, [nan, 1, 0, nan], equal_nan=True)
        assert log.opened[0] - log.day[0] == pytest.approx(10 / 24)

    def test_what_is_lacking(self, tmp_path: Path) -> None:
        workspace, found = self.company(tmp_path)
        asked = (TableName.TRAINING, TableName.INTERACTIONS)
        assert lacking(workspace, *asked) == (TableName.TRAINING,)
        assert [len(getattr(found, t)) for t in _TABLES] == [4, 0, 2, 0, 0, 0, 0]

    def test_it_is_read_again_only_when_something_changed(self, tmp_path: Path) -> None:
        workspace, found = self.company(tmp_path)
        assert company_of(workspace) is found
        more = tmp_path / "more.csv"
        more.write_text(
            "transaction_id,customer_id,date,amount\nT1,C9,2026-01-09,5\n",
            encoding="utf-8",
        )
        workspace.load(more)
        again = company_of(workspace)
        assert again is not found
        assert (found.customers, again.customers) == (2, 3)
        assert again.sales.amount.tolist() == [5.0]

    def test_nothing_loaded_is_a_company_without_rows(self, tmp_path: Path) -> None:
        found = company_of(Workspace.open(tmp_path / "empty", now=lambda: NOW))
        assert (found.customers, found.last - found.first) == (0, -1)


def test_words_for_sources() -> None:
    assert sources()["word of mouth"] is Source.REFERRAL
    assert Source.UNKNOWN not in sources().values()
