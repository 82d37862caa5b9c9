"""Calendars of a workspace: kept in one file, part of cards and of charts of days."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qc.core.calendars import NO_CALENDAR
from qc.core.charts import PhasePlan
from qc.core.errors import InvalidCard, QcError, UnknownName
from qc.core.kinds import ChartKind, MeasureKind, Period
from qc.workspace import Lens, Workspace
from qc.workspace.calendars import (
    CALENDAR_FILE,
    OLD_HOLIDAYS,
    ahead,
    calendar_text,
    calendars_of,
    checked,
    decoded,
    example,
    is_old,
)
from qc.workspace.public_holidays import public_holidays
from qc.workspace.sample import open_sample

XMAS, NEW_YEAR = np.datetime64("2025-12-25"), np.datetime64("2026-01-01")
DAILY = Lens(chart=ChartKind.WEEKDAY)
HOLIDAYS = "zone = 'UTC'\nholidays = ['2026-01-01', '2025-12-25 Christmas']\n"
OFFICE = (
    "zone = 'Europe/Berlin'\n[hours]\nmonday-friday = '08:00-17:00'\n"
    "[[calendar]]\nname = 'night'\nhours = { monday-sunday = '22:00-06:00' }\n"
)
CARDS = """
[[measure]]
id = "by-hours"
title = "By hours"
question = "?"
direction = "lower"
kind = "duration"
clock = { start = "opened_at", stop = "resolved_at", hours = "business" }

[[measure]]
id = "by-calendar"
title = "By calendar"
question = "?"
direction = "lower"
kind = "duration"
clock = { start = "opened_at", stop = "resolved_at" }
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_sample(Path(tmp_path_factory.mktemp("calendars")))


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "workspace")


class TestKept:
    def test_nothing_is_around_the_clock(self, empty: Workspace) -> None:
        assert calendars_of(empty.warehouse) == NO_CALENDAR
        assert calendar_text(empty.warehouse) == ""

    def test_is_a_file_whose_change_the_audit_trail_tells(
        self, empty: Workspace
    ) -> None:
        before = empty.version
        empty.use_calendar(OFFICE)

        found = calendars_of(empty.warehouse)
        assert (empty.folder / CALENDAR_FILE).read_text(encoding="utf-8") == OFFICE
        assert found.names == ("business", "night")
        assert empty.version != before
        (entry, *_) = empty.warehouse.state.entries()
        assert "calendar" in str(entry)

        empty.use_calendar("\n")
        assert calendars_of(empty.warehouse) == NO_CALENDAR
        assert not (empty.folder / CALENDAR_FILE).exists()

    def test_a_change_by_hand_is_seen(self, empty: Workspace) -> None:
        empty.use_calendar(OFFICE)
        before = empty.version
        (empty.folder / CALENDAR_FILE).write_text(HOLIDAYS, encoding="utf-8")

        assert empty.version != before
        assert calendars_of(empty.warehouse).usual.holidays == (XMAS, NEW_YEAR)

    def test_what_cannot_be_read_changes_nothing(self, empty: Workspace) -> None:
        empty.use_calendar(OFFICE)

        with pytest.raises(InvalidCard, match=r"calendar\.toml has 1 fault"):
            empty.use_calendar("zone = 'Nowhere'")
        assert calendar_text(empty.warehouse) == OFFICE

    def test_holidays_from_before_are_part_of_it_until_one_is_saved(
        self, empty: Workspace
    ) -> None:
        days = [str(XMAS), str(NEW_YEAR)]
        empty._set(OLD_HOLIDAYS, days)

        assert is_old(empty.warehouse)
        assert calendars_of(empty.warehouse).usual.holidays == (XMAS, NEW_YEAR)
        empty.use_calendar("")
        assert not is_old(empty.warehouse)
        assert calendars_of(empty.warehouse) == NO_CALENDAR

    def test_the_example_can_be_read(self, sample: Workspace) -> None:
        text = example(sample.warehouse)

        found = checked(text).usual
        assert found.zone == sample.batches()[-1].zone
        assert found.week[0] == ((480, 720), (780, 1020))
        uncommented = text.replace("# country", "country").replace("# region", "region")
        uncommented = uncommented.replace("# 2026", "2026").replace("# [[", "[[")
        uncommented = uncommented.replace("# name", "name").replace("# hours", "hours")
        assert checked(uncommented).names == ("business", "hotline")

    def test_two_weeks_ahead(self) -> None:
        days = ahead(NEW_YEAR)

        assert (len(days), days[0], str(days[-1])) == (14, NEW_YEAR, "2026-01-14")

    def test_an_upload_that_is_no_text(self) -> None:
        assert decoded("\ufeffzone = 'UTC'".encode()) == "zone = 'UTC'"
        with pytest.raises(InvalidCard, match="it is not UTF-8"):
            decoded(b"\xff\xfe")


class TestCards:
    def test_count_by_the_hours_they_name(self, sample: Workspace) -> None:
        sample.use_calendar(OFFICE)
        sample.add_measures(CARDS, "cards")

        cards = {card.id: card for card in sample.measures}
        business, calendar = (
            sample.summary(name) for name in ("by-hours", "by-calendar")
        )
        clock = cards["by-hours"].clock
        assert clock is not None
        assert clock.counted == calendars_of(sample.warehouse).usual
        assert business.n == calendar.n > 0
        assert business.median < calendar.median
        assert sample.assess("by-hours").measure.kind is MeasureKind.DURATION

    def test_a_new_calendar_moves_the_figures(self, sample: Workspace) -> None:
        sample.use_calendar(OFFICE)
        sample.add_measures(CARDS, "cards")
        before = sample.summary("by-hours").median
        sample.use_calendar(OFFICE.replace("08:00-17:00", "08:00-10:00"))

        assert sample.summary("by-hours").median < before

    def test_without_a_calendar_business_is_all_the_time(
        self, sample: Workspace
    ) -> None:
        sample.add_measures(CARDS, "cards")
        sample.use_calendar("")

        assert sample.summary("by-hours") == sample.summary("by-calendar")

    def test_an_unknown_calendar_is_refused_before_it_is_written(
        self, empty: Workspace
    ) -> None:
        empty.use_calendar(OFFICE)

        with pytest.raises(InvalidCard) as refused:
            empty.add_measures(
                CARDS.replace("'business'", "'nigth'").replace('"business"', '"nigth"'),
                "cards",
            )

        assert refused.value.faults == (
            "by-hours: clock.hours: No calendar is called 'nigth'. Did you mean "
            "'night'?",
        )
        assert "by-hours" not in {card.id for card in empty.measures}

    def test_a_calendar_that_cards_count_by_stays(self, empty: Workspace) -> None:
        empty.use_calendar(OFFICE)
        empty.add_measures(CARDS.replace('"business"', '"night"'), "cards")

        with pytest.raises(InvalidCard, match="No calendar is called 'night'"):
            empty.use_calendar(HOLIDAYS)
        assert calendar_text(empty.warehouse) == OFFICE

    def test_a_file_broken_by_hand_can_be_mended(self, empty: Workspace) -> None:
        empty.use_calendar(OFFICE)
        empty.add_measures(CARDS, "cards")
        (empty.folder / CALENDAR_FILE).write_text("zone =", encoding="utf-8")

        with pytest.raises(InvalidCard, match="not valid TOML"):
            _ = empty.measures
        empty.use_calendar(OFFICE)
        assert empty.measures


class TestChartsOfDays:
    def test_holidays_are_judged_apart(self, sample: Workspace) -> None:
        sample.use_calendar(HOLIDAYS)
        one = sample.assess("support-defective", DAILY)

        assert one.chart is not None
        assert one.chart.baselines[0].holidays == (XMAS, NEW_YEAR)
        free = np.isin(one.chart.at, [XMAS, NEW_YEAR])
        assert np.isnan(one.chart.centre[free]).all()
        assert not np.isnan(one.chart.centre[~free]).any()

    def test_a_plan_of_its_own_goes_first(self, sample: Workspace) -> None:
        sample.use_calendar("zone = 'UTC'\nholidays = [2025-12-25]\n")
        plan = PhasePlan(freeze=100, holidays=(NEW_YEAR,))
        own, bare = (
            sample.assess("support-defective", Lens(chart=ChartKind.WEEKDAY, plan=one))
            for one in (plan, PhasePlan(freeze=100))
        )

        assert own.chart is not None
        assert bare.chart is not None
        assert own.chart.baselines[0].holidays == (NEW_YEAR,)
        assert bare.chart.baselines[0].holidays == (XMAS,)

    def test_weeks_know_no_holidays(self, sample: Workspace) -> None:
        sample.use_calendar(HOLIDAYS)
        one = sample.assess("support-defective", Lens(by=Period.WEEK))

        assert one.chart is not None
        assert one.chart.baselines[0].holidays == ()


class TestPublicHolidays:
    def test_of_a_country_and_a_region(self) -> None:
        country = public_holidays("DE", "", (2025, 2026))
        region = public_holidays("DE", "BY", (2025, 2026))

        assert country[XMAS] == "Christmas Day"
        assert np.datetime64("2026-01-06") in set(region) - set(country)
        assert {day.astype(object).year for day in region} == {2025, 2026}
        assert list(region) == sorted(region)

    def test_of_years_that_the_library_does_not_know(self) -> None:
        assert public_holidays("IN", "", (1990, 2049))

    def test_an_unknown_country(self) -> None:
        with pytest.raises(QcError) as refused:
            public_holidays("Germany", "", (2025, 2026))

        assert str(refused.value) == (
            "no country has the code 'Germany'; give that of ISO 3166, as in 'DE'."
        )

    def test_an_unknown_region(self) -> None:
        with pytest.raises(UnknownName, match="No region of DE is called 'XX'"):
            public_holidays("DE", "XX", (2025, 2026))

    def test_in_a_file(self) -> None:
        found = checked("zone = 'Europe/Berlin'\ncountry = 'DE'\nregion = 'BY'\n").usual

        assert np.datetime64("2026-01-06") in found.holidays
        assert {day.astype(object).year for day in found.holidays} == set(
            range(2000, 2050)
        )
