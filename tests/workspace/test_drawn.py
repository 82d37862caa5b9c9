"""Every chart a measure can have, through the one front door, on the sample."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qc.core.kinds import ChartKind, Direction, MeasureKind, Period, PlotUnit
from qc.core.measures import Measure
from qc.view import words
from qc.view.control_chart import figure
from qc.view.payload import chart_payload
from qc.view.spark import trend_svg
from qc.view.terminal import chart_text
from qc.workspace import Lens, Workspace
from qc.workspace.drawn import charts_for
from qc.workspace.sample import open_sample

ONE_EACH = {
    MeasureKind.SHARE: "support-defective",
    MeasureKind.RATE: "defects-per-contact",
    MeasureKind.DURATION: "first-response-time",
    MeasureKind.SCORE: "satisfaction",
    MeasureKind.GAP: "days-between-grave-failures",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_sample(Path(tmp_path_factory.mktemp("drawn")))


def card(kind: MeasureKind) -> Measure:
    return Measure(
        id="m", title="M", question="?", kind=kind, direction=Direction.LOWER
    )


ASKED = [
    pytest.param(ONE_EACH[kind], chart, id=f"{kind}-{chart}")
    for kind in MeasureKind
    for chart in charts_for(card(kind))
]


@pytest.mark.parametrize(("measure", "chart"), ASKED)
def test_every_chart_is_drawn_said_and_explained(
    sample: Workspace, measure: str, chart: ChartKind
) -> None:
    one = sample.assess(measure, Lens(chart=chart))

    assert one.chart is not None
    assert one.choice is not None
    assert one.choice.kind is chart
    assert one.chart.kind is chart
    assert len(words.sentence(one).split(" ")) <= 20
    assert words.formula(one)
    assert words.rules_in_force(one)
    assert words.name(chart) in chart_text(one)
    assert figure(one).data
    assert trend_svg(one).startswith("<svg")
    assert chart_payload(one)["chart"] == chart


def test_rare_defects_are_read_the_other_way_round(sample: Workspace) -> None:
    share = sample.assess("support-defective")
    times = sample.assess("support-defective", Lens(chart=ChartKind.T))
    cases = sample.assess("support-defective", Lens(chart=ChartKind.G))

    assert share.measure.direction is Direction.LOWER
    for one in (times, cases):
        assert one.measure.kind is MeasureKind.GAP
        assert one.measure.direction is Direction.HIGHER
        assert one.measure.target is None
    assert cases.chart is not None
    assert cases.chart.unit is PlotUnit.COUNT


def test_a_weekday_chart_is_one_of_days(sample: Workspace) -> None:
    one = sample.assess("support-defective", Lens(chart=ChartKind.WEEKDAY))

    assert one.measure.by is Period.DAY
    assert one.chart is not None
    assert len(np.unique(np.round(one.chart.centre, 9))) > 1


def test_a_memory_chart_keeps_the_verdict_on_the_target(sample: Workspace) -> None:
    plain = sample.assess("support-defective")
    summed = sample.assess("support-defective", Lens(chart=ChartKind.CUSUM))

    assert summed.assured == plain.assured
    assert summed.evidence == plain.evidence
    assert summed.target is None
    assert words.assurance_sentence(summed) == words.assurance_sentence(plain)


def test_the_spread_stands_beside(sample: Workspace) -> None:
    found = {
        chart: [
            one.kind for one in sample.assess("satisfaction", Lens(chart=chart)).beside
        ]
        for chart in (ChartKind.THREE_WAY, ChartKind.XBAR, ChartKind.XBAR_R)
    }

    assert found == {
        ChartKind.THREE_WAY: [ChartKind.MR, ChartKind.S],
        ChartKind.XBAR: [ChartKind.S],
        ChartKind.XBAR_R: [ChartKind.R],
    }
