"""Waits: who waited how long, as the row's own batch knew it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import InvalidCard
from qc.core.kinds import MeasureKind, OpenCases
from qc.core.measures import Clock, Measure
from qc.core.series import Counts
from qc.core.survival import kept, waiting
from qc.store import waits
from qc.store.series import series
from qc.store.slices import ALL_DAYS, Slice, Span
from qc.store.warehouse import Warehouse
from tests.store.logs import Row, card, fresh, load, row

AS_OF = datetime(2026, 1, 21, 12, tzinfo=UTC)
OLD, NEW = "2026-01-07", "2026-01-20"


def late(
    *, promise: bool = False, open_cases: OpenCases = OpenCases.CENSORED
) -> Measure:
    return card(
        clock=Clock(
            start="opened_at",
            stop="resolved_at",
            promise="promised_by" if promise else None,
            within_hours=None if promise else 24,
            open_cases=open_cases,
        )
    )


def part(warehouse: Warehouse, slice: Slice = Slice()) -> waits.Part:  # noqa: B008
    return waits.Part(warehouse, warehouse.log(), slice)


def hours(opened: str, taken: float | None, promised: float = 24) -> dict[str, object]:
    """Return the times of a case opened at noon."""
    start = datetime.fromisoformat(f"{opened} 12:00")
    stop = None if taken is None else start + timedelta(hours=taken)
    return {
        "resolved_at": stop and str(stop),
        "promised_by": str(start + timedelta(hours=promised)),
    }


def log(
    *cases: tuple[str, float | None], team: Sequence[str] = ("north",)
) -> list[Row]:
    return [
        row(f"I{i}", f"{day} 12:00", team=team[i % len(team)], **hours(day, taken))
        for i, (day, taken) in enumerate(cases)
    ]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """An old week with all answers, an empty one, a new one with open cases."""
    warehouse = fresh(tmp_path)
    old = [(OLD, 10.0), (OLD, 30.0), (OLD, 24.0), (OLD, None)]
    new = [("2026-01-19", 2.0), ("2026-01-19", None), (NEW, 3.0), (NEW, 23.0)]
    load(warehouse, log(*old, *new, ("2026-01-21", None)), as_of=AS_OF)
    return warehouse


class TestSeries:
    def test_open_cases_count_for_as_long_as_they_waited(
        self, warehouse: Warehouse
    ) -> None:
        """New week: answers at 2, 3, 23 h; open since 0 and 48 h: 4/5 3/4 1/2."""
        found = series(warehouse, [late()])["m"]

        assert isinstance(found, Counts)
        assert [str(day) for day in found.at] == [
            "2026-01-05",
            "2026-01-12",
            "2026-01-19",
        ]
        assert found.value[0] == 2 / 4
        assert found.n[0] == 4
        assert found.missing.tolist() == [False, True, False]
        assert found.value[2] == pytest.approx(1 / 4)
        assert found.n[2] == 4  # the case opened this very moment tells nothing

    def test_with_all_answers_it_is_the_share_of_closed_cases(
        self, tmp_path: Path
    ) -> None:
        warehouse = fresh(tmp_path)
        rng = np.random.default_rng(3)
        days = [f"2026-01-{day:02}" for day in rng.integers(1, 28, 200)]
        load(warehouse, log(*zip(days, rng.exponential(15, 200).round(1), strict=True)))

        one = series(warehouse, [late()])["m"]
        other = series(warehouse, [late(open_cases=OpenCases.CLOSED)])["m"]

        assert isinstance(one, Counts)
        assert isinstance(other, Counts)
        assert one.events.tolist() == other.events.tolist()
        assert one.n.tolist() == other.n.tolist()

    def test_it_is_the_whole_curve_of_single_cases(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        rng = np.random.default_rng(4)
        rows = [
            row(f"I{i}", f"{NEW} 12:00", **hours(NEW, taken, promised))
            for i, (taken, promised) in enumerate(
                zip(
                    rng.exponential(20, 300).round(2).tolist(),
                    rng.integers(10, 60, 300).tolist(),
                    strict=True,
                )
            )
        ]
        known: list[Row] = []
        for one in rows:
            open_still = str(one["resolved_at"]) > "2026-01-21 12:00"
            known.append({**one, "resolved_at": None} if open_still else one)
        load(warehouse, known, as_of=AS_OF)

        found = series(warehouse, [late(promise=True)])["m"]
        single = waits.cases(part(warehouse), late(promise=True), ALL_DAYS)
        whole = kept(waiting(single.waited, single.answered), 1.0)

        assert 0 < (~single.answered).sum() < 300
        assert found.value[0] == pytest.approx(1 - whole.share)

    def test_a_slice_and_a_span_cut_it(self, warehouse: Warehouse) -> None:
        monday = Span(first=np.datetime64("2026-01-19"), partial=True)

        found = series(warehouse, [late()], slice=Slice.of(team=("south",)))["m"]
        new = series(warehouse, [late()], span=monday)["m"]

        assert found.missing.all()
        assert [str(day) for day in new.at] == ["2026-01-19"]

    def test_a_later_batch_knows_more(self, warehouse: Warehouse) -> None:
        before = series(warehouse, [late()])["m"]
        later = AS_OF + timedelta(days=3)
        load(warehouse, log((OLD, 10.0)), "later", as_of=later)

        after = series(warehouse, [late()])["m"]

        assert after.value[2] == before.value[2]

    def test_the_rows_behind_a_point_are_judged_once_their_time_is_up(
        self, warehouse: Warehouse
    ) -> None:
        from qc.store.rows import interactions

        found = interactions(warehouse, late(), ALL_DAYS)

        assert (found.total, found.events) == (9, 3)


class TestCases:
    def test_hours_of_a_card_with_hours(self, warehouse: Warehouse) -> None:
        found = waits.cases(part(warehouse), late(), Span(first=np.datetime64(NEW)))

        assert sorted(zip(found.waited, found.answered, strict=True)) == [
            (0.0, False),
            (3.0, True),
            (23.0, True),
        ]

    def test_promises_of_a_card_with_promises(self, warehouse: Warehouse) -> None:
        span = Span(last=np.datetime64(OLD))
        found = waits.cases(part(warehouse), late(promise=True), span)

        assert sorted(found.waited.tolist()) == [10 / 24, 1.0, 30 / 24, 14.0]

    def test_what_cannot_be_is_left_out_and_counted(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        given = [(5.0, 24.0), (5.0, 0.0), (5.0, -3.0), (-1.0, 24.0)]
        rows = [
            row(f"I{i}", f"{OLD} 12:00", **hours(OLD, taken, promised))
            for i, (taken, promised) in enumerate(given)
        ]
        load(warehouse, rows)

        found = waits.cases(part(warehouse), late(promise=True), ALL_DAYS)
        charted = series(warehouse, [late(promise=True)])["m"]

        assert (found.promise_over, found.ends_before) == (2, 1)
        assert len(found.waited) == 1 == charted.n[0]

    def test_a_duration_waits_too(self, warehouse: Warehouse) -> None:
        clock = Clock(start="opened_at", stop="resolved_at")
        duration = card(MeasureKind.DURATION, clock=clock)

        found = waits.cases(part(warehouse), duration, ALL_DAYS)

        assert found.answered.sum() == 6

    def test_without_a_clock_nobody_waits(self, warehouse: Warehouse) -> None:
        with pytest.raises(InvalidCard, match="it has no clock, so nobody waits"):
            waits.cases(
                part(warehouse), card(MeasureKind.SCORE, value="score"), ALL_DAYS
            )
