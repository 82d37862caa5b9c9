"""The short words on and around a chart, and the sentence that stands for it."""

from __future__ import annotations

from enum import StrEnum

from qc.core.charts import Baseline
from qc.core.kinds import ChartKind
from qc.review.assessment import Assessment
from qc.view.locales import Locale
from qc.view.numbers import SPACE, Scale, count, scale_of
from qc.view.words import ranges
from qc.view.words.dates import point_label, unit_of
from qc.view.words.sentences import sentence


class Label(StrEnum):
    """What is named on a chart; the value is the English word."""

    UPPER = "upper"
    LOWER = "lower"
    MEAN = "mean"
    MEDIAN = "median"
    CENTRE = "centre"
    TARGET = "target"
    LATEST = "latest"
    LEFT_OUT = "left out of the limits"
    NEW_PHASE = "a new phase starts here"
    USUAL = "usual range"
    BAND = "limits still unsure"
    AT_LEAST = "at least"
    AT_MOST = "at most"


def centre_label(kind: ChartKind) -> Label:
    """Return what the centre line of a chart is called."""
    if kind in {ChartKind.RUN, ChartKind.G}:
        return Label.MEDIAN
    centre = {ChartKind.T, ChartKind.R, ChartKind.S}
    return Label.CENTRE if kind in centre else Label.MEAN


def baseline_label(baseline: Baseline, unit: str) -> str:
    """Name the points that set the lines: "baseline, 24 weeks", "median of 9 weeks"."""
    points = (
        f"{baseline.subgroups}{SPACE}{unit}{'' if baseline.subgroups == 1 else 's'}"
    )
    if baseline.kind is ChartKind.RUN:
        return f"{Label.MEDIAN} of {points}"
    return f"baseline, {points}"


def cases_label(n: float, locale: Locale | None = None) -> str:
    """Return how many cases are behind a point: "412 cases"."""
    return f"{count(n, locale)}{SPACE}{'case' if n == 1 else 'cases'}"


def value_with_cases(assessment: Assessment, i: int, scale: Scale) -> str:
    """Return a point's value and what is behind it: "8.4 % of 412 cases"."""
    chart = assessment.chart
    if chart is None:
        return ""
    value = scale.value(float(chart.value[i]))
    if unit_of(assessment) == "interval":
        return value
    return f"{value}, {cases_label(float(chart.n[i]), scale.locale)}"


def alt_text(assessment: Assessment, locale: Locale | None = None) -> str:
    """Say what a measure's chart shows, for those who cannot see it."""
    said = sentence(assessment, locale)
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        return f"{assessment.measure.title}. {said}"
    scale = scale_of(assessment, locale)
    latest = value_with_cases(assessment, assessment.newest, scale)
    parts = [
        f"{assessment.measure.title}. {said}",
        f"Latest {point_label(assessment, chart.at[assessment.newest])}: {latest}.",
        f"{centre_label(chart.kind).capitalize()} "
        f"{scale.value(ranges.level(assessment))}.",
        f"{Label.USUAL.capitalize()} {ranges.usual_range(assessment, scale)}.",
        f"{Label.TARGET.capitalize()} {ranges.target_text(assessment, scale)}.",
    ]
    return " ".join(parts)
