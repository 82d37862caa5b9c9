"""The formula behind the limits, with the measure's own numbers filled in."""

from __future__ import annotations

import math

from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, ChartWarning
from qc.review.assessment import Assessment
from qc.spc.chances import MIXED
from qc.view.locales import Locale
from qc.view.numbers import MISSING, Scale, count, number, scale_of, worded
from qc.view.words.ranges import level, usual_range

_POWER = "1/3.6"
_SINGLE = "{c} \u00b1 3 \u00d7 {s}"
_SHARE = "{c} \u00b1 3 \u00d7 {s} \u00d7 \u221a({c} \u00d7 {rest} / {n})"
_RATE = "{c} \u00b1 3 \u00d7 {s} \u00d7 \u221a({c} / {n})"
_MEAN = "{c} \u00b1 3 \u00d7 {s} / \u221a{n}"
_SUM = "0 \u00b1 {decision}"
_EXACT = "1 in 741 of chance on either side of {c} among {n}"
TEXTS = {
    ChartKind.P: "{c} \u00b1 3 \u00d7 \u221a({c} \u00d7 {rest} / {n})",
    ChartKind.P_PRIME: _SHARE,
    ChartKind.P_PRIME_PROBABILITY: _EXACT,
    ChartKind.P_PRIME_CORRECTED: _EXACT,
    ChartKind.NP: "{n} \u00d7 {c} \u00b1 3 \u00d7 \u221a({n} \u00d7 {c} \u00d7 {rest})",
    ChartKind.U: "{c} \u00b1 3 \u00d7 \u221a({c} / {n})",
    ChartKind.U_PRIME: _RATE,
    ChartKind.U_PRIME_PROBABILITY: _EXACT,
    ChartKind.U_PRIME_CORRECTED: _EXACT,
    ChartKind.C: "{n} \u00d7 {c} \u00b1 3 \u00d7 \u221a({n} \u00d7 {c})",
    ChartKind.WEEKDAY: "{level} \u00b1 3 \u00d7 {sd}",
    ChartKind.XMR: _SINGLE,
    ChartKind.XMR_MEDIAN: _SINGLE,
    ChartKind.XMR_SCREENED: _SINGLE,
    ChartKind.XMR_NHS: _SINGLE,
    ChartKind.XMR_CORRECTED: _SINGLE,
    ChartKind.RESIDUALS: "0 \u00b1 3 \u00d7 {s}",
    ChartKind.MR: "at most 3.267 \u00d7 {c}",
    ChartKind.THREE_WAY: _SINGLE,
    ChartKind.T: f"({{c}}^({_POWER}) \u00b1 3 \u00d7 {{s}})^3.6",
    ChartKind.G: "1 in 741 of chance on either side of a mean of {mean}",
    ChartKind.XBAR: _MEAN,
    ChartKind.XBAR_R: _MEAN,
    ChartKind.R: "d2 \u00d7 {s} \u00b1 3 \u00d7 d3 \u00d7 {s}",
    ChartKind.S: "c4 \u00d7 {s} \u00b1 3 \u00d7 {s} \u00d7 \u221a(1 \u2212 c4\u00b2)",
    ChartKind.EWMA: "{level} \u00b1 2.962 \u00d7 {sd}",
    ChartKind.MOVING_AVERAGE: "{level} \u00b1 3 \u00d7 {sd}",
    ChartKind.CUSUM: _SUM,
    ChartKind.CUSUM_FAST: _SUM,
    ChartKind.RARE_CUSUM: _SUM,
    ChartKind.RUN: "median of {k} values",
}
_CASES = "{n} the cases of the newest point"
_WIDER = "{s} how much wider than chance the points vary"
_VARIES = (
    "chance itself has a standard deviation of {between} from period to period, which "
    "makes points vary {s} times as widely, and counts follow the"
)
_BETA = f"{{c}} is the share in the baseline, {_CASES}; {_VARIES} beta-binomial law"
_GAMMA = f"{{c}} is the rate in the baseline, {_CASES}; {_VARIES} negative binomial law"
_MEMORY = ", allowing for a memory of {memory} from one point to the next"
_OF_SUMS = (
    "every point adds its distance from the average in sigmas, less 0.5, to a sum "
    "upwards and one downwards, neither below 0; the larger one is drawn"
)
_WHERE = {
    ChartKind.P: f"{{c}} is the share in the baseline, {_CASES}",
    ChartKind.P_PRIME: f"{{c}} is the share in the baseline, {_CASES}, {_WIDER}",
    ChartKind.P_PRIME_PROBABILITY: _BETA,
    ChartKind.P_PRIME_CORRECTED: f"{_BETA}{_MEMORY}",
    ChartKind.NP: f"{{c}} is the share in the baseline, {_CASES}",
    ChartKind.U: f"{{c}} is the rate in the baseline, {_CASES}",
    ChartKind.U_PRIME: f"{{c}} is the rate in the baseline, {_CASES}, {_WIDER}",
    ChartKind.U_PRIME_PROBABILITY: _GAMMA,
    ChartKind.U_PRIME_CORRECTED: f"{_GAMMA}{_MEMORY}",
    ChartKind.C: f"{{c}} is the rate in the baseline, {_CASES}",
    ChartKind.WEEKDAY: "{level} is what the baseline has on this day of the week, "
    "{sd} its sigma among {n} cases",
    ChartKind.XMR: "{c} is the baseline's mean, {s} its mean moving range / 1.128",
    ChartKind.XMR_MEDIAN: "{c} is the baseline's mean, {s} its median moving range / "
    "0.954",
    ChartKind.XMR_SCREENED: "{c} is the baseline's mean, {s} its mean moving range / "
    "1.128, outlying ranges left out",
    ChartKind.XMR_NHS: "{c} is the baseline's mean, 3 \u00d7 {s} is 2.66 \u00d7 its "
    "mean moving range, outlying ranges left out",
    ChartKind.XMR_CORRECTED: "{c} is the baseline's mean, {s} its mean moving range / "
    f"1.128{_MEMORY}",
    ChartKind.RESIDUALS: "a point is what its value says beyond what the one before "
    "foretold (memory {memory}), {s} the sigma of that",
    ChartKind.MR: "{c} is the mean moving range of the baseline",
    ChartKind.THREE_WAY: "{c} is the baseline's mean, {s} the mean moving range of the "
    "periods' means / 1.128; the spread within periods has a chart of its own",
    ChartKind.T: "{c} is the usual gap in days, {s} the mean moving range / 1.128 "
    f"of the gaps to the power {_POWER}",
    ChartKind.G: "counts of good cases between two events follow the geometric law",
    ChartKind.XBAR: "{c} is the baseline's mean, {s} the sigma of one case within a "
    f"period, {_CASES}",
    ChartKind.XBAR_R: "{c} is the baseline's mean, {s} the sigma of one case within a "
    f"period, from the ranges, {_CASES}",
    ChartKind.R: "{s} is the sigma of one case within a period, d2 and d3 the mean and "
    "sigma of the range of {n} cases",
    ChartKind.S: "{s} is the sigma of one case within a period, c4 the mean spread of "
    "{n} cases",
    ChartKind.EWMA: "{level} is the baseline's average, {sd} the sigma of a weighted "
    "average: 0.2 of the newest value and 0.8 of the average before",
    ChartKind.MOVING_AVERAGE: "{level} is the baseline's average, {sd} the sigma of "
    "the mean of the newest five values",
    ChartKind.CUSUM: _OF_SUMS,
    ChartKind.CUSUM_FAST: f"{_OF_SUMS}, and both begin half way",
    ChartKind.RARE_CUSUM: "every point adds its evidence that defects have doubled, "
    "or halved, to a sum that chance takes to 1 once in about 370 periods",
    ChartKind.RUN: "half of the points lie above it, half below",
}
_IN_UNITS = {
    ChartKind.XMR,
    ChartKind.XMR_MEDIAN,
    ChartKind.XMR_SCREENED,
    ChartKind.XMR_NHS,
    ChartKind.XMR_CORRECTED,
    ChartKind.RESIDUALS,
    ChartKind.MR,
    ChartKind.THREE_WAY,
    ChartKind.XBAR,
    ChartKind.XBAR_R,
    ChartKind.R,
    ChartKind.S,
}
_COUNTS = {
    ChartKind.P,
    ChartKind.P_PRIME,
    ChartKind.NP,
    ChartKind.U,
    ChartKind.U_PRIME,
    ChartKind.C,
}


def formula(assessment: Assessment, locale: Locale | None = None) -> str:
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
    kind = chart.kind if chart.remembers else baseline.kind
    exact = ChartWarning.SMALL_COUNTS in baseline.warnings and kind in _COUNTS
    words = _words(chart, baseline, assessment.newest, scale)
    if kind is ChartKind.RUN or chart.kind is ChartKind.RUN:
        kind = ChartKind.RUN
    text = worded(_EXACT if exact else TEXTS[kind], locale).format(**words)
    result = _result(assessment, kind, scale)
    return f"{text} = {result}, where {worded(_WHERE[kind], locale).format(**words)}."


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
        "level": _four(float(chart.centre[newest]) * scale.factor, scale.locale),
        "sd": _four(float(chart.sigma[newest]) * scale.factor, scale.locale),
        "decision": _four(float(chart.upper[newest]), scale.locale),
        "between": _four(_between(baseline), scale.locale),
        "memory": _four(baseline.memory, scale.locale),
    }


def _between(baseline: Baseline) -> float:
    """Return the sigma of the chance itself; 0 of charts that know none."""
    mixed = MIXED.get(baseline.kind)
    return 0.0 if mixed is None else math.sqrt(mixed.between(baseline))


def _result(assessment: Assessment, kind: ChartKind, scale: Scale) -> str:
    if kind is ChartKind.RUN:
        return scale.value(level(assessment))
    return usual_range(assessment, scale)


def _four(value: float, locale: Locale | None) -> str:
    """Return four significant digits, enough to do the sum again."""
    if not math.isfinite(value):
        return MISSING
    exponent = int(f"{abs(value):.3e}".split("e")[1])
    return number(value, max(0, 3 - exponent), locale)
