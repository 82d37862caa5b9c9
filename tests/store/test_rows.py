"""The interactions behind a point: all of them counted, the worst shown first."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import UnknownName
from qc.core.kinds import Direction, MeasureKind, Stage
from qc.core.measures import Clock, Condition, Test
from qc.store.rows import MOST, Interactions, interactions
from qc.store.series import series
from qc.store.slices import Slice, Span
from qc.store.warehouse import Warehouse
from tests.store.logs import card, fresh, load, row

DEFECTIVE = card(
    defective=(Condition(field="defective", test=Test.EQUALS, values=(True,)),),
    stage=Stage.SALE,
)
WEEK = Span(np.datetime64("2026-01-05"), np.datetime64("2026-01-11"))
LOG = [
    row("early", "2026-01-04 23:59", stage="sale", defective=True),
    row("good", "2026-01-05 08:00", stage="sale", defective=False, score=4),
    row("unknown", "2026-01-05 07:00", stage="sale"),
    row(
        "bad",
        "2026-01-11 23:59",
        stage="sale",
        defective=True,
        team="north",
        channel="phone",
        agent="a1",
        customer_id="C1",
        score=2,
    ),
    row("worse", "2026-01-06 08:00", stage="sale", defective=True, team="south"),
    row("other", "2026-01-06 08:00", stage="news", defective=True),
    row("late", "2026-01-12 00:00", stage="sale", defective=True),
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = fresh(tmp_path_factory.mktemp("rows"))
    load(warehouse, LOG)
    return warehouse


def keys(found: Interactions) -> list[str]:
    return [one["interaction_id"] for one in found.rows]


class TestBehindAPoint:
    def test_events_come_first_then_the_counted(self, warehouse: Warehouse) -> None:
        found = interactions(warehouse, DEFECTIVE, WEEK)

        assert keys(found) == ["worse", "bad", "good", "unknown"]
        assert [(one["counted"], one["event"]) for one in found.rows] == [
            (True, True),
            (True, True),
            (True, False),
            (False, False),
        ]

    def test_of_days_without_any_are_none(self, warehouse: Warehouse) -> None:
        day = np.datetime64("2025-01-01")
        found = interactions(warehouse, DEFECTIVE, Span(first=day, last=day))

        assert (found.total, found.counted, found.events) == (0, 0, 0)
        assert found.rows == ()

    def test_they_are_what_the_point_counted(self, warehouse: Warehouse) -> None:
        point = series(warehouse, [DEFECTIVE], span=WEEK)["m"]

        found = interactions(warehouse, DEFECTIVE, WEEK)

        assert (found.total, found.counted, found.events) == (4, 3, 2)
        assert list(point.n) == [found.counted]
        assert list(point.value) == [found.events / found.counted]

    def test_they_say_who_where_and_what(self, warehouse: Warehouse) -> None:
        (bad,) = interactions(
            warehouse, DEFECTIVE, WEEK, slice=Slice.of(team=("north",))
        ).rows

        assert bad == {
            "interaction_id": "bad",
            "opened_local": datetime(2026, 1, 11, 23, 59),  # noqa: DTZ001 - local
            "stage": "sale",
            "team": "north",
            "channel": "phone",
            "agent": "a1",
            "customer_id": "C1",
            "defective": True,
            "counted": True,
            "event": True,
            "value": None,
        }

    def test_a_limit_cuts_what_is_shown_not_what_is_counted(
        self, warehouse: Warehouse
    ) -> None:
        found = interactions(warehouse, DEFECTIVE, WEEK, limit=1)

        assert (keys(found), found.total) == (["worse"], 4)
        assert keys(interactions(warehouse, DEFECTIVE, WEEK, limit=-1)) == []

    def test_a_slice_may_be_any_text(self, warehouse: Warehouse) -> None:
        odd = Slice.of(product=("x' OR 1=1 --",))

        assert interactions(warehouse, DEFECTIVE, WEEK, slice=odd).total == 0

    def test_nobody_is_shown_more_than_the_cap(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        load(warehouse, [row(f"I{i}", "2026-01-05", score=1) for i in range(MOST + 1)])
        rated = card(MeasureKind.SCORE, value="score")

        found = interactions(warehouse, rated, WEEK, limit=10**9)

        assert (len(found.rows), found.total) == (MOST, MOST + 1)

    def test_refuse_what_is_no_dimension(self, warehouse: Warehouse) -> None:
        with pytest.raises(UnknownName, match="No dimension is called"):
            interactions(warehouse, DEFECTIVE, WEEK, slice=Slice.of(score=("1",)))


class TestValues:
    def test_of_durations_come_longest_first(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        ends = ["10:00", None, "12:00", "08:00"]
        load(
            warehouse,
            [
                row(
                    f"I{i}",
                    "2026-01-05 09:00",
                    resolved_at=end and f"2026-01-05 {end}",
                )
                for i, end in enumerate(ends)
            ],
        )
        clock = Clock(start="opened_at", stop="resolved_at")

        found = interactions(warehouse, card(MeasureKind.DURATION, clock=clock), WEEK)

        # an end before the start is shown with its value, but does not count
        assert [(one["interaction_id"], one["value"]) for one in found.rows] == [
            ("I2", 3),
            ("I0", 1),
            ("I3", -1),
            ("I1", None),
        ]
        assert [one["counted"] for one in found.rows] == [True, True, False, False]

    @pytest.mark.parametrize(
        ("direction", "order"),
        [
            (Direction.HIGHER, ["bad", "good"]),
            (Direction.LOWER, ["good", "bad"]),
            (Direction.NEITHER, ["good", "bad"]),
        ],
    )
    def test_of_scores_come_worst_first(
        self, warehouse: Warehouse, direction: Direction, order: list[str]
    ) -> None:
        rated = card(MeasureKind.SCORE, value="score", direction=direction)

        found = interactions(warehouse, rated, WEEK)

        assert keys(found)[:2] == order
        assert found.counted == 2
