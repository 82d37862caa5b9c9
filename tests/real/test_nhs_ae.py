"""Counts of emergency departments against figures counted elsewhere."""

from __future__ import annotations

from collections import Counter

import numpy as np

from tests.real.looking import Facts, Real


class TestCounts:
    def test_every_row_is_in(self, nhs: Real, nhs_facts: Facts) -> None:
        account = nhs.report.account
        assert account.read == account.accepted == nhs_facts["rows"]
        assert account.values_left_out == {}
        (file,) = nhs_facts["file"].values()
        assert nhs.report.batch.source == file["sha256"]

    def test_organisations_and_types(self, nhs: Real, nhs_facts: Facts) -> None:
        organisations = nhs.workspace.strata("team")
        assert len(organisations) == nhs_facts["organisations"]
        assert dict(nhs.workspace.strata("category")) == nhs_facts["rows_by_type"]
        units = set(nhs.rows("team", "category"))
        assert len(units) == nhs_facts["organisation_and_type_units"]

    def test_months(self, nhs: Real, nhs_facts: Facts) -> None:
        batch = nhs.report.batch
        assert str(batch.first) == nhs_facts["first"]
        assert str(batch.last) == nhs_facts["last"]
        assert len(nhs.counts("breaches")) == nhs_facts["months"]
        seen = Counter(team for team, _ in set(nhs.rows("team", "opened_local")))
        always = sum(n == nhs_facts["months"] for n in seen.values())
        assert always == nhs_facts["organisations_present_in_all_36_months"]

    def test_breaches_of_attendances(self, nhs: Real, nhs_facts: Facts) -> None:
        expected = (nhs_facts["breaches"], nhs_facts["attendances"])
        assert nhs.total("breaches") == expected

    def test_rows_without_breaches_count(self, nhs: Real, nhs_facts: Facts) -> None:
        batch = nhs.report.batch
        found = nhs.workspace.interactions("breaches", batch.first, batch.last)
        assert found.total == found.counted == nhs_facts["rows"]
        none = nhs_facts["rows_with_zero_breaches"]
        assert found.events == nhs_facts["rows"] - none

    def test_an_absent_month_is_a_gap_not_zero(self, nhs: Real) -> None:
        months = Counter(team for team, _ in set(nhs.rows("team", "opened_local")))
        team = min(months, key=lambda name: (months[name], name))
        series = nhs.counts("breaches", (("team", (team,)),))
        assert int((~series.missing).sum()) == months[team] < len(series)
        assert np.isnan(series.value[series.missing]).all()
