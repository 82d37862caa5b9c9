"""Capability on the measure page: told or refused, asked for, kept in the URL."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import logs
from tests.pages.visit import heard, said, visit

SALES, HOURS, UNSTABLE = (
    "sale-defective",
    "support-resolution-time",
    "support-defective",
)
STEADY = "2026-03-16"  # a week before the newcomers
Scene = Callable[[str], None]


@pytest.fixture
def sample(scene: Scene) -> None:
    scene("sample")


def tolerance(app: AppTest) -> Any:  # noqa: ANN401
    (found,) = [one for one in app.number_input if "per million" in one.label]
    return found


def shift(app: AppTest) -> Any:  # noqa: ANN401
    (found,) = [one for one in app.toggle if "1.5" in one.label]
    return found


def histograms(app: AppTest) -> list[dict[str, Any]]:
    specs = [json.loads(plot.proto.spec) for plot in app.get("plotly_chart")]
    return [spec for spec in specs if spec["data"][0].get("type") == "bar"]


def figures(app: AppTest) -> list[Any]:
    """Return the tables of figures; that of the charts considered is none."""
    return [one for one in app.table if one.value.index.name != "Chart"]


@pytest.mark.usefixtures("sample")
class TestCounts:
    def test_a_steady_process_is_judged(self) -> None:
        app = visit("measure", measure=SALES)

        assert "Able: it keeps within the 150,000 per million tolerated." in said(app)
        assert list(figures(app)[0].value.index) == [
            "Defects per million",
            "Sigma level",
        ]
        assert "without the 1.5 shift" in said(app)
        assert "89 % by 30 Sep" in said(app)
        assert histograms(app) == []

    def test_an_unstable_one_is_refused_and_keeps_its_budget(self) -> None:
        app = visit("measure", measure=UNSTABLE)

        assert "No capability: since 17 Aug 2026 the chart shows 1 signal" in said(app)
        assert figures(app) == []
        assert "The tolerance was broken." in said(app)

    def test_another_tolerance_is_kept_in_the_url(self) -> None:
        app = visit("measure", measure=SALES)
        tolerance(app).set_value(50_000)
        app = heard(app.run())

        assert "Not able: steady, but above the 50,000 per million" in said(app)
        assert app.query_params["tolerance"] == "50000"

        tolerance(app).set_value(150_000)
        assert "tolerance" not in heard(app.run()).query_params

    def test_the_url_asks(self) -> None:
        app = visit("measure", measure=SALES, tolerance="60000", shift="1")

        assert tolerance(app).value == 60_000
        assert "the 60,000 per million tolerated (as asked here)" in said(app)
        assert "Sigma level, 1.5 added" in figures(app)[0].value.index

    @pytest.mark.parametrize("asked", ["0", "-5", "1e9", "9999999", "\u0665", "<b>"])
    def test_what_is_no_tolerance_is_ignored(self, asked: str) -> None:
        app = visit("measure", measure=SALES, tolerance=asked)

        assert tolerance(app).value == 150_000

    def test_the_shift_says_that_it_is_there(self) -> None:
        app = visit("measure", measure=SALES)
        shift(app).set_value(True)
        app = heard(app.run())

        assert "Sigma level, 1.5 added" in figures(app)[0].value.index
        assert "The shift is an assumption." in said(app)
        assert app.query_params["shift"] == "1"

    def test_a_tolerance_does_not_follow_to_another_measure(self) -> None:
        app = visit("measure", measure=SALES, tolerance="60000")
        app.selectbox[0].set_value("inquiry-defective")
        app = heard(app.run())

        assert tolerance(app).value == 150_000
        assert "tolerance" not in app.query_params


@pytest.mark.usefixtures("sample")
class TestValues:
    def test_the_histogram_and_the_figures(self) -> None:
        app = visit("measure", measure=HOURS, week=STEADY)
        (spec,) = histograms(app)

        assert sum(spec["data"][0]["y"]) == 2493
        assert "2,493 values of the phase since 3 Mar 2025." in said(app)

    def test_a_logarithmic_scale(self) -> None:
        app = visit("measure", measure=HOURS, week=STEADY)
        (log,) = [one for one in app.toggle if one.label == "Logarithmic scale"]
        log.set_value(True)
        (spec,) = histograms(heard(app.run()))

        assert sum(spec["data"][0]["y"]) == 2493
        assert min(spec["data"][0]["x"]) < 0

    def test_unstable_ones_are_drawn_without_a_figure(self) -> None:
        app = visit("measure", measure="first-response-time")

        assert "so the process is not stable" in said(app)
        assert len(histograms(app)) == 1
        assert figures(app) == []

    def test_days_between_events_have_nothing_to_ask(self) -> None:
        app = visit("measure", measure="days-between-grave-failures")

        assert "Days between events have no limits to keep" in said(app)
        assert [one for one in app.number_input if "million" in one.label] == []


class TestOtherLogs:
    def test_one_row(self, scene: Scene) -> None:
        scene("one_row")

        assert "The chart has no limits, so" in said(visit("measure", measure=UNSTABLE))
        assert histograms(visit("measure", measure=HOURS, week=STEADY)) != []

    def test_text_that_means_harm(self, scene: Scene) -> None:
        scene("hostile")

        app = visit("measure", measure=HOURS, tolerance=logs.HOSTILE[0])

        assert "Capability" in said(app)
