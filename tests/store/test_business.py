"""Business time: exact to the microsecond, whatever the clocks do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.hours import ALL_DAY, CLOSED, DAY, Hours, Opening, SpecialDay
from qc.store.business import HoursTables, Open, grid, joined, stretches
from qc.store.query import KNOWN_UNTIL
from tests.store.working_time import day, instant, open_for

Pair = tuple[datetime, datetime]
BERLIN = "Europe/Berlin"
OFFICE: Opening = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
NIGHT: Opening = ((22 * 60, 30 * 60),)
WEEK = (OFFICE,) * 5 + (CLOSED,) * 2
HOURS = Hours(
    zone=BERLIN,
    week=WEEK,
    days=(
        SpecialDay(day=day("2025-12-24"), opening=((9 * 60, 12 * 60),)),
        SpecialDay(day=day("2025-12-25"), holiday=True),
        SpecialDay(day=day("2025-12-26"), holiday=True),
        SpecialDay(day=day("2025-12-27"), opening=ALL_DAY),
    ),
)


def by_query(hours: Hours, pairs: Iterable[Pair]) -> list[timedelta | None]:
    """Ask the database how long it was open between two instants."""
    connection = duckdb.connect()
    tables = HoursTables(
        lambda query, lists: connection.execute(query, lists).fetchall()
    )
    column = Open("opened_at", "resolved_at", hours)
    rows = ", ".join(
        f"(TIMESTAMP '{a.astimezone(UTC).replace(tzinfo=None)}', "
        f"TIMESTAMP '{b.astimezone(UTC).replace(tzinfo=None)}', "
        "NULL::TIMESTAMP)"
        for a, b in pairs
    )
    source = f"(VALUES {rows}) AS log(opened_at, resolved_at, {KNOWN_UNTIL})"
    made = joined(source, ["opened_at"], [column], tables)
    query = f'SELECT "{column}" FROM {made}'
    found = connection.execute(query).fetchall()
    connection.close()
    return [None if us is None else timedelta(microseconds=us) for (us,) in found]


def taken(start: str, stop: str, hours: Hours = HOURS) -> float:
    """Return business hours between two clock readings."""
    a, b = instant(start, hours.zone), instant(stop, hours.zone)
    (found,) = by_query(hours, [(a, b)])
    assert found is not None
    return found / timedelta(hours=1)


class TestTheBook:
    @pytest.mark.parametrize(
        ("start", "stop", "expected"),
        [
            ("2026-01-09 16:00", "2026-01-12 09:00", 2.0),  # over a weekend
            ("2026-01-09 11:30", "2026-01-09 13:30", 1.0),  # over lunch
            ("2026-01-09 18:00", "2026-01-10 12:00", 0.0),  # all of it closed
            ("2026-01-09 06:00", "2026-01-09 20:00", 8.0),  # a day and more
            ("2026-01-09 10:00:07", "2026-01-09 10:00:08", 1 / 3600),
            ("2026-01-09 10:00", "2026-01-09 10:00", 0.0),
            ("2025-12-23 16:00", "2025-12-29 09:00", 1 + 3 + 24 + 1),  # special days
        ],
    )
    def test_opening_hours_are_counted(
        self, start: str, stop: str, expected: float
    ) -> None:
        assert taken(start, stop) == pytest.approx(expected, abs=1e-12)

    @pytest.mark.parametrize(
        ("saturday", "sunday", "expected"),
        [
            ("2026-03-28", "2026-03-29", 7.0),  # an hour is left out
            ("2026-10-24", "2026-10-25", 9.0),  # an hour comes twice
            ("2026-06-13", "2026-06-14", 8.0),
        ],
    )
    def test_a_night_has_the_length_it_had(
        self, saturday: str, sunday: str, expected: float
    ) -> None:
        hours = Hours(zone=BERLIN, week=(NIGHT,) * 7)

        assert taken(f"{saturday} 12:00", f"{sunday} 12:00", hours) == expected

    def test_a_shift_belongs_to_the_day_it_begins(self) -> None:
        """The night into a holiday is worked, the one out of it is not."""
        holiday = SpecialDay(day=day("2026-01-07"), holiday=True)
        hours = Hours(zone=BERLIN, week=(NIGHT,) * 7, days=(holiday,))

        assert taken("2026-01-06 12:00", "2026-01-07 12:00", hours) == 8
        assert taken("2026-01-07 12:00", "2026-01-08 12:00", hours) == 0

    def test_what_overlaps_counts_once(self) -> None:
        early: Opening = ((5 * 60, 9 * 60),)
        hours = Hours(zone=BERLIN, week=(NIGHT, early, *(CLOSED,) * 5))

        assert taken("2026-01-05 12:00", "2026-01-06 12:00", hours) == 11

    def test_never_open(self) -> None:
        assert taken("2026-01-05", "2026-02-05", Hours(week=(CLOSED,) * 7)) == 0

    def test_years_that_no_log_has_are_unknown(self) -> None:
        start = datetime(1950, 1, 1, tzinfo=UTC)
        stop = datetime(2100, 1, 1, tzinfo=UTC)

        assert by_query(HOURS, [(start, start), (stop, stop)]) == [None, None]


ZONES = [BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
FIRST = datetime(2025, 9, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=580)).map(lambda t: FIRST + t)


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """Return a day's hours: none, all, or some, with nights and to the minute."""
    marks = sorted(draw(st.sets(st.integers(0, DAY + 600), max_size=6)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    some = tuple((a, b) for a, b in pairs if a < DAY and b - a <= DAY)
    return draw(st.sampled_from([some, CLOSED, ALL_DAY, OFFICE, NIGHT]))


@st.composite
def calendars(draw: st.DrawFn) -> Hours:
    days = draw(st.sets(st.integers(0, 500), max_size=8))
    first = day("2025-10-01")
    return Hours(
        zone=draw(st.sampled_from(ZONES)),
        week=tuple(draw(openings()) for _ in range(7)),
        days=tuple(
            SpecialDay(day=first + np.timedelta64(n, "D"), opening=draw(openings()))
            for n in sorted(days)
        ),
    )


def near_changes() -> Iterator[Pair]:
    """Give moments around the nights in which clocks change."""
    for text in ("2026-03-29", "2026-10-25", "2025-11-02", "2026-03-08", "2026-04-05"):
        begin = datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=14)
        for hours in range(0, 40, 3):
            yield begin, begin + timedelta(hours=hours, seconds=hours)


class TestAlways:
    @settings(max_examples=25)
    @given(calendars(), st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1, max_size=12))
    def test_as_counted_day_by_day(self, hours: Hours, drawn: list[Pair]) -> None:
        pairs = [(min(pair), max(pair)) for pair in drawn] + list(near_changes())

        found = by_query(hours, pairs)

        assert found == [open_for(hours, a, b) for a, b in pairs]

    @settings(max_examples=20)
    @given(st.sampled_from(ZONES), MOMENTS, MOMENTS)
    def test_around_the_clock_is_calendar_time(
        self, zone: str, one: datetime, other: datetime
    ) -> None:
        first, last = sorted([one, other])

        assert by_query(Hours(zone=zone), [(first, last)]) == [last - first]

    @settings(max_examples=20)
    @given(calendars(), MOMENTS, MOMENTS)
    def test_backwards_is_below_nothing(
        self, hours: Hours, one: datetime, other: datetime
    ) -> None:
        first, last = sorted([one, other])
        (found,) = by_query(hours, [(last, first)])

        assert found is not None
        assert (found < timedelta(0)) == (first < last)

    @settings(max_examples=20)
    @given(calendars())
    def test_stretches_are_apart_and_in_order(self, hours: Hours) -> None:
        start, end = stretches(hours)

        assert (start < end).all()
        assert (end[:-1] < start[1:]).all()

    @settings(max_examples=20)
    @given(calendars())
    def test_a_step_is_open_from_end_to_end_or_closed(self, hours: Hours) -> None:
        start, end = stretches(hours)
        step = grid(hours).step

        assert not (np.concatenate([start, end]) % step).any()


class TestNames:
    def test_a_column_is_named_by_fields_and_hours(self) -> None:
        again = Hours(zone=BERLIN, week=WEEK, days=HOURS.days)

        one = Open("opened_at", "resolved_at", HOURS)

        assert one == Open("opened_at", "resolved_at", again)
        assert one != Open("resolved_at", "opened_at", HOURS)
        assert one != Open("opened_at", "resolved_at", Hours())

    def test_a_table_is_made_once(self) -> None:
        asked: list[str] = []

        def fetch(query: str, _: object) -> list[str]:
            asked.append(query)
            return []

        tables = HoursTables(fetch)

        assert tables(HOURS) == tables(HOURS) != tables(Hours())
        assert len(asked) == 2
