"""News: whom it reaches, what follows, who is forgotten; by hand and by simulation."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.company import Company, Messages, Names, Sales
from qc.chain.exposure import Moments
from qc.chain.news import Figure, Kinds, NewsFigure, Sent, news_figures, opted_out, sent
from qc.chain.news_after import followed, last_before
from qc.chain.news_untold import too_often, untold
from qc.chain.news_uptake import against_held_back, within_customers
from qc.chain.supply import spans
from qc.chain.supply_orders import orders
from qc.simulate.profiles import PROFILES
from tests.chain.ledger_tables import contacts
from tests.chain.simulated import company as simulated
from tests.chain.test_poor_quality import company as small
from tests.chain.test_supply import WEEKS, sales

NAN = math.nan
TOPICS = ("offer", "hold-out", "unsubscribe")
KINDS = Kinds(
    hold_out=np.array([False, True, False]),
    opt_out=np.array([False, False, True]),
    complaint=np.zeros(3, dtype=bool),
    opt_out_reason=np.zeros(2, dtype=bool),
    complaint_reason=np.array([False, True]),
)
Row = tuple[int, int, int, float, int]  # customer, day, topic, opened, contact


def company(bought: dict[int, list[int]], rows: list[Row], last: int) -> Company:
    table = list(zip(*rows, strict=True)) if rows else [()] * 5
    whole = [
        np.array(c, dtype=np.int64) for c in (table[0], table[1], table[2], table[4])
    ]
    found: Sales = sales(bought)
    return replace(
        small(),
        sales=found,
        contacts=contacts(
            customer=[0, 1], opened=[9.0, 30.0], reason=[0, 1], stage=[4, 4]
        ),
        messages=Messages(
            customer=whole[0],
            day=whole[1],
            topic=whole[2],
            opened=np.array(table[3], dtype=np.float64),
            contact=whole[3],
        ),
        names=Names(
            customers=("a", "b", "c", "d"), topics=TOPICS, reasons=("x", "spam")
        ),
        last=last,
    )


def figures(found: Company, days: int = 14) -> dict[NewsFigure, Figure]:
    bought = orders(found.sales)
    return news_figures(found, bought, spans(bought, WEEKS), KINDS, (WEEKS, days))


BOUGHT = {0: [-5, 10], 1: [-3, 12], 2: [9]}
ROWS: list[Row] = [
    (0, 1, 0, 1, 0),
    (0, 2, 0, 0, -1),
    (1, 8, 0, NAN, -1),
    (2, 8, 1, NAN, -1),
    (2, 16, 0, 1, -1),
    (1, 17, 2, NAN, -1),
    (3, 18, 0, 1, -1),
]


class TestTheBook:
    def test_what_is_counted(self) -> None:
        told = figures(company(BOUGHT, ROWS, last=200))

        assert told[NewsFigure.REACH].among[:3].tolist() == [2, 2, 3]
        assert told[NewsFigure.REACH].events[:3].tolist() == [1, 1, 1]
        assert told[NewsFigure.FREQUENCY].events[:3].tolist() == [2, 1, 2]
        assert told[NewsFigure.FREQUENCY].among[:3].tolist() == [2, 2, 3]
        assert told[NewsFigure.OPENED].events[:3].tolist() == [1, 0, 2]
        assert told[NewsFigure.OPENED].among[:3].tolist() == [2, 0, 2]
        assert told[NewsFigure.LED].events[:3].tolist() == [1, 0, 0]
        assert told[NewsFigure.BOUGHT].events[:3].tolist() == [2, 1, 0]
        assert told[NewsFigure.BOUGHT].among[:3].tolist() == [2, 1, 2]
        assert told[NewsFigure.OPT_OUT].events.sum() == 1
        assert np.flatnonzero(told[NewsFigure.COMPLAINT].events).tolist() == [4]

    def test_frequency_counts_every_piece_that_was_sent(self) -> None:
        found = figures(company(BOUGHT, ROWS, last=200))[NewsFigure.FREQUENCY]

        assert found.events.sum() == len(ROWS) - 2

    def test_news_without_time_for_an_answer_do_not_count_as_unanswered(self) -> None:
        told = figures(company(BOUGHT, ROWS, last=21))

        assert told[NewsFigure.BOUGHT].among[:3].tolist() == [2, 0, 0]

    def test_what_the_tables_do_not_tell_is_not_there(self) -> None:
        bare = company({}, [(0, 1, 0, NAN, -1)], last=200)
        kinds = replace(
            KINDS, opt_out=np.zeros(3, bool), complaint_reason=np.zeros(2, bool)
        )
        none = orders(bare.sales)
        told = news_figures(bare, none, spans(none, WEEKS), kinds, (WEEKS, 14))

        assert told == {}

    def test_who_is_held_back_was_not_sent(self) -> None:
        found = company(BOUGHT, ROWS, last=200)

        assert sent(found, KINDS, held=True).customer.tolist() == [2]
        assert len(sent(found, KINDS)) == len(ROWS) - 2
        assert opted_out(found, KINDS).tolist() == [False, True, False, False]

    def test_who_was_not_told_for_long(self) -> None:
        found = company({0: [0, 60], 1: [50], 2: [0, 55], 3: [10]}, ROWS, last=70)
        listed, active, refused = untold(
            orders(found.sales), sent(found, KINDS), opted_out(found, KINDS), 70, 60
        )

        assert (active, refused) == (3, 1)
        assert listed.customer.tolist() == [0]  # told on day 2; 2 on 16, 3 on 18
        assert (listed.told[0], listed.last[0], listed.orders[0]) == (2, 60, 2)

    def test_too_often_is_more_than_so_many_in_thirty_days(self) -> None:
        news = Sent(
            customer=np.array([0, 0, 0, 1, 1, 1]),
            day=np.array([1, 10, 30, 1, 10, 31]),
            contact=np.full(6, -1),
            opened=np.full(6, NAN),
        )

        assert too_often(news, 40, 2, 90) == 1
        assert too_often(news, 40, 3, 90) == 0
        assert too_often(news, 200, 2, 90) == 0

    def test_two_weeks_of_told_and_held_back(self) -> None:
        """Week 0: 2 of 4 told and 0 of 2 held; week 1: 1 of 2 and 1 of 2."""
        told = _sent([0, 1, 2, 3, 4, 5], [4, 4, 4, 4, 11, 11])
        held = _sent([6, 7, 8, 9], [4, 4, 11, 11])
        events = Moments(
            customer=np.array([0, 1, 4, 8, 9]), day=np.array([5, 8, 12, 13, 40])
        )
        found, of_told, of_held = against_held_back(told, held, events, 100, 10)

        weights = 4 * 2 / 6, 2 * 2 / 4
        assert found.value == pytest.approx(weights[0] * 0.5 / sum(weights))
        assert (of_told, of_held) == ((6, 3), (4, 1))
        assert (found.n, found.short[0].need) == (4, 100)


def _sent(customer: list[int], day: list[int]) -> Sent:
    n = len(customer)
    return Sent(
        customer=np.array(customer),
        day=np.array(day),
        contact=np.full(n, -1),
        opened=np.full(n, NAN),
    )


PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20)), max_size=12)


class TestAlways:
    @settings(max_examples=40)
    @given(PLACES, PLACES)
    def test_what_followed_is_the_next_later_event(
        self, asked: list[tuple[int, int]], events: list[tuple[int, int]]
    ) -> None:
        who, when = (np.array([e[i] for e in events], dtype=np.int64) for i in (0, 1))
        one, day = (np.array([a[i] for a in asked], dtype=np.int64) for i in (0, 1))
        lag, last = followed(one, day, who, when), last_before(one, who, when, 10)
        for i, (c, d) in enumerate(asked):
            later = [w - d for x, w in events if x == c and w > d]
            assert lag[i] == min(later) if later else np.isnan(lag[i])
            before = [w for x, w in events if x == c and w <= 10]
            assert last[i] == max(before) if before else np.isnan(last[i])


class TestStatistically:
    def test_news_without_effect_show_none(self) -> None:
        found = simulated(replace(PROFILES["steady"], days=300, warmup=0), 3)
        bought = orders(found.sales)
        moments = Moments(customer=found.contacts.customer, day=found.contacts.day)
        none = np.zeros(len(found.names.topics), dtype=bool)
        kinds = replace(KINDS, hold_out=none, opt_out=none, complaint=none)
        news = sent(found, replace(kinds, opt_out_reason=np.zeros(9, bool)))
        ratio = within_customers(news, bought, moments, 14, np.random.default_rng(1))

        assert 0.7 < ratio.value < 1.4
        assert ratio.interval[0] < 1 < ratio.interval[1]
        assert not ratio.short

    def test_the_interval_of_a_hold_out_covers(self) -> None:
        rng, hits = np.random.default_rng(7), 0
        for _ in range(100):
            who, day = np.arange(400), rng.integers(0, 70, 400)
            told = rng.random(400) < 0.7
            did = rng.random(400) < np.where(told, 0.30, 0.20) + day / 700
            found, _, _ = against_held_back(
                _sent(who[told].tolist(), day[told].tolist()),
                _sent(who[~told].tolist(), day[~told].tolist()),
                Moments(customer=who[did], day=day[did] + 3),
                200,
                14,
            )
            hits += found.interval[0] <= 0.10 <= found.interval[1]

        assert hits >= 90


class TestRefusals:
    def test_nobody_held_back_in_the_same_week_is_no_figure(self) -> None:
        told, held = _sent([0], [1]), _sent([1], [50])
        found, _, _ = against_held_back(
            told, held, Moments(customer=np.array([0]), day=np.array([2])), 100, 7
        )

        assert math.isnan(found.value)
        assert math.isnan(found.interval[0])
