"""Averages charts in words: drawn, named and explained like any other."""

from __future__ import annotations

import re

import numpy as np
import pytest

from qc.core.kinds import ChartKind, MeasureKind
from qc.core.series import Samples
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.locales import Locale
from qc.view.words.labels import Label, centre_label
from tests.builders import samples
from tests.view.build import measure, only


def _scores() -> Samples:
    x = np.random.default_rng(8).normal(7, 1, (30, 9)).round(1)
    return samples(x.tolist())


def _judged(kind: ChartKind) -> Assessment:
    card = measure(MeasureKind.SCORE, chart=kind)
    return assess(card, _scores(), rule_set=only("outside", "side"), plan=None)


def _sum(kind: ChartKind) -> str:
    text = words.formula(_judged(kind), Locale(thousands=""))
    return text.replace("\u00a0", " ").replace("\u2212", "-")


@pytest.mark.parametrize("kind", [ChartKind.XBAR, ChartKind.R, ChartKind.S])
def test_the_sum_as_written_gives_the_limits_as_drawn(kind: ChartKind) -> None:
    one = _judged(kind)
    left = _sum(kind).split(" = ")[0].replace("\u00d7", "*").replace("\u00b2", "**2")
    left = re.sub(r"root(\d+)", r"root(\1)", left.replace("\u221a", "root"))
    known = {"d2": 2.970026, "d3": 0.807834, "c4": 0.969311, "root": np.sqrt}

    assert one.chart is not None
    for sign, drawn in (("-", one.chart.lower), ("+", one.chart.upper)):
        value = eval(left.replace("\u00b1", sign), known)
        assert value == pytest.approx(drawn[-1], rel=2e-3)


@pytest.mark.parametrize("kind", [ChartKind.XBAR, ChartKind.R, ChartKind.S])
def test_a_steady_chart_is_told_as_steady(kind: ChartKind) -> None:
    one = _judged(kind)

    assert one.chart is not None
    assert one.chart.kind is kind
    assert "of one case within a period" in _sum(kind)
    assert not one.signals
    assert "steady" in words.sentence(one).lower()


def test_spreads_have_a_centre_and_means_a_mean() -> None:
    assert centre_label(ChartKind.XBAR) is Label.MEAN
    assert centre_label(ChartKind.S) is Label.CENTRE
    assert centre_label(ChartKind.R) is Label.CENTRE
