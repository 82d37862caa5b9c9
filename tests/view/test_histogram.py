"""The histogram: its bars are the values, its lines the limits, nothing else."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from qc.core.measures import Specification
from qc.review.capability_report import CapabilityReport
from qc.view.histogram import alt_text, figure
from tests.view.reports import HOURS, of_hours, of_ratings, waits


def drawn(report: CapabilityReport, **options: Any) -> dict[str, Any]:  # noqa: ANN401
    return dict(figure(report, **options).to_plotly_json())


def bars(spec: dict[str, Any]) -> dict[str, Any]:
    (trace,) = spec["data"]
    assert trace["type"] == "bar"
    return dict(trace)


def names(spec: dict[str, Any]) -> list[str]:
    found = spec["layout"]["annotations"]
    return [one["text"].replace("\u00a0", " ") for one in found]


class TestBars:
    @pytest.mark.parametrize("log", [False, True])
    def test_they_hold_every_value(self, log: bool) -> None:
        report = of_hours()

        assert sum(bars(drawn(report, log=log))["y"]) == 800

    def test_those_outside_are_hatched_not_only_coloured(self) -> None:
        report = of_hours(spec=Specification(upper=12.0))
        trace = bars(drawn(report))
        hatched = [shape == "/" for shape in trace["marker"]["pattern"]["shape"]]

        out = sum(y for y, flag in zip(trace["y"], hatched, strict=True) if flag)
        assert out == (waits() > 12).sum()
        colours = trace["marker"]["color"]
        assert len(set(zip(colours, hatched, strict=True))) == 2

    def test_far_values_share_a_bar_that_says_so(self) -> None:
        report = of_hours(np.append(waits(), [900.0, 1e4]))
        spec = drawn(report)

        assert bars(spec)["y"][-1] >= 2
        assert bars(spec)["customdata"][-1].startswith("above ")
        assert spec["layout"]["xaxis"]["ticktext"][-1] == "above"
        assert sum(bars(spec)["y"]) == 802

    def test_ratings_have_a_bar_each_and_the_limit_between_them(self) -> None:
        spec = drawn(of_ratings())

        assert bars(spec)["x"] == [1, 2, 3, 4, 5]
        assert spec["layout"]["xaxis"]["ticktext"] == ["1", "2", "3", "4", "5"]
        (line,) = spec["layout"]["shapes"]
        assert line["x0"] == 2.5


class TestLines:
    def test_limit_median_and_90_percent_are_named(self) -> None:
        x = waits()
        spec = drawn(of_hours())
        median, ninety = np.quantile(x, [0.5, 0.9])

        assert names(spec) == [
            "at most 60 h",
            f"90 % below {ninety:.1f} h",
            f"median {median:.1f} h",
        ]
        at = [line["x0"] for line in spec["layout"]["shapes"]]
        assert at == pytest.approx([60, ninety, median])

    def test_on_a_logarithmic_scale_they_stand_at_the_same_values(self) -> None:
        spec = drawn(of_hours(), log=True)

        at = [10 ** line["x0"] for line in spec["layout"]["shapes"]]
        assert at == pytest.approx([60, *np.quantile(waits(), [0.9, 0.5])])
        axis = spec["layout"]["xaxis"]
        for place, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
            assert float(text.split("\u00a0")[0]) == pytest.approx(10**place)
        assert [text.endswith("h") for text in axis["ticktext"]].count(True) == 1

    def test_ticks_are_round_in_the_unit_shown(self) -> None:
        minutes = tuple(m / 60 for m in (30.0, 34, 28, 31, 33, 29)) * 6
        report = of_hours(waits() / 16, Specification(upper=4.0), medians=minutes)
        ticks = drawn(report)["layout"]["xaxis"]["ticktext"]

        assert [text.replace("\u00a0", " ") for text in ticks[:3]] == [
            "0 min",
            "50 min",
            "100 min",
        ]

    def test_zeros_that_a_logarithm_leaves_out_are_told(self) -> None:
        report = of_hours(np.append(waits(), [0.0, 0.0]))

        assert "2 values of 0 not drawn" in names(drawn(report, log=True))
        assert "2 values of 0 not drawn" not in names(drawn(report))

    def test_both_limits(self) -> None:
        spec = drawn(of_hours(spec=Specification(lower=2.0, upper=60.0)))

        assert names(spec)[:2] == ["at least 2 h", "at most 60 h"]

    def test_names_stand_in_rows_of_their_own(self) -> None:
        found = drawn(of_hours())["layout"]["annotations"]

        assert len({one["yshift"] for one in found}) == 3

    def test_dark_and_light_differ(self) -> None:
        light, dark = (drawn(of_hours(), dark=on) for on in (False, True))

        assert light["layout"]["font"]["color"] != dark["layout"]["font"]["color"]


class TestAlways:
    def test_no_number_is_missing_in_what_is_drawn(self) -> None:
        for x in (np.full(40, 3.0), waits(40), np.append(waits(60), 0.0)):
            for log in (False, True):
                spec = drawn(of_hours(x, HOURS), log=log)
                numbers = [*bars(spec)["x"], *bars(spec)["width"]]
                numbers += spec["layout"]["xaxis"]["range"]
                assert all(math.isfinite(number) for number in numbers)

    def test_a_text_stands_for_it(self) -> None:
        said = alt_text(of_hours()).replace("\u00a0", " ")

        assert said == (
            "Histogram of 800 values: at most 60 h, 90 % below 13.9 h, median 7.9 h."
        )
