"""A chart of a plain file: kind and period found, gaps kept, nonsense refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidLog, InvalidSeries, QcError, UnknownName
from qc.core.kinds import (
    Assurance,
    ChartKind,
    Direction,
    MeasureKind,
    Period,
    Variation,
)
from qc.core.series import Counts, Samples, Values
from qc.review.assessment import Assessment
from qc.workspace import Lens
from qc.workspace.plain_series import assess_file
from tests.workspace.conftest import day

Chart = Callable[..., Assessment]
MONDAY = date(2026, 1, 5)
EVENTS = [12, 9, 14, 11, 8, 13, 10, 12, 9, 11, 15, 10, 12, 8, 11, 13]


@pytest.fixture
def chart(tmp_path: Path) -> Chart:
    """Chart a text as if it were in a file."""

    def run(text: str | bytes, **options: Any) -> Assessment:  # noqa: ANN401
        file = tmp_path / "late.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        asked = {"kind": None, "better": None, "target": None, "lens": Lens()}
        return assess_file(file, **(asked | options))

    return run


def rows(values: list[Any], n: Any = None, step: int = 7) -> str:  # noqa: ANN401
    """Write a row a week, or every `step` days."""
    tail = "" if n is None else f",{n}"
    days = (MONDAY + timedelta(days=step * i) for i in range(len(values)))
    return "\n".join(f"{at},{x}{tail}" for at, x in zip(days, values, strict=True))


class TestSamples:
    def test_several_values_a_day_are_samples(self, chart: Chart) -> None:
        values = [[i % 3, 4 + i % 3, 2] for i in range(20)]
        text = "\n".join(rows(list(column)) for column in zip(*values, strict=True))

        one = chart(text, lens=Lens(chart=ChartKind.XBAR_R))

        assert isinstance(one.series, Samples)
        assert one.series.n.tolist() == [3] * 20
        assert one.series.mean[:3] == pytest.approx([2, 8 / 3, 10 / 3])
        assert one.series.ranges is not None
        assert one.series.ranges.tolist() == [4] * 20
        assert one.chart is not None
        assert one.chart.kind is ChartKind.XBAR_R
        assert [beside.kind for beside in one.beside] == [ChartKind.R]

    def test_a_week_of_days_is_a_sample(self, chart: Chart) -> None:
        one = chart(rows(list(range(70)), step=1), lens=Lens(by=Period.WEEK))

        assert isinstance(one.series, Samples)
        assert one.series.mean[0] == pytest.approx(3)

    def test_one_day_twice_is_a_mistake(self, chart: Chart) -> None:
        with pytest.raises(InvalidLog, match="2026-01-05"):
            chart(rows(EVENTS) + "\n2026-01-05,3")


class TestKinds:
    def test_events_of_n_are_a_share(self, chart: Chart) -> None:
        one = chart(rows(EVENTS, 100), better="lower", target=0.2)
        assert one.measure.kind is MeasureKind.SHARE
        assert one.measure.title == "late"
        assert one.chart is not None
        assert one.chart.kind is ChartKind.P
        assert one.chart.centre[0] == pytest.approx(sum(EVENTS) / 1600)
        assert one.assured.kind is Assurance.HIT_OR_MISS
        assert one.variation is Variation.COMMON

    def test_more_events_than_n_are_a_rate(self, chart: Chart) -> None:
        one = chart(rows(EVENTS, 10))
        assert one.measure.kind is MeasureKind.RATE
        assert one.chart is not None
        assert one.chart.kind is ChartKind.U

    def test_values_without_n(self, chart: Chart) -> None:
        one = chart(rows([x / 10 for x in EVENTS]))
        assert one.measure.kind is MeasureKind.SCORE
        assert one.measure.direction is Direction.NEITHER
        assert isinstance(one.series, Values)
        assert one.chart is not None
        assert one.chart.kind is ChartKind.XMR

    def test_values_with_n_if_it_is_said_so(self, chart: Chart) -> None:
        text = rows([x / 10 for x in EVENTS], 30)
        one = chart(text, kind=MeasureKind.SCORE, better="higher")
        assert one.series.n.tolist() == [30.0] * 16
        assert one.measure.direction is Direction.HIGHER

    def test_a_rate_if_it_is_said_so(self, chart: Chart) -> None:
        one = chart(rows(EVENTS, 100), kind=MeasureKind.RATE)
        assert one.measure.kind is MeasureKind.RATE


class TestPeriods:
    @pytest.mark.parametrize(
        ("step", "period"), [(1, Period.DAY), (7, Period.WEEK), (31, Period.MONTH)]
    )
    def test_found_from_the_dates(
        self, chart: Chart, step: int, period: Period
    ) -> None:
        one = chart(rows(EVENTS, 100, step))
        assert one.measure.by is period
        assert len(one.series) == 16
        assert not one.series.missing.any()

    def test_one_row_is_a_week(self, chart: Chart) -> None:
        assert chart("2026-01-07,1\n").series.at.tolist() == [MONDAY]

    def test_days_off_at_the_weekend_are_gaps(self, chart: Chart) -> None:
        days = [MONDAY + timedelta(days=i) for i in range(28)]
        text = "\n".join(f"{at},5,50" for at in days if at.weekday() < 5)
        one = chart(text)
        assert one.measure.by is Period.DAY
        assert int(one.series.missing.sum()) == 6

    def test_two_rows_in_a_period(self, chart: Chart) -> None:
        with pytest.raises(InvalidLog) as refused:
            chart(rows(EVENTS, 100), lens=Lens(by=Period.MONTH))
        assert str(refused.value) == (
            "late.csv has more than one row in a month. Give one row a month, or "
            "choose a finer period with --by."
        )


class TestGaps:
    def test_a_missing_week_keeps_its_place(self, chart: Chart) -> None:
        lines = rows(EVENTS, 100).splitlines()
        one = chart("\n".join(lines[:3] + lines[4:]))
        assert isinstance(one.series, Counts)
        assert len(one.series) == 16
        assert np.flatnonzero(one.series.missing).tolist() == [3]

    def test_so_does_a_row_without_a_value(self, chart: Chart) -> None:
        one = chart(rows(["", *EVENTS], 100))
        assert np.flatnonzero(one.series.missing).tolist() == [0]
        assert one.series.n[0] == 0


class TestLens:
    def test_a_span_of_whole_periods(self, chart: Chart) -> None:
        lens = Lens(first=day("2026-01-14"), last=day("2026-02-10"))
        one = chart(rows(EVENTS, 100), lens=lens)
        assert [str(at) for at in one.series.at] == [
            "2026-01-19",
            "2026-01-26",
            "2026-02-02",
        ]

    def test_as_of_a_week(self, chart: Chart) -> None:
        one = chart(rows(EVENTS, 100), lens=Lens(until=day("2026-01-22")))
        assert one.series.at[-1] == day("2026-01-19")

    def test_nothing_in_the_span(self, chart: Chart) -> None:
        one = chart(rows(EVENTS, 100), lens=Lens(first=day("2030-01-01")))
        assert one.chart is None
        assert one.variation is Variation.UNKNOWN

    def test_phases_and_exclusions(self, chart: Chart) -> None:
        plan = PhasePlan(freeze=12, excluded=(day("2026-01-14"),))
        one = chart(rows(EVENTS, 100), lens=Lens(plan=plan, chart=ChartKind.P_PRIME))
        assert one.chart is not None
        assert one.chart.kind is ChartKind.P_PRIME
        assert np.flatnonzero(one.chart.excluded).tolist() == [1]
        assert int(one.chart.in_baseline.sum()) == 12

    def test_rules(self, chart: Chart) -> None:
        assert chart(rows(EVENTS), lens=Lens(rules="wheeler")).rules.id == "wheeler"
        with pytest.raises(UnknownName, match="Did you mean 'wheeler'"):
            chart(rows(EVENTS), lens=Lens(rules="weeler"))


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "kind", "message"),
        [
            (
                rows(EVENTS),
                MeasureKind.SHARE,
                "late.csv has no third column n, which a share needs.",
            ),
            (
                rows(EVENTS),
                MeasureKind.RATE,
                "late.csv has no third column n, which a rate needs.",
            ),
            (
                rows([12, 0.12], 250),
                None,
                "late.csv: 0.12 on 2026-01-12 is no number of events. With n, give how "
                "many of the n it were (12 of 250), or choose --kind score.",
            ),
            (
                rows([12, -1], 250),
                None,
                "late.csv: -1 on 2026-01-12 is no number of events. With n, give how "
                "many of the n it were (12 of 250), or choose --kind score.",
            ),
            (
                rows([12, 9], 10),
                MeasureKind.SHARE,
                "late.csv: 12 of 10 on 2026-01-05 is no share. Correct the row, or "
                "choose --kind rate.",
            ),
            (
                rows([3, 5], 0),
                MeasureKind.RATE,
                "late.csv: 3 events on 2026-01-05, but n is 0. Correct one of them.",
            ),
        ],
    )
    def test_counts(
        self, chart: Chart, text: str, kind: MeasureKind | None, message: str
    ) -> None:
        with pytest.raises(InvalidLog) as refused:
            chart(text, kind=kind)
        assert str(refused.value) == message

    @pytest.mark.parametrize(
        ("target", "message"),
        [
            (
                10.0,
                "The target of a share lies between 0 and 1; got 10. Write 10 % as "
                "0.1.",
            ),
            (float("nan"), "A target is a number; got nan."),
        ],
    )
    def test_targets(self, chart: Chart, target: float, message: str) -> None:
        with pytest.raises(QcError) as refused:
            chart(rows(EVENTS, 100), target=target)
        assert str(refused.value) == message

    def test_a_chart_that_does_not_suit(self, chart: Chart) -> None:
        with pytest.raises(InvalidSeries):
            chart(rows(EVENTS), lens=Lens(chart=ChartKind.P))

    def test_another_encoding(self, chart: Chart) -> None:
        with pytest.raises(InvalidLog) as refused:
            chart(rows(EVENTS).encode("utf-16"))
        assert str(refused.value) == "late.csv is not UTF-8. Save it as UTF-8."

    def test_a_mark_of_utf_8_is_no_fault(self, chart: Chart) -> None:
        assert len(chart(b"\xef\xbb\xbf" + rows(EVENTS).encode()).series) == 16
