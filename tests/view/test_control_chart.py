"""The figure of the measure page: what is drawn, what is not, and nothing foreign."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.review.assessment import Assessment
from qc.view.chart_labels import spread
from qc.view.control_chart import HEIGHT, PLOT_CONFIG, Note, figure, note_key
from qc.view.locales import GERMAN
from qc.view.marks import marks
from qc.view.theme import COLOURS, DARK, LIGHT, Role
from tests.builders import counts
from tests.view.build import (
    gaps,
    hours,
    judged,
    jumped,
    measure,
    run_only,
    share,
    steady,
)

RNG = np.random.default_rng(11)
N = RNG.integers(300, 500, 40).astype(float)
EVENTS = RNG.binomial(N.astype(int), 0.07).astype(float)
N[20], EVENTS[20] = 0.0, 0.0
GAP = judged(counts(EVENTS, of=N), measure(target=0.05))
PHASES = judged(
    counts(EVENTS, of=np.where(N == 0, 400, N)),
    measure(),
    plan=PhasePlan(
        starts=(np.datetime64("2024-07-01"),),
        excluded=(np.datetime64("2024-03-04"),),
        freeze=None,
    ),
)
NOTHING = judged(counts([0, 0], of=0), measure())
ALL = [steady(), jumped(), GAP, PHASES, gaps([5, 8, 20, 3, 9, 14] * 5), hours([3.0])]


def drawn(one: Assessment, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    plain: dict[str, Any] = figure(one, **changes).to_plotly_json()
    return plain


def points(one: Assessment, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    return next(t for t in drawn(one, **changes)["data"] if t.get("name") == "points")


def texts(one: Assessment, **changes: Any) -> list[str]:  # noqa: ANN401
    return [note["text"] for note in drawn(one, **changes)["layout"]["annotations"]]


class TestPoints:
    def test_each_point_knows_its_index_in_the_chart(self) -> None:
        trace = points(GAP)
        assert trace["customdata"] == [i for i in range(40) if i != 20]
        assert len(trace["x"]) == len(trace["y"]) == 39

    def test_shares_are_shown_in_percent_and_durations_in_their_unit(self) -> None:
        assert points(share([20, 40], of=400))["y"] == [5.0, 10.0]
        assert points(hours([0.5, 0.4]))["y"] == [30.0, 24.0]
        assert drawn(hours([0.5, 0.4]))["layout"]["yaxis"]["ticksuffix"] == "\u00a0min"

    def test_a_signal_has_shape_and_colour_and_the_newest_is_larger(self) -> None:
        marker = points(jumped())["marker"]
        assert marker["symbol"][-1] == "triangle-up"
        assert marker["color"][-1] == COLOURS[Role.CONCERN]
        assert set(marker["symbol"][:-1]) == {"circle"}
        assert marker["size"][-1] > max(marker["size"][:-1])

    def test_an_improvement_is_hollow(self) -> None:
        marker = points(share([24] * 30 + [2]))["marker"]
        assert marker["symbol"][-1] == "triangle-down"
        assert marker["color"][-1] == LIGHT.paper
        assert marker["line"]["color"][-1] == COLOURS[Role.IMPROVEMENT]

    def test_an_excluded_point_is_a_cross_off_the_line(self) -> None:
        i = 9
        assert points(PHASES)["marker"]["symbol"][i] == "x-thin-open"
        line = drawn(PHASES)["data"][-2]
        assert line["y"][i] is None
        assert line["connectgaps"] is False

    def test_a_missing_period_is_a_gap_never_zero(self) -> None:
        line = drawn(GAP)["data"][-2]
        assert line["y"][20] is None
        assert 0.0 not in line["y"]

    def test_hover_tells_value_cases_limits_and_rule(self) -> None:
        said = points(jumped())["hovertext"][-1].replace("\u00a0", " ")
        assert said == (
            "<b>2024-W33 &#40;12 Aug&#41;</b><br>15.0 &#37;, 400 cases<br>"
            "usual range 2.4\u20139.6 &#37;<br>Outside the limits"
        ).replace("&#40;", "(").replace("&#41;", ")")

    def test_a_selection_hides_no_other_point(self) -> None:
        assert points(steady())["unselected"] == {"marker": {"opacity": 1}}


class TestLines:
    def test_limits_step_with_the_cases_behind_a_point(self) -> None:
        lower = drawn(GAP)["data"][2]
        assert lower["y"].count(None) == 2  # the gap, and the end
        assert len({y for y in lower["y"] if y is not None}) > 10

    def test_lines_break_where_a_phase_starts(self) -> None:
        lines = drawn(PHASES)["data"]
        assert lines[4]["y"].count(None) == 2
        shapes = drawn(PHASES)["layout"]["shapes"]
        assert [shape["yref"] for shape in shapes] == ["paper"]

    def test_the_target_is_dashed_over_the_whole_width(self) -> None:
        (target,) = [s for s in drawn(GAP)["layout"]["shapes"] if s["xref"] == "paper"]
        assert target["y0"] == target["y1"] == 5.0
        assert target["line"]["dash"] == "8px,5px"
        assert target["line"]["color"] == LIGHT.target

    def test_a_run_chart_has_no_limits(self) -> None:
        said = texts(run_only([3, 4, 5, 4]))
        assert not [text for text in said if "upper" in text or "lower" in text]
        assert [text for text in said if text.startswith("median ")]

    def test_the_lines_are_named_where_they_end(self) -> None:
        said = [text.replace("\u00a0", " ") for text in texts(jumped())]
        assert said == [
            "<b>latest 15.0 %</b>",
            "target 10 %",
            "upper 9.6 %",
            "mean 6.0 %",
            "lower 2.4 %",
            "baseline, 24 weeks",
        ]

    def test_labels_have_room_at_the_right(self) -> None:
        layout = drawn(jumped())["layout"]
        assert layout["margin"]["r"] >= 7 * len("latest 15.0 %")

    def test_all_lines_and_points_lie_inside_the_axis(self) -> None:
        for one in ALL:
            layout = drawn(one)["layout"]
            low, high = layout["yaxis"]["range"]
            assert low < min(points(one)["y"])
            assert high > max(points(one)["y"])

    def test_few_dates_on_any_width(self) -> None:
        for one in ALL:
            axis = drawn(one)["layout"]["xaxis"]
            assert 1 <= len(axis["tickvals"]) <= 7
            assert len(axis["tickvals"]) == len(axis["ticktext"])
            assert axis["tickangle"] == 0


class TestNotes:
    NOTE = Note(at=np.datetime64("2024-03-04"), text="<img src=x> $y$")
    OLD = Note(at=np.datetime64("2020-01-01"), text="before the chart")

    def test_notes_are_lettered_on_the_axis_in_their_order(self) -> None:
        assert "<b>B</b>" in texts(steady(), events=(self.OLD, self.NOTE))
        assert "<b>A</b>" not in texts(steady(), events=(self.OLD, self.NOTE))

    def test_their_text_is_escaped(self) -> None:
        notes = drawn(steady(), events=(self.NOTE,))["layout"]["annotations"]
        (said,) = [note["hovertext"] for note in notes if "hovertext" in note]
        assert said == "&#60;img src=x&#62; &#36;y&#36;"

    def test_keys_never_repeat(self) -> None:
        keys = [note_key(i) for i in range(60)]
        assert keys[:2] == ["A", "B"]
        assert keys[26] == "A1"
        assert len(set(keys)) == 60


class TestWhole:
    def test_nothing_goes_to_a_foreign_server(self) -> None:
        assert PLOT_CONFIG["showSendToCloud"] is False
        assert PLOT_CONFIG["plotlyServerURL"] == ""
        assert PLOT_CONFIG["displaylogo"] is False
        for one in ALL:
            assert "http" not in figure(one).to_json().replace("https://plotly.com", "")

    def test_tones_follow_the_theme(self) -> None:
        dark = drawn(steady(), dark=True)
        assert dark["layout"]["font"]["color"] == DARK.quiet
        assert dark["data"][-2]["line"]["color"] == DARK.line

    def test_signs_follow_the_locale(self) -> None:
        layout = drawn(jumped(), locale=GERMAN)["layout"]
        assert layout["separators"] == ",."
        assert layout["annotations"][0]["text"] == "<b>latest 15,0\u00a0%</b>"

    def test_without_data_there_is_an_empty_plot(self) -> None:
        assert drawn(NOTHING)["data"] == []

    def test_chart_and_icon_never_disagree(self) -> None:
        for one in ALL:
            assert marks(one)[one.newest] is one.variation

    @given(
        st.lists(st.floats(0.0, 1e6) | st.just(float("nan")), min_size=1, max_size=50)
    )
    @settings(max_examples=25, deadline=None)
    def test_any_series_can_be_drawn(self, series: list[float]) -> None:
        assert drawn(hours(series))["layout"]["height"] == HEIGHT


class TestSpread:
    @given(st.lists(st.floats(-50, 400), min_size=1, max_size=6))
    def test_labels_are_a_line_apart_and_in_order(self, wanted: list[float]) -> None:
        placed = spread(sorted(wanted, reverse=True), 340.0)
        gaps_between = np.diff(placed)
        assert np.all(gaps_between <= -17.999)
        assert min(placed) >= 0

    def test_labels_with_room_stay_where_they_are(self) -> None:
        assert spread([300.0, 200.0, 20.0], 340.0) == [300.0, 200.0, 20.0]
