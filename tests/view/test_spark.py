"""Small control charts: well formed, small, fast, the same every time."""

from __future__ import annotations

import re
import time
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.kinds import Direction, Variation
from qc.review.assessment import Assessment
from qc.view.marks import marks
from qc.view.spark import Frame, sparkchart_svg, trend_svg
from qc.view.theme import COLOURS, Role
from tests.builders import counts
from tests.view import build

SVG = "{http://www.w3.org/2000/svg}"
RNG = np.random.default_rng(5)
SHIFT = np.concatenate((RNG.binomial(400, 0.05, 30), RNG.binomial(400, 0.09, 10)))
PICTURES = {
    "steady": build.steady(),
    "outside": build.jumped(),
    "shifted": build.judged(
        counts(SHIFT, of=400), build.measure(target=0.04), build.only("outside", "run")
    ),
    "neutral": build.judged(
        counts(SHIFT, of=400), build.measure(direction=Direction.NEITHER)
    ),
    "phases": build.judged(
        counts(SHIFT, of=400),
        build.measure(),
        plan=PhasePlan(
            starts=(np.datetime64("2024-07-29"),),
            excluded=(np.datetime64("2024-06-03"),),
            freeze=None,
        ),
    ),
    "run": build.run_only([3, 4, 5, 4, 3, 4.5, 5]),
    "one": build.hours([3.0]),
    "gaps": build.gaps([5, 8, 20, 3, 9, 14] * 5),
}


def paths(svg: str, colour: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(svg)
    return [node for node in root.iter(f"{SVG}path") if node.get("stroke") == colour]


@pytest.mark.parametrize("one", PICTURES.values(), ids=PICTURES.keys())
class TestEvery:
    def test_is_well_formed_and_says_its_sentence(self, one: Assessment) -> None:
        root = ElementTree.fromstring(trend_svg(one))
        title = root.find(f"{SVG}title")
        assert title is not None
        assert (title.text or "").startswith(f"{one.measure.title}: ")

    def test_loads_and_runs_nothing(self, one: Assessment) -> None:
        assert not re.search(
            "<(script|style|image|use|a|foreignObject)|href|url|on[a-z]+=",
            trend_svg(one).replace('xmlns="http://www.w3.org/2000/svg"', ""),
        )

    def test_is_small_and_the_same_every_time(self, one: Assessment) -> None:
        assert len(trend_svg(one).encode()) < 4096
        assert trend_svg(one) == trend_svg(one)

    def test_has_only_numbers_in_its_paths(self, one: Assessment) -> None:
        assert "nan" not in trend_svg(one)
        assert "inf" not in trend_svg(one)


def test_concern_is_a_solid_triangle_and_improvement_a_hollow_one() -> None:
    concern = paths(trend_svg(PICTURES["outside"]), COLOURS[Role.CONCERN])
    better = build.share([24] * 30 + [2])
    improvement = paths(trend_svg(better), COLOURS[Role.IMPROVEMENT])

    assert [node.get("fill") for node in concern] == [COLOURS[Role.CONCERN]]
    assert [node.get("fill") for node in improvement] == ["none"]


def test_target_is_dashed_and_only_there_where_one_is_set() -> None:
    with_target = paths(trend_svg(PICTURES["steady"]), COLOURS[Role.TARGET])
    without = paths(trend_svg(PICTURES["gaps"]), COLOURS[Role.TARGET])

    assert [node.get("stroke-dasharray") for node in with_target] == ["6 4"]
    assert not without


def test_the_line_breaks_at_a_missing_period() -> None:
    values = [24.0] * 20
    whole = trend_svg(build.share(values))
    cases = [400.0] * 20
    cases[10], values[10] = 0.0, 0.0
    broken = trend_svg(build.share(values, of=cases))

    def strokes(svg: str) -> int:
        found: list[str] = re.findall(r'd="(M[^"]*)"', svg)
        lines = [d for d in found if "L" in d]
        return next(d.count("M") for d in lines if "Z" not in d)

    assert strokes(whole) == 1
    assert strokes(broken) == 2


def test_an_excluded_point_is_crossed() -> None:
    svg = trend_svg(PICTURES["phases"])

    assert svg.count("l5.6 5.6m0-5.6l-5.6 5.6") == 1


def test_a_limit_that_does_not_exist_is_not_drawn() -> None:
    run = trend_svg(PICTURES["run"])

    assert 'stroke-width=".8"' not in run
    assert "fill-opacity" not in run


def test_it_shows_the_newest_periods_right_aligned() -> None:
    frame = Frame(width=200, height=40, points=10)
    few = trend_svg(build.hours([3.0, 4.0, 5.0]), frame)
    many = trend_svg(build.hours([3.0, 4.0, 5.0] * 20), frame)

    newest = 'd="M192 '
    assert newest in few
    assert newest in many


def test_no_points_at_all_is_an_empty_picture() -> None:
    nothing = build.judged(counts([0, 0], of=0), build.measure())

    assert ElementTree.fromstring(trend_svg(nothing)).find(f"{SVG}path") is None


@given(st.text())
@settings(max_examples=50)
def test_a_hostile_title_stays_text(title: str) -> None:
    one = PICTURES["steady"]
    assert one.chart is not None

    root = ElementTree.fromstring(sparkchart_svg(one.chart, marks(one), title=title))

    assert {node.tag for node in root} <= {f"{SVG}title", f"{SVG}path"}


@given(st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_series_can_be_drawn(series: list[float]) -> None:
    svg = trend_svg(build.hours(series))

    assert ElementTree.fromstring(svg).tag == f"{SVG}svg"
    assert "nan" not in svg


def test_two_hundred_charts_are_drawn_at_once() -> None:
    one = PICTURES["steady"]
    chart, meaning = one.chart, marks(one)
    assert chart is not None
    best = 1.0
    for _ in range(3):
        start = time.process_time()
        for _ in range(200):
            sparkchart_svg(chart, meaning, target=0.1, title="Steady.")
        best = min(best, time.process_time() - start)

    assert best < 0.15


def test_marks_say_what_the_variation_icon_says() -> None:
    for one in PICTURES.values():
        assert marks(one)[one.newest] is one.variation


def test_marks_cover_the_points_of_a_run_and_no_others() -> None:
    one = PICTURES["shifted"]
    found = [i for i, icon in enumerate(marks(one)) if icon is Variation.CONCERN_HIGH]

    assert one.chart is not None
    assert set(range(32, 40)) <= set(found)
    assert all(one.chart.value[i] > one.chart.centre[i] for i in found)
