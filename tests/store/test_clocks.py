"""Measures by business hours: late, open, negative, promised; against plain Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import InvalidCard
from qc.core.hours import CLOSED, Hours, SpecialDay
from qc.core.kinds import MeasureKind, OpenCases
from qc.core.measures import Clock, Measure
from qc.core.series import Counts, Values
from qc.store import waits
from qc.store.rows import interactions
from qc.store.series import series
from qc.store.slices import ALL_DAYS, Span
from qc.store.summary import summary
from qc.store.warehouse import Warehouse
from tests.store.logs import Row, card, fresh, load, row
from tests.store.working_time import day, open_for

OFFICE = Hours(
    zone="Europe/Berlin",
    week=(((8 * 60, 12 * 60), (13 * 60, 17 * 60)),) * 5 + (CLOSED,) * 2,
    days=(SpecialDay(day=day("2026-01-06"), holiday=True),),
)
AS_OF = datetime(2026, 1, 30, 11, 30, tzinfo=UTC)
WITHIN = 4


def by(
    hours: Hours | None,
    open_cases: OpenCases = OpenCases.DUE,
    *,
    promise: bool = False,
    kind: MeasureKind = MeasureKind.SHARE,
) -> Measure:
    return card(
        kind,
        clock=Clock(
            start="opened_at",
            stop="resolved_at",
            promise="promised_by" if promise else None,
            within_hours=WITHIN if kind is MeasureKind.SHARE else None,
            open_cases=open_cases,
            hours="calendar" if hours is None else "business",
            opening=hours,
        ),
    )


def cases(count: int = 400) -> list[Row]:
    """Return cases of four weeks: some open, some promised, some that end too soon."""
    rng = np.random.default_rng(5)
    first = datetime(2026, 1, 1, tzinfo=UTC)
    rows = []
    for i in range(count):
        opened = first + timedelta(seconds=int(rng.integers(0, 29 * 86_400)))
        taken = timedelta(seconds=int(rng.exponential(100_000)) - 4_000)
        due = opened + timedelta(hours=int(rng.integers(1, 60)))
        done = opened + taken if rng.random() < 0.8 and opened + taken < AS_OF else None
        times = {
            "resolved_at": _naive(done),
            "promised_by": _naive(due) if rng.random() < 0.5 else None,
        }
        rows.append(row(f"I{i}", _naive(opened) or "", **times))
    return rows


def _naive(when: datetime | None) -> str | None:
    return None if when is None else str(when.replace(tzinfo=None))


def _at(text: object) -> datetime | None:
    return (
        None if text is None else datetime.fromisoformat(str(text)).replace(tzinfo=UTC)
    )


def used(start: datetime, stop: datetime) -> float:
    """Return business hours, or calendar ones where it stops before it starts."""
    if stop < start:
        return (stop - start) / timedelta(hours=1)
    return open_for(OFFICE, start, stop) / timedelta(hours=1)


def verdict(one: Row, how: OpenCases, *, promise: bool) -> bool | None:
    """Return whether a case is late, or None where that cannot be said."""
    start, stop, due = (
        _at(one[x]) for x in ("opened_at", "resolved_at", "promised_by")
    )
    assert start is not None
    if promise and due is not None:
        up, late = due <= AS_OF, stop is None or stop > due
    else:
        up = used(start, AS_OF) >= WITHIN
        late = stop is None or used(start, stop) > WITHIN
    judged = {
        OpenCases.DUE: up,
        OpenCases.OVERDUE: up or stop is not None,
        OpenCases.CLOSED: stop is not None,
        OpenCases.CENSORED: up,
    }
    return late if judged[how] else None


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = fresh(Path(tmp_path_factory.mktemp("clocks")))
    load(warehouse, cases(), as_of=AS_OF)
    return warehouse


class TestLate:
    @pytest.mark.parametrize("promise", [False, True])
    @pytest.mark.parametrize(
        "how", [OpenCases.DUE, OpenCases.OVERDUE, OpenCases.CLOSED]
    )
    def test_as_judged_row_by_row(
        self, warehouse: Warehouse, how: OpenCases, promise: bool
    ) -> None:
        verdicts = [verdict(one, how, promise=promise) for one in cases()]
        measure = by(OFFICE, how, promise=promise)

        found = series(warehouse, [measure])["m"]
        behind = interactions(warehouse, measure, ALL_DAYS)

        assert isinstance(found, Counts)
        assert found.opportunities.sum() == sum(late is not None for late in verdicts)
        assert found.events.sum() == sum(late is True for late in verdicts)
        assert behind.events == found.events.sum()
        assert "open_" not in "".join(behind.rows[0])

    def test_open_cases_wait_in_opening_hours(self, warehouse: Warehouse) -> None:
        measure = by(OFFICE, OpenCases.CENSORED)
        part = waits.Part(warehouse, warehouse.log())
        expected = sorted(
            hours
            for one in cases()
            if (start := _at(one["opened_at"]))
            and (hours := used(start, _at(one["resolved_at"]) or AS_OF)) >= 0
        )

        found = waits.cases(part, measure, Span())

        assert sorted(found.waited.tolist()) == pytest.approx(expected, abs=1e-9)
        assert found.ends_before + len(expected) == len(cases())

    def test_censored_without_open_cases_is_the_plain_share(
        self, tmp_path: Path
    ) -> None:
        warehouse = fresh(tmp_path)
        load(warehouse, [one for one in cases() if one["resolved_at"]], as_of=AS_OF)

        one = series(warehouse, [by(OFFICE, OpenCases.CENSORED)])["m"]
        other = series(warehouse, [by(OFFICE, OpenCases.CLOSED)])["m"]

        assert isinstance(one, Counts)
        assert isinstance(other, Counts)
        negative = summary(warehouse, by(OFFICE, kind=MeasureKind.DURATION)).negative
        assert one.events.tolist() == other.events.tolist()
        assert one.n.sum() == other.n.sum() - negative

    def test_a_promise_of_its_own_is_told_in_calendar_time(
        self, warehouse: Warehouse
    ) -> None:
        part = waits.Part(
            warehouse, warehouse.log(), where=("promised_by IS NOT NULL",)
        )

        one = waits.cases(part, by(OFFICE, promise=True), Span())
        other = waits.cases(part, by(None, promise=True), Span())

        assert sorted(one.waited.tolist()) == sorted(other.waited.tolist())

    def test_time_used_up_at_closing_is_up(self, tmp_path: Path) -> None:
        """Opened at 13:00, four hours: kept by an answer in the evening."""
        warehouse = fresh(tmp_path)
        opened = "2026-01-08 12:00"
        rows = [
            row("open", opened),
            row("evening", opened, resolved_at="2026-01-08 19:00"),
            row("morning", opened, resolved_at="2026-01-09 07:01"),
        ]
        load(warehouse, rows, as_of=datetime(2026, 1, 9, 7, 2, tzinfo=UTC))

        found = interactions(warehouse, by(OFFICE), ALL_DAYS)

        late = {one["interaction_id"]: one["event"] for one in found.rows}
        assert late == {"open": True, "evening": False, "morning": True}
        assert found.counted == 3


class TestDurations:
    def test_median_per_week(self, warehouse: Warehouse) -> None:
        found = series(warehouse, [by(OFFICE, kind=MeasureKind.DURATION)])["m"]
        weeks: dict[str, list[float]] = {}
        for one in cases():
            start, stop = _at(one["opened_at"]), _at(one["resolved_at"])
            if start and stop and stop >= start:
                monday = str(start.date() - timedelta(days=start.weekday()))
                weeks.setdefault(monday, []).append(used(start, stop))

        assert isinstance(found, Values)
        assert dict(zip(map(str, found.at), found.value.tolist(), strict=True)) == {
            monday: pytest.approx(float(np.median(hours)))
            for monday, hours in sorted(weeks.items())
        }

    def test_ends_before_it_starts_is_counted_as_such(
        self, warehouse: Warehouse
    ) -> None:
        business = summary(warehouse, by(OFFICE, kind=MeasureKind.DURATION))
        calendar = summary(warehouse, by(None, kind=MeasureKind.DURATION))

        assert business.negative == calendar.negative > 0
        assert business.n == calendar.n
        assert business.median < calendar.median

    def test_both_clocks_beside_each_other(self, warehouse: Warehouse) -> None:
        """Measures that differ by their clock alone do not share their sums."""
        plain, hours = by(None), by(OFFICE)
        pair = [
            card(id="calendar", clock=plain.clock),
            card(id="business", clock=hours.clock),
        ]

        found = series(warehouse, pair)

        alone = [series(warehouse, [one])["m"] for one in (plain, hours)]
        for one, other in zip(found.values(), alone, strict=True):
            assert isinstance(one, Counts)
            assert isinstance(other, Counts)
            assert one.events.tolist() == other.events.tolist()
        first, second = found.values()
        assert isinstance(first, Counts)
        assert isinstance(second, Counts)
        assert first.events.sum() > second.events.sum()

    def test_always_open_is_the_calendar_clock(self, warehouse: Warehouse) -> None:
        always = Hours(zone="Europe/Berlin")

        assert summary(warehouse, by(always, kind=MeasureKind.DURATION)) == summary(
            warehouse, by(None, kind=MeasureKind.DURATION)
        )


class TestRefusals:
    def test_a_calendar_that_nobody_looked_up(self, warehouse: Warehouse) -> None:
        measure = card(
            MeasureKind.DURATION,
            clock=Clock(start="opened_at", stop="resolved_at", hours="night"),
        )

        with pytest.raises(InvalidCard, match="there is no calendar 'night' to count"):
            series(warehouse, [measure])
