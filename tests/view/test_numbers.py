"""Numbers: one unit and precision for a measure, in the reader's signs."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.kinds import MeasureKind
from qc.view.locales import GERMAN
from qc.view.numbers import (
    DASH,
    MINUS,
    MISSING,
    SPACE,
    Scale,
    count,
    number,
    percent,
    scale,
    scale_of,
)
from tests.builders import counts
from tests.view import build

S = SPACE


@pytest.mark.parametrize(
    ("kind", "value", "width", "shown"),
    [
        (MeasureKind.SHARE, 0.123, 0.06, f"12.3{S}%"),
        (MeasureKind.SHARE, 0.0123, 0.005, f"1.23{S}%"),
        (MeasureKind.SHARE, 0.5, 0.4, f"50.0{S}%"),
        (MeasureKind.RATE, 0.1234, 0.5, "0.12"),
        (MeasureKind.RATE, 0.0123, 0.02, "0.012"),
        (MeasureKind.DURATION, 4.5, 3.0, f"4.5{S}h"),
        (MeasureKind.DURATION, 38 / 60, 0.5, f"38{S}min"),
        (MeasureKind.DURATION, 45 / 3600, 0.01, f"45{S}s"),
        (MeasureKind.DURATION, 76.8, 24.0, f"3.2{S}d"),
        (MeasureKind.SCORE, 4.213, 0.9, "4.21"),
        (MeasureKind.SCORE, 41.26, 20.0, "41.3"),
        (MeasureKind.SCORE, -12.34, 20.0, f"{MINUS}12.3"),
        (MeasureKind.GAP, 12.34, 90.0, f"12.3{S}d"),
    ],
)
def test_a_value_has_the_unit_and_precision_of_its_measure(
    kind: MeasureKind, value: float, width: float, shown: str
) -> None:
    assert scale(kind, value, width).value(value) == shown


def test_unit_follows_the_level_so_that_numbers_can_be_compared() -> None:
    hours = scale(MeasureKind.DURATION, 4.0, 6.0)

    assert hours.value(0.5) == f"0.5{S}h"
    assert hours.value(50.0) == f"50.0{S}h"


def test_locale_decides_the_signs() -> None:
    german = scale(MeasureKind.SHARE, 0.123, 0.06, GERMAN)

    assert german.value(0.1234) == f"12,3{S}%"
    assert count(12431, GERMAN) == "12.431"
    assert number(1234567.8, 1, GERMAN) == "1.234.567,8"


def test_span_says_the_unit_once() -> None:
    assert scale(MeasureKind.SHARE, 0.05, 0.06).span(0.031, 0.08) == f"3.1{DASH}8.0{S}%"


def test_span_with_negative_numbers_has_no_dash_beside_a_minus() -> None:
    nps = scale(MeasureKind.SCORE, 10.0, 20.0)

    assert nps.span(-5.0, 15.0) == f"{MINUS}5.0{S}\u2026{S}15.0"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_a_dash(value: float) -> None:
    assert number(value, 1) == MISSING
    assert Scale(unit="%").value(value) == MISSING


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (412.0, "412"), (12431, "12,431"), (1.5, "1.5")]
)
def test_counts(value: float, shown: str) -> None:
    assert count(value) == shown


def test_percent() -> None:
    assert percent(0.117) == f"12{S}%"
    assert percent(0.117, decimals=1) == f"11.7{S}%"


def test_a_measure_without_data_takes_the_scale_of_its_target() -> None:
    nothing = build.judged(counts([0, 0], of=0), build.measure(target=0.1))

    assert scale_of(nothing).value(0.1) == f"10.0{S}%"


class TestAlways:
    @given(
        st.sampled_from(MeasureKind),
        st.floats(-1e6, 1e6),
        st.floats(0, 1e6) | st.just(math.nan),
    )
    def test_any_number_is_shown_and_reads_back(
        self, kind: MeasureKind, value: float, width: float
    ) -> None:
        chosen = scale(kind, value, width)
        text = chosen.number(value).replace(MINUS, "-").replace(",", "")
        step = 10.0**-chosen.decimals
        assert abs(float(text) - value * chosen.factor) <= 0.51 * step + 1e-9

    @given(st.floats(-1e9, 1e9), st.integers(0, 4))
    def test_zero_has_no_sign(self, value: float, decimals: int) -> None:
        shown = number(value, decimals)
        assert shown.startswith(MINUS) == (
            value < 0 and any(c in "123456789" for c in shown)
        )
