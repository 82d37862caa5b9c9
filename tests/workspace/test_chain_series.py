"""Charts of customers ask less of the tables than the chain does, and see the same."""

from __future__ import annotations

import numpy as np
import pytest

from qc.chain.series import counts
from qc.chain.traffic import traffic_of
from qc.core.calendar import all_starts, next_start
from qc.core.chain_series import ChainSeries
from qc.core.kinds import Period
from qc.simulate import PROFILES, make_company
from qc.store import company as reading
from qc.workspace import Workspace
from qc.workspace.company import company_of, customers_in

OF_CUSTOMERS = tuple(one for one in ChainSeries if not one.of_log)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("series")
    make_company(PROFILES["tiny"], seed=6).write(folder / "files")
    workspace = Workspace.open(folder / "w")
    for file in sorted((folder / "files").glob("*.csv")):
        workspace.load(file, simulated=True)
    return workspace


def test_all_is_counted_without_reading_every_contact(whole: Workspace) -> None:
    extent = whole.warehouse.extent(whole.warehouse.log())
    assert extent is not None
    starts = all_starts(*extent, Period.MONTH)
    (end,) = next_start(starts[-1:], Period.MONTH)
    customers, traffic = customers_in(whole.warehouse)
    company = company_of(whole)
    assert len(customers.contacts) == 0 < len(company.contacts)
    assert traffic.contacts.sum() == len(company.contacts)
    for what in OF_CUSTOMERS:
        full = counts(company, traffic_of(company.contacts), what, starts, end)
        light = counts(customers, traffic, what, starts, end)
        np.testing.assert_array_equal(light.events, full.events)
        np.testing.assert_array_equal(light.opportunities, full.opportunities)


def test_what_was_read_as_a_whole_is_not_read_again(whole: Workspace) -> None:
    again = Workspace.open(whole.folder)
    company = company_of(again)
    customers, traffic = customers_in(again.warehouse)
    assert customers is company
    assert traffic.contacts.sum() == len(company.contacts)


def test_the_weekly_review_does_not_read_every_contact(
    whole: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, asked = reading.company, []

    def noted(*told: object, contacts: bool = True) -> object:
        asked.append(contacts)
        return read(*told, contacts=contacts)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "company", noted)
    whole.load(one_more_sale(whole))
    cards = {one.measure.chain for one in whole.review().assessments}
    assert {ChainSeries.PROMISES_BROKEN, ChainSeries.BOUGHT_AGAIN} <= cards
    assert asked == [False]


def one_more_sale(whole: Workspace) -> str:
    """Write one sale more, so that nothing kept from before is of use."""
    file = whole.folder.parent / "sale.csv"
    text = "transaction_id,customer_id,date,amount\none-more,C00001,2025-01-02,5\n"
    file.write_text(text, encoding="utf-8")
    return str(file)
