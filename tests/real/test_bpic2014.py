"""Incidents and their activity log against figures counted elsewhere."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from qc.core.kinds import Period
from qc.core.plan import Fault
from tests.real.looking import Facts, Real, check_summary

FROM_OCTOBER = "time_to_resolve_opened_from_2013-10-01"
NO_OPEN = "IM0000013"
"""The one incident without an activity called Open."""


class TestIncidents:
    def test_every_row_is_in(self, incidents: Real, bpic_facts: Facts) -> None:
        account = incidents.report.account
        assert account.read == account.accepted == bpic_facts["incidents"]
        assert account.values_left_out == {}
        name = "BPIC14_incident_case_attributes.csv"
        assert incidents.report.batch.source == bpic_facts["file"][name]["sha256"]

    def test_first_and_last_times(self, incidents: Real, bpic_facts: Facts) -> None:
        for field, name in (("opened_local", "opened"), ("closed_at", "closed")):
            times = [at for (at,) in incidents.rows(field)]
            assert str(min(times)) == bpic_facts[f"{name}_first"]
            assert str(max(times)) == bpic_facts[f"{name}_last"]

    def test_opened_per_month(self, incidents: Real, bpic_facts: Facts) -> None:
        series = incidents.counts("reopened", by=Period.MONTH)
        months = [str(at)[:7] for at in series.at]
        found = dict(zip(months, series.n.astype(int), strict=True))
        full = {month: n for month, n in found.items() if n}
        assert full == bpic_facts["opened_per_month"]
        before = sum(n for month, n in full.items() if month < "2013-10")
        assert before == bpic_facts["opened_before_2013-10-01"]

    def test_missing_cells(self, incidents: Real, bpic_facts: Facts) -> None:
        blank = bpic_facts["blank_cells_incidents"]
        assert incidents.summary("time-to-resolve").missing == blank["resolved_time"]
        reopened, every = incidents.total("reopened")
        assert every - reopened == blank["reopen_time"]

    def test_reopened_by_reopen_time(self, incidents: Real, bpic_facts: Facts) -> None:
        expected = (bpic_facts["reopen_time_present"], bpic_facts["incidents"])
        assert incidents.total("reopened") == expected

    def test_strata(self, incidents: Real, bpic_facts: Facts) -> None:
        workspace = incidents.workspace
        assert dict(workspace.strata("priority")) == bpic_facts["priority"]
        assert dict(workspace.strata("category")) == bpic_facts["category"]
        asked = bpic_facts["category"]["request for information"]
        assert incidents.total("requests") == (asked, bpic_facts["incidents"])

    def test_closure_codes_and_status(self, incidents: Real, bpic_facts: Facts) -> None:
        codes = Counter(code or "" for (code,) in incidents.rows("reason"))
        assert codes == bpic_facts["closure_code"]
        all_closed = (bpic_facts["status"]["Closed"], bpic_facts["incidents"])
        assert incidents.total("closed") == all_closed

    def test_reassignments(self, incidents: Real, bpic_facts: Facts) -> None:
        fact = bpic_facts["reassignments"]
        passed_on, every = incidents.total("reassigned")
        assert every - passed_on == fact["none"]
        assert incidents.total("reassignments") == (fact["sum"], every)
        assert max(n for (n,) in incidents.rows("reassignments")) == fact["max"]


class TestTimes:
    @pytest.mark.parametrize(
        ("measure", "key"),
        [
            ("time-to-resolve", "time_to_resolve"),
            ("time-to-close", "time_to_close"),
            ("time-worked", "handle_time"),
        ],
    )
    def test_summaries(
        self, incidents: Real, bpic_facts: Facts, measure: str, key: str
    ) -> None:
        check_summary(incidents.summary(measure), bpic_facts[key])

    def test_opened_from_october(self, incidents: Real, bpic_facts: Facts) -> None:
        first = np.datetime64("2013-10-01")
        found = incidents.summary("time-to-resolve", first=first)
        check_summary(found, bpic_facts[FROM_OCTOBER])

    @pytest.mark.parametrize("priority", ["2", "3", "4", "5"])
    def test_by_priority(
        self, incidents: Real, bpic_facts: Facts, priority: str
    ) -> None:
        filters = (("priority", (priority,)),)
        found = incidents.summary("time-to-resolve", filters=filters)
        expected = bpic_facts["resolve_median_h_by_priority"][priority]
        assert found.median == pytest.approx(expected, abs=5.1e-6)


class TestActivities:
    def test_rows_become_cases(self, activities: Real, bpic_facts: Facts) -> None:
        account = activities.report.account
        assert account.events_read == bpic_facts["log_rows"]
        assert account.read == bpic_facts["incidents"]
        assert (account.accepted, account.set_aside) == (account.read - 1, 1)

    def test_the_case_never_opened_is_named(self, activities: Real) -> None:
        ((aside, kept),) = activities.workspace.set_aside(activities.report.batch)
        assert (aside.line, aside.fault, kept) == (2, Fault.MISSING_REQUIRED, False)
        assert NO_OPEN not in {key for (key,) in activities.rows("interaction_id")}

    def test_both_files_have_the_same_incidents(
        self, incidents: Real, all_activities: Real
    ) -> None:
        keys = [
            {key for (key,) in real.rows("interaction_id")}
            for real in (incidents, all_activities)
        ]
        assert keys[0] == keys[1]

    def test_every_activity_is_counted(
        self, all_activities: Real, bpic_facts: Facts
    ) -> None:
        steps = _steps(all_activities)
        fact = bpic_facts["log"]
        counts = Counter(step for case in steps for step in case)
        known = {name.replace(">", "/"): n for name, n in fact["activities"].items()}
        assert counts == known
        assert len(counts) == fact["activity_types"]
        assert (
            np.median([len(case) for case in steps])
            == (fact["events_per_incident_median"])
        )
        assert max(map(len, steps)) == fact["events_per_incident_max"]

    def test_activities_are_in_order_of_time_then_number(
        self, all_activities: Real, bpic_facts: Facts
    ) -> None:
        steps = _steps(all_activities)
        fact = bpic_facts["log"]
        assert sum(case[0] == "Open" for case in steps) == fact["first_event_Open"]
        variants = fact["variants_sorted_by_time_then_activity_number"]
        assert len(set(steps)) == variants

    def test_sources_of_reopening_disagree(
        self, all_activities: Real, bpic_facts: Facts
    ) -> None:
        every = bpic_facts["incidents"]
        reopened = bpic_facts["incidents_with_Reopen_event"]
        assert all_activities.total("reopened") == (reopened, every)
        never = bpic_facts["incidents_without_Closed_event"]
        assert all_activities.total("not-closed") == (never, every)
        often = sum(case.count("Closed") > 1 for case in _steps(all_activities))
        assert often == bpic_facts["incidents_with_more_than_one_Closed_event"]

    def test_counted_activities(self, all_activities: Real, bpic_facts: Facts) -> None:
        every, fact = bpic_facts["incidents"], bpic_facts["log"]
        passed_on = fact["activities"]["Reassignment"]
        assert all_activities.total("reassignments") == (passed_on, every)
        asked = fact["incidents_with_Communication_with_customer"]
        assert all_activities.total("asked") == (asked, every)

    def test_the_first_activity(self, all_activities: Real, bpic_facts: Facts) -> None:
        opened = min(at for (at,) in all_activities.rows("opened_local"))
        assert str(opened) == bpic_facts["log_first"]


def _steps(real: Real) -> list[tuple[str, ...]]:
    return [tuple(steps.split(">")) for (steps,) in real.rows("steps_done")]
