"""Measures held together in words and rows, and on a chart like any other."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from qc.core.kinds import ChartKind, MeasureKind, Period
from qc.review.aligned import WhyNot
from qc.review.together import KINDS, Together, together
from qc.view import together_frames as frames
from qc.view.control_chart import figure as plain_figure
from qc.view.together_chart import assessed, figure
from qc.view.words import together as say
from tests.builders import values
from tests.view.build import judged, measure

HOSTILE = "<script>alert(1)</script>"


def found(
    kind: ChartKind = ChartKind.T2, *, shift: float = 1.0, first: str = "Waiting"
) -> Together:
    """Two that move together, and part by `shift` sigma each in the last ten weeks."""
    rng = np.random.default_rng(3)
    one = rng.normal(size=60)
    other = one + rng.normal(0, 0.2, 60)
    one[50:] += shift
    other[50:] -= shift
    constant = np.full(60, 3.0)
    cards = [
        judged(values(x), measure(MeasureKind.SCORE, id=name, title=title))
        for name, title, x in (
            ("wait", first, one),
            ("score", "Rating", other),
            ("flat", "Flat", constant),
        )
    ]
    return together(cards, kind=kind, asked=True)


class TestWords:
    def test_a_signal_names_its_measures_and_their_way(self) -> None:
        one = found(shift=8.0)

        assert say.headline(one).startswith("Unusual together in the week of ")
        assert "Waiting (up " in say.headline(one)
        assert "Rating (down " in say.headline(one)
        assert say.details(one) == (
            "Waiting and Rating were beyond their own limits, too.",
        )

    def test_a_signal_that_no_chart_sees(self) -> None:
        assert say.details(found()) == (
            "No measure was beyond its own limits: only together are they unusual.",
        )

    def test_averages_have_no_way_of_one_week(self) -> None:
        text = say.headline(found(ChartKind.MEWMA))

        assert text.endswith((": Rating and Waiting.", ": Waiting and Rating."))

    def test_without_a_signal(self) -> None:
        quiet = found(shift=0.0)

        assert say.headline(quiet).startswith("Nothing unusual together in the week of")
        assert say.details(quiet) == ("No period so far was unusual together.",)

    def test_a_signal_of_the_past(self) -> None:
        one = found()
        past = replace(one, signals=one.signals[:1])

        assert say.headline(past).startswith("Nothing unusual")
        assert say.details(past)[0].startswith("The last time was the week of ")

    @pytest.mark.parametrize("kind", KINDS)
    def test_how_and_the_limits(self, kind: ChartKind) -> None:
        one = found(kind)

        assert "2 measures" in say.how(one)
        assert "in the 24 weeks of the baseline" in say.formula(one)
        assert f"{one.chart.upper[-1]:.1f} (F distribution)" in say.formula(one)
        assert "very skewed times" in say.caveats(one)[-1]

    def test_months_are_named_as_months(self) -> None:
        assert "Feb" in say.the_period(replace(found(), by=Period.MONTH), 5)

    def test_many_names_are_cut(self) -> None:
        one = found()
        joint = replace(one.signals[-1], names=(0, 1, 0, 1, 0, 1))

        assert say.made_by(one, joint).endswith(" and 2 more")

    def test_every_reason_has_words(self) -> None:
        assert all(say.left_out(why) for why in WhyNot)


class TestRows:
    def test_signals_newest_first(self) -> None:
        one = found()
        table = frames.signals_frame(one)

        assert len(table) == len(one.signals)
        assert table[say.PERIOD][0] == say.period(one, one.newest)
        assert set(table[say.ALONE]) == {"none"}

    def test_what_makes_a_point_the_largest_part_first(self) -> None:
        table = frames.breakdown_frame(found(), 59)

        parts = table[say.ADDS].astype(float)
        assert parts.is_monotonic_decreasing
        assert set(table[say.OWN]) == {"usual"}

    def test_a_missing_week_has_no_parts(self) -> None:
        one = found()
        z = one.z.copy()
        z[3, 0] = np.nan
        table = frames.breakdown_frame(replace(one, z=z), 3)

        assert "no value" in set(table[say.OWN])

    def test_left_out_and_correlations(self) -> None:
        one = found()

        assert frames.left_out_frame(one).values.tolist() == [
            ["Flat", "did not vary in the baseline"]
        ]
        table = frames.correlations_frame(one)
        assert table.columns.tolist() == [say.MEASURE, "Waiting", "Rating"]
        assert table["Waiting"][0] == "1.00"

    def test_measures_of_one_title_stay_apart(self) -> None:
        table = frames.correlations_frame(found(first="Rating"))

        assert len(set(table.columns)) == 3

    def test_payload_and_text(self) -> None:
        one = found()
        data = json.loads(json.dumps(frames.together_payload(one), allow_nan=False))
        text = frames.together_text(one)

        assert data["schema"] == "qc.together/1"
        assert data["measures"] == ["wait", "score"]
        assert data["left_out"] == [{"id": "flat", "because": "constant"}]
        assert data["signal"] is True
        assert set(data["points"][-1]["made_by"]) == {"wait", "score"}
        assert len([line for line in text.splitlines() if "limit " in line]) >= 60
        assert text.splitlines()[-1].startswith("! ")


class TestFigure:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("shift", [0.0, 1.0])
    def test_it_is_drawn_as_any_control_chart(
        self, kind: ChartKind, shift: float
    ) -> None:
        one = found(kind, shift=shift)
        fig, plain = figure(one), plain_figure(assessed(one))

        assert [trace.x for trace in fig.data] == [trace.x for trace in plain.data]

    def test_a_point_tells_what_makes_it_and_no_text_is_markup(self) -> None:
        one = found(first=HOSTILE)
        (points,) = (t for t in figure(one, dark=True).data if t.name == "points")

        assert "Made by: " in points.hovertext[-1]
        assert HOSTILE not in points.hovertext[-1]
        assert "limit " in points.hovertext[0]
