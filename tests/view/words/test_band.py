"""What is said of the guaranteed band, and where it is silent."""

from __future__ import annotations

from dataclasses import replace

from qc.review.assessment import Assessment
from qc.view import words
from qc.view.control_chart import figure
from tests.spc.makers import normal
from tests.view.build import hours, share


def _with(last: float) -> Assessment:
    """24 points that set the limits, a few steady ones, and a last one."""
    x = 50 + normal(30, 1)
    return hours([*x[:29], last])


def said(one: Assessment) -> str:
    return words.band_sentence(one).replace("\u00a0", " ")


TEXT = (
    "Until the baseline has 50 points: beyond the hatched band a false alarm is as "
    "rare as promised, with 90 % confidence (K = 4.1, N = 24)."
)


class TestSentence:
    def test_what_the_band_means(self) -> None:
        assert said(_with(50.0)) == TEXT

    def test_a_point_within_it_is_a_signal_all_the_same(self) -> None:
        one = _with(50.0)
        assert one.chart is not None
        limit, sigma = float(one.chart.upper[-1]), float(one.chart.sigma[-1])

        near, far = _with(limit + 0.5 * sigma), _with(limit + 2 * sigma)

        assert near.current
        assert said(near) == (
            f"{TEXT} The newest week lies beyond its limit, but within the band: a "
            "signal, though it could be a weakness of the limits."
        )
        assert said(far) == TEXT

    def test_other_charts_have_none(self) -> None:
        assert said(share([24, 25, 23] * 10)) == ""

    def test_without_data_there_is_none(self) -> None:
        assert said(replace(_with(50.0), newest=-1)) == ""
        assert said(replace(_with(50.0), chart=None)) == ""


class TestChart:
    def test_it_is_hatched_and_named(self) -> None:
        spec = figure(_with(50.0)).to_plotly_json()
        hatched = [one for one in spec["data"] if "fillpattern" in one]
        named = [one["text"] for one in spec["layout"]["annotations"]]

        assert len(hatched) == 2
        assert "limits still unsure" in named

    def test_it_fits_the_axis(self) -> None:
        spec = figure(_with(50.0)).to_plotly_json()
        low, high = spec["layout"]["yaxis"]["range"]
        drawn = [
            y
            for one in spec["data"]
            if "fillpattern" in one
            for y in one["y"]
            if y is not None
        ]

        assert low < min(drawn)
        assert max(drawn) < high

    def test_other_charts_show_none(self) -> None:
        spec = figure(share([24, 25, 23] * 10)).to_plotly_json()

        assert not [one for one in spec["data"] if "fillpattern" in one]
        assert "limits still unsure" not in str(spec["layout"])
