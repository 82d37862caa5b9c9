"""One sentence for one assessment, in at most twenty words; it invents no number."""

from __future__ import annotations

from qc.core.charts import ControlChart
from qc.core.kinds import ChartKind, ChartWarning, Meaning, MeasureKind, RulePattern
from qc.core.rules import Rule
from qc.review import recent
from qc.review.assessment import Assessment, Finding
from qc.spc import minimums
from qc.spc.rules import is_limit_rule
from qc.view.locales import Locale
from qc.view.marks import members, rule_of
from qc.view.numbers import Scale, number_of, own_scale, scale_of
from qc.view.words import ranges
from qc.view.words.dates import in_period, the_period, unit_of
from qc.view.words.names import warning_sentence
from qc.view.words.rules import in_words, near_limit

_FEW_CASES = 20  # one case more or less then moves a share by 5 points

TEXTS = {
    "no data": "No data for this measure yet.",
    "steady": "Steady. Expect {range}. Last {unit}'s move is normal; do not chase it.",
    "steady, no limits": "Steady around {centre}. No sign that the level has moved.",
    "steady, sums": "Steady. No sign that small departures add up to a change.",
    "few": "Too few points for limits ({n} of {need}). No sign of a change so far.",
    "too few to judge": "Too few points to judge ({n}; limits come with {need}).",
    "trial": "Trial limits ({n} points, firm from {need}). Read with care.",
    "small n": "Only {n}; one more case moves this {x} points.",
    "flat": "No variation in the baseline: suspicious. Check the data before "
    "trusting the limits.",
    "flat, changed": "Changed {when} after a baseline without variation: "
    "suspicious. Check the data first.",
    "outside, concern": "Worse than usual range: {v} vs {range}. "
    "Look for what was different {when}.",
    "outside, improvement": "Better than the usual range. Find out why, and keep it.",
    "run": "{k} {unit}s in a row {worse} than average. "
    "The level has probably moved since {since}.",
    "trend": "{k} steps in one direction. Drifting {worse}.",
    "near, concern": "{Points} of {window} {unit}s close to the limit. Early warning.",
    "near, improvement": "{Points} of {window} {unit}s close to the better limit. "
    "Early sign.",
    "zone": "{Points} of {window} {unit}s clearly {worse} than average. Early {sign}.",
    "crossings": "Crosses the average too seldom. Lately {worse}: "
    "the level has probably moved since {since}.",
    "alternating": "{k} {unit}s go up and down in turn. "
    "Two sources may be mixed; look at them apart.",
    "within": "{k} {unit}s unusually close to average. "
    "Check the data, and how they are grouped.",
    "outside both": "{k} {unit}s avoid the average on both sides. "
    "Two sources may be mixed; look at them apart.",
    "lasting": "Lastingly {worse}: {after} since {since}, {before} before.",
    "spread": "Varies more than usual from one {unit} to the next, {when}.",
    "recent": "The last {k} {unit}s together are {worse} than chance explains, "
    "though no rule signals. Early {sign}.",
    "recent, one": "The latest {unit} is {worse} than chance explains, though within "
    "its limits. Early {sign}.",
    "neutral": "Changed since {since}; not set as good or bad.",
    "met": "Meets {target}, but {rest}",
}
_IN_SHORT = {
    "outside, concern": "worse than usual range: {v} vs {range}. Look into {period}.",
    "run": "{k} {unit}s in a row {worse} than average. Probably moved since {since}.",
    "trend": "{k} steps in one direction. Drifting {worse}.",
    "near, concern": "{points} of {window} {unit}s close to the limit. Early warning.",
    "zone": "{points} of {window} {unit}s clearly {worse} than average. Early {sign}.",
    "crossings": "crosses the average too seldom. Lately {worse}: probably moved.",
}
_BY_PATTERN = {
    RulePattern.SIDE: "run",
    RulePattern.LONGEST_RUN: "run",
    RulePattern.TREND: "trend",
    RulePattern.ALTERNATING: "alternating",
    RulePattern.WITHIN: "within",
    RulePattern.OUTSIDE: "outside both",
    RulePattern.CROSSINGS: "crossings",
}
_SUMS = {ChartKind.CUSUM, ChartKind.CUSUM_FAST, ChartKind.RARE_CUSUM}
_NO_SIDE = {"alternating", "within", "outside both"}


def sentence(assessment: Assessment, locale: Locale | None = None) -> str:
    """Say in at most twenty words what a measure's chart says and what to do.

    The gravest signal that includes the newest point speaks; where the target
    is met all the same, both are said.
    """
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        return TEXTS["no data"]
    flat = ChartWarning.NO_VARIATION in assessment.warnings
    if assessment.current:
        finding = assessment.current[0]
        if flat:
            when = in_period(assessment, finding.until)
            return TEXTS["flat, changed"].format(when=when)
        return _signal(assessment, finding, scale_of(assessment, locale))
    return TEXTS["flat"] if flat else _quiet(assessment, chart, locale)


def finding_sentence(
    assessment: Assessment, finding: Finding, locale: Locale | None = None
) -> str:
    """Say in at most twenty words what one finding says, current or past."""
    return _signal(assessment, finding, scale_of(assessment, locale))


def caveats(assessment: Assessment) -> tuple[str, ...]:
    """Return what to know before trusting the limits, one sentence or two a warning."""
    chart = assessment.chart
    lower = chart is not None and chart.remembers and bool(chart.has_lower.any())
    return tuple(
        warning_sentence(warning)
        for warning in assessment.warnings
        if not (lower and warning is ChartWarning.NO_LOWER_LIMIT)
    )


def _quiet(assessment: Assessment, chart: ControlChart, locale: Locale | None) -> str:
    n = ranges.cases(assessment)
    share = assessment.measure.kind is MeasureKind.SHARE
    if share and 0 < n <= _FEW_CASES:
        one = Scale(factor=100, decimals=0 if 100 % n == 0 else 1, locale=locale)
        return TEXTS["small n"].format(
            n=number_of(n, "case", "cases", locale), x=one.number(1 / n)
        )
    points = chart.baselines[-1].subgroups if chart.baselines else 0
    if not chart.baselines or chart.baselines[-1].kind is ChartKind.RUN:
        return _without_limits(assessment, points, locale)
    if ChartWarning.TRIAL_LIMITS in assessment.warnings:
        return TEXTS["trial"].format(n=points, need=minimums.FIRM)
    if chart.kind in _SUMS:
        return TEXTS["steady, sums"]
    scale = scale_of(assessment, locale)
    low, high = ranges.limits_at(assessment)
    span = ranges.usual_range(assessment, scale)
    if low is not None and high is not None:
        span = f"between {scale.value(low)} and {scale.value(high)}"
    return TEXTS["steady"].format(range=span, unit=unit_of(assessment))


def _without_limits(assessment: Assessment, points: int, locale: Locale | None) -> str:
    if points >= minimums.LIMITS:
        centre = scale_of(assessment, locale).value(ranges.level(assessment))
        return TEXTS["steady, no limits"].format(centre=centre)
    tested = assessment.run is not None and assessment.run.tested
    text = TEXTS["few" if tested else "too few to judge"]
    return text.format(n=points, need=minimums.LIMITS)


def _signal(assessment: Assessment, finding: Finding, scale: Scale) -> str:
    rule = rule_of(assessment, finding)
    key = _of_kind(assessment, finding) or _key(rule, finding)
    words = _words(assessment, finding, rule, scale)
    met = finding.meaning is Meaning.CONCERN and ranges.meets_target(assessment)
    target = assessment.target
    if met and finding.current and key in _IN_SHORT and target is not None:
        rest = _IN_SHORT[key].format(**words)
        return TEXTS["met"].format(target=ranges.as_target(target, scale), rest=rest)
    return TEXTS[key].format(**words)


def _of_kind(assessment: Assessment, finding: Finding) -> str:
    """Return the key of findings that no rule of the set made."""
    chart = assessment.chart
    if finding.signal.rule == recent.RULE:
        neutral = finding.meaning is Meaning.NEUTRAL
        one = finding.signal.start == finding.signal.stop
        return "neutral" if neutral else "recent, one" if one else "recent"
    if chart is None or not chart.remembers:
        return ""
    if chart.kind is ChartKind.MR:
        return "spread"
    return "" if finding.meaning is Meaning.NEUTRAL else "lasting"


def _key(rule: Rule | None, finding: Finding) -> str:
    if rule is not None and rule.pattern is not RulePattern.BEYOND:
        key = _BY_PATTERN[rule.pattern]
        if key in _NO_SIDE:
            return key
        return "neutral" if finding.meaning is Meaning.NEUTRAL else key
    if finding.meaning is Meaning.NEUTRAL:
        return "neutral"
    if rule is None or is_limit_rule(rule):
        return f"outside, {finding.meaning}"
    return f"near, {finding.meaning}" if near_limit(rule) else "zone"


def _words(
    assessment: Assessment, finding: Finding, rule: Rule | None, scale: Scale
) -> dict[str, object]:
    chart, stop = assessment.chart, finding.signal.stop
    value = float(chart.value[stop]) if chart is not None else float("nan")
    scale = ranges.apart(value, scale, *ranges.limits_at(assessment, stop))
    own = own_scale(assessment, scale.locale)
    concern = finding.meaning is Meaning.CONCERN
    trend = rule is not None and rule.pattern is RulePattern.TREND
    return {
        "v": scale.value(value),
        "range": ranges.usual_range(assessment, scale, stop),
        "before": own.value(finding.before),
        "after": own.value(finding.after),
        "when": _when(assessment, finding),
        "period": the_period(assessment, finding.until),
        "since": the_period(assessment, finding.since),
        "k": int(members(assessment, finding).sum()) - trend,
        "unit": unit_of(assessment),
        "worse": "worse" if concern else "better",
        "sign": "warning" if concern else "sign",
        "points": in_words(rule.points if rule else 1),
        "Points": in_words(rule.points if rule else 1).capitalize(),
        "window": in_words(rule.window if rule else 1),
    }


def _when(assessment: Assessment, finding: Finding) -> str:
    """Name the period of a signal, or where a signal of several periods began."""
    if finding.since < finding.until:
        return f"since {the_period(assessment, finding.since)}"
    return in_period(assessment, finding.until)
