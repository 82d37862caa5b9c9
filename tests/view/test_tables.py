"""The icon table, the table of points, and files no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.view import words
from qc.view.tables import PICTURES, points_frame, review_frame, safe_csv
from tests.builders import counts
from tests.view.build import gaps, hours, judged, jumped, measure, steady

NOTHING = judged(counts([0, 0], of=0), measure(stage=None))


class TestReview:
    def test_columns_are_those_of_the_icon_table(self) -> None:
        assert list(review_frame([steady()]).columns) == [
            "Measure",
            "Stage",
            "Latest",
            "n",
            "Target",
            "Mean",
            "Usual range",
            "Variation",
            "Assurance",
            "Trend",
            "What it says",
            "Variation in words",
            "Assurance in words",
            "Icons in words",
        ]

    def test_a_row_reads_like_the_chart(self) -> None:
        row = review_frame([jumped()]).iloc[0]
        said = [str(cell).replace("\u00a0", " ") for cell in row.drop(list(PICTURES))]
        assert said == [
            "Support answered late",
            "Support",
            "15.0 %",
            "400",
            "\u2264 10 %",
            "6.0 %",
            "2.4\u20139.6 %",
            words.sentence(jumped()).replace("\u00a0", " "),
            "Concern, high",
            "Keeps meeting the target",
            "Concern, high; keeps meeting the target",
        ]

    def test_pictures_are_drawings_and_never_alone(self) -> None:
        row = review_frame([steady()]).iloc[0]
        for name in PICTURES:
            assert row[name].startswith("data:image/svg+xml;base64,")
        assert row["Variation in words"] == "Steady"
        assert row["Assurance in words"] == "Keeps meeting the target"

    def test_a_measure_without_data_has_a_row(self) -> None:
        row = review_frame([NOTHING]).iloc[0]
        assert row["Stage"] == "All stages"
        assert row["Latest"] == row["Mean"] == row["Target"] == "\u2013"
        assert row["What it says"] == "No data for this measure yet."

    def test_no_measure_is_an_empty_table_with_headings(self) -> None:
        assert review_frame([]).shape == (0, 14)

    def test_control_characters_of_a_title_are_gone(self) -> None:
        bad = replace(steady(), measure=measure(title="Late\u202e\x00\nanswers"))
        assert review_frame([bad])["Measure"][0] == "Late answers"


class TestPoints:
    def test_row_i_is_point_i_missing_ones_included(self) -> None:
        cases = [400.0] * 20
        cases[5] = 0.0
        events = [24.0] * 20
        events[5] = 0.0
        one = judged(counts(events, of=cases), measure())
        table = points_frame(one)
        assert len(table) == 20
        assert np.isnan(table["Value (%)"][5])
        assert table["Value (%)"][6] == 6.0
        assert table["Period"][0] == "2024-W01 (1\u00a0Jan)"
        assert table["Starts"][19] == "2024-05-13"

    def test_signals_are_named_at_their_points(self) -> None:
        signals = points_frame(jumped())["Signals"].tolist()
        assert signals[-1] == "Outside the limits"
        assert set(signals[:-1]) == {""}

    def test_a_limit_that_does_not_exist_is_missing(self) -> None:
        few = judged(counts([4, 6, 5, 3] * 7, of=400), measure())
        assert points_frame(few)["Lower limit (%)"].isna().all()
        assert points_frame(few)["Upper limit (%)"].notna().all()

    def test_phases_and_exclusions_are_told(self) -> None:
        plan = PhasePlan(
            starts=(np.datetime64("2024-05-06"),),
            excluded=(np.datetime64("2024-01-08"),),
        )
        table = points_frame(
            judged(counts([24, 25, 23] * 12, of=400), measure(), plan=plan)
        )
        assert table["Phase"].tolist() == [1] * 18 + [2] * 18
        assert table["Left out"].tolist() == [False, True] + [False] * 34
        assert not table["In baseline"][1]

    def test_rare_events_have_days(self) -> None:
        assert points_frame(gaps([5, 8, 20, 3]))["Period"][0] == "6\u00a0Jan\u00a02024"

    def test_without_data_there_are_no_points(self) -> None:
        assert points_frame(NOTHING).empty


class TestCsv:
    @pytest.mark.parametrize(
        "cell",
        [
            "=1+1",
            "+1",
            "-1",
            "@x",
            "\t=1",
            "\r=1",
            "  =1",
            "\uff1d1",
            '=HYPERLINK("x")',
        ],
    )
    def test_text_a_spreadsheet_would_run_is_marked(self, cell: str) -> None:
        data = safe_csv(pd.DataFrame({cell: [cell]})).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(data, newline="")))
        assert [row[0][0] for row in rows] == ["'", "'"]

    @pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
    def test_a_line_end_in_a_cell_starts_no_row(self, end: str) -> None:
        data = safe_csv(pd.DataFrame({"a": [f"x{end}=1+1"]})).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(data, newline="")))
        assert rows == [["a"], [f"x{end}=1+1"]]

    def test_numbers_stay_numbers(self) -> None:
        frame = pd.DataFrame({"a": [-1.5, 2.0], "b": ["-x", "fine"]})
        assert safe_csv(frame).decode("utf-8-sig") == "a,b\r\n-1.5,'-x\r\n2.0,fine\r\n"

    def test_pictures_are_left_out(self) -> None:
        text = safe_csv(review_frame([steady()])).decode("utf-8-sig")
        assert "data:image" not in text
        assert "Variation in words" in text

    def test_points_can_be_read_back(self) -> None:
        data = safe_csv(points_frame(hours([3.0, 4.0, 5.0] * 8)))
        again = pd.read_csv(io.BytesIO(data))
        assert again["Value (h)"].tolist() == [3.0, 4.0, 5.0] * 8

    @given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
    def test_no_cell_of_any_text_is_a_formula(self, cells: list[str]) -> None:
        data = safe_csv(pd.DataFrame({"a": cells})).decode("utf-8-sig")
        assert not data.startswith(("=", "+", "-", "@"))
        for row in csv.reader(io.StringIO(data, newline="")):
            for cell in row:
                assert not cell.lstrip().startswith(("=", "+", "-", "@"))
