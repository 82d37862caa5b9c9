"""Comparisons as tables, text and data: stable order, nobody left out."""

from __future__ import annotations

import json

import pytest

from qc.view.compare_frames import (
    comparison_frame,
    comparison_payload,
    comparison_text,
)
from qc.view.short_run_frames import points_frame
from qc.view.tables import safe_csv
from tests.view import comparisons as made


def test_the_table_is_in_the_order_of_names_with_those_not_judged() -> None:
    found = made.shares([*made.ALIKE, 55], few={"a new one": 3}, unstated=8)

    table = comparison_frame(found, made.called(found))

    assert list(table["Agent"]) == [
        *(f"u{i:02}" for i in range(12)),
        "a new one",
        "(not stated)",
    ]
    assert list(table["Cases"]) == [200.0] * 12 + [3, 8]
    assert list(table["Reads"])[10:] == [
        *("as usual", "stands out: worse", "too few to judge", ""),
    ]
    assert table["Value (%)"].isna().tolist() == [False] * 12 + [True] * 2
    assert table["Usual to (%)"][11] < table["Value (%)"][11] == 27.5


def test_with_codes_the_table_is_in_their_order_and_names_nobody() -> None:
    found = made.shares([*made.ALIKE, 55], names=("Ann Secret",), few={"Secret": 3})

    table = comparison_frame(found, made.called(found, hidden=True))

    codes = list(table["Agent"])
    assert codes == sorted(codes)
    assert codes[0] == "Agent A"
    assert "Secret" not in table.to_string()


def test_the_table_runs_in_no_spreadsheet() -> None:
    found = made.shares(made.ALIKE, names=made.HOSTILE)

    text = safe_csv(comparison_frame(found, made.called(found))).decode("utf-8-sig")

    assert "\r\n=1+1" not in text
    assert "'=1+1" in text


def test_the_text_marks_who_stands_out() -> None:
    found = made.shares([*made.ALIKE, 55], few={"new": 3})
    run = made.run(("new", "u05"))

    lines = comparison_text(found, made.called(found), run).splitlines()

    marked = [line for line in lines if line.startswith("!")]
    assert len(marked) == 1
    assert "u11" in marked[0]
    assert any("3 cases, too few to judge" in line for line in lines)
    assert lines[-1].replace("\u00a0", " ") == (
        "Unlike themselves: u05 in 2024-W07 (12 Feb), 48.0 % of 50 cases."
    )


def test_the_text_of_nothing_to_compare() -> None:
    found = made.shares([3.0], n=30)

    lines = comparison_text(found, made.called(found), None).splitlines()

    assert lines[2] == (
        "Fewer than two agents have 20 cases or more, so there is nothing to compare "
        "fairly."
    )
    assert lines[-1].split() == ["u00", "30", "cases,", "too", "few", "to", "judge"]


def test_the_payload_is_plain_data_by_labels() -> None:
    found = made.shares([*made.ALIKE, 55], names=("Secret",), few={"new": 3})
    run = made.run(("Secret", "u01"))

    told = comparison_payload(found, made.called(found, hidden=True), run)

    text = json.dumps(told, allow_nan=False)
    assert "Secret" not in text
    assert [unit["stands_out"] for unit in told["units"]].count(True) == 1
    labels = [unit["label"] for unit in told["units"]]
    assert labels == sorted(labels)
    assert told["too_few"][0]["n"] == 3
    assert len(told["short_run"]["points"]) == 16
    assert told["first"] == "2026-08-17"


def test_the_payload_of_nothing_to_compare_has_no_figures() -> None:
    found = made.shares([3.0])

    told = comparison_payload(found, made.called(found), None)

    assert (told["average"], told["chance"], told["units"]) == (None, None, [])
    assert told["short_run"] is None


def test_points_of_a_short_run_newest_first() -> None:
    table = points_frame(made.run(), {"odd": "A", "calm": "B"})

    assert list(table["Agent"])[:2] == ["A", "B"]
    assert table["Period"][0] == "2024-W08 (19\u00a0Feb)"
    assert list(table["Reads"]).count("unlike itself") == 1
    assert table["Value (%)"][2] == pytest.approx(48)
