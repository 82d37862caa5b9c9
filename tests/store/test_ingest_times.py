"""Text to instants: what is read, what is refused, what is odd about a clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidLog
from qc.core.plan import FieldPlan
from qc.store.engine import connect
from qc.store.ingest_times import UnknownFormat
from qc.store.ingest_zone import END, FIRST, ODD, UnknownZone, is_utc, offset
from tests.store.loads import at, one, opened

BERLIN = "Europe/Berlin"
SHAPES = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?))?"
    r" ?(?P<zone>Z|z|UTC|[+-]\d\d(?::?\d\d)?)?"
)


class TestTheBook:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-03-05", "2026-03-05T00:00:00"),
            ("2026-03-05T10:20", "2026-03-05T10:20:00"),
            ("2026-03-05 10:20:30", "2026-03-05T10:20:30"),
            ("2026-03-05T10:20:30", "2026-03-05T10:20:30"),
            ("2026-03-05T10:20:30.5", "2026-03-05T10:20:30.500000"),
            ("2026-03-05 10:20:30.123456", "2026-03-05T10:20:30.123456"),
            ("2026-03-05T10:20:30.5+00:00", "2026-03-05T10:20:30.500000"),
            ("2026-03-05T10:20:30,25", "2026-03-05T10:20:30.250000"),
            ("2026-03-05T10:20:30.123456789", "2026-03-05T10:20:30.123456"),
            ("  2026-03-05T10:20:30\t", "2026-03-05T10:20:30"),
            ("\u00a02026-03-05", "2026-03-05T00:00:00"),
            ("2026-03-05T24:00:00", "2026-03-06T00:00:00"),
        ],
    )
    def test_iso_8601(self, tmp_path: Path, text: str, expected: str) -> None:
        loaded = opened(tmp_path, [text])

        assert loaded.column("opened_at") == [at(expected)]
        assert loaded.column("opened_local") == [at(expected)]

    @pytest.mark.parametrize(
        ("offset_text", "utc"),
        [
            ("Z", "01:30"),
            (" UTC", "01:30"),
            ("+01:00", "00:30"),
            ("+0100", "00:30"),
            ("+01", "00:30"),
            ("-05:00", "06:30"),
            ("-03:30", "05:00"),
            (".000Z", "01:30"),
            ("+05:30", "2026-03-28T20:00"),
        ],
    )
    def test_an_offset_gives_the_instant_and_keeps_the_clock(
        self, tmp_path: Path, offset_text: str, utc: str
    ) -> None:
        loaded = opened(tmp_path, [f"2026-03-29T01:30:00{offset_text}"], zone=BERLIN)

        expected = utc if "T" in utc else f"2026-03-29T{utc}"
        assert loaded.column("opened_at") == [at(expected)]
        assert loaded.column("opened_local") == [at("2026-03-29T01:30")]

    def test_offsets_may_change_from_row_to_row(self, tmp_path: Path) -> None:
        texts = ["2026-01-05T10:00:00+01:00", "2026-01-05T10:00:00"]
        loaded = opened(tmp_path, texts, zone="America/New_York")

        hours = [time.hour for time in loaded.column("opened_at")]
        assert hours == [9, 15]

    def test_local_time_is_taken_by_the_zone_of_its_season(
        self, tmp_path: Path
    ) -> None:
        loaded = opened(tmp_path, ["2026-01-05", "2026-07-05"], zone=BERLIN)

        expected = [at("2026-01-04T23:00"), at("2026-07-04T22:00")]
        assert loaded.column("opened_at") == expected
        assert loaded.result.zone == BERLIN
        assert loaded.result.first == at("2026-01-05")
        assert loaded.result.as_of == datetime(2026, 7, 4, 22, tzinfo=UTC)

    def test_named_formats_in_their_order(self, tmp_path: Path) -> None:
        texts = ["5.3.2026 7:05", "05.03.2026", "2026-03-05T07:05:00"]
        formats = ("%d.%m.%Y %H:%M", "%d.%m.%Y")
        loaded = opened(tmp_path, texts, formats=formats)

        assert loaded.column("opened_at") == [at("2026-03-05T07:05"), at("2026-03-05")]
        assert loaded.aside == [(4, "at", "2026-03-05T07:05:00", "not-a-time")]

    def test_month_first_with_half_days(self, tmp_path: Path) -> None:
        loaded = opened(tmp_path, ["3/14/2025 1:20 PM"], formats=("%m/%d/%Y %I:%M %p",))
        assert loaded.column("opened_at") == [at("2025-03-14T13:20")]

    def test_a_promised_day_lasts_to_its_end(self, tmp_path: Path) -> None:
        part = FieldPlan(field="promised_by", column="x", end_of_day=True, zone=BERLIN)
        loaded = one(tmp_path, ["2026-03-05", "2026-03-05T08:00"], part)

        expected = [at("2026-03-05T22:59:59.999999"), at("2026-03-05T07:00")]
        assert loaded.column("promised_by") == expected

    def test_a_promised_day_of_a_named_format(self, tmp_path: Path) -> None:
        formats = ("%d.%m.%Y %H:%M", "%d.%m.%Y")
        part = FieldPlan(
            field="promised_by", column="x", end_of_day=True, formats=formats
        )
        loaded = one(tmp_path, ["05.03.2026", "05.03.2026 08:00"], part)

        expected = [at("2026-03-05T23:59:59.999999"), at("2026-03-05T08:00")]
        assert loaded.column("promised_by") == expected

    def test_the_lost_hour_and_the_doubled_one(self, tmp_path: Path) -> None:
        texts = [
            "2026-03-29T01:59:59",
            "2026-03-29T02:30:00",
            "2026-03-29T03:00:00",
            "2026-10-25T01:59:59",
            "2026-10-25T02:30:00",
            "2026-10-25T03:00:00",
        ]
        loaded = opened(tmp_path, texts, zone=BERLIN)

        assert [f"{time:%H:%M:%S}" for time in loaded.column("opened_at")] == [
            *("00:59:59", "01:30:00", "01:00:00"),
            *("23:59:59", "00:30:00", "02:00:00"),
        ]
        assert loaded.column("opened_local") == [at(text) for text in texts]
        assert loaded.left_out == [
            (3, "at", texts[1], "no-such-local-time"),
            (6, "at", texts[4], "ambiguous-local-time"),
        ]
        assert loaded.result.values_left_out == {
            "opened_at:no-such-local-time": 1,
            "opened_at:ambiguous-local-time": 1,
        }

    def test_an_offset_settles_the_doubled_hour(self, tmp_path: Path) -> None:
        texts = ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
        loaded = opened(tmp_path, texts, zone=BERLIN)

        assert [time.hour for time in loaded.column("opened_at")] == [0, 1]
        assert loaded.result.values_left_out == {}


class TestRefusals:
    @pytest.mark.parametrize(
        "text",
        [
            *("infinity", "-infinity", "epoch", "now", "today", "yesterday"),
            *("2026-02-30", "2026-13-01", "2026-03-05T25:00:00", "2026-03-05T10:60"),
            *("2026/03/05", "2026-3-5", "05.03.2026", "20260305", "2026-03-05 10"),
            *("2026-03-05T10:00:00+99:99", "2026-03-05T10:00:00 Europe/Berlin"),
            *("2026-03-05 (BC)", "1970-01-02", "9998-12-31", "0001-01-02", "1", "1e9"),
            *("2026-03-05T10:00:00Z extra", "'; DROP TABLE faults; --", "\u0662"),
        ],
    )
    def test_what_is_no_time(self, tmp_path: Path, text: str) -> None:
        loaded = opened(tmp_path, [NOON_TEXT, text])

        assert loaded.aside == [(3, "at", text, "not-a-time")]
        assert loaded.counts == (2, 1, 1, 0)

    def test_special_words_are_no_time_in_a_named_format(self, tmp_path: Path) -> None:
        texts = ["infinity", "epoch", "5.3.26", "05.03.2026 x"]
        loaded = opened(tmp_path, texts, formats=("%d.%m.%Y",))
        assert len(loaded.aside) == 4

    def test_an_optional_time_is_left_out_and_listed(self, tmp_path: Path) -> None:
        part = FieldPlan(field="closed_at", column="x")
        loaded = one(tmp_path, ["1900-01-02", "", "N/A", "soon"], part)

        assert loaded.column("closed_at") == [None] * 4
        assert loaded.result.values_left_out == {"closed_at:not-a-time": 2}
        assert loaded.left_out == [
            (2, "x", "1900-01-02", "not-a-time"),
            (5, "x", "soon", "not-a-time"),
        ]

    @pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "Europe"])
    def test_a_zone_must_exist(self, tmp_path: Path, zone: str) -> None:
        with pytest.raises(UnknownZone, match="'Europe/Berlin', or 'UTC'") as caught:
            opened(tmp_path, [NOON_TEXT], zone=zone)
        assert isinstance(caught.value, InvalidLog)

    @pytest.mark.parametrize("form", ["%Q", "%", "", "%d.%m.%Y %z"])
    def test_a_format_must_be_known(self, tmp_path: Path, form: str) -> None:
        with pytest.raises(UnknownFormat, match="Build it from %Y"):
            opened(tmp_path, [NOON_TEXT], formats=(form,))


NOON_TEXT = "2026-03-05T12:00:00"


class TestAlways:
    @given(
        texts=st.lists(
            st.one_of(
                st.datetimes(at("1960-01-01"), at("2110-01-01")).map(str),
                st.from_regex(SHAPES, fullmatch=True),
                st.text("0123456789-:T +Z.,", min_size=8, max_size=26),
            ),
            min_size=1,
            max_size=60,
        )
    )
    @example(
        [
            *("2026-03-05T10:00:00-00:30", "2026-03-05T10:00:00+15:00"),
            *("2026-03-05T10:00:00+0a:00", "2026-03-05T10:00:00+01:6x"),
            *("2026-03-05T10:00:00+01:+5", "2026-03-05T10:00:00 01:00"),
            *("2026-03-05T10:00:00.1+Z", "2026-03-05T10:00:00.Z", "2026-03-05Z"),
            *("2026-03-05 10:00:00.123Z", "2026-03-05T10:00:00.1234567Z"),
            *("2026-03-05 10:00:00.123456", "2026-03-05T10:00:00.5+01:00"),
        ]
    )
    @example(["2026-03-05T10:00+01", "2026-03-05T24:00:00", "2026-03-05 1:00:00+1"])
    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_reads_iso_8601_and_nothing_else(
        self, tmp_path: Path, texts: list[str]
    ) -> None:
        part = FieldPlan(field="updated_at", column="x")
        loaded = one(tmp_path, texts, part)
        assert loaded.column("updated_at") == [_by_hand(text) for text in texts]

    @pytest.mark.parametrize(
        "zone",
        [
            *("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Casablanca"),
            *("Australia/Lord_Howe", "Asia/Gaza", "Pacific/Apia", "Europe/Dublin"),
        ],
    )
    @given(
        readings=st.lists(
            st.datetimes(FIRST, END - timedelta(seconds=1)), min_size=20, max_size=200
        )
    )
    @settings(max_examples=8, deadline=None)
    def test_offsets_are_those_of_the_time_zone_database(
        self, zone: str, readings: list[datetime]
    ) -> None:
        readings += [_near_a_change(zone, reading) for reading in readings[:10]]
        values = ", ".join(f"(TIMESTAMP '{reading}')" for reading in readings)
        expression = offset(zone).format("epoch_us(t)")
        with connect() as connection:
            query = f"SELECT {expression} FROM (VALUES {values}) AS v(t)"
            found = [row[0] for row in connection.execute(query).fetchall()]
        assert found == [_by_the_database(zone, reading) for reading in readings]


def _by_hand(text: str) -> datetime | None:
    parts = SHAPES.fullmatch(text.strip(" "))
    if parts is None:
        return None
    day, clock, zone = parts["day"], parts["clock"] or "00:00", parts["zone"] or ""
    next_day = clock.replace(",", ".") in {"24:00", "24:00:00"} or re.fullmatch(
        r"24:00:00[.,]0+", clock
    )
    clock = "00:00" if next_day else clock.replace(",", ".")[:15]
    own = "+00:00" if zone.strip() in {"", "Z", "z", "UTC"} else zone
    if own[1:3] > "14" or own[3:].strip(":") > "59":
        return None
    try:
        local = datetime.fromisoformat(f"{day}T{clock}") + timedelta(
            days=bool(next_day)
        )
        shift = datetime.fromisoformat(f"{day}T00:00{own}").utcoffset()
    except ValueError:
        return None
    assert shift is not None
    return local - shift if FIRST <= local < END else None


def _near_a_change(zone: str, reading: datetime) -> datetime:
    """Move to within two hours of a change of the clocks in the same year, if any."""
    change = _first_change(zone, reading.year)
    if change is None:
        return reading
    return change + timedelta(minutes=reading.minute * 4 - 120)


@cache
def _first_change(zone: str, year: int) -> datetime | None:
    """Return what the clocks show after their first change in a year, if they do."""
    place = ZoneInfo(zone)
    start = datetime(year, 1, 2, tzinfo=UTC)
    hours = [start + timedelta(hours=h) for h in range(0, 8640, 12)]
    offsets = [time.astimezone(place).utcoffset() for time in hours]
    for time, before, after in zip(hours, offsets, offsets[1:], strict=False):
        if before != after:
            for minutes in range(0, 721, 30):
                at_last = time + timedelta(minutes=minutes)
                if at_last.astimezone(place).utcoffset() != before:
                    return at_last.astimezone(place).replace(tzinfo=None)
    return None


def _by_the_database(zone: str, reading: datetime) -> int:
    first, second = (
        reading.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)
    )
    early, late = first.utcoffset(), second.utcoffset()
    assert early is not None
    assert late is not None
    odd = 0 if early == late else 1 if late > early else 2
    assert odd in {0, *ODD}
    return early // timedelta(microseconds=1) + odd


class TestZone:
    def test_utc_costs_nothing(self) -> None:
        assert is_utc("UTC")
        assert offset("Etc/UTC") == "0"
        assert not is_utc("Europe/London")
