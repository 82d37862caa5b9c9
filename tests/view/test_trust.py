"""What is said and drawn of trust: plain sentences, honest doubts, hostile names."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from qc.chain.buying import Worth
from qc.chain.evidence import Estimate, Method, Short, Want
from qc.chain.trust_history import history
from qc.chain.trust_judged import Judged
from qc.chain.trust_memory import memory_of
from qc.chain.trust_prior import MOST_ALIKE, Prior
from qc.chain.trust_risk import Coming, at_risk, low_limit
from qc.chain.trust_study import study
from qc.chain.trust_validation import Doubt, Target, Validation, validations
from qc.chain.trust_weeks import TrustWeeks
from qc.review.trust import CustomerTrust, RiskList, Trust
from qc.view.trust_charts import spread_figure, tenths_figure, weeks_figure
from qc.view.trust_frames import (
    promises_frame,
    risk_frame,
    spread_frame,
    tenths_frame,
    validation_frame,
    weeks_frame,
)
from qc.view.trust_history_chart import history_figure
from qc.view.words import trust as say
from qc.view.words import trust_risk
from qc.view.words.trust_formula import formulas
from tests.chain.trust_logs import two_kinds

HOSTILE = "<script>alert(1)</script>"
FIRM = two_kinds(np.random.default_rng(3), low=0.6, customers=60)
FOUND = study(FIRM)


@cache
def report() -> Trust:
    served = FOUND.index.evidence > 0
    value = FOUND.index.value[served]
    return Trust(
        lacking=(),
        last=np.datetime64("2026-06-30"),
        mean=Estimate(
            value=float(value.mean()),
            interval=(0.70, 0.80),
            n=len(value),
            method=Method.MEAN,
        ),
        value=value,
        evidence=FOUND.index.evidence[served],
        limit=low_limit(FOUND.index.prior),
        prior=FOUND.index.prior,
        memory=FOUND.memory,
        weeks=FOUND.weeks,
        promised=len(FOUND.promises),
        kept=int(FOUND.promises.kept.sum()),
        validations=validations(
            FOUND.standing, FOUND.outcomes, np.random.default_rng(1)
        ),
        chart=None,
    )


@cache
def listed(*, money: bool = True, forecast: bool = True) -> RiskList:
    n = FIRM.customers
    coming = Coming(
        customer=np.arange(n),
        purchases=np.full(n, 2.0 if forecast else np.nan),
        worth=np.full(n, 50.0 if money else np.nan),
    )
    risk = at_risk(FIRM, FOUND, coming, None)
    return RiskList(
        risk=risk,
        names=(HOSTILE, *(f"c{i}" for i in range(len(risk) - 1))),
        worth=Worth.MARGIN if money else None,
        currency="EUR",
        short=() if forecast else (Short(what=Want.REPEATERS, need=100, got=7),),
        lacking=(),
    )


def validated(doubt: Doubt | None, target: Target = Target.REPEAT) -> Validation:
    one = Estimate(value=0.61, interval=(0.58, 0.64), n=9, method=Method.ROBUST)
    return Validation(
        target=target,
        origins=3,
        n=50,
        customers=40,
        events=12,
        judged=None
        if doubt is Doubt.NO_DATA
        else Judged(auc=one, skill=one, plain=0.6, gain=one),
        tenths=(),
        doubt=doubt,
        short=(Short(what=Want.EVENTS, need=100, got=12),),
    )


class TestWords:
    def test_the_headline_has_value_interval_and_number(self) -> None:
        told = say.headline(report()).replace("\u00a0", " ")

        assert "% of your promises (95 % sure: 70.0\u201380.0 %)" in told
        assert "of 60 customers." in told

    def test_too_little_is_no_percentage(self) -> None:
        some = report()
        short = (Short(what=Want.SPREAD, need=1, got=0),)
        told = say.headline(replace(some, prior=replace(some.prior, short=short)))

        assert "cannot be told yet" in told
        assert "%" not in told

    def test_facts_say_what_is_left_out(self) -> None:
        assert "buying, recommending, staying) is left out" in " ".join(
            say.facts(report())
        )

    @pytest.mark.parametrize(
        ("doubt", "text"),
        [
            (None, "Trust foretells buying again: of a customer who bought again"),
            (Doubt.NO_DATA, "It takes 39 weeks of interactions"),
            (Doubt.FEW_EVENTS, "12 of 100 events"),
            (Doubt.NO_SKILL, "0 cannot be ruled out"),
            (Doubt.WORSE, "were worse than the usual one"),
            (Doubt.NOTHING_NEW, "says as much without it"),
        ],
    )
    def test_each_verdict_has_its_sentence(
        self, doubt: Doubt | None, text: str
    ) -> None:
        told = say.validation(validated(doubt))

        assert text in told
        assert ("not validated" in told) == (doubt not in (None, Doubt.NO_DATA))
        assert "AUC 0.61 (0.58\u20130.64)" in told or doubt is Doubt.NO_DATA

    def test_each_target_has_its_words(self) -> None:
        for target in Target:
            assert say.TARGETS[target] in say.validation(validated(None, target))
            assert say.EVENTS[target] in say.tried(validated(None, target))

    @pytest.mark.parametrize(
        ("prior", "text"),
        [
            (Prior(a=8, b=2, log_likelihood=0, customers=9), "after 10 promises"),
            (
                Prior(
                    a=0.8 * MOST_ALIKE,
                    b=0.2 * MOST_ALIKE,
                    log_likelihood=0,
                    customers=9,
                ),
                "no more than by chance",
            ),
            (
                Prior(
                    a=8,
                    b=2,
                    log_likelihood=0,
                    customers=9,
                    short=(Short(what=Want.SPREAD, need=1, got=0),),
                ),
                "cannot be told yet",
            ),
        ],
    )
    def test_how_customers_differ(self, prior: Prior, text: str) -> None:
        told = say.differing(replace(report(), prior=prior))

        assert text in told.replace("\u00a0", " ")
        assert "80.0" in told

    def test_forgetting_and_formulas_tell_the_half_life(self) -> None:
        some = report()
        kept = replace(some, memory=replace(some.memory, half_life=None))

        assert "No promise is forgotten" in say.forgetting(kept)
        assert "weighs half after 180" in say.forgetting(
            replace(some, memory=replace(some.memory, half_life=180.0))
        )
        assert "Half-lives tried: 60, 90" in " ".join(formulas(some))
        nothing = memory_of(FOUND.promises.only(np.zeros(0, dtype=np.int64)))
        assert "too few promises" in " ".join(formulas(replace(some, memory=nothing)))

    def test_no_week_is_said(self) -> None:
        none, floats = np.zeros(0, dtype=np.int64), np.zeros(0)
        weeks = TrustWeeks(
            week=none,
            mean=floats,
            low=floats,
            high=floats,
            customers=none,
            promised=none,
            kept=none,
        )
        assert say.weeks_line(replace(report(), weeks=weeks)) == say.NO_WEEK


class TestRisk:
    def test_money_with_its_range(self) -> None:
        told = trust_risk.headline(listed()).replace("\u00a0", " ")

        assert "relationships are at risk, and with them margin of" in told
        assert "EUR (95 % sure" in told

    def test_purchases_where_no_money_is_known(self) -> None:
        some = listed(money=False)

        assert "purchases of the next 180 days" in trust_risk.headline(some)
        assert "you gave no rate" in " ".join(trust_risk.notes(some))

    def test_without_a_forecast_it_says_what_to_collect(self) -> None:
        some = listed(forecast=False)

        assert trust_risk.headline(some).endswith("at risk.")
        assert "7 of 100 customers who came back" in " ".join(trust_risk.notes(some))
        assert list(risk_frame(some).columns)[1] == "Chance of low trust"

    def test_nobody_at_risk(self) -> None:
        some = listed()
        nobody = at_risk(FIRM, FOUND, _nobody(), None)

        told = trust_risk.headline(replace(some, risk=nobody, names=()))
        assert told.startswith("No relationship is at risk")
        assert not len(risk_frame(replace(some, risk=nobody, names=())))

    def test_every_reason_is_told(self) -> None:
        risk = listed().risk
        some = replace(
            risk,
            open=np.full(len(risk), 20_000),
            silent=np.full(len(risk), 60.0),
            usual=np.full(len(risk), 12.0),
        )
        told = "; ".join(trust_risk.reasons(some, 0)).replace("\u00a0", " ")

        assert "failure of 4 Oct 2024 not made good" in told
        assert "last broken promise" in told
        assert "silent for 60 days, usually 12" in told

    def test_a_history_tells_each_promise(self) -> None:
        customer = int(listed().risk.customer[0])
        one = CustomerTrust(name=HOSTILE, history=history(FOUND, customer), usual=0.75)
        frame = promises_frame(one)

        assert len(frame) == len(one.history)
        assert set(frame["Outcome"]) <= {"kept", "broken", "broken, made good"}
        figure = history_figure(one).to_plotly_json()
        assert sum(len(trace["x"]) for trace in figure["data"][2:]) == len(one.history)
        assert "<script>" not in str(figure)


class TestPictures:
    def test_bars_hold_every_customer(self) -> None:
        figure = spread_figure(report()).to_plotly_json()

        assert sum(figure["data"][0]["y"]) == 60
        assert len(figure["layout"]["annotations"]) == 2
        assert len(spread_frame(report())) == len(figure["data"][0]["y"])

    def test_customers_all_alike_are_one_bar(self) -> None:
        some = replace(report(), value=np.full(9, 0.8), evidence=np.ones(9))

        assert sum(spread_figure(some).to_plotly_json()["data"][0]["y"]) == 9

    def test_weeks_and_tenths_have_a_table_that_says_the_same(self) -> None:
        some = report()
        weeks = weeks_figure(some, dark=True).to_plotly_json()
        assert len(weeks["data"][1]["x"]) == len(weeks_frame(some)) == len(some.weeks)
        low, high = weeks["layout"]["yaxis"]["range"]
        assert high - low >= 4

        promised = some.validations[0]
        points = tenths_figure(promised).to_plotly_json()["data"][1]
        assert len(points["x"]) == len(tenths_frame(promised)) == 10
        assert len(validation_frame(some)) == 3


def _nobody() -> Coming:
    nobody = np.zeros(0, dtype=np.int64)
    return Coming(customer=nobody, purchases=np.zeros(0), worth=np.zeros(0))
