"""The funnel as a figure: lines that agree with the verdict, marks, no names leaked."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from qc.core.units import UnitCounts
from qc.review.compare import Comparison, compare
from qc.view.funnel_chart import figure
from qc.view.short_run_chart import figure as short_run_figure
from tests.view import comparisons as made
from tests.view.build import measure


def drawn(found: Comparison, *, hidden: bool = False) -> dict[str, Any]:
    spec = figure(found, made.called(found, hidden=hidden)).to_json()
    plot: dict[str, Any] = json.loads(spec)
    return plot


def trace(plot: dict[str, Any], name: str) -> dict[str, Any]:
    (one,) = [trace for trace in plot["data"] if trace.get("name") == name]
    return dict(one)


def test_a_dot_a_unit_in_percent_by_its_cases() -> None:
    points = trace(drawn(made.shares([*made.ALIKE, 55])), "units")

    assert points["x"] == [200.0] * 12
    assert points["y"][-1] == pytest.approx(27.5)
    assert points["customdata"] == list(range(12))


def test_only_those_that_stand_out_are_named_and_differ_by_shape() -> None:
    points = trace(drawn(made.shares([*made.ALIKE, 55])), "units")

    assert points["text"] == [""] * 11 + ["<b>u11</b>"]
    symbols = points["marker"]["symbol"]
    assert set(symbols[:11]) == {"circle"}
    assert symbols[11] == "triangle-up"
    assert "stands out: worse" in points["hovertext"][11]


def test_one_better_than_all_is_hollow_and_points_down() -> None:
    points = trace(drawn(made.shares([*made.ALIKE, 1])), "units")

    assert points["marker"]["symbol"][11] == "triangle-down"
    assert points["marker"]["line"]["width"][11] == 2


def test_solid_lines_lie_outside_dotted_ones_and_average_between() -> None:
    plot = drawn(made.spread_out(30))
    lines = [t for t in plot["data"] if t["mode"] == "lines" and "fill" not in t]
    dotted = [t["y"] for t in lines if t["line"].get("dash") == "1px,3px"]
    solid = [t["y"] for t in lines if t["line"].get("dash") == "solid"]

    assert (len(dotted), len(solid)) == (4, 4)
    for inner, outer in zip(dotted[::2], solid[::2], strict=True):  # lower lines
        assert inner[0] > outer[0]
    for inner, outer in zip(dotted[1::2], solid[1::2], strict=True):  # upper lines
        assert inner[0] < outer[0]


def test_target_and_average_are_named_beside_the_plot() -> None:
    plot = drawn(made.shares(made.ALIKE))
    texts = [note["text"] for note in plot["layout"]["annotations"]]

    assert "average 10.1\u00a0%" in texts
    assert "target 10\u00a0%" in texts
    assert texts.count("99.8\u00a0%") == 2
    assert plot["layout"]["shapes"][0]["line"]["dash"] == "8px,5px"


def test_times_are_drawn_on_a_logarithmic_axis() -> None:
    plot = drawn(made.hours())
    axis = plot["layout"]["yaxis"]
    ends = [note["y"] for note in plot["layout"]["annotations"]]

    assert axis["type"] == "log"
    assert all(axis["range"][0] <= y <= axis["range"][1] for y in ends)
    assert axis["ticktext"]
    assert trace(plot, "units")["text"][-1] == "<b>l</b>"


def test_units_of_very_unequal_size_share_a_logarithmic_axis() -> None:
    sizes = np.array([20.0, 9_000, 400])
    wide = compare(
        measure(),
        UnitCounts(names=("a", "b", "c"), events=sizes / 10, n=sizes),
        made.SCOPE,
    )

    axis = drawn(wide)["layout"]["xaxis"]

    assert axis["type"] == "log"
    assert "1,000" in axis["ticktext"]


def test_names_that_are_hidden_are_nowhere_in_the_figure() -> None:
    found = made.shares([*made.ALIKE, 55], names=("Ann Secret", "Bo Secret"))

    assert "Secret" not in json.dumps(drawn(found, hidden=True))
    assert "Secret" in json.dumps(drawn(found))


def test_hostile_names_are_no_markup() -> None:
    events = [*made.ALIKE, 55, 56, 57, 58]
    found = made.shares(events[::-1], names=made.HOSTILE)

    spec = json.dumps(drawn(found))

    assert "<script" not in spec
    assert "x" * 41 not in spec


def test_nothing_to_compare_leaves_empty_axes() -> None:
    assert drawn(made.shares([3.0]))["data"] == []


def test_dark_and_light_differ_in_tone_only() -> None:
    found = made.shares(made.ALIKE)
    light, dark = (
        figure(found, made.called(found), dark=dark).to_dict() for dark in (False, True)
    )

    assert light["layout"]["font"]["color"] != dark["layout"]["font"]["color"]
    assert len(light["data"]) == len(dark["data"])


class TestShortRun:
    def test_one_unlike_itself_is_named_and_points_up(self) -> None:
        run = made.run()
        plot = json.loads(short_run_figure(run, {"calm": "C", "odd": "O"}).to_json())
        points = trace(plot, "points")

        (odd,) = [i for i, text in enumerate(points["text"]) if text]
        assert points["text"][odd] == "<b>O</b>"
        assert points["marker"]["symbol"][odd] == "triangle-up"
        assert "48.0\u00a0&#37; of 50 cases" in points["hovertext"][odd]
        assert len(points["x"]) == 16

    def test_hostile_and_hidden_names_do_not_show(self) -> None:
        run = made.run(("<b>Secret</b>", "=Secret"))
        called = {"<b>Secret</b>": "Agent A", "=Secret": "<i>B"}

        spec = short_run_figure(run, called, dark=True).to_json()

        assert "Secret" not in spec
        assert "<i>" not in spec
