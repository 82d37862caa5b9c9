"""Capability from the log: whose values, which days, and the sample's own."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidSeries, NothingToShow, UnknownName
from qc.core.kinds import Period
from qc.review.ability import LimitFrom, Refusal
from qc.review.budgets import Window
from qc.workspace import Lens, Workspace
from qc.workspace.capability import capability
from tests.workspace.conftest import (
    DEFECTS,
    START,
    STEADY,
    Load,
    day,
    team,
    weekly,
)

SCORES = "satisfaction"


def _scores(weeks: int = 20, of: int = 20) -> str:
    """Write a log with the ratings 1 to 5 in turn, a week of 5 in between."""
    rows = ["interaction_id,opened_at,stage,team,score"]
    for week in range(weeks):
        for i in range(of):
            at = START + np.timedelta64(7 * week + i % 7, "D")
            rating = 5 if week == 10 else 1 + (week + i) % 5
            part = "north" if i % 2 else "south"
            rows.append(f"{week}-{i},{at}T09:00:00,support,{part},{rating}")
    return "\n".join(rows) + "\n"


class TestValues:
    def test_those_of_the_complete_periods_of_the_chart(self, load: Load) -> None:
        workspace = load(_scores()).workspace
        report = capability(workspace, SCORES)

        assert report.values is not None
        assert len(report.values) == report.values.total == 400
        assert report.ability.limits_from is LimitFrom.SPECIFICATION

    def test_a_part_of_the_log(self, load: Load) -> None:
        workspace = load(_scores()).workspace
        report = capability(workspace, SCORES, Lens(filters=team("north")))

        assert report.values is not None
        assert len(report.values) == 200
        assert report.assessment.stratum == "team north"

    def test_those_of_the_current_phase_without_what_is_left_out(
        self, load: Load
    ) -> None:
        workspace = load(_scores()).workspace
        weeks = START + np.timedelta64(7, "D") * np.arange(20)
        plan = PhasePlan(starts=(weeks[5],), freeze=None, excluded=(weeks[10],))
        report = capability(workspace, SCORES, Lens(plan=plan))

        assert report.values is not None
        assert report.values.at[0] == weeks[5]
        assert weeks[10] not in report.values.at
        assert len(report.values) == 14 * 20

    def test_days_of_a_span(self, load: Load) -> None:
        workspace = load(_scores()).workspace
        lens = Lens(first=weeks_after(4), last=weeks_after(8), keep_partial=True)
        report = capability(workspace, SCORES, lens)

        assert report.values is not None
        assert report.values.at[[0, -1]].tolist() == [weeks_after(4), weeks_after(8)]
        assert 4 * 20 < len(report.values) < 5 * 20

    def test_measures_that_count_have_none(self, load: Load) -> None:
        assert capability(load(weekly(STEADY)).workspace, DEFECTS).values is None

    def test_unstable_ones_are_shown_but_not_judged(self, sample: Workspace) -> None:
        report = capability(sample, "first-response-time")

        assert report.ability.refusal is Refusal.NOT_STABLE
        assert report.ability.level is None
        assert report.values is not None
        assert len(report.values) > 8_000


class TestBudgets:
    def test_the_days_of_the_log_count(self, load: Load) -> None:
        workspace = load(weekly(STEADY)).workspace  # to 5 July 2026
        report = capability(workspace, DEFECTS, tolerance=100_000)
        month, weeks = report.budgets

        assert month.window is Window.MONTH
        assert str(month.last) == "2026-07-05"
        assert str(weeks.first) == "2026-06-08"
        assert weeks.units == 80
        assert weeks.budget.defects == sum(STEADY[-4:])
        assert weeks.budget.allowed == pytest.approx(8)

    def test_as_of_a_week(self, load: Load) -> None:
        workspace = load(weekly(STEADY)).workspace
        lens = Lens(until=START + np.timedelta64(7 * 9, "D"))
        _, weeks = capability(workspace, DEFECTS, lens).budgets

        assert str(weeks.end) == "2026-03-15"
        assert weeks.budget.defects == sum(STEADY[6:10])

    def test_to_a_day(self, load: Load) -> None:
        workspace = load(weekly(STEADY)).workspace
        month, _ = capability(workspace, DEFECTS, Lens(last=day("2026-05-20"))).budgets

        assert (str(month.first), str(month.last)) == ("2026-05-01", "2026-05-20")

    def test_a_chart_by_day_has_the_same(self, load: Load) -> None:
        workspace = load(weekly(STEADY)).workspace

        assert capability(workspace, DEFECTS, Lens(by=Period.DAY)).budgets == (
            capability(workspace, DEFECTS).budgets
        )

    def test_an_unstable_measure_has_them_all_the_same(self, sample: Workspace) -> None:
        report = capability(sample, DEFECTS)

        assert report.ability.refusal is Refusal.NOT_STABLE
        assert len(report.budgets) == 2
        assert any(spent.budget.used > 1 for spent in report.budgets)

    def test_without_a_tolerance_there_are_none(self, sample: Workspace) -> None:
        assert capability(sample, "days-between-grave-failures").budgets == ()


class TestSample:
    def test_every_measure_is_told_or_refused(self, sample: Workspace) -> None:
        for card in sample.available:
            ability = capability(sample, card.id).ability

            assert (ability.level is None) == (ability.refusal is not None)

    def test_the_same_again(self, sample: Workspace) -> None:
        first, again = (capability(sample, "support-resolution-time") for _ in "ab")

        assert repr(first.ability) == repr(again.ability)  # NaN is not itself


class TestRefusals:
    def test_an_empty_log(self, workspace: Workspace) -> None:
        with pytest.raises(NothingToShow):
            capability(workspace, DEFECTS)

    def test_a_measure_that_nobody_knows(self, sample: Workspace) -> None:
        with pytest.raises(UnknownName):
            capability(sample, "support-defekt")

    def test_what_is_no_tolerance(self, sample: Workspace) -> None:
        with pytest.raises(InvalidSeries, match="A tolerance is a number of defects"):
            capability(sample, DEFECTS, tolerance=-1)


def weeks_after(k: int) -> np.datetime64:
    """The Monday k weeks after the first."""
    monday: np.datetime64 = START + np.timedelta64(7 * k, "D")
    return monday
