"""The weekly review, as the lens asks for it: weeks, parts, periods, limits."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.errors import UnknownName
from qc.core.kinds import ChartKind, Period
from qc.core.series import Gaps
from qc.workspace import Lens, Workspace
from tests import sample_facts as facts
from tests.workspace.conftest import DEFECTS, STEPS, counts, day, team

GRAVE = "days-between-grave-failures"


class TestWeeks:
    def test_the_running_week_is_left_out(self, sample: Workspace) -> None:
        assert sample.weeks[0] == facts.FIRST
        assert sample.weeks[-1] == facts.NEWEST
        assert len(sample.weeks) == 78
        assert sample.assess(DEFECTS).series.at[-1] == facts.NEWEST

    def test_unless_it_is_asked_for(self, sample: Workspace) -> None:
        lens = Lens(keep_partial=True)
        assert sample.assess(DEFECTS, lens).series.at[-1] == facts.RUNNING
        assert sample.review(lens).week == facts.RUNNING

    def test_the_clock_decides_what_is_over(self, sample: Workspace) -> None:
        later = datetime(2026, 12, 31, tzinfo=UTC)
        cut = Workspace.open(sample.folder, now=lambda: later)
        assert cut.review().week == facts.NEWEST  # its days are not all there
        early = datetime.combine(facts.SUNDAY, time(23), tzinfo=UTC)
        running = Workspace.open(sample.folder, now=lambda: early)
        assert running.review().week == facts.NEWEST - timedelta(days=7)


class TestAsOfAWeek:
    @pytest.mark.parametrize("until", ["2026-05-25", "2026-05-27", "2026-05-31"])
    def test_any_day_names_its_week(self, sample: Workspace, until: str) -> None:
        review = sample.review(Lens(until=day(until)))
        assert review.week == day("2026-05-25")
        for one in review.assessments:
            newest = one.series.at[-1].astype("datetime64[D]")
            assert newest <= day("2026-05-31")

    def test_days_reach_its_sunday(self, sample: Workspace) -> None:
        lens = Lens(until=day("2026-05-25"), by=Period.DAY)
        assert sample.assess(DEFECTS, lens).series.at[-1] == day("2026-05-31")

    def test_a_month_must_be_over_by_then(self, sample: Workspace) -> None:
        lens = Lens(until=day("2026-05-18"), by=Period.MONTH)
        assert sample.assess(DEFECTS, lens).series.at[-1] == day("2026-04-01")

    def test_gaps_end_there(self, sample: Workspace) -> None:
        whole = sample.assess(GRAVE).series
        then = sample.assess(GRAVE, Lens(until=day("2026-05-27"))).series
        assert isinstance(whole, Gaps)
        before = whole.at < np.datetime64("2026-06-01")
        assert 0 < before.sum() < len(whole)
        assert then.at.tolist() == whole.at[before].tolist()


class TestLens:
    def test_a_span_of_days(self, sample: Workspace) -> None:
        lens = Lens(first=day("2026-02-04"), last=day("2026-07-22"))
        series = sample.assess(DEFECTS, lens).series
        assert series.at[0] == day("2026-02-09")
        assert series.at[-1] == day("2026-07-13")
        assert sample.review(lens).week == day("2026-07-13")

    def test_no_week_within_the_span(self, sample: Workspace) -> None:
        lens = Lens(first=day("2026-02-03"), last=day("2026-02-06"))
        review = sample.review(lens)
        assert review.week is None
        assert review.week_rows == 0
        assert review.signals == ()

    def test_filters_add_up_to_the_whole(self, sample: Workspace) -> None:
        whole = counts(sample, DEFECTS, Lens())
        parts = [
            counts(sample, DEFECTS, Lens(filters=team(name)))
            for name, _ in sample.strata("team")
        ]
        assert sum(part.events for part in parts) == pytest.approx(whole.events)
        assert sum(part.n for part in parts) == pytest.approx(whole.n)

    def test_a_filter_nobody_meets_shows_nothing(self, sample: Workspace) -> None:
        one = sample.assess(DEFECTS, Lens(filters=team("Team 9")))
        assert one.chart is None
        assert one.current == ()

    @pytest.mark.parametrize(
        ("by", "first", "points"),
        [
            (Period.DAY, "2025-03-03", 78 * 7 + 3),
            (Period.WEEK, "2025-03-03", 78),
            (Period.MONTH, "2025-04-01", 17),
        ],
    )
    def test_periods(
        self, sample: Workspace, by: Period, first: str, points: int
    ) -> None:
        series = sample.assess(DEFECTS, Lens(by=by)).series
        assert series.at[0] == day(first)
        assert len(series) == points

    def test_a_chart_of_ones_own(self, sample: Workspace) -> None:
        one = sample.assess(DEFECTS, Lens(chart=ChartKind.P_PRIME))
        assert one.chart is not None
        assert one.chart.kind is ChartKind.P_PRIME

    def test_rules_by_name(self, sample: Workspace) -> None:
        assert sample.review(Lens(rules="nhs")).rules.id == "nhs"
        with pytest.raises(UnknownName) as unknown:
            sample.review(Lens(rules="nelsn"))
        assert str(unknown.value) == (
            "No rule set is called 'nelsn'. Did you mean 'nelson'?"
        )

    def test_limits_from_all_points_hide_the_change(self, sample: Workspace) -> None:
        frozen = sample.assess(STEPS).chart
        every = sample.assess(STEPS, Lens(plan=PhasePlan(freeze=None))).chart
        assert frozen is not None
        assert every is not None
        assert every.baselines[0].subgroups == 78
        assert frozen.baselines[0].subgroups == 24
        assert every.baselines[0].centre < frozen.baselines[0].centre

    def test_a_new_phase_has_limits_of_its_own(self, sample: Workspace) -> None:
        plan = PhasePlan(starts=(day("2025-10-06"),))
        one = sample.assess(STEPS, Lens(plan=plan, until=day("2026-03-23")))
        assert one.chart is not None
        old, new = one.chart.baselines
        assert old.centre == pytest.approx(0.28, abs=0.03)
        assert new.centre == pytest.approx(0.15, abs=0.03)
        assert one.current == ()

    @pytest.mark.parametrize("excluded", ["2025-06-09", "2025-06-11", "2025-06-15"])
    def test_any_day_excludes_its_period(
        self, sample: Workspace, excluded: str
    ) -> None:
        plan = PhasePlan(excluded=(day(excluded),))
        chart = sample.assess(DEFECTS, Lens(plan=plan)).chart
        assert chart is not None
        assert [str(at) for at in chart.at[chart.excluded]] == ["2025-06-09"]
