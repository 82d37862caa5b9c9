"""The formula behind the limits, with the measure's own numbers filled in."""

from __future__ import annotations

import math

from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, ChartWarning
from qc.review.assessment import Assessment
from qc.view.numbers import ENGLISH, MISSING, Locale, Scale, count, number, scale_of
from qc.view.words.ranges import level, usual_range

_POWER = "1/3.6"
TEXTS = {
    ChartKind.P: "{c} \u00b1 3 \u00d7 \u221a({c} \u00d7 {rest} / {n})",
    ChartKind.P_PRIME: "{c} \u00b1 3 \u00d7 {s} \u00d7 \u221a({c} \u00d7 {rest} / {n})",
    ChartKind.U: "{c} \u00b1 3 \u00d7 \u221a({c} / {n})",
    ChartKind.U_PRIME: "{c} \u00b1 3 \u00d7 {s} \u00d7 \u221a({c} / {n})",
    ChartKind.XMR: "{c} \u00b1 3 \u00d7 {s}",
    ChartKind.T: f"({{c}}^({_POWER}) \u00b1 3 \u00d7 {{s}})^3.6",
    ChartKind.G: "1 in 741 of chance on either side of a mean of {mean}",
    ChartKind.XBAR: "{c} \u00b1 3 \u00d7 {s} / \u221a{n}",
    ChartKind.R: "d2 \u00d7 {s} \u00b1 3 \u00d7 d3 \u00d7 {s}",
    ChartKind.S: "c4 \u00d7 {s} \u00b1 3 \u00d7 {s} \u00d7 \u221a(1 \u2212 c4\u00b2)",
    ChartKind.RUN: "median of {k} values",
}
_EXACT = "1 in 741 of chance on either side of {c} among {n}"
_WHERE = {
    ChartKind.P: "{c} is the share in the baseline, {n} the cases of the newest point",
    ChartKind.P_PRIME: "{c} is the share in the baseline, {n} the cases of the newest "
    "point, {s} how much wider than chance the points vary",
    ChartKind.U: "{c} is the rate in the baseline, {n} the cases of the newest point",
    ChartKind.U_PRIME: "{c} is the rate in the baseline, {n} the cases of the newest "
    "point, {s} how much wider than chance the points vary",
    ChartKind.XMR: "{c} is the baseline's mean, {s} its mean moving range / 1.128",
    ChartKind.T: "{c} is the usual gap in days, {s} the mean moving range / 1.128 "
    f"of the gaps to the power {_POWER}",
    ChartKind.G: "counts of good cases between two events follow the geometric law",
    ChartKind.XBAR: "{c} is the baseline's mean, {s} the sigma of one case within a "
    "period, {n} the cases of the newest point",
    ChartKind.R: "{s} is the sigma of one case within a period, d2 and d3 the mean and "
    "sigma of the range of {n} cases",
    ChartKind.S: "{s} is the sigma of one case within a period, c4 the mean spread of "
    "{n} cases",
    ChartKind.RUN: "half of the points lie above it, half below",
}
_IN_UNITS = {ChartKind.XMR, ChartKind.XBAR, ChartKind.R, ChartKind.S}
_COUNTS = {ChartKind.P, ChartKind.P_PRIME, ChartKind.U, ChartKind.U_PRIME}


def formula(assessment: Assessment, locale: Locale = ENGLISH) -> str:
    """Return how the limits of the newest point come about, in its own numbers.

    Returns
    -------
    str
        Empty where there is no chart. The numbers are unscaled (a share is in
        [0, 1]) except on XmR and averages charts, and the result is what is drawn.
    """
    chart = assessment.chart
    if chart is None or assessment.newest < 0 or not chart.baselines:
        return ""
    scale = scale_of(assessment, locale)
    baseline = chart.baselines[_phase(chart, assessment.newest)]
    kind = baseline.kind
    exact = ChartWarning.SMALL_COUNTS in baseline.warnings and kind in _COUNTS
    words = _words(chart, baseline, assessment.newest, scale)
    text = (_EXACT if exact else TEXTS[kind]).format(**words)
    result = _result(assessment, kind, scale)
    return f"{text} = {result}, where {_WHERE[kind].format(**words)}."


def _phase(chart: ControlChart, newest: int) -> int:
    return min(int(chart.phase[newest]), len(chart.baselines) - 1)


def _words(
    chart: ControlChart, baseline: Baseline, newest: int, scale: Scale
) -> dict[str, str]:
    factor = scale.factor if baseline.kind in _IN_UNITS else 1.0
    mean = (1 + 4 * baseline.spread**2) ** 0.5 / 2 - 0.5
    return {
        "c": _four(baseline.centre * factor, scale.locale),
        "rest": _four(1 - baseline.centre, scale.locale),
        "s": _four(baseline.spread * factor, scale.locale),
        "n": count(float(chart.n[newest]), scale.locale),
        "mean": _four(mean, scale.locale),
        "k": str(baseline.subgroups),
    }


def _result(assessment: Assessment, kind: ChartKind, scale: Scale) -> str:
    if kind is ChartKind.RUN:
        return scale.value(level(assessment))
    return usual_range(assessment, scale)


def _four(value: float, locale: Locale) -> str:
    """Return four significant digits, enough to do the sum again."""
    if not math.isfinite(value):
        return MISSING
    exponent = int(f"{abs(value):.3e}".split("e")[1])
    return number(value, max(0, 3 - exponent), locale)
