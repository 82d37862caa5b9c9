"""The goodwill ledger in customers: a small company by hand, and its laws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.ledger import DEPOSITS, WITHDRAWALS, Entries, Ledger, ledger
from qc.chain.ledger_events import Events, Failures, Line, events, failures
from qc.chain.supply import Spans, spans
from qc.chain.supply_orders import Orders, orders
from tests.chain.ledger_tables import contacts
from tests.chain.test_supply import WEEKS, sales

NAN = np.nan
LINES = list(Line)
Row = tuple[int, float, float]  # customer, broken, made good


def failed(rows: list[Row]) -> Failures:
    columns = list(zip(*rows, strict=True)) if rows else [(), (), ()]
    return Failures(
        customer=np.array(columns[0], dtype=np.int64),
        broken=np.array(columns[1], dtype=np.float64),
        repaired=np.array(columns[2], dtype=np.float64),
        grave=np.full(len(rows), NAN),
        contact=np.arange(len(rows)),
    )


def kept(
    bought: dict[int, list[int]], rows: list[Row], referred: list[int]
) -> tuple[Ledger, Entries, Events]:
    found = orders(sales(bought))
    of = spans(found, WEEKS)
    came = np.isin(np.arange(10), referred)
    all_of_them = events(found, of, failed(rows), came)
    account, entries = ledger(all_of_them, WEEKS)
    return account, entries, all_of_them


def flows(account: Ledger) -> dict[str, dict[int, int]]:
    """Weeks with something in a line, by line."""
    return {
        line.value: {
            int(i): int(account.line(line)[i])
            for i in np.flatnonzero(account.line(line))
        }
        for line in Line
        if account.line(line).any()
    }


class TestTheBook:
    def test_the_second_purchase_is_the_first_deposit(self) -> None:
        account, _, _ = kept({0: [1, 15], 1: [3]}, [], [])

        # both are silent from the middle time of 14 days, three times, on
        assert flows(account) == {"repeat": {2: 1}, "churn": {8: 1}}
        assert account.closing.tolist() == [0, 0] + [1] * 6 + [0] * 13

    def test_whom_a_customer_brought_counts_from_the_first_purchase(self) -> None:
        account, _, _ = kept({0: [1, 15], 1: [3]}, [], [1])

        assert flows(account)["referral"] == {0: 1}
        assert account.closing[0] == 1

    def test_a_broken_promise_counts_until_made_good(self) -> None:
        account, entries, _ = kept({0: [1, 15]}, [(0, 16.5, 30.0)], [])

        expected = {"repeat": {2: 1}, "broken": {2: 1}, "recovery": {4: 1}}
        assert flows(account) == {**expected, "churn": {8: 1}}
        assert account.closing[:6].tolist() == [0, 0, 0, 0, 1, 1]
        assert len(entries) == 4

    def test_made_good_in_the_same_week_is_one_entry_on_each_side(self) -> None:
        rows = [(0, 22.1, 22.3), (0, 22.5, 22.9), (0, 23.5, 24.9)]
        account, entries, _ = kept({0: [1, 15]}, rows, [])

        assert flows(account)["broken"] == {3: 1}
        assert flows(account)["recovery"] == {3: 1}
        assert account.closing[3] == 1
        assert np.bincount(entries.period, minlength=4)[3] == 2

    def test_two_failures_need_two_repairs(self) -> None:
        account, _, _ = kept({0: [1, 15]}, [(0, 22, 36), (0, 23, NAN)], [])

        assert "recovery" not in flows(account)
        assert "churn" not in flows(account)  # gone already, so not once more

    def test_who_buys_in_spite_of_it_stands_again(self) -> None:
        account, _, _ = kept({0: [1, 15, 29]}, [(0, 22, 36)], [])

        assert flows(account)["repeat"] == {2: 1, 4: 1}
        assert "recovery" not in flows(account)  # there was nothing left to repair

    def test_a_promise_broken_to_a_stranger_withdraws_nothing(self) -> None:
        account, _, _ = kept({0: [1]}, [(0, 2, 5), (3, 2, NAN)], [])

        assert flows(account) == {}

    def test_failures_are_defects_and_late_answers(self) -> None:
        found = failures(
            contacts(
                customer=[0, 1, 2, 3, -1],
                opened=[1.5, 2.0, 3.0, 4.0, 5.0],
                promised=[2.0, 2.5, 3.5, 4.5, 5.5],
                resolved=[4.0, 3.0, NAN, 4.1, 6.0],
                defective=[1, 0, NAN, 0, 1],
                late=[0, 1, 1, 0, 1],
                recovered=[1, NAN, 0, NAN, 0],
                grave=[1, NAN, NAN, NAN, NAN],
            )
        )

        assert found.customer.tolist() == [0, 1, 2]
        assert found.broken.tolist() == [1.5, 2.5, 3.5]
        assert found.repaired[0] == 4
        assert np.isnan(found.repaired[1:]).all()
        assert found.contact.tolist() == [0, 1, 2]


BOUGHT = st.dictionaries(
    st.integers(0, 4),
    st.lists(st.integers(-40, 146), min_size=1, max_size=6),
    min_size=1,
    max_size=4,
)
FAILED = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(-80, 290).map(lambda x: x / 2 + 0.25),
        st.integers(0, 100).map(lambda x: x / 2),
        st.booleans(),
    ).map(lambda t: (t[0], t[1], t[1] + t[2] if t[3] else NAN)),
    max_size=8,
    unique_by=lambda row: row[:2],
)


class TestAlways:
    @settings(max_examples=60)
    @given(BOUGHT, FAILED, st.lists(st.integers(0, 5), max_size=3))
    def test_the_balance_is_what_one_would_count_customer_by_customer(
        self, bought: dict[int, list[int]], rows: list[Row], referred: list[int]
    ) -> None:
        account, entries, found = kept(bought, rows, referred)

        paid, drawn = account.sums(DEPOSITS), account.sums(WITHDRAWALS)
        np.testing.assert_array_equal(account.closing, account.opening + paid - drawn)
        np.testing.assert_array_equal(account.opening[1:], account.closing[:-1])
        assert account.closing.tolist() == [_standing(found, end) for end in WEEKS[1:]]
        sides = np.isin(entries.line, [LINES.index(one) for one in DEPOSITS])
        booked = list(
            zip(entries.customer.tolist(), entries.period.tolist(), sides, strict=True)
        )
        assert len(set(booked)) == len(booked)

    @settings(max_examples=30)
    @given(BOUGHT, FAILED)
    def test_the_order_of_events_does_not_matter(
        self, bought: dict[int, list[int]], rows: list[Row]
    ) -> None:
        _, _, found = kept(bought, rows, [1])
        back = _each(found, lambda column: column[::-1])

        one, other = ledger(found, WEEKS)[0], ledger(back, WEEKS)[0]
        np.testing.assert_array_equal(one.lines, other.lines)


def _each(found: Events, change: Callable[[Any], Any]) -> Events:
    return Events(**{name: change(getattr(found, name)) for name in Events.__slots__})


def _standing(found: Events, end: int) -> int:
    """Walk through the events of each customer before a day."""
    first = {Line.REPEAT: 0, Line.REFERRAL: 0, Line.BROKEN: 1, Line.RECOVERY: 2}
    rows = sorted(
        (float(m), first.get(LINES[line], 3), LINES[line], int(who), int(failure))
        for who, m, line, failure in zip(
            found.customer, found.moment, found.line, found.failure, strict=True
        )
        if m < end
    )
    stands: dict[int, bool] = {}
    open_: dict[int, set[int]] = {}
    for _, _, line, who, failure in rows:
        if line in (Line.REPEAT, Line.REFERRAL, Line.CHURN):
            stands[who], open_[who] = line is not Line.CHURN, set()
        elif line is Line.BROKEN:
            open_.setdefault(who, set()).add(failure)
        else:
            open_.setdefault(who, set()).discard(failure)
    return sum(here and not open_[who] for who, here in stands.items())


def test_an_empty_company_has_an_empty_ledger() -> None:
    none = orders(sales({}))
    of = spans(none, WEEKS)
    account, entries = ledger(events(none, of, failed([]), np.zeros(0, bool)), WEEKS)

    assert isinstance(none, Orders)
    assert isinstance(of, Spans)
    assert not account.closing.any()
    assert len(entries) == 0
