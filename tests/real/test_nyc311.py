"""Requests of a city: counts, open cases and times, counted elsewhere as well."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.real.conftest import file_of
from tests.real.looking import Facts, Real, check_summary, their_label

AGENCIES = ("DOHMH", "DPR", "DSNY", "NYPD")


def of(agency: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("team", (agency,)),)


class TestTheFile:
    def test_every_row_is_in(self, nyc: Real, nyc_facts: Facts) -> None:
        account = nyc.report.account
        assert account.read == account.accepted == nyc_facts["rows"]
        assert account.set_aside == account.duplicates == 0
        assert account.values_left_out == {}
        (file,) = nyc_facts["file"].values()
        assert nyc.report.batch.source == file["sha256"]

    def test_keys_are_unique(self, nyc: Real, nyc_facts: Facts) -> None:
        keys = {key for (key,) in nyc.rows("interaction_id")}
        assert len(keys) == nyc_facts["unique_keys"]

    def test_first_and_last_times(self, nyc: Real, nyc_facts: Facts) -> None:
        opened = [at for (at,) in nyc.rows("opened_local")]
        assert str(min(opened)) == nyc_facts["created_first"]
        assert str(max(opened)) == nyc_facts["created_last"]
        closed = max(at for (at,) in nyc.rows("closed_at") if at is not None)
        assert str(closed - timedelta(hours=4)) == nyc_facts["closed_last"]

    def test_clock_readings_are_new_yorks(self, nyc: Real) -> None:
        winter, summer = timedelta(hours=5), timedelta(hours=4)
        change = datetime(2025, 3, 9, 2)  # noqa: DTZ001 - a clock reading
        for utc, local in nyc.rows("opened_at", "opened_local"):
            assert utc - local == (summer if local >= change else winter)

    def test_blank_cells_are_missing(self, nyc: Real, nyc_facts: Facts) -> None:
        blank = nyc_facts["blank_cells"]
        assert nyc.summary("time-to-close").missing == blank["Closed Date"]
        no_update = nyc.summary("updated").missing
        assert no_update == blank["Resolution Action Updated Date"]

    def test_a_promise_never_made_cannot_be_measured(
        self, nyc: Real, nyc_facts: Facts
    ) -> None:
        assert nyc_facts["blank_cells"]["Due Date"] == nyc_facts["rows"]
        assert "promised_by" not in nyc.report.batch.columns
        assert "support-promise-broken" not in {
            card.id for card in nyc.workspace.available
        }

    def test_dates_that_fit_both_orders_are_counted(
        self, nyc: Real, nyc_facts: Facts
    ) -> None:
        file = file_of("nyc311_animals", "311_Animals_short.csv")
        found = nyc.workspace.inspect(file).suggestion
        opened = next(f for f in found.fields if f.plan.field == "opened_at")
        day_first, month_first, together = opened.failures
        readable = nyc_facts["rows"] - day_first
        assert readable == nyc_facts["created_rows_readable_day_first_too"]
        assert month_first == together == 0
        assert opened.plan.formats[0].startswith("%m")


class TestCounts:
    def test_status(self, nyc: Real, nyc_facts: Facts) -> None:
        assert nyc.total("closed") == (nyc_facts["status"]["Closed"], nyc_facts["rows"])
        open_cases = nyc_facts["status"]["In Progress"]
        assert nyc.total("open") == (open_cases, nyc_facts["rows"])

    def test_agencies(self, nyc: Real, nyc_facts: Facts) -> None:
        assert dict(nyc.workspace.strata("team")) == nyc_facts["agency"]

    def test_complaint_types(self, nyc: Real, nyc_facts: Facts) -> None:
        assert dict(nyc.workspace.strata("category")) == nyc_facts["complaint_type"]

    @pytest.mark.parametrize("agency", AGENCIES)
    def test_open_cases(self, nyc: Real, nyc_facts: Facts, agency: str) -> None:
        expected = nyc_facts["open_cases_by_agency"][agency]
        assert nyc.total("open", of(agency)) == (expected, nyc_facts["agency"][agency])

    def test_open_cases_by_week(self, nyc: Real, nyc_facts: Facts) -> None:
        series = nyc.counts("open")
        weeks = [their_label(at, "W") for at in series.at]
        found = dict(zip(weeks, series.events.astype(int), strict=True))
        assert found == nyc_facts["open_cases_by_created_week"]


class TestTimes:
    def test_by_the_clock_on_the_wall(self, nyc_local: Real, nyc_facts: Facts) -> None:
        fact = nyc_facts["time_to_close_local_clock"]
        check_summary(nyc_local.summary("time-to-close"), fact)

    def test_by_the_time_that_passed(self, nyc: Real, nyc_facts: Facts) -> None:
        fact = nyc_facts["time_to_close_elapsed_with_time_zone"]
        check_summary(nyc.summary("time-to-close"), fact)

    def test_the_clock_change_costs_an_hour_each(
        self, nyc: Real, nyc_local: Real, nyc_facts: Facts
    ) -> None:
        elapsed, local = (
            nyc.summary("time-to-close"),
            nyc_local.summary("time-to-close"),
        )
        hours = (local.mean - elapsed.mean) * local.n
        key = "closed_cases_spanning_the_clock_change_of_2025-03-09"
        assert hours == pytest.approx(nyc_facts[key], abs=1e-6)

    @pytest.mark.parametrize("agency", AGENCIES)
    def test_by_agency(self, nyc_local: Real, nyc_facts: Facts, agency: str) -> None:
        fact = nyc_facts["time_to_close_by_agency_local_clock"][agency]
        check_summary(nyc_local.summary("time-to-close", filters=of(agency)), fact)
        late = nyc_local.total("closed-after-24h", of(agency))
        assert late == (fact["over_24h"], fact["n"])

    def test_updates_out_of_order(self, nyc_local: Real, nyc_facts: Facts) -> None:
        updated = nyc_local.summary("updated").negative
        assert updated == nyc_facts["updated_before_created"]
        since = nyc_local.summary("updated-after-closing").negative
        assert since == nyc_facts["updated_before_closed"]
