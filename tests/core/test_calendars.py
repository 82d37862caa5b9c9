"""Calendar files: what they may say, and every fault of a file in one go."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from qc.core.calendars import NO_CALENDAR, Calendars, read_calendars
from qc.core.errors import InvalidCard, QcError, UnknownName
from qc.core.hours import ALL_DAY, AROUND_THE_CLOCK, CLOSED, Hours, weekday

LUNCH = ((480, 720), (780, 1020))
SHORT = ((540, 720),)
XMAS, NEW_YEAR = np.datetime64("2025-12-25"), np.datetime64("2026-01-01")


def public(
    country: str, region: str, years: tuple[int, int]
) -> Mapping[np.datetime64, str]:
    """Christmas everywhere; in BY Epiphany as well."""
    if country != "DE":
        raise QcError(f"no country {country}")
    first, last = years
    named = {"12-25": "Christmas"} | ({"01-06": "Epiphany"} if region == "BY" else {})
    return {
        np.datetime64(f"{year}-{day}"): name
        for year in range(first, last + 1)
        for day, name in named.items()
    }


def read(text: str) -> Calendars:
    return read_calendars(text, "calendar.toml", public)


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(InvalidCard) as refused:
        read(text)
    return refused.value.faults


def hours(text: str) -> Hours:
    return read(f"zone = 'Europe/Berlin'\n{text}").usual


class TestHours:
    def test_of_weekdays_and_ranges(self) -> None:
        found = hours(
            "[hours]\nmonday-thursday = ['08:00-12:00', '13:00-17:00']\n"
            "friday = '08:00-12:00'\nsaturday = []\n"
        )

        assert found.zone == "Europe/Berlin"
        assert found.week == (LUNCH,) * 4 + (LUNCH[:1],) + (CLOSED,) * 2
        assert found.name == "business"
        assert not found.always

    def test_nights_and_whole_days(self) -> None:
        found = hours("[hours]\nmonday = '22:00-06:00'\ntuesday = '00:00-24:00'\n")

        assert found.week[:3] == (((1320, 1800),), ALL_DAY, CLOSED)

    def test_without_hours_it_is_open_around_the_clock(self) -> None:
        assert hours("") == Hours(zone="Europe/Berlin")
        assert hours("").always
        assert NO_CALENDAR.usual == AROUND_THE_CLOCK

    def test_of_holidays_and_single_days(self) -> None:
        found = hours(
            "holidays = ['2025-12-25', 2026-01-01, '2026-05-04 Our day', 2026-05-05]\n"
            "not_holidays = ['2026-05-05']\n"
            "[hours]\nmonday-sunday = '08:00-17:00'\n"
            "[days]\n2025-12-24 = '09:00-12:00'\n2026-01-01 = '09:00-12:00'\n"
        )
        told = [(str(one.day), one.opening, one.holiday) for one in found.days]

        assert told == [
            ("2025-12-24", SHORT, False),
            ("2025-12-25", CLOSED, True),
            ("2026-01-01", SHORT, True),
            ("2026-05-04", CLOSED, True),
        ]
        assert found.days[-1].name == "Our day"
        assert found.holidays == (XMAS, NEW_YEAR, np.datetime64("2026-05-04"))
        assert found.on(XMAS) == CLOSED
        assert found.on(np.datetime64("2025-12-24")) == SHORT
        assert found.on(np.datetime64("2025-12-23")) == ((480, 1020),)

    def test_a_service_on_holidays(self) -> None:
        found = hours(
            "holidays = ['2025-12-25']\n[hours]\nmonday-friday = '08:00-17:00'\n"
            "holidays = '09:00-12:00'\n"
        )

        assert found.on(XMAS) == SHORT
        assert found.holidays == (XMAS,)

    def test_holidays_close_what_is_else_always_open(self) -> None:
        assert not hours("holidays = ['2025-12-25']").always

    def test_public_holidays_are_looked_up(self) -> None:
        found = hours("country = 'DE'\nregion = 'BY'\nyears = [2025, 2026]")

        assert [(str(one.day), one.name) for one in found.days] == [
            ("2025-01-06", "Epiphany"),
            ("2025-12-25", "Christmas"),
            ("2026-01-06", "Epiphany"),
            ("2026-12-25", "Christmas"),
        ]
        assert len(hours("country = 'DE'").days) == 50

    def test_weekdays(self) -> None:
        days = np.arange("1969-12-29", "1970-01-19", dtype="datetime64[D]")

        assert [weekday(day) for day in days] == list(range(7)) * 3


class TestSeveral:
    FILE = (
        "zone = 'Europe/Berlin'\ncountry = 'DE'\nregion = 'BY'\nyears = [2026, 2026]\n"
        "[hours]\nmonday-friday = '08:00-17:00'\n"
        "[[calendar]]\nname = 'hotline'\nhours = { monday-sunday = '00:00-24:00' }\n"
        "[[calendar]]\nname = 'berlin'\ncountry = 'DE'\n"
        "[[calendar]]\nname = 'porto'\nzone = 'Europe/Lisbon'\nholidays = []\n"
    )

    def test_take_from_the_top_what_they_do_not_say(self) -> None:
        found = read(self.FILE)

        assert found.names == ("business", "hotline", "berlin", "porto")
        assert found.named("hotline").week == (ALL_DAY,) * 7
        assert found.named("hotline").days == found.usual.days
        assert found.named("berlin").week == found.usual.week
        assert len(found.named("berlin").days) == 1  # another country, no region
        assert found.named("porto").zone == "Europe/Lisbon"

    def test_an_unknown_name_says_which_are_known(self) -> None:
        with pytest.raises(UnknownName, match="Did you mean 'hotline'"):
            read(self.FILE).named("hotlin")


class TestRefusals:
    def test_every_fault_of_a_file(self) -> None:
        text = (
            "zone = 'Berlin'\ncountry = 'XX'\nyears = [2030, 2020]\nholliday = 1\n"
            "holidays = ['25.12.2025', 2026-01-01T00:00:00]\n"
            "not_holidays = '2026-01-01'\n"
            "[hours]\nmonday = ['08:00-12:00', '11:00-17:00']\ntuesday = ['8-17']\n"
            "monday-wednesday = []\nfunday = []\nfriday-monday = []\nsunday = 8\n"
            "thursday = '12:00-12:00'\nsaturday = '20:00-24:30'\n"
            "[days]\n2026-02-30 = []\n"
            "[[calendar]]\nname = 'business'\n[[calendar]]\nname = 'calendar'\n"
            "[[calendar]]\nhours = 5\ndays = 5\nregion = ''\n"
        )

        assert faults(text) == (
            "business: unknown key 'holliday'. Did you mean 'holidays'?",
            "business: zone: no time zone is called 'Berlin'. Give the name of a "
            "place, as in 'Europe/Berlin', or 'UTC'.",
            "business: hours.monday: 08:00-12:00 and 11:00-17:00 overlap.",
            "business: hours.tuesday: '8-17' is no time span as in '08:00-17:00'.",
            "business: hours: monday is said twice.",
            "business: hours: tuesday is said twice.",
            "business: hours: 'funday' is no day. Did you mean 'sunday'? Write "
            "'monday', 'monday-friday' or 'holidays'.",
            "business: hours: friday-monday runs backwards; a week begins on Monday.",
            "business: hours.sunday must be a list such as ['08:00-12:00', "
            "'13:00-17:00']; [] is closed. Got 8.",
            "business: hours.thursday: '12:00-12:00' has no clear end. A whole day is "
            "'00:00-24:00'; a night ends the next morning, as in '22:00-06:00'.",
            "business: hours.saturday: '20:00-24:30' has no clear end. A whole day is "
            "'00:00-24:00'; a night ends the next morning, as in '22:00-06:00'.",
            "business: holidays: '25.12.2025' is no date; write it as 2026-12-25.",
            "business: holidays: datetime.datetime(2026, 1, 1, 0, 0) is no date; write "
            "it as 2026-12-25.",
            "business: not_holidays must be a list of dates such as ['2026-12-24 Our "
            "party'].",
            "business: days: '2026-02-30' is no date; write it as 2026-12-25.",
            "business: years must be the first and the last one, from 1980 to 2059, as "
            "in [2020, 2030]; got [2030, 2020].",
            "business: no country XX",
            "business: the name is taken; give this calendar another.",
            "calendar: the name is taken; give this calendar another.",
            "calendar 3: name is missing; give it as text.",
            "calendar 3: hours must be a table such as { monday-friday = "
            "['08:00-17:00'] }.",
            "calendar 3: days must be a table of dates such as { 2026-12-24 = "
            "['09:00-12:00'] }.",
            "calendar 3: region is missing; give it as text.",
            "calendar 3: no country XX",
        )

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("zone = ", "not valid TOML"),
            ("", "business: zone is missing; give the time zone of the opening hours"),
            ("zone = 'UTC'\ncalendar = 5", "further calendars must be tables"),
            ("zone = 'UTC'\nregion = 'BY'", "business: country is missing"),
            ("zone = 'UTC'\ncountry = 5", "business: country is missing"),
            (f"zone = '{'x' * 500}'", "x.... Give the name of a place"),
            ("zone = '../../etc/passwd'", "no time zone is called '../../etc/passwd'"),
        ],
    )
    def test_single_faults(self, text: str, fault: str) -> None:
        (said,) = faults(text)

        assert fault in said
