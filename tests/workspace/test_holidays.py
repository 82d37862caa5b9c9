"""Holidays: read line by line, kept, and part of every chart of days."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.errors import QcError
from qc.core.kinds import ChartKind, Period
from qc.workspace import Lens, Workspace
from qc.workspace.holidays import holidays_of, read_holidays
from qc.workspace.sample import open_sample

XMAS, NEW_YEAR = np.datetime64("2025-12-25"), np.datetime64("2026-01-01")
DAILY = Lens(chart=ChartKind.WEEKDAY)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_sample(Path(tmp_path_factory.mktemp("holidays")))


class TestReading:
    def test_dates_with_remarks(self) -> None:
        text = "# ours\n2026-01-01 New Year\n\n2025-12-25  # closed\n2026-01-01\n"

        assert read_holidays(text) == (XMAS, NEW_YEAR)
        assert read_holidays("") == ()

    @given(st.sets(st.dates(), max_size=20))
    def test_what_is_written_is_read(self, days: set[object]) -> None:
        found = read_holidays("\n".join(map(str, days)))

        assert [str(day) for day in found] == sorted(map(str, days))

    def test_every_line_that_is_no_date_is_told(self) -> None:
        with pytest.raises(QcError) as refused:
            read_holidays("25.12.2025\n2025-12-25\nEaster")

        assert str(refused.value) == (
            "2 line(s) are no holiday; nothing was saved. Write one a line, as in "
            "2026-12-25:\n"
            "- line 1: '25.12.2025' is no date.\n"
            "- line 3: 'Easter' is no date."
        )


class TestOfAWorkspace:
    def test_are_kept_and_judged_apart(self, sample: Workspace) -> None:
        before = sample.version
        sample.use_holidays((XMAS, NEW_YEAR))
        one = sample.assess("support-defective", DAILY)

        assert holidays_of(sample.warehouse) == (XMAS, NEW_YEAR)
        assert sample.version != before
        assert one.chart is not None
        assert one.chart.baselines[0].holidays == (XMAS, NEW_YEAR)
        free = np.isin(one.chart.at, [XMAS, NEW_YEAR])
        assert np.isnan(one.chart.centre[free]).all()
        assert not np.isnan(one.chart.centre[~free]).any()

    def test_a_plan_of_its_own_goes_first(self, sample: Workspace) -> None:
        sample.use_holidays((XMAS,))
        plan = PhasePlan(freeze=100, holidays=(NEW_YEAR,))
        own = sample.assess(
            "support-defective", Lens(chart=ChartKind.WEEKDAY, plan=plan)
        )
        bare = sample.assess(
            "support-defective",
            Lens(chart=ChartKind.WEEKDAY, plan=PhasePlan(freeze=100)),
        )

        assert own.chart is not None
        assert bare.chart is not None
        assert own.chart.baselines[0].holidays == (NEW_YEAR,)
        assert bare.chart.baselines[0].holidays == (XMAS,)

    def test_weeks_know_no_holidays(self, sample: Workspace) -> None:
        sample.use_holidays((XMAS,))
        one = sample.assess("support-defective", Lens(by=Period.WEEK))

        assert one.chart is not None
        assert one.chart.baselines[0].holidays == ()
