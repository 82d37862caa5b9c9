"""Opening hours in words: days alike in one, and which clock a measure counts by."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.calendars import Calendars
from qc.core.hours import ALL_DAY, CLOSED, Hours, Opening, SpecialDay
from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Clock, Measure
from qc.view.calendar_frames import ahead_frame, calendars_text
from qc.view.numbers import has_days, scale
from qc.view.words import calendars as say

OFFICE: Opening = ((480, 720), (780, 1020))
NIGHT: Opening = ((1320, 1800),)
XMAS, EVE, PARTY = (
    np.datetime64(day) for day in ("2026-12-25", "2026-12-24", "2026-12-23")
)
HOURS = Hours(
    zone="Europe/Berlin",
    week=(OFFICE,) * 4 + (NIGHT,) + (CLOSED,) * 2,
    days=(
        SpecialDay(day=PARTY, holiday=True),
        SpecialDay(day=EVE, opening=ALL_DAY),
        SpecialDay(day=XMAS, name="Christmas =1+1", holiday=True),
    ),
)


def measure(kind: MeasureKind = MeasureKind.SHARE, **clock: object) -> Measure:
    times = {"start": "opened_at", "stop": "first_response_at"}
    return Measure(
        id="m",
        title="M",
        question="?",
        kind=kind,
        direction=Direction.LOWER,
        clock=Clock(**(times | clock)),  # type: ignore[arg-type]
    )


def plain(text: str) -> str:
    return text.replace("\u2013", "-").replace("\xa0", " ")


class TestHours:
    @pytest.mark.parametrize(
        ("opening", "told"),
        [
            (OFFICE, "08:00-12:00, 13:00-17:00"),
            (NIGHT, "22:00-06:00"),
            (((0, 30),), "00:00-00:30"),
            (((1080, 1440),), "18:00-24:00"),
            (ALL_DAY, "open all day"),
            (CLOSED, "closed"),
        ],
    )
    def test_of_a_day(self, opening: Opening, told: str) -> None:
        assert plain(say.opening(opening)) == told

    def test_of_a_week(self) -> None:
        assert plain(say.week(HOURS)) == (
            "Monday to Thursday 08:00-12:00, 13:00-17:00, Friday 22:00-06:00, Saturday "
            "and Sunday closed"
        )

    @pytest.mark.parametrize(
        ("hours", "told"),
        [
            (Hours(), "business (UTC): open around the clock; no holidays."),
            (
                Hours(name="night", week=(NIGHT,) * 7, days=HOURS.days),
                "night (UTC): Monday to Sunday 22:00-06:00; closed on 2 holidays, 1 "
                "day with hours of its own.",
            ),
        ],
    )
    def test_in_a_line(self, hours: Hours, told: str) -> None:
        assert plain(say.line(hours)) == told

    def test_holidays_of_many_years_say_of_which(self) -> None:
        days = tuple(
            SpecialDay(day=np.datetime64(f"{year}-12-25"), holiday=True)
            for year in (2025, 2026, 2027)
        )

        assert plain(say.line(Hours(days=days))).endswith(
            "closed on 3 holidays from 2025 to 2027."
        )

    def test_hours_on_holidays(self) -> None:
        eve, party = (
            SpecialDay(day=day, opening=opening, holiday=True)
            for day, opening in ((EVE, OFFICE), (PARTY, NIGHT))
        )

        assert plain(say.line(Hours(days=(eve,)))).endswith(
            "; 08:00-12:00, 13:00-17:00 on 1 holiday."
        )
        assert plain(say.line(Hours(days=(party, eve)))).endswith("; 2 holidays.")

    def test_day_by_day(self) -> None:
        days = [PARTY, EVE, XMAS, np.datetime64("2026-12-28")]
        found = ahead_frame(HOURS, days)

        assert [plain(" | ".join(row)) for row in found.to_numpy().tolist()] == [
            "Wed 23 Dec 2026 | closed | holiday",
            "Thu 24 Dec 2026 | open all day | hours of its own",
            "Fri 25 Dec 2026 | closed | Christmas =1+1",
            "Mon 28 Dec 2026 | 08:00-12:00, 13:00-17:00 | ",
        ]
        text = calendars_text(Calendars(all=(HOURS,)), days)
        assert plain(text).splitlines()[-2] == (
            "Fri 25 Dec 2026   closed  Christmas =1+1"
        )


class TestClocks:
    def test_calendar_time(self) -> None:
        assert say.clock_lines(measure(within_hours=4)) == (
            "Clock: calendar time; nights and days off count.",
        )
        assert say.clock_name(measure(within_hours=4)) == "calendar time"

    def test_opening_hours_and_when_they_are_used_up(self) -> None:
        hours = Hours(zone="UTC", week=(NIGHT,) * 7)
        card = measure(within_hours=4, hours="business", opening=hours)

        first, second = (plain(line) for line in say.clock_lines(card))

        assert first == (
            "Clock: opening hours between opened at and first response at, by the "
            "calendar business (UTC): Monday to Sunday 22:00-06:00; no holidays."
        )
        assert second.startswith("4 h promised. The time is used up once it was open")
        assert say.clock_name(card) == "opening hours (business)"

    def test_a_promise_that_names_a_moment(self) -> None:
        (_, promise) = say.clock_lines(measure(promise="promised_by"))

        assert promise.endswith("one that names a day, until that day ends.")

    def test_no_clock(self) -> None:
        card = Measure(
            id="m",
            title="M",
            question="?",
            kind=MeasureKind.SCORE,
            direction=Direction.HIGHER,
            value="score",
        )

        assert say.clock_lines(card) == ()
        assert say.clock_name(card) == ""

    def test_opening_hours_have_no_days_of_24(self) -> None:
        by_hours = measure(MeasureKind.DURATION, hours="business", opening=HOURS)
        always = measure(MeasureKind.DURATION, hours="business", opening=Hours())

        assert not has_days(by_hours)
        assert has_days(always)
        assert has_days(measure(MeasureKind.DURATION))
        assert scale(MeasureKind.DURATION, 100.0).unit == "d"
        assert scale(MeasureKind.DURATION, 100.0, in_days=False).unit == "h"
