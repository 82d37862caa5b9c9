"""P charts of public logs against figures counted by somebody else.

Those charts are plain: limits from all points, partial periods kept, d2 = 1.128.
"""

from __future__ import annotations

import pytest

from qc.core.kinds import ChartKind, Period
from tests.real.looking import Facts, Question, Real, check_chart

SHARE = "closed-after-24h"
AGENCIES = ("DOHMH", "DPR", "DSNY", "NYPD")
DEPARTMENTS = {
    "all": (),
    "type_1": (("category", ("1",)),),
    "type_2": (("category", ("2",)),),
    "type_other": (("category", ("other",)),),
}


class TestRequestsOfACity:
    def test_closed_late_by_day(self, nyc: Real, nyc_facts: Facts) -> None:
        fact = nyc_facts["p_chart_closed_after_more_than_24h"]["daily"]
        check_chart(nyc, Question(measure=SHARE, by=Period.DAY), fact)

    def test_closed_late_by_week(self, nyc: Real, nyc_facts: Facts) -> None:
        fact = nyc_facts["p_chart_closed_after_more_than_24h"]["weekly"]
        check_chart(nyc, Question(measure=SHARE), fact)

    def test_overdue_open_cases_counted(self, nyc: Real, nyc_facts: Facts) -> None:
        fact = nyc_facts["p_chart_open_cases_counted"]["weekly"]
        check_chart(nyc, Question(measure=f"{SHARE}-overdue-counted"), fact)

    @pytest.mark.parametrize("agency", AGENCIES)
    def test_by_agency(self, nyc: Real, nyc_facts: Facts, agency: str) -> None:
        fact = nyc_facts["p_chart_weekly_by_agency"][agency]
        filters = (("team", (agency,)),)
        check_chart(nyc, Question(measure=SHARE, filters=filters), fact)


class TestIncidentsOfAServiceDesk:
    @pytest.mark.parametrize(
        ("key", "measure"),
        [
            ("reopened_weekly", "reopened"),
            ("reassigned_weekly", "reassigned"),
            ("resolved_after_more_than_24h_weekly", "resolved-after-24h"),
        ],
    )
    def test_opened_from_october(
        self, late_incidents: Real, bpic_facts: Facts, key: str, measure: str
    ) -> None:
        fact = bpic_facts["p_charts_opened_from_2013-10-01"][key]
        check_chart(late_incidents, Question(measure=measure), fact)


class TestEmergencyDepartments:
    @pytest.mark.parametrize("part", DEPARTMENTS)
    def test_breaches_by_month(self, nhs: Real, nhs_facts: Facts, part: str) -> None:
        fact = nhs_facts["p_chart_breaches_monthly"][part]
        check_chart(nhs, Question(measure="breaches", filters=DEPARTMENTS[part]), fact)

    def test_the_months_outside_are_winters(self, nhs: Real, nhs_facts: Facts) -> None:
        chart = nhs.assess("breaches", chart=ChartKind.P_PRIME).chart
        assert chart is not None
        months = [str(month) for month in chart.at[chart.beyond]]
        assert months == nhs_facts["months_outside_laney_all"]
