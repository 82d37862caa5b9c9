"""Goodwill, supply and news of a workspace: the sample, small files, rates, cards."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.chain.ledger import DEPOSITS, WITHDRAWALS
from qc.chain.ledger_events import Line
from qc.chain.links import Design
from qc.chain.news import NewsFigure
from qc.chain.news_uptake import Outcome
from qc.core.errors import InvalidCard, NothingToShow
from qc.core.kinds import Period
from qc.core.rates import RateName
from qc.view.ledger_charts import running_figure, week_figure
from qc.view.ledger_frames import (
    booked_frame,
    quality_frame,
    return_frame,
    weeks_frame,
)
from qc.view.news_frames import untold_frame
from qc.view.supply_charts import curve_figure, flow_figure
from qc.view.supply_frames import (
    flow_frame,
    lead_frame,
    parts_frame,
    promises_frame,
    silent_frame,
)
from qc.view.words import ledger as say
from qc.view.words import ledger_costs as costs
from qc.view.words import news as say_news
from qc.view.words import supply as say_supply
from qc.view.words.supply_formula import definitions as supply_definitions
from qc.workspace import Workspace
from qc.workspace.ledger import goodwill
from qc.workspace.ledger_rates import Said, keep_said
from qc.workspace.news import news_card, news_report
from qc.workspace.rates import rates_of
from qc.workspace.settings import exported, look, take
from qc.workspace.supply import supply_report

NOW = datetime(2025, 1, 1, 12, tzinfo=UTC)
START = np.datetime64("2024-01-01")
EURO = {
    RateName.PROMISE: (8.0, 16.0),
    RateName.TRAINING_HOUR: (40.0, None),
    RateName.RECOVERY: (15.0, None),
    RateName.OUTREACH: (0.5, None),
}


def text(head: str, rows: list[str]) -> str:
    return "\n".join([head, *rows]) + "\n"


def day(number: int) -> str:
    return str(START + np.timedelta64(number, "D"))


def sold(customers: int = 60) -> str:
    """Each buys every 20 days; every third stops after day 120."""
    rows = [
        f"T{who}-{i},C{who},{day(who % 20 + 20 * i)},30,{12 + who}"
        for who in range(customers)
        for i in range(6 if who % 3 == 0 else 16)
    ]
    return text("transaction_id,customer_id,date,amount,margin", rows)


def outreach(held: str, customers: int = 60) -> str:
    topics = [held if who % 4 == 0 else "offer" for who in range(customers)]
    rows = [
        f"N{who}-{i},C{who},{day(who % 7 + 30 * i)}T09:00,{topics[who]}"
        for who in range(customers)
        for i in range(9)
    ]
    return text("outreach_id,customer_id,sent_at,topic", rows)


def given(folder: Path, **files: str) -> Workspace:
    workspace = Workspace.open(folder, now=lambda: NOW)
    for name, content in files.items():
        with workspace.upload(content.encode()) as file:
            workspace.load(file, name=f"{name}.csv")
    return workspace


class TestTheSample:
    def test_the_ledger_closes_in_every_week(self, sample: Workspace) -> None:
        found = goodwill(sample)
        account = found.account

        paid, drawn = account.sums(DEPOSITS), account.sums(WITHDRAWALS)
        np.testing.assert_array_equal(account.closing, account.opening + paid - drawn)
        assert all(found.told.values())
        assert (found.lacking, found.money) == ((RateName.PROMISE,), None)
        assert "customers stand by you at the end of 2026-W" in say.headline(found)
        assert "a broken promise" in say.needs_rates(found)
        told = say.week_sentence(account, len(account) - 1, say.CUSTOMERS)
        assert f"= closing {account.closing[-1]:.0f}." in told
        frame, n = booked_frame(found, len(account) - 1)
        assert len(frame) == n == paid[-1] + drawn[-1]
        assert weeks_frame(found, say.CUSTOMERS).shape == (len(account), 8)
        assert not say.untold(found)
        assert "ended in an order all the same" in say.silence_line(found)

    def test_costs_without_rates_are_not_known(self, sample: Workspace) -> None:
        found = goodwill(sample)

        assert "as counts only: none of the four" in costs.quality_sentence(found)
        assert "Costs not entered" in costs.return_sentence(found)
        table = quality_frame(found)
        assert set(table["Rate"]) == {costs.NO_RATE}
        assert set(table["Cost"]) == {"\u2013"}
        assert return_frame(found)["Money"].str.contains("32,334").any()

    def test_the_supply_adds_up(self, sample: Workspace) -> None:
        found = supply_report(sample)
        flow = found.flow

        came = flow.new.sum(axis=1) + flow.back
        np.testing.assert_array_equal(
            flow.stock, flow.opening + came - flow.silent - flow.left
        )
        assert 0 < found.risk.still.value < found.risk.all.value
        assert "customers are active; in the last week" in say_supply.headline(found)
        assert "the supply at risk" in say_supply.risk_line(found)
        assert "the largest 10" in say_supply.parts_line(found.parts)
        assert "not told by your data" in say_supply.promises_line(found)
        assert "In the last 13 weeks the supply" in say_supply.trend(found)
        assert len(list(supply_definitions(found))) == 6
        assert len(flow_frame(found)) == len(flow) == len(promises_frame(found))
        assert len(lead_frame(found)) == len(flow)
        assert len(parts_frame(found)) == 5
        assert len(silent_frame(found)) == 500
        assert len(curve_figure(found).data) == 3
        assert {each.name for each in flow_figure(found).data if each.name} >= {
            "New, recommended",
            "Back again",
            "Fell silent",
        }

    def test_news_say_what_they_rest_on(self, sample: Workspace) -> None:
        found = news_report(sample)

        assert set(found.charts) == {
            NewsFigure.REACH,
            NewsFigure.FREQUENCY,
            NewsFigure.OPENED,
            NewsFigure.LED,
            NewsFigure.BOUGHT,
        }
        (one,) = found.uptakes
        assert one.design is Design.WITHIN_CUSTOMER
        assert "Your data do not show that news bring anything more." in (
            say_news.uptake_line(one)
        )
        assert "An observation, no proof" in say_news.design_line(found)
        assert "complaints about news" in " ".join(say_news.facts(found))
        assert "of active customers in the last whole month" in say_news.headline(found)
        assert found.silence is not None
        assert "not been told of anything new for more than 90 days" in (
            say_news.silence_line(found.silence)
        )
        assert len(untold_frame(found)) == len(found.silence.untold)
        weekly = news_report(sample, Period.WEEK).charts[NewsFigure.REACH].chart
        assert weekly is not None
        assert len(weekly) > 70


class TestMoney:
    def test_rates_make_a_ledger_with_a_range(self, tmp_path: Path) -> None:
        late = text(
            "interaction_id,customer_id,opened_at,promised_by,resolved_at",
            [
                f"I{i},C{i},{day(i + 40)}T09:00,{day(i + 40)}T12:00,{day(i + 41)}T09:00"
                for i in range(200)
            ],
        )
        workspace = given(tmp_path, sold=sold(), late=late)
        keep_said(workspace, Said(currency="EUR", ends=EURO))
        found = goodwill(workspace)
        kept = found.money

        assert rates_of(workspace).span(RateName.PROMISE) == (8, 12, 16)
        assert kept is not None
        assert kept.by_margin == (Line.REPEAT, Line.REFERRAL)
        ends = [one.closing[-1] for one in (kept.low, kept.middle, kept.high)]
        assert ends == sorted(ends)
        assert ends[0] < ends[2]
        assert "Within the ranges of your rates" in say.money_sentence(found, kept)
        assert "Booked at the margin" in say.money_sentence(found, kept)
        assert weeks_frame(found, say.MONEY).shape[1] == 9
        assert len(running_figure(found, say.MONEY).data) == 4
        week = week_figure(found, say.MONEY, len(found.account) - 1)
        assert list(week.data[0].x)[1] == pytest.approx(kept.middle.closing[-1])
        quality = costs.quality_sentence(found)
        assert "external failure at least 1,568\u20133,136\u00a0EUR" in quality
        assert "no sum yet" in quality
        assert "promise = [8, 16]" in exported(workspace)

    def test_a_range_needs_its_lower_end(self, tmp_path: Path) -> None:
        workspace = given(tmp_path)
        with pytest.raises(InvalidCard, match="a range needs its lower end"):
            keep_said(workspace, Said(currency="", ends={RateName.HOUR: (None, 3.0)}))
        with pytest.raises(InvalidCard, match=r"write \[3, 9\]"):
            keep_said(workspace, Said(currency="", ends={RateName.HOUR: (9.0, 3.0)}))
        assert rates_of(workspace).empty

    def test_a_rate_is_taken_back(self, tmp_path: Path) -> None:
        workspace = given(tmp_path)
        keep_said(workspace, Said(currency="", ends={RateName.HOUR: (1.0, 3.0)}))
        keep_said(workspace, Said(currency="", ends={RateName.HOUR: (None, None)}))

        assert rates_of(workspace).empty


class TestPurchasesAlone:
    def test_what_is_not_told_is_said(self, tmp_path: Path) -> None:
        workspace = given(tmp_path, sold=sold())
        found = goodwill(workspace)

        assert (
            "recommendation" in say.LINES[Line.REFERRAL]
            or not found.told[Line.REFERRAL]
        )
        assert say.untold(found) == (
            "Not told by your data, so 0 here: brought by a customer, made good and "
            "promise broken."
        )
        assert found.account.line(Line.CHURN).sum() >= 20
        assert math.isnan(found.gain.ratio.value)
        flow = supply_report(workspace)
        assert flow.promises is None
        assert say_supply.promises_line(flow).startswith("No interactions are loaded")

    def test_a_card_of_the_workspace_says_when_silence_begins(
        self, tmp_path: Path
    ) -> None:
        workspace = given(tmp_path, sold=sold())
        usual = int(supply_report(workspace).flow.silent.sum())
        (tmp_path / "supply.toml").write_text("silent_after = 0.6", encoding="utf-8")

        assert supply_report(workspace).flow.silent.sum() > usual
        (tmp_path / "supply.toml").write_text("silent = 1", encoding="utf-8")
        with pytest.raises(InvalidCard, match="unknown key 'silent'"):
            supply_report(workspace)

    def test_the_cards_go_with_the_settings_file(self, tmp_path: Path) -> None:
        workspace, other = given(tmp_path / "one"), given(tmp_path / "other")
        card = tmp_path / "one" / "news.toml"
        card.write_text("untold_days = 30", encoding="utf-8")
        said = exported(workspace)
        take(other, look(other, said, "one.toml"))

        assert "[news]\nuntold_days = 30" in said
        assert news_card(other).untold_days == 30
        wrong = "format = 1\n[supply]\nahead_days = 0\n[news]\nmost = 2\n"
        with pytest.raises(InvalidCard) as refused:
            look(other, wrong, "two.toml")
        assert "supply: ahead_days must be a whole number" in str(refused.value)
        assert "news: unknown key 'most'" in str(refused.value)

    def test_nothing_loaded_says_what_to_load(self, tmp_path: Path) -> None:
        workspace = given(tmp_path)

        with pytest.raises(NothingToShow, match="Load a table of transactions"):
            goodwill(workspace)
        with pytest.raises(NothingToShow, match="No news are loaded"):
            news_report(workspace)

    def test_one_purchase_is_no_goodwill_yet(self, tmp_path: Path) -> None:
        one = text("transaction_id,customer_id,date", ["T1,C1,2024-03-01"])
        workspace = given(tmp_path, sold=one)
        supply = supply_report(workspace)

        assert "No customer stands by you yet" in say.headline(goodwill(workspace))
        assert say_supply.headline(supply).startswith("1 customer is active")
        assert say_supply.risk_line(supply).startswith("No customer is silent")
        assert "1 of 30 customers" in say_supply.parts_line(supply.parts)

    def test_one_purchase_today_is_no_whole_week(self, tmp_path: Path) -> None:
        one = text("transaction_id,customer_id,date,amount", ["T1,C1,2025-01-01,3"])

        with pytest.raises(NothingToShow, match="no whole week on record"):
            supply_report(given(tmp_path, sold=one))


class TestHoldOut:
    def test_told_against_held_back(self, tmp_path: Path) -> None:
        workspace = given(tmp_path, sold=sold(), news=outreach("Hold-out"))
        found = news_report(workspace)

        assert found.held == 15 * 9
        bought = found.uptakes[0]
        assert (bought.outcome, bought.design) == (Outcome.BOUGHT, Design.EXPERIMENT)
        assert bought.held is not None
        assert "the difference is" in say_news.uptake_line(bought)
        assert "Your data show" not in say_news.uptake_line(bought)
        assert "15 of 100 customers" in say_news.uptake_line(bought)
        assert "as good as an experiment if" in say_news.design_line(found)
        assert NewsFigure.OPENED not in found.charts
        assert "Held back to compare with: 135." in list(say_news.facts(found))

    def test_other_days_for_news_by_the_card(self, tmp_path: Path) -> None:
        workspace = given(tmp_path, sold=sold(), news=outreach("tips"))
        (tmp_path / "news.toml").write_text("untold_days = 3000", encoding="utf-8")
        found = news_report(workspace)

        assert found.silence is not None
        assert len(found.silence.untold) == 0
        assert found.silence.active == 40
