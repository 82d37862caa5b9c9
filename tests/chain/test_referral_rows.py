"""Referral rows: each is accepted, or set aside with one reason."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.referral_rows import (
    ACCEPTED,
    NOBODY,
    Cleaned,
    Flaw,
    Rows,
    cleaned,
    on_loops,
)
from qc.chain.referral_tree import forest
from qc.core.errors import InvalidSeries


def table(
    pairs: list[tuple[int, int]], days: list[float], joined: list[float]
) -> Cleaned:
    by, to = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return cleaned(
        Rows(referrer=by, referred=to, day=np.array(days), joined=np.array(joined))
    )


def reasons(found: Cleaned) -> list[Flaw | None]:
    flaws = list(Flaw)
    return [None if f == ACCEPTED else flaws[f] for f in found.flaw.tolist()]


class TestTheBook:
    def test_one_row_for_each_reason(self) -> None:
        found = table(
            [(0, 1), (0, -1), (-1, 2), (2, 2), (0, 1), (4, 3), (3, 4), (2, 1)],
            [10.0, 10.0, 10.0, 10.0, 11.0, 40.0, 1.0, 30.0],
            [0.0, 10.0, 20.0, 30.0, 50.0],
        )

        assert reasons(found) == [
            None,
            Flaw.UNKNOWN_REFERRED,
            Flaw.UNKNOWN_REFERRER,
            Flaw.SELF_REFERRAL,
            Flaw.DUPLICATE,
            Flaw.REFERRER_JOINED_LATER,
            Flaw.DATED_BEFORE_REFERRER_JOINED,
            Flaw.REFERRER_JOINED_LATER,
        ]

    def test_the_earliest_of_two_referrers_stays(self) -> None:
        found = table([(0, 2), (1, 2)], [9.0, 8.0], [0.0, 0.0, 5.0])

        assert reasons(found) == [Flaw.SECOND_REFERRER, None]
        assert found.parent.tolist() == [NOBODY, NOBODY, 1]
        assert found.row.tolist() == [-1, -1, 1]

    def test_every_row_of_a_loop_is_set_aside_and_no_other(self) -> None:
        found = table([(0, 1), (1, 2), (2, 0), (2, 3)], [1.0] * 4, [1.0] * 4)

        assert reasons(found) == [Flaw.CYCLE] * 3 + [None]
        assert found.aside == {Flaw.CYCLE: 3}

    def test_a_day_that_is_not_told_is_held_against_nobody(self) -> None:
        found = table([(0, 1), (1, 2)], [np.nan, 3.0], [np.nan, 5.0, np.nan])

        assert reasons(found) == [None, Flaw.DATED_BEFORE_REFERRER_JOINED]

    def test_no_rows(self) -> None:
        found = table([], [], [1.0, 2.0])

        assert (found.read, found.accepted, found.aside) == (0, 0, {})


ids = st.integers(-1, 7)
tables = st.lists(st.tuples(ids, ids, st.integers(0, 9)), max_size=40)


class TestAlways:
    @settings(max_examples=30)
    @given(tables, st.lists(st.integers(0, 9), min_size=8, max_size=8))
    def test_every_row_is_accepted_or_set_aside_and_nothing_loops(
        self, rows: list[tuple[int, int, int]], joined: list[int]
    ) -> None:
        pairs = [(by, to) for by, to, _ in rows]
        found = table(pairs, [float(d) for *_, d in rows], [float(j) for j in joined])

        assert found.accepted + sum(found.aside.values()) == found.read == len(rows)
        assert not on_loops(found.parent).any()
        trees = forest(found.parent)
        assert trees.generations.sum() == len(joined) == trees.sizes.sum()
        assert (found.parent != NOBODY).sum() == found.accepted

    @settings(max_examples=30)
    @given(st.lists(st.integers(-1, 11), min_size=1, max_size=12))
    def test_loops_are_those_who_come_back_to_themselves(self, raw: list[int]) -> None:
        parent = np.array([p if p < len(raw) else -1 for p in raw])

        def back(i: int) -> bool:
            at = int(parent[i])
            for _ in raw:
                if at in (-1, i):
                    break
                at = int(parent[at])
            return at == i

        assert on_loops(parent).tolist() == [back(i) for i in range(len(raw))]


class TestRefusals:
    def test_columns_of_different_lengths(self) -> None:
        with pytest.raises(InvalidSeries, match="got 1, 2 and 1"):
            Rows(
                referrer=np.array([0]),
                referred=np.array([0, 1]),
                day=np.array([1.0]),
                joined=np.zeros(2),
            )

    def test_a_customer_there_is_not(self) -> None:
        with pytest.raises(InvalidSeries, match="from 0 to 1"):
            table([(0, 2)], [1.0], [0.0, 0.0])
