"""Trust in a workspace: with everything, with interactions alone, with nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.chain.links import Arrow, Shown
from qc.core.rates import RateName, Rates
from qc.intake.answers import Answers
from qc.workspace import Workspace
from qc.workspace.company import company_of
from qc.workspace.rates import keep
from qc.workspace.repeat import repeat_forecast
from qc.workspace.trust import (
    customer_trust,
    links,
    relationships_at_risk,
    study_of,
    trust,
)
from tests.pages import logs

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path, now=lambda: NOW)


def load(workspace: Workspace, content: bytes) -> Workspace:
    with workspace.upload(content) as file:
        workspace.load(file, name="log.csv", answers=Answers())
    return workspace


class TestNothing:
    def test_it_says_which_fields_are_lacking(self, empty: Workspace) -> None:
        assert trust(empty).lacking == ("customer_id", "defective")
        assert relationships_at_risk(empty, None).lacking == (
            "customer_id",
            "defective",
        )
        assert all(link.shown is Shown.NO_DATA for link in links(company_of(empty)))

    def test_one_row_has_an_index_and_no_verdict(self, empty: Workspace) -> None:
        found = trust(load(empty, logs.csv_of(logs.contacts(1))))

        assert found.lacking == ()
        assert found.prior.short
        assert not any(one.validated for one in found.validations)
        assert 0 < found.value[0] < 1

    def test_nobody_known_is_lacking_though_the_fields_are_there(
        self, empty: Workspace
    ) -> None:
        rows = [[*row[:8], "", *row[9:]] for row in logs.contacts(3)]

        assert trust(load(empty, logs.csv_of(rows))).lacking == ("customer_id",)


class TestInteractionsAlone:
    def test_everything_is_told_but_money(self, empty: Workspace) -> None:
        workspace = load(empty, logs.csv_of(logs.contacts(900, weeks=44)))
        found, risk = trust(workspace), relationships_at_risk(workspace, None)

        assert found.promised == 900
        assert found.mean.n == 50
        assert len(found.weeks) == 44
        assert not risk.risk.forecast
        assert risk.worth is None
        by_arrow = {link.arrow: link for link in links(company_of(workspace))}
        assert by_arrow[Arrow.TRUST_REPEAT].lacking == ("transactions",)

        company = company_of(workspace)
        assert study_of(company) is study_of(company)
        who = int(risk.risk.customer[0])
        told = customer_trust(workspace, who)
        assert told.name == risk.names[0]
        assert told.history.trust[-1] == pytest.approx(risk.risk.trust[0])


class TestPurchases:
    def test_a_rate_of_the_user_stands_in_for_money(self, empty: Workspace) -> None:
        workspace = load(empty, logs.csv_of(logs.contacts(900, weeks=44)))
        rng = np.random.default_rng(2)
        rows = [
            (f"K{who % 50}" if who < 50 else f"N{who}", int(day))
            for who in range(400)
            for day in np.cumsum(rng.exponential(50, 6))
            if day < 300
        ]
        lines = [
            f"T{i},{who},{np.datetime64('2026-01-05') + np.timedelta64(day, 'D')}"
            for i, (who, day) in enumerate(rows)
        ]
        text = "\n".join(["transaction_id,customer_id,date", *lines]) + "\n"
        load(workspace, text.encode())
        keep(workspace, Rates(currency="EUR", named={RateName.REPEAT: 40.0}))
        forecast = repeat_forecast(workspace)
        in_money = relationships_at_risk(workspace, forecast)
        without = replace(forecast, worth=None, money=())
        in_purchases = relationships_at_risk(workspace, without)

        assert in_purchases.risk.forecast
        assert not in_purchases.risk.in_money
        assert in_money.currency == "EUR"
        assert in_money.risk.stake == pytest.approx(40 * in_purchases.risk.stake)
        low, high = in_money.risk.total.interval
        assert low < in_money.risk.total.value < high
