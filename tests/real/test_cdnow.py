"""Purchases of a cohort of customers against published fits of the same sample."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qc.chain.backtest import backtest
from qc.chain.btyd import Fit, Model, fit
from qc.chain.buying import Worth
from qc.chain.contract import Business
from qc.chain.forecast import alive, expected, of_a_new_customer
from qc.chain.histories import Histories, histories
from qc.chain.purchases import Purchases, purchases
from qc.chain.repurchase import repurchase, second
from qc.chain.spend import Spend, expected_spend, fit_spend
from qc.core.survival import kept
from qc.view.words import repeat as say
from qc.view.words import repeat_forecast as ahead
from qc.workspace import Workspace
from qc.workspace.defect_money import defect_money
from qc.workspace.repeat import repeat_business, repeat_forecast
from tests.chain.buyers import known
from tests.real.conftest import facts_of, file_of

Reference = dict[str, Any]

LEARNED = np.datetime64("1997-09-30")
LAST = np.datetime64("1998-06-30")
WEEK = 7


def _read(name: str, amount: str) -> Purchases:
    with file_of("cdnow", name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    _, who = np.unique([row["customer_id"] for row in rows], return_inverse=True)
    texts = (row["date"].replace("-", "") for row in rows)
    days = [f"{text[:4]}-{text[4:6]}-{text[6:]}" for text in texts]
    paid = np.array([float(row[amount]) for row in rows])
    return purchases(who.astype(np.int64), np.array(days, dtype="M8[D]"), paid)


@pytest.fixture(scope="module")
def published() -> Reference:
    found: Reference = json.loads(
        file_of("cdnow", "sample_reference.json").read_text("utf-8")
    )
    return found


@pytest.fixture(scope="module")
def sample() -> Purchases:
    return _read("cdnow_sample_transactions.csv", "amount")


@pytest.fixture(scope="module")
def customers(sample: Purchases) -> Histories:
    return histories(sample, LEARNED)


@pytest.fixture(scope="module")
def bg(customers: Histories) -> Fit:
    return fit(customers, Model.BG_NBD)


@pytest.fixture(scope="module")
def pareto(customers: Histories) -> Fit:
    return fit(customers, Model.PARETO_NBD)


@pytest.fixture(scope="module")
def spend(customers: Histories) -> Spend:
    return fit_spend(customers)


class TestTheSample:
    def test_customers(self, customers: Histories, published: Reference) -> None:
        found = {
            "n": len(customers),
            "zero_repeat": int((customers.repeats == 0).sum()),
            "sum_x": int(customers.repeats.sum()),
        }
        assert found == published["checks"]

    def test_bg_nbd(self, bg: Fit, published: Reference) -> None:
        told = published["bgnbd"]

        assert bg.params == pytest.approx(told["params"], rel=1e-4)
        assert bg.params == pytest.approx(told["published"], abs=6e-4)
        assert bg.top.log_likelihood == pytest.approx(told["loglik"], abs=1e-3)
        error = np.sqrt(np.diag(bg.top.covariance)) * bg.top.theta
        assert error == pytest.approx(told["se_second"], rel=1e-3)
        assert bg.short == ()

    def test_bg_nbd_of_customers(self, bg: Fit, published: Reference) -> None:
        told = published["bgnbd"]
        one = known([2], [213], [272])  # weeks 30.43 and 38.86

        coming = expected(bg, one, 39 * WEEK)[0]
        assert coming == pytest.approx(told["cond_expectation"]["value"], abs=1e-3)
        assert alive(bg, one)[0] == pytest.approx(
            told["palive_same_customer"], abs=2e-4
        )
        new = told["expected_purchases"]
        found = [of_a_new_customer(bg, weeks * WEEK) for weeks in new["t"]]
        assert found == pytest.approx(new["value"], abs=5e-4)

    def test_mbg_nbd(self, customers: Histories, published: Reference) -> None:
        """The likelihood beside it was taken of weeks rounded to two digits."""
        told, found = published["mbgnbd"], fit(customers)

        assert found.params == pytest.approx(told["params"], rel=1e-4)
        assert found.top.log_likelihood == pytest.approx(told["loglik"], abs=5e-3)

    def test_pareto_nbd(self, pareto: Fit, published: Reference) -> None:
        told = published["paretonbd"]

        assert pareto.params == pytest.approx(told["params"], rel=5e-4)
        assert pareto.params == pytest.approx(told["published"], abs=4e-3)
        assert pareto.top.log_likelihood == pytest.approx(told["loglik"], abs=1e-3)
        errors = np.sqrt(np.diag(pareto.top.covariance)) * pareto.top.theta
        found = dict(zip(pareto.params, errors, strict=True))
        assert found == pytest.approx(told["se"], rel=1e-3)

    def test_gamma_gamma(
        self, spend: Spend, customers: Histories, published: Reference
    ) -> None:
        told = published["gammagamma"]
        found = dict(zip("pqv", spend.top.theta.tolist(), strict=True))

        assert found == pytest.approx(told["params"], abs=6e-3)
        reached = spend.top.log_likelihood
        assert reached == pytest.approx(told["loglik_CLVTools"], abs=1e-3)
        first = expected_spend(spend, customers)[:10]
        assert first == pytest.approx(told["cond_mean_first10"], abs=told["tol"])


class TestWhatCame:
    def test_all_three_say_too_little_and_going_on_as_before_too_much(
        self, sample: Purchases, customers: Histories
    ) -> None:
        """39 weeks held back: forecast over what came."""
        came = int(((sample.day > LEARNED) & (sample.day <= LAST)).sum())
        days = 39 * WEEK
        for model in Model:
            said = expected(fit(customers, model), customers, days).sum()
            assert 0.8 < said / came < 0.95
        naive = (days * customers.repeats / customers.age).sum()
        assert naive / came > 1.3

    def test_expected_purchases_rank_and_alive_of_bg_nbd_does_not(
        self, sample: Purchases, customers: Histories, bg: Fit
    ) -> None:
        later = sample.customer[(sample.day > LEARNED) & (sample.day <= LAST)]
        bought = np.isin(customers.customer, later)
        here = alive(bg, customers)

        assert here[bought].mean() < here[~bought].mean()
        coming = expected(bg, customers, 39 * WEEK)
        assert coming[bought].mean() > 3 * coming[~bought].mean()

    def test_from_several_days(self, sample: Purchases) -> None:
        found = backtest(sample, LAST, 91)

        assert len(found.trials) == 3
        assert abs(found.ratio - 1) < abs(1 / found.naive_ratio - 1)
        assert all(trial.miss < trial.naive_miss for trial in found.trials)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The file as it is: it has no ids, so lines are counted."""
    workspace = Workspace.open(tmp_path_factory.mktemp("cdnow"))
    file = file_of("cdnow", "cdnow_master.csv")
    assert workspace.load(file).counted
    return workspace


class TestThePage:
    def test_the_repeat_curve_is_that_of_the_file(self, shop: Workspace) -> None:
        facts, found = facts_of("cdnow"), repeat_business(shop)
        curve = found.curves.curve.curve

        assert (found.customers, found.log) == (facts["customers"], False)
        assert found.business is Business.FREE
        assert found.curves.share.value == pytest.approx(
            facts["repeat_share_by_distinct_days"], abs=1e-6
        )
        assert curve is not None
        told = facts["customers_with_second_purchase_day_within_days_of_first"]
        for days, count in told.items():
            share = kept(curve, int(days)).share
            assert share * facts["customers"] == pytest.approx(count, abs=1e-6)
        months = facts["customers_by_month_of_first_purchase"]
        cohorts = {str(g.first): g.customers for g in found.curves.cohorts.groups}
        assert cohorts == months

    def test_the_forecast_holds_itself_against_the_past(self, shop: Workspace) -> None:
        found = repeat_forecast(shop)

        assert len(found.ahead.tried.trials) == 4
        total = found.ahead.models[0].totals[0]
        assert total.of_model > total.of_chance
        for other in found.ahead.models[1:]:
            low, high = total.interval
            assert low < other.totals[0].value < high
        assert found.worth is not None
        assert found.worth.worth is Worth.AMOUNT
        assert found.worth.by_law

    def test_what_the_page_says(self, shop: Workspace) -> None:
        found = repeat_business(shop)

        assert say.headline(found).startswith("29.2\u00a0% of customers come back")
        assert "2,068 rows further" in " ".join(say.facts(found))
        assert "by amount paid." in ahead.forecast_line(repeat_forecast(shop))

    def test_without_a_log_it_says_what_to_load(self, shop: Workspace) -> None:
        assert defect_money(shop).lacking == ("interactions",)


class TestTheSampleOnThePage:
    def test_the_published_fit(self, tmp_path: Path, published: Reference) -> None:
        """Up to the day that the published fits know."""
        workspace = Workspace.open(tmp_path)
        text = file_of("cdnow", "cdnow_sample_transactions.csv").read_text("utf-8")
        head, *rows = text.splitlines(keepends=True)
        known_rows = [row for row in rows if row.split(",")[1] <= str(LEARNED)]
        with workspace.upload("".join([head, *known_rows]).encode()) as file:
            assert workspace.load(file, name="s.csv").counted

        found = repeat_forecast(workspace)

        fits = {one.model: one.fit for one in found.ahead.models}
        told = published["mbgnbd"]["params"]
        assert fits[Model.MBG_NBD].params == pytest.approx(told, rel=1e-4)
        told = published["paretonbd"]["published"]
        assert fits[Model.PARETO_NBD].params == pytest.approx(told, abs=4e-3)
        told = published["bgnbd"]["published"]
        assert fits[Model.BG_NBD].params == pytest.approx(told, abs=6e-4)


class TestTheWholeCohort:
    def test_the_repeat_curve(self) -> None:
        facts = facts_of("cdnow")
        bought = _read("cdnow_master.csv", "dollar_value")
        again = second(bought, LAST)
        curve = repurchase(again).curve

        assert (
            bought.merged == facts["rows_sharing_customer_and_date_with_an_earlier_row"]
        )
        assert curve is not None
        share = again.came.mean()
        assert share == pytest.approx(facts["repeat_share_by_distinct_days"], abs=1e-6)
        told = facts["customers_with_second_purchase_day_within_days_of_first"]
        for days, count in told.items():
            found = kept(curve, int(days)).share * facts["customers"]
            assert found == pytest.approx(count, abs=1e-6)
