"""The goodwill ledger in money: its laws, and what each entry does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.company import Referrals
from qc.chain.ledger import DEPOSITS, WITHDRAWALS, Ledger
from qc.chain.ledger_events import Line
from qc.chain.ledger_money import (
    Postings,
    Prices,
    Worth,
    churned,
    money_ledger,
    postings,
    referrers,
)
from qc.chain.supply import spans
from qc.chain.supply_orders import orders
from qc.core.arrays import Ints
from tests.chain.test_ledger import Row, failed
from tests.chain.test_supply import WEEKS, sales

PRICES = Prices(
    repeat=Worth(share=0.5),
    referral=Worth(each=20.0),
    major=12.0,
    minor=4.0,
    returned=0.7,
)
K = 5
CELL = st.tuples(st.integers(0, 3), st.integers(0, K - 1))
BOOKED = st.lists(
    st.tuples(CELL, st.sampled_from([0, 1, 2, 4]), st.integers(0, 50)), max_size=20
)


def _postings(rows: list[tuple[tuple[int, int], int, int]]) -> Postings:
    columns = [np.array(c, dtype=np.int64) for c in zip(*rows, strict=True)] or [
        np.zeros((0, 2), dtype=np.int64),
        np.zeros(0, dtype=np.int64),
        np.zeros(0, dtype=np.int64),
    ]
    return Postings(
        customer=columns[0][:, 0],
        period=columns[0][:, 1],
        line=columns[1],
        money=columns[2].astype(np.float64),
    )


def _gone(cells: set[tuple[int, int]]) -> tuple[Ints, Ints]:
    found = np.array(list(cells), dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


class TestTheBook:
    def test_each_entry_at_its_price(self) -> None:
        rows: list[Row] = [(0, 8.5, 16.0), (1, 9.0, np.nan)]
        found = orders(sales({0: [1, 15], 1: [3]}))
        bringer = np.array([-1, 0])
        booked = postings(found, failed(rows), bringer, PRICES, WEEKS)
        account = money_ledger(booked, churned(found, spans(found, WEEKS)), WEEKS)

        assert account.line(Line.REPEAT)[2] == 2.5  # half of a margin of 5
        assert account.line(Line.REFERRAL)[0] == 20
        assert account.line(Line.BROKEN)[1] == 24
        assert account.line(Line.RECOVERY)[2] == pytest.approx(8.4)
        # the first has 20 + 2.5 - 12 + 8.4 to take along, the second 12 below zero
        assert (
            account.line(Line.CHURN).tolist()
            == [0] * 8 + [pytest.approx(18.9)] + [0] * 12
        )
        assert account.closing[-1] == pytest.approx(-12)

    def test_who_brought_whom_is_told_by_the_first_row(self) -> None:
        rows = [(0, 1, 5.0), (2, 1, 4.0), (3, 3, 1.0), (-1, 2, 1.0), (1, 0, np.nan)]
        table = np.array(rows)
        found = referrers(
            Referrals(
                referrer=table[:, 0].astype(np.int64),
                referred=table[:, 1].astype(np.int64),
                day=table[:, 2],
                converted=table[:, 2],
                reward=table[:, 2],
            ),
            4,
        )

        assert found.tolist() == [1, 2, -1, -1]

    def test_an_unknown_margin_is_worth_nothing(self) -> None:
        assert Worth().of(np.array([np.nan, 3.0])).tolist() == [0, 3]


class TestAlways:
    @settings(max_examples=50)
    @given(
        BOOKED,
        st.sets(CELL, max_size=6),
        st.lists(st.integers(-20, 20), min_size=4, max_size=4),
    )
    def test_closing_is_opening_and_deposits_less_withdrawals(
        self,
        rows: list[tuple[tuple[int, int], int, int]],
        cells: set[tuple[int, int]],
        start: list[int],
    ) -> None:
        opening = np.array(start, dtype=np.float64)
        booked = _postings(rows)
        account = money_ledger(booked, _gone(cells), np.arange(K + 1), opening)

        paid, drawn = account.sums(DEPOSITS), account.sums(WITHDRAWALS)
        np.testing.assert_allclose(account.closing, account.opening + paid - drawn)
        np.testing.assert_allclose(account.opening[1:], account.closing[:-1])
        assert account.opening[0] == opening.sum()
        np.testing.assert_allclose(
            account.closing, _by_hand(booked, cells, start), atol=1e-9
        )

    @settings(max_examples=30)
    @given(BOOKED, st.sets(CELL, max_size=6))
    def test_more_paid_in_never_closes_lower(
        self,
        rows: list[tuple[tuple[int, int], int, int]],
        cells: set[tuple[int, int]],
    ) -> None:
        """So the ends of the rates give the ends of the balance."""
        low = _postings(rows)
        more = np.where(low.line == 4, low.money, 1.5 * low.money)
        high = Postings(
            customer=low.customer, period=low.period, line=low.line, money=more
        )

        one, other = (
            money_ledger(each, _gone(cells), np.arange(K + 1)) for each in (low, high)
        )
        assert np.all(other.closing >= one.closing - 1e-9)


def _by_hand(
    booked: Postings, cells: set[tuple[int, int]], start: list[int]
) -> list[float]:
    balance, closing = [float(one) for one in start], []
    for period in range(K):
        for i in np.flatnonzero(booked.period == period):
            sign = -1 if list(Line)[booked.line[i]] in WITHDRAWALS else 1
            balance[booked.customer[i]] += sign * float(booked.money[i])
        for who, when in cells:
            if when == period:
                balance[who] = min(balance[who], 0.0)
        closing.append(sum(balance))
    return closing


def test_without_anything_the_account_is_empty() -> None:
    account = money_ledger(_postings([]), _gone(set()), np.arange(K + 1))

    assert isinstance(account, Ledger)
    assert not account.closing.any()
