"""Repeat business of a workspace: purchases alone, contracts, one customer, defects."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.chain.contract import Business
from qc.core.errors import NothingToShow, UnknownName
from qc.core.kinds import ChartKind
from qc.core.rates import RateName, Rates
from qc.intake.answers import Answers
from qc.review.repeat import RepeatForecast
from qc.simulate import make_company
from qc.simulate.profiles import TEACHING
from qc.view.words import defect_money as told
from qc.view.words import repeat as say
from qc.view.words import repeat_forecast as ahead
from qc.view.words import retention
from qc.workspace import Workspace
from qc.workspace.defect_money import defect_money
from qc.workspace.rates import keep
from qc.workspace.repeat import key_customers, repeat_business, repeat_forecast
from qc.workspace.repeat_contracts import contracts
from qc.workspace.repeat_rhythm import customer_rhythm
from qc.workspace.repeat_setting import business_told, tell_business

NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)
START = np.datetime64("2024-01-01")


def load(workspace: Workspace, text: str, **answers: bool) -> None:
    with workspace.upload(text.encode()) as file:
        workspace.load(file, name="sold.csv", answers=Answers(**answers))  # type: ignore[arg-type]


def sold(rows: list[tuple[str, int]], amount: str = "") -> str:
    head = "transaction_id,customer_id,date" + (",amount" if amount else "")
    lines = [
        f"T{i},{who},{START + np.timedelta64(day, 'D')}" + (f",{amount}" * bool(amount))
        for i, (who, day) in enumerate(rows)
    ]
    return "\n".join([head, *lines]) + "\n"


def monthly(customers: int = 40) -> list[tuple[str, int]]:
    """Renew every 30 days; each tenth leaves after three."""
    return [
        (f"S{who:03}", who + 30 * i)
        for who in range(customers)
        for i in range(3 if who % 10 == 0 else 15)
    ]


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path, now=lambda: NOW)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("company")
    company = make_company(TEACHING, seed=1)
    files = {path.stem: path for path in company.write(folder / "files")}
    workspace = Workspace.open(folder / "own", now=lambda: NOW)
    for table in ("interactions", "transactions"):
        workspace.load(files[table])
    return workspace


@pytest.fixture(scope="module")
def forecast(whole: Workspace) -> RepeatForecast:
    return repeat_forecast(whole)


class TestPurchasesAlone:
    def test_nothing_is_asked_for_in_words(self, empty: Workspace) -> None:
        with pytest.raises(NothingToShow, match="Load a table of transactions"):
            repeat_business(empty)
        assert defect_money(empty).lacking == ("interactions", "transactions")

    def test_one_row_is_told_as_too_little(self, empty: Workspace) -> None:
        load(empty, sold([("=cmd()", 5)]))

        found, later = repeat_business(empty), repeat_forecast(empty)

        assert "1 customer with 1 day of purchase" in " ".join(say.facts(found))
        assert "To be collected first" in ahead.forecast_line(later)
        key = key_customers(empty, later)
        one = customer_rhythm(empty, int(key.number[0]))
        assert one.purchases == 1
        assert one.chart.chart is None
        assert "bought on 1 day" in retention.rhythm_line(one)

    def test_a_file_without_ids_needs_no_answer(self, empty: Workspace) -> None:
        head = "customer_id,date,number_of_cds,dollar_value"
        text = f"{head}\n00001,19970101,1,11.77\n00001,19970201,2,5.00\n"

        load(empty, text)

        found = repeat_business(empty)
        assert found.customers == 1
        assert not found.log
        assert found.curves.share.value == 1.0

    def test_nobody_who_bought_nothing_has_a_rhythm(self, empty: Workspace) -> None:
        load(empty, sold([("A", 5)]))

        with pytest.raises(NothingToShow, match="Pick another one"):
            customer_rhythm(empty, 7)


class TestContracts:
    def test_are_found_and_told(self, empty: Workspace) -> None:
        load(empty, sold(monthly()))

        found, kept = repeat_business(empty), contracts(empty)

        assert found.business is Business.CONTRACT
        assert "about every 30 days" in say.headline(found)
        assert (kept.customers, kept.left) == (40, 4)
        assert "4 of 40 customers have left so far" in retention.contract_line(kept)
        assert kept.renewed.n > 300
        assert kept.renewed.value == pytest.approx(1 - 3 / kept.renewed.n)
        assert kept.chart.chart is not None

    def test_what_the_user_says_goes_before_the_data(self, empty: Workspace) -> None:
        load(empty, sold(monthly()))

        tell_business(empty, "free")

        assert business_told(empty.warehouse) is Business.FREE
        found = repeat_business(empty)
        assert found.business is Business.FREE
        assert "as you said" in say.beat_line(found)
        tell_business(empty, "by-data")
        assert business_told(empty.warehouse) is None
        with pytest.raises(UnknownName):
            tell_business(empty, "sometimes")

    def test_without_enough_months_there_is_no_chart(self, empty: Workspace) -> None:
        load(empty, sold([("A", 0), ("A", 3)]))

        kept = contracts(empty)

        assert kept.chart.chart is None
        assert kept.customers == 1


class TestTheCompany:
    def test_forecast_has_money_by_margin(self, forecast: RepeatForecast) -> None:
        found = forecast

        line = ahead.forecast_line(found)
        assert line.endswith("by margin.")
        assert found.money[0].interval[0] > 0
        assert len(found.ahead.models) == 3
        assert "Tried 3 times from past days" in " ".join(ahead.forecast_notes(found))

    def test_key_customers_have_a_t_chart(
        self, whole: Workspace, forecast: RepeatForecast
    ) -> None:
        key = key_customers(whole, forecast)

        one = customer_rhythm(whole, int(key.number[0]))

        assert one.chart.chart is not None
        assert one.chart.chart.kind is ChartKind.T
        assert len(one.chart.chart.value) == one.purchases - 1
        assert (np.diff(key.money) <= 0).all()

    def test_defects_cost_purchases_and_margin(
        self, whole: Workspace, forecast: RepeatForecast
    ) -> None:
        found = defect_money(whole, forecast)

        assert "customers buy" in told.headline(found)
        assert "less often" in told.headline(found)
        assert "by margin." in told.at_stake(found)
        labels = [row.label for row in told.rows(found)]
        assert labels[0] == told.AFTER
        assert labels[-1] == told.WRONG_LABEL
        assert "do not show that making good helps" in told.mending(found)


def test_a_rate_is_the_worth_where_no_money_was_loaded(empty: Workspace) -> None:
    rng = np.random.default_rng(1)
    rows = []
    for who in range(320):
        gap = rng.gamma(1.2, 60)
        days = np.cumsum(rng.exponential(gap, 8)).astype(int) + int(rng.integers(200))
        rows += [(f"C{who}", int(day)) for day in days if day < 500]
    load(empty, sold(rows))

    assert repeat_forecast(empty).money == ()
    keep(empty, Rates(currency="EUR", named={RateName.REPEAT: 20.0}))
    found = repeat_forecast(empty)

    assert "EUR" in ahead.forecast_line(found)
    assert ahead.forecast_line(found).endswith("by your rate for a repeat purchase.")
