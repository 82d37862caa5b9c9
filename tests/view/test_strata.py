"""Small multiples: one scale, every name escaped, nobody named by a link."""

from __future__ import annotations

import re

import numpy as np
import pytest

from qc.review.strata import Strata, strata
from qc.view.strata_chart import STRATA_CSS, strata_html
from qc.view.strata_frames import (
    strata_frame,
    strata_links,
    strata_payload,
    strata_text,
)
from qc.view.strata_scale import level_ticks, one_scale
from qc.view.words.strata import judged_line, rest_line, verdict_line
from tests.pages.logs import HOSTILE
from tests.review.test_tiers import judged
from tests.view.build import gaps, share

CALM, ODD = judged(20.0), judged(60.0)
FOUND = strata(CALM, "team", [("calm", CALM), ("odd", ODD)])
CALLED = {"calm": "Calm", "odd": "Odd"}


def hostile() -> tuple[Strata, dict[str, str]]:
    found = strata(CALM, "team", [(text, CALM) for text in HOSTILE])
    return found, {text: text for text in HOSTILE}


class TestScale:
    def test_is_the_same_in_every_picture(self) -> None:
        html = strata_html(FOUND, CALLED, {})
        pictures = html.split("<svg")[1:]
        axes = [re.findall(r"<text.*?</text>", picture) for picture in pictures]

        assert html.count('<div class="qc-strata">') == 1
        assert len(pictures) == 2
        assert axes[0] == axes[1]
        assert len(axes[0]) > 3
        assert html.index("Odd") < html.index("Calm")

    def test_wide_limits_of_a_small_part_do_not_squeeze_the_rest(self) -> None:
        small = share([1.0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0] * 3, of=20)
        charts = [one.chart for one in (CALM, small) if one.chart is not None]
        scale = one_scale(charts, None)

        assert scale is not None
        assert scale.high < max(float(np.nanmax(c.upper)) for c in charts)
        for chart in charts:
            inside = (chart.value >= scale.low) & (chart.value <= scale.high)
            assert inside.all()

    def test_holds_the_target(self) -> None:
        assert CALM.chart is not None
        scale = one_scale([CALM.chart], 0.6)
        assert scale is not None
        assert scale.high > 0.6

    def test_of_nothing_there_is_none(self) -> None:
        assert one_scale([], None) is None
        assert strata_html(strata(CALM, "team", []), {}, {}) == ""

    @pytest.mark.parametrize(
        ("low", "high", "ticks"),
        [
            (-2, 104, [0, 50, 100]),
            (0, 7.9, [0, 2, 4, 6]),
            (0.11, 0.19, [0.12, 0.14, 0.16, 0.18]),
        ],
    )
    def test_has_few_round_values(
        self, low: float, high: float, ticks: list[float]
    ) -> None:
        assert level_ticks(low, high) == pytest.approx(ticks)

    def test_days_between_events_can_be_drawn_too(self) -> None:
        one = gaps([5.0, 8, 20, 3] * 8)
        assert "<svg" in strata_html(
            strata(one, "team", [("a", one)], minimum=1), {"a": "A"}, {}
        )


class TestNames:
    def test_are_escaped_wherever_they_stand(self) -> None:
        found, called = hostile()
        html = strata_html(found, called, strata_links(found, {}, hidden=False))

        assert "<script" not in html
        assert "onerror=window" not in html.replace("&", "")
        assert "](" not in html
        assert set(re.findall(r"<(\w+)", html)) <= {
            *("div", "figure", "figcaption", "a", "b", "span", "em"),
            *("svg", "title", "path", "text", "p"),
        }
        assert re.findall(r'href="(?!measure)', html) == []

    def test_lead_to_the_part_alone_and_keep_the_rest_of_the_view(self) -> None:
        links = strata_links(
            FOUND, {"measure": ["m"], "channel": ["a b", "c"]}, hidden=False
        )
        assert links["odd"] == "measure?measure=m&channel=a+b&channel=c&team=odd"

    def test_that_must_not_be_told_are_in_no_link(self) -> None:
        assert strata_links(FOUND, {}, hidden=True) == {}

    def test_that_make_an_endless_address_have_none(self) -> None:
        found, _ = hostile()
        assert "x" * 10_000 not in strata_links(found, {}, hidden=False)

    def test_styles_hold_no_address(self) -> None:
        assert "url(" not in STRATA_CSS


class TestWords:
    def test_say_who_changed_among_how_many(self) -> None:
        assert verdict_line(FOUND, CALLED) == "To act on: Odd."
        assert judged_line(FOUND) == (
            "2 teams judged together: chance alone marks any of them to act on in at "
            "most 1 week in 10."
        )
        calm = strata(CALM, "team", [("calm", CALM)])
        assert verdict_line(calm, CALLED).startswith("No team changed")
        assert judged_line(calm) == ""

    def test_count_those_who_are_not_drawn(self) -> None:
        found = strata(CALM, "team", [("a", CALM), ("b", judged())], minimum=3_001)
        assert rest_line(found) == (
            "1 team with fewer than 3,001 cases not drawn (3,000 cases in all)."
        )
        assert rest_line(FOUND) == ""
        nobody = strata(CALM, "team", [("a", CALM)], minimum=9_999)
        assert verdict_line(nobody, {}) == "No team has 9,999 cases yet."


def test_table_text_and_data_agree() -> None:
    table = strata_frame(FOUND, CALLED)
    data = strata_payload(FOUND, CALLED)

    assert list(table["Team"]) == ["Odd", "Calm"]
    assert [part["stratum"] for part in data["parts"]] == ["Odd", "Calm"]
    assert data["parts"][0]["tier"] == "act"
    assert data["too_few"] == {"parts": 0, "cases": 0}
    assert "Odd [to act on]: 60.0 %" in strata_text(FOUND, CALLED).replace("\xa0", " ")
