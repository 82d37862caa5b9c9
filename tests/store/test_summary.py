"""Durations and scores in a few numbers, and what was left out of them."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import InvalidCard
from qc.core.kinds import MeasureKind, Stage
from qc.core.measures import Clock
from qc.store.slices import Slice, Span
from qc.store.summary import summary
from qc.store.warehouse import Warehouse
from tests.store.logs import card, fresh, load, row

HOURS = card(MeasureKind.DURATION, clock=Clock(start="opened_at", stop="resolved_at"))
ENDS = ["10:00", "11:00", "12:00", "19:00", "09:00", "08:00", None, None]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = fresh(tmp_path_factory.mktemp("summary"))
    rows = [
        row(
            f"I{i}",
            "2026-01-05 09:00",
            stage="sale",
            team="north",
            resolved_at=end and f"2026-01-05 {end}",
        )
        for i, end in enumerate(ENDS)
    ]
    late = {"resolved_at": "2026-02-01", "stage": "news", "score": -1}
    load(warehouse, [*rows, row("J", "2026-01-06", **late)])
    return warehouse


class TestSummary:
    def test_says_what_was_left_out(self, warehouse: Warehouse) -> None:
        found = summary(warehouse, HOURS, slice=Slice.of(team=("north",)))

        # 1, 2, 3, 10 and 0 hours; -1 is left out, two are open
        assert (found.n, found.median, found.zero) == (5, 2, 1)
        assert (found.p90, found.mean) == pytest.approx((7.2, 3.2))
        assert (found.negative, found.missing) == (1, 2)

    def test_looks_at_the_stage_of_the_card(self, warehouse: Warehouse) -> None:
        clock = Clock(start="opened_at", stop="resolved_at")
        sale = card(MeasureKind.DURATION, clock=clock, stage=Stage.SALE)

        assert summary(warehouse, sale).n == 5
        assert summary(warehouse, HOURS).n == 6

    def test_looks_at_the_days_of_the_span(self, warehouse: Warehouse) -> None:
        tuesday = np.datetime64("2026-01-06")

        assert summary(warehouse, HOURS, span=Span(tuesday, tuesday)).n == 1
        assert (
            summary(
                warehouse, HOURS, span=Span(last=tuesday - np.timedelta64(1, "D"))
            ).n
            == 5
        )

    def test_a_score_below_zero_counts(self, warehouse: Warehouse) -> None:
        found = summary(warehouse, card(MeasureKind.SCORE, value="score"))

        assert (found.n, found.mean, found.negative, found.missing) == (1, -1, 1, 8)

    def test_of_nothing_is_nothing(self, tmp_path: Path) -> None:
        found = summary(fresh(tmp_path), HOURS)

        assert (found.n, found.missing) == (0, 0)
        assert all(math.isnan(x) for x in (found.median, found.p90, found.mean))


class TestRefusals:
    def test_a_measure_that_only_counts(self, warehouse: Warehouse) -> None:
        with pytest.raises(InvalidCard) as refused:
            summary(warehouse, card(MeasureKind.RATE, events="defects"))

        assert str(refused.value) == (
            "The card 'm' has 1 fault(s); nothing was used:\n"
            "- a rate has no values to sum up; take a duration or a score."
        )
