"""Pictures and words of repeat business and of what defects cost."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.cohorts import Group, Groups
from qc.chain.evidence import Estimate, Method
from qc.chain.logrank import Comparison
from qc.chain.repurchase import Repurchase
from qc.core.survival import Waiting, waiting
from qc.view import ratio_forest, share_curves
from qc.view.locales import GERMAN
from qc.view.ratio_forest import Look, Row
from qc.view.repeat_frames import groups_frame
from qc.view.words.cohorts import cohort, compared, in_100
from qc.view.words.sure import LESS_OFTEN, between, change, money, share_scale, sure

NAN = float("nan")


def estimate(value: float, low: float = NAN, high: float = NAN) -> Estimate:
    return Estimate(value=value, interval=(low, high), n=9, method=Method.ROBUST)


def curve(came: int = 6, of: int = 10) -> Waiting:
    waited = np.arange(1.0, of + 1) * 20
    return waiting(waited, np.arange(of) < came)


def group(number: int, first: str | None = None, months: int = 0) -> Group:
    return Group(
        first=None if first is None else np.datetime64(first, "M"),
        months=months,
        number=number,
        customers=10,
        came=6,
        curve=Repurchase(curve=curve()),
    )


def pair(p_value: float, *groups: Group) -> Groups:
    test = Comparison(
        observed=np.array([9.0, 1.0]),
        expected=np.array([5.0, 5.0]),
        statistic=6.4,
        df=1,
        p_value=p_value,
    )
    return Groups(groups=groups, test=test, left_out=0)


class TestWords:
    @pytest.mark.parametrize(
        ("ratio", "told"),
        [
            (
                estimate(0.6, 0.5, 0.7),
                "40\u00a0% fewer (95\u00a0% sure: 30\u201350\u00a0%)",
            ),
            (
                estimate(1.25, 1.1, 1.5),
                "25\u00a0% more (95\u00a0% sure: 10\u201350\u00a0%)",
            ),
            (estimate(0.9), "10\u00a0% fewer"),
            (estimate(NAN), "\u2013"),
        ],
    )
    def test_a_ratio_is_a_change(self, ratio: Estimate, told: str) -> None:
        assert change(ratio) == told

    def test_an_interval_across_nothing_has_both_signs(self) -> None:
        told = change(estimate(0.9, 0.7, 1.2), None, LESS_OFTEN)

        assert told.startswith("10\u00a0% less often")
        assert "\u221220\u00a0\u2026\u00a030\u00a0%" in told

    def test_how_sure_is_said_only_where_it_is_known(self) -> None:
        scale = share_scale()

        assert sure((0.1, 0.2), scale) == " (95\u00a0% sure: 10.0\u201320.0\u00a0%)"
        assert sure((NAN, 0.2), scale) == ""
        assert between((NAN, NAN), scale) == "\u2013"
        assert money(estimate(60170.4, 55553, 65170), "EUR", GERMAN) == (
            "60.170\u00a0EUR (95\u00a0% sure: 55.553\u201365.170\u00a0EUR)"
        )

    @pytest.mark.parametrize(
        ("first", "months", "name"),
        [
            ("2024-01", 3, "Q1 2024"),
            ("2024-10", 3, "Q4 2024"),
            ("2024-07", 6, "2nd half 2024"),
            ("2024-03", 1, "Mar 2024"),
            ("2024-01", 12, "2024"),
            (None, 0, "with a defect"),
        ],
    )
    def test_cohorts_have_names(
        self, first: str | None, months: int, name: str
    ) -> None:
        assert cohort(group(1, first, months)) == name

    def test_a_difference_is_told_with_its_chance(self) -> None:
        quarters = group(0, "2024-01", 3), group(1, "2024-04", 3)
        shown = compared(pair(0.0002, *quarters))
        assert "less than 1 of 1,000 cases" in shown
        assert (
            "Customers of Q1 2024 come back soonest, those of Q2 2024 least." in shown
        )
        assert "Q2 2024 stay longest" in compared(pair(0.004, *quarters), stay=True)
        journeys = compared(pair(0.03, group(0), group(1)))
        assert "in 3 of 100 cases" in journeys
        assert "Customers whose first journey was without a defect come" in journeys
        assert "do not show a difference" in compared(pair(0.3, *quarters))
        alone = Groups(groups=(group(0),), test=None, left_out=0)
        assert "nothing to compare" in compared(alone)
        assert "4 of 1.000 cases" in in_100(pair(0.004, *quarters).test, GERMAN)  # type: ignore[arg-type]


class TestCurves:
    def test_every_curve_is_drawn_and_named_apart(self) -> None:
        names = [f"C{i}" for i in range(6)]
        drawn = share_curves.figure([(name, curve()) for name in names], "days")

        dashes = {trace.line.dash for trace in drawn.data}
        texts = {note.text for note in drawn.layout.annotations}
        assert len(dashes) == 6
        assert texts == set(names)

    def test_one_curve_has_its_interval(self) -> None:
        drawn = share_curves.figure([("all", curve())], "days")

        assert [trace.fill for trace in drawn.data] == ["toself", None]
        assert max(drawn.data[1].y) == pytest.approx(60.0)

    def test_staying_goes_down_from_all(self) -> None:
        drawn = share_curves.figure([("all", curve())], "days", stay=True)

        assert drawn.data[1].y[0] == 100
        assert drawn.data[1].y[-1] == pytest.approx(40.0)

    def test_hostile_names_stay_text(self) -> None:
        two = [("<b>=cmd()</b>", curve()), ("[x](javascript:1)", curve(2))]
        shown = share_curves.figure(two, "days").to_json()

        assert "<b>=cmd" not in str(shown)

    def test_nobody_leaves_empty_axes(self) -> None:
        assert len(share_curves.figure([], "days").data) == 0

    def test_the_table_says_what_the_picture_does(self) -> None:
        table = groups_frame(pair(0.5, group(0), group(1)))

        assert table.iloc[0, 0] == "without a defect"
        assert table["By day 90"].iloc[0].startswith("40.0\u00a0%")
        assert table["By day 365"].iloc[0] == "\u2013"
        assert (
            groups_frame(pair(0.5, group(0)), stay=True)["By day 90"]
            .iloc[0]
            .startswith("60.0\u00a0%")
        )


class TestForest:
    def test_the_misleading_row_looks_unlike_the_others(self) -> None:
        looks = [Look.MAIN, Look.PART, Look.FEW, Look.WRONG]
        rows = [
            Row(label=look.value, estimate=estimate(0.6, 0.5, 0.7), look=look, said="x")
            for look in looks
        ]

        drawn = ratio_forest.figure(rows, "as otherwise")

        symbols = [trace.marker.symbol for trace in drawn.data]
        assert len(set(symbols)) == 4
        assert list(drawn.layout.yaxis.ticktext) == [look.value for look in looks]

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.floats(0.01, 50), st.floats(0.1, 1) | st.just(NAN), st.floats(1, 9)
            ),
            max_size=8,
        )
    )
    def test_any_ratios_can_be_drawn(self, found: list[tuple[float, ...]]) -> None:
        rows = [
            Row(
                label=f"r{i}",
                estimate=estimate(value, value * low, value * high),
                look=Look.PART,
                said="x",
                apart=i % 2 == 0,
            )
            for i, (value, low, high) in enumerate(found)
        ]

        drawn: Any = ratio_forest.figure(rows, "as otherwise")

        low, high = drawn.layout.xaxis.range
        assert math.isfinite(low)
        assert low < 0 < high
        assert 1.0 in drawn.layout.xaxis.tickvals
        assert len(drawn.data) == len(rows)
