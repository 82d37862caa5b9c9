"""The record of a signal in words and numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind, Direction, MeasureKind
from qc.core.measures import Measure
from qc.core.ruleset import read_rule_sets
from qc.core.series import Series
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.view.findings_frame import findings_frame
from qc.view.locales import GERMAN
from qc.view.numbers import own_scale
from qc.view.words.findings import HEADINGS, change_text, finding_line
from tests.builders import counts
from tests.spc.makers import gaps

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")
WORSE = counts([10] * 24 + [25, 24, 26], of=100)


def judged(series: Series, kind: MeasureKind, chart: ChartKind | None) -> Assessment:
    card = Measure(
        id="m",
        title="M",
        question="?",
        kind=kind,
        direction=Direction.LOWER,
        chart=chart,
    )
    return assess(card, series, rule_set=RULES["default"], plan=PhasePlan())


def test_a_row_says_rule_stretch_direction_since_and_size() -> None:
    one = judged(WORSE, MeasureKind.SHARE, ChartKind.P)
    table = findings_frame(one)

    assert list(table.columns) == list(HEADINGS)
    assert table.iloc[0].tolist() == [
        "Outside the limits",
        "Concern",
        "Upwards",
        "2024-W25 (17\u00a0Jun)",
        "2024-W27 (1\u00a0Jul)",
        "2024-W25 (17\u00a0Jun)",
        "10.0\u00a0%",
        "25.0\u00a0%",
        "+15.0\u00a0% (+11.4\u00a0to\u00a0+18.6)",
        "yes",
    ]


def test_a_line_for_the_command_line() -> None:
    one = judged(WORSE, MeasureKind.SHARE, ChartKind.CUSUM)

    assert finding_line(one, one.findings[0]) == (
        "Outside the limits: upwards, 2024-W26 (24\u00a0Jun) to 2024-W27 (1\u00a0Jul); "
        "since 2024-W25 (17\u00a0Jun) 25.0\u00a0% instead of 10.0\u00a0%, "
        "+15.0\u00a0% (+11.4\u00a0to\u00a0+18.6)"
    )


def test_numbers_as_the_reader_writes_them() -> None:
    one = judged(WORSE, MeasureKind.SHARE, ChartKind.P)

    text = change_text(one.findings[0], own_scale(one, GERMAN))
    assert text == "+15,0\u00a0% (+11,4\u00a0to\u00a0+18,6)"


def test_without_a_law_there_is_no_interval() -> None:
    rare = gaps([*np.linspace(5, 9, 24), 400.0])
    one = judged(rare, MeasureKind.GAP, None)
    (finding, *_) = one.findings

    assert change_text(finding, own_scale(one)).count("(") == 0
    unknown = replace(finding, after=float("nan"))
    assert change_text(unknown, own_scale(one)) == "\u2013"
