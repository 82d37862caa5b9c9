"""What the pages say around the charts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.core.kinds import Period
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view.words import pages as say
from tests.view.build import ALL_RULES, jumped, share, steady

WEEK = np.datetime64("2026-11-09")


def review(*assessments: Assessment) -> Review:
    return Review(
        week=WEEK,
        period=Period.WEEK,
        assessments=assessments,
        rules=ALL_RULES,
        rows=1,
        week_rows=1,
        digest="",
    )


def nothing() -> Assessment:
    """A measure without any data."""
    return replace(steady(), chart=None, newest=-1)


class TestSummary:
    @pytest.mark.parametrize(
        ("found", "told"),
        [
            ([], ""),
            (["steady"], "The one measure is steady."),
            (["steady", "steady"], "All 2 measures are steady."),
            (["jumped"], "1 measure: 1 concern."),
            (
                ["jumped", "jumped", "steady"],
                "3 measures: 2 concerns; the rest steady.",
            ),
            (["nothing"], "1 measure has no data yet."),
            (
                ["jumped", "steady", "nothing", "nothing"],
                "2 measures: 1 concern; the rest steady. 2 measures have no data yet.",
            ),
        ],
    )
    def test_counts_what_needs_the_meeting(self, found: list[str], told: str) -> None:
        make = {"steady": steady, "jumped": jumped, "nothing": nothing}

        assert say.summary_line(review(*(make[name]() for name in found))) == told

    def test_names_those_that_will_miss_their_target(self) -> None:
        missing = share([40, 41, 39] * 10, target=0.01)

        told = say.summary_line(review(missing, steady()))

        assert told == "2 measures: 1 that will miss its target; the rest steady."

    def test_does_not_call_steady_what_cannot_be_judged(self) -> None:
        short = share([4, 5, 4, 6, 5])

        assert say.summary_line(review(short)) == (
            "1 measure has too few points to judge yet."
        )
        assert say.summary_line(review(short, steady())) == (
            "The one measure is steady. 1 measure has too few points to judge yet."
        )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_one_of_a_kind_is_singular() -> None:
    assert plain(say.header_line(review(), 1)).startswith("1 interaction, 1 of them")
    assert "1 row set aside" in say.header_line(review(), 1)
    assert "no row set aside" in say.header_line(review(), 0)
    assert plain(say.batch_line("a.csv", 1, WEEK, WEEK)) == (
        "a.csv: 1 interaction, 9 Nov 2026"
    )


def test_rows_behind_a_point_say_how_many_are_shown() -> None:
    last = WEEK + np.timedelta64(6, "D")

    assert plain(say.rows_line(9, 9, WEEK, last)) == (
        "9 interactions of 9 Nov to 15 Nov 2026"
    )
    assert plain(say.rows_line(900, 200, WEEK, WEEK)) == (
        "900 interactions of 9 Nov 2026; the first 200 are shown"
    )


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("opened_local", "Opened (local time)"),
        ("resolved_at", "Resolved at (UTC)"),
        ("handle_time", "Handle time (seconds)"),
        ("team", "Team"),
    ],
)
def test_a_column_is_titled_with_its_unit(field: str, title: str) -> None:
    assert say.column_title(field) == title


def test_values_left_out_name_their_column_and_reason() -> None:
    assert say.left_out_line("score:not-a-number", 3) == (
        "Score: 3 values, not a number"
    )
