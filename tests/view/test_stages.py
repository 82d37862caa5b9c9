"""Pictures, tables and data of the five stages: right numbers, harmless texts."""

from __future__ import annotations

import html
import json
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from qc.core.kinds import Stage
from qc.review.stages import report
from qc.view.change_chart import change_figure
from qc.view.pareto_chart import pareto_figure
from qc.view.stages_flow import flow_svgs
from qc.view.stages_frames import (
    budgets_frame,
    budgets_short_frame,
    causes_frame,
    changes_frame,
    journeys_frame,
    stages_frame,
)
from qc.view.stages_payload import stages_payload
from qc.view.stages_text import stages_text
from tests.view import made_stages as made

LIVE = ("<script", "%{")


def simple(text: object) -> str:
    plain = str(text).replace("\u00a0", " ").replace("\u2013", "-")
    return plain.replace("\u2212", "-").replace("\u2060", "")


class TestFlow:
    def test_each_picture_begins_where_the_one_before_ends(self) -> None:
        pictures = flow_svgs(made.stages(10, 20, 0, 50, 10))

        streams = [path_of(picture) for picture in pictures]
        for (_, right), (left, _) in pairwise(streams):
            assert left == right
        assert streams[0][0] == 4
        falls = [right - left for left, right in streams]
        assert falls == pytest.approx([5.6, 10.1, 0, 20.2, 2.0], abs=0.11)

    def test_what_is_lost_is_hatched_and_told(self) -> None:
        first, _, third, *_ = flow_svgs(made.stages(10, 20, 0, 50, 10))

        assert "#d9480f" in first
        assert "#d9480f" not in third
        assert title(first) == "Inquiry: 90 of 100 customers still without a defect"

    def test_a_stage_without_data_is_dashed(self) -> None:
        found = report([made.tally(Stage.SALE, 10, 1)])

        first, _, third, *_ = flow_svgs(found)

        assert 'stroke-dasharray="6 4"' in first
        assert 'stroke-dasharray="6 4"' not in third
        assert title(first) == "Inquiry: no data"


def title(svg: str) -> str:
    """Return what a picture says to those who cannot see it."""
    return str(ET.fromstring(svg)[0].text)


def path_of(svg: str) -> tuple[float, float]:
    """Return where the line of a stream begins and ends."""
    root = ET.fromstring(svg)
    lines = [path.get("d", "") for path in root if path.get("stroke-width") == "2"]
    (line,) = lines
    start, _, curve = line.partition("C")
    return float(start.split()[1]), float(curve.split()[-1])


class TestPareto:
    def test_bars_line_and_intervals_share_one_axis(self) -> None:
        figure = pareto_figure(made.causes())

        bars, line = figure.data
        assert list(bars.x) == pytest.approx([40, 30, 9, 21])
        assert list(line.x) == pytest.approx([40, 70, 79, 100])
        shares = [html.unescape(simple(text)) for text in line.text]
        assert shares == ["", " 70 %", " 79 %", ""]
        assert all(low > 0 for low in bars.error_x.arrayminus)

    def test_the_vital_few_are_told_without_colour(self) -> None:
        bars = pareto_figure(made.causes()).data[0]

        assert list(bars.marker.pattern.shape) == ["", "", "/", ""]
        assert bars.marker.color[0] != bars.marker.color[3]

    @pytest.mark.parametrize("dark", [False, True])
    def test_texts_of_the_log_are_harmless(self, dark: bool) -> None:
        shown = pareto_figure(made.causes(), dark=dark).to_json()

        assert not [text for text in LIVE if text in shown]
        assert "steady" in shown

    def test_no_defect_draws_nothing(self) -> None:
        assert pareto_figure(made.no_causes()).data == ()


class TestChanges:
    def test_pairs_what_was_before_and_after(self) -> None:
        compared = made.causes().comparison
        assert compared is not None

        _, before, after, *_ = change_figure(compared).data

        assert [round(x, 1) for x in before.x] == [8.0, 6.0, 1.8, 4.2]
        assert [round(x, 1) for x in after.x] == [7.6, 18.0, 1.6, 4.0]
        assert list(after.marker.symbol) == [
            "diamond",
            "triangle-right",
            "diamond",
            "diamond",
        ]
        assert [bool(text) for text in after.text] == [False, True, False, False]

    def test_texts_of_the_log_are_harmless(self) -> None:
        compared = made.causes().comparison
        assert compared is not None
        shown = change_figure(compared, dark=True).to_json()

        assert not [text for text in LIVE if text in shown]

    def test_nothing_to_compare_draws_nothing(self) -> None:
        compared = made.no_causes().comparison
        assert compared is not None

        assert change_figure(compared).data == ()


class TestTables:
    def test_of_the_stages(self) -> None:
        table = stages_frame(made.stages(5, 10, 5, 10, 4))

        assert list(table["Stage"])[-1] == "One after another"
        shown = [simple(cell) for cell in table["Without a defect"]]
        assert shown == ["95.0 %", "90.0 %", "95.0 %", "90.0 %", "96.0 %", "70.2 %"]
        assert simple(table["DPMO"].iloc[-1]) == "68,000"
        assert not table.map(lambda cell: "nan" in cell.lower()).to_numpy().any()

    def test_of_no_data_hold_dashes(self) -> None:
        table = stages_frame(report([]))

        assert set(table["Without a defect"]) == {"\u2013"}
        assert not table.map(lambda cell: "nan" in cell.lower()).to_numpy().any()

    def test_of_no_defect_tell_the_least_sigma_level(self) -> None:
        table = stages_frame(made.stages(0, 0, 0, 0, 0))

        assert simple(table["Sigma level"].iloc[0]) == "\u2265 1.80"

    def test_of_journeys(self) -> None:
        table = journeys_frame(made.stages(5, 10, 5, 10, 4, free=40))

        (row,) = table.to_dict("records")
        assert row["Stages passed"].startswith("Customers: inquiry, selection")
        assert simple(row["By the stages alone"]) == "70.2 %"
        assert row["Reading"].startswith("Fewer go free than that")

    def test_of_causes_and_changes_are_plain(self) -> None:
        found = made.causes()
        assert found.comparison is not None

        bars, pairs = causes_frame(found), changes_frame(found.comparison)

        steady, hostile, *rest = bars["Cause"]
        assert hostile.startswith("<script>alert(1)")
        assert len(hostile) == 60
        assert [steady, *rest] == ["steady", "4 others", "not stated"]
        assert list(pairs["Cause"])[2:] == ["4 others", "not stated"]
        assert list(bars["Vital few"]) == ["yes", "yes", "", ""]
        assert list(pairs["Reading"])[1] == "more frequent"

    def test_of_budgets(self) -> None:
        short, full = budgets_short_frame(made.budgets()), budgets_frame(made.budgets())

        (row,) = short.to_dict("records")
        assert simple(row["Month so far"]) == "67 % (20 of 30.0), will not last"
        assert simple(row["Last whole week"]) == "111 % (20 of 18.0), used up"
        assert list(full["Pace"]) == ["1.11", "1.11", "1.11"]
        assert simple(full["Reading"].iloc[0]) == (
            "Used up: 2.0 more than allowed. Chance may have a part in it."
        )


class TestPayload:
    def test_is_data_without_infinity(self) -> None:
        found = stages_payload(
            made.stages(0, 10, 5, 10, 4), made.causes(), made.budgets()
        )

        shown = json.loads(json.dumps(found, allow_nan=False))

        assert shown["schema"] == "qc.stages/1"
        assert shown["stages"][0]["sigma"] is None
        assert shown["stages"][1]["first_pass"] == 0.9
        assert shown["causes"]["bars"][1]["cause"] == made.HOSTILE
        assert shown["causes"]["comparison"]["before"] == {
            "first": "2026-01-05",
            "last": "2026-03-01",
            "judged": 500,
        }

    def test_of_nothing_is_data_too(self) -> None:
        found = stages_payload(report([]), made.no_causes(), ())

        assert json.loads(json.dumps(found, allow_nan=False))["rolled"] is None


class TestText:
    def test_tells_all_parts(self) -> None:
        found = stages_text(
            made.stages(5, 10, 5, 10, 4), made.causes(), made.costs(), made.budgets()
        )

        for title in ("Five stages", "Whole journeys", "Before and after"):
            assert f"\n{title}\n" in found
        assert "nan" not in found.lower().replace("finance", "")

    def test_of_nothing_says_so(self) -> None:
        found = stages_text(report([]), made.no_causes(), made.no_costs(), ())

        assert found.startswith("No interaction can be judged")
        assert "No defect among 50 judged interactions." in found
        assert "No tolerance is set." in found
