"""What defects cost: the dear few, and intervals that those of counts agree with."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.intervals import exact_share
from qc.review.cause_costs import contrast_costs, rank_costs, together
from qc.review.causes import contrast
from qc.review.cost_tallies import CostLog, CostTally, Spent
from qc.review.tallies import CauseKind, CauseLog, CauseTally, Days

BEFORE = Days(first=np.datetime64("2026-01-05"), last=np.datetime64("2026-03-01"))
AFTER = Days(first=np.datetime64("2026-03-02"), last=np.datetime64("2026-04-26"))


def same(n: int, each: float) -> Spent:
    """Cost `each` for every one of `n`."""
    return Spent(defectives=n, rate=n * each, squares=n * each * each)


def tally(cause: str, *spent: Spent, kind: CauseKind = CauseKind.STATED) -> CostTally:
    return CostTally(kind=kind, cause=cause, spent=spent)


class TestRanked:
    def test_the_dear_few_are_not_the_many(self) -> None:
        log = CostLog(
            costs=(
                tally("often", same(90, 1)),
                tally("dear", same(10, 60)),
                tally("", same(5, 10), kind=CauseKind.NOT_STATED),
            ),
            judged=(1000,),
        )

        dear, often, silent = rank_costs(log)

        assert (dear.bar.cause, dear.bar.count, dear.bar.vital) == ("dear", 600, True)
        assert dear.bar.share == pytest.approx(600 / 740)
        assert not often.bar.vital
        assert often.bar.cumulated == pytest.approx(69 / 74)
        assert silent.bar.cumulated == 1

    def test_causes_without_cost_stay_in_the_list(self) -> None:
        log = CostLog(
            costs=(
                tally("free", Spent(defectives=4, silent=4)),
                tally("a", same(1, 2)),
            ),
            judged=(10,),
        )

        a, free = rank_costs(log)

        assert (a.bar.share, free.bar.share) == (1, 0)
        assert together([a.spent, free.spent]).silent == 4

    def test_nothing_is_known_of_any_cost(self) -> None:
        log = CostLog(costs=(tally("a", Spent(defectives=4, silent=4)),), judged=(10,))

        (only,) = rank_costs(log)

        assert math.isnan(only.bar.share)
        assert not only.bar.vital

    @given(st.integers(1, 60), st.integers(1, 60), st.floats(0.01, 1e4))
    def test_of_one_cost_it_is_the_share_of_counts(
        self, a: int, b: int, each: float
    ) -> None:
        log = CostLog(
            costs=(tally("a", same(a, each)), tally("b", same(b, each))), judged=(200,)
        )

        (found,) = [one.bar for one in rank_costs(log) if one.bar.cause == "a"]

        assert found.share == pytest.approx(a / (a + b))
        assert found.interval == pytest.approx(exact_share(a, a + b), rel=1e-6)

    @given(st.lists(st.floats(0.1, 1e6), min_size=2, max_size=9))
    def test_shares_add_up_and_lie_in_their_intervals(self, costs: list[float]) -> None:
        tallies = [tally(str(i), same(3, one)) for i, one in enumerate(costs)]

        found = rank_costs(CostLog(costs=tuple(tallies), judged=(100,)))

        assert sum(one.bar.share for one in found) == pytest.approx(1)
        assert all(
            one.bar.interval[0] <= one.bar.share <= one.bar.interval[1] for one in found
        )


class TestCompared:
    @given(
        st.integers(0, 40), st.integers(1, 40), st.integers(50, 90), st.integers(50, 90)
    )
    def test_of_one_cost_it_is_the_ratio_of_counts(
        self, x: int, y: int, n: int, m: int
    ) -> None:
        costs = CostLog(costs=(tally("a", same(x, 7), same(y, 7)),), judged=(n, m))
        counts = CauseLog(
            causes=(CauseTally(kind=CauseKind.STATED, cause="a", defectives=(x, y)),),
            judged=(n, m),
        )

        (by_cost,) = contrast_costs(costs, BEFORE, AFTER).changes
        (by_count,) = contrast(counts, BEFORE, AFTER).changes

        assert by_cost.change.interval == pytest.approx(by_count.change.interval)
        assert by_cost.change.certain == by_count.change.certain

    def test_what_costs_nothing_is_not_compared(self) -> None:
        free = tally("free", Spent(defectives=2, silent=2), Spent())
        log = CostLog(costs=(free,), judged=(10, 10))

        assert contrast_costs(log, BEFORE, AFTER).changes == ()

    def test_a_span_without_interactions(self) -> None:
        log = CostLog(costs=(tally("a", same(2, 1), Spent()),), judged=(10, 0))

        assert contrast_costs(log, BEFORE, AFTER).changes == ()

    def test_intervals_hold_as_often_as_they_say(self) -> None:
        rng = np.random.default_rng(5)
        held = 0
        for _ in range(400):
            sides = []
            for _ in range(2):
                each = rng.gamma(2.0, 10.0, rng.poisson(25))
                sides.append(
                    Spent(
                        defectives=len(each),
                        rate=float(each.sum()),
                        squares=float((each**2).sum()),
                    )
                )
            log = CostLog(costs=(tally("a", *sides),), judged=(500, 500))
            (found,) = contrast_costs(log, BEFORE, AFTER).changes
            low, high = found.change.interval
            held += low <= 1 <= high
        assert held / 400 >= 0.94
