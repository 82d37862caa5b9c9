"""What is said of measures held together: unusual or not, which ones, who is left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qc.core.kinds import ChartKind, Period
from qc.review.aligned import MORE_PERIODS, WhyNot
from qc.review.together import UNASKED, Joint, Together
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import SPACE, number, number_of, worded
from qc.view.words.dates import full_date, period_label
from qc.view.words.names import name, warning_sentence

TITLE = "Together"
QUESTION = (
    "Do measures move together in an unusual way, although each of them looks usual?"
)
MEASURES = "Measures"
FIRST_ONES = f"the first {UNASKED} of all stages"
CHART = "Chart"
SIGNALS = "Unusual together"
NO_SIGNAL = "No period so far was unusual together."
PICK_HINT = "Choose a row, or a point of the chart, to see which measures make it."
BREAKDOWN = "What makes it"
CORRELATIONS = "Which measures usually move together"
LEFT_OUT = "Not among them"
HOW, LIMITS = "How it is measured", "The limits"
PERIOD, VALUE, LIMIT, MADE_BY, ALONE = (
    "Period",
    "Value",
    "Limit",
    "Made by",
    "Beyond its own limits",
)
MEASURE, DISTANCE, ADDS, OWN = (
    "Measure",
    "Distance (sigmas)",
    "Adds to the value",
    "By itself",
)
REASON = "Reason"
BEYOND_OWN, INSIDE_OWN, MISSING_HERE = "beyond its limits", "usual", "no value"
NONE = "none"
RULE = "Beyond the limit of several measures"
CHARTS = {
    ChartKind.T2: "T\u00b2: large moves of one period",
    ChartKind.MEWMA: "MEWMA: small moves that stay",
}
_WHY = {
    WhyNot.OTHER_PERIODS: "does not have a value for each of these periods",
    WhyNot.NO_LIMITS: "has no limits yet",
    WhyNot.CONSTANT: "did not vary in the baseline",
    WhyNot.TOO_MANY: "was not chosen; a baseline tells little of many at once",
    WhyNot.TOO_FEW: "shares too few baseline periods with the others: "
    f"{MORE_PERIODS} more than there are measures are needed",
    WhyNot.FOLLOWS: "follows from the others, so it says nothing new",
}
_HOW = {
    ChartKind.T2: "T\u00b2 tells how far {v} measures of a {unit} together lie from "
    "their usual place. Each enters by its distance from its own average in sigmas, "
    "by the law of its own chart; moves that usually come together count less, moves "
    "against each other more.",
    ChartKind.MEWMA: "MEWMA is T\u00b2 of averages of {v} measures, in which the "
    "newest {unit} weighs a tenth and each older one a tenth less than the one after "
    "it. Each measure enters by its distance from its own average in sigmas.",
}
_FORMULA = (
    "d\u1d40 S\u207b\u00b9 d, where d holds the distances less their means and S is "
    "their covariance in the {n} {unit}s of the baseline. These {unit}s set it, so "
    "they have a limit of their own: {own} (beta distribution); later ones have {new} "
    "(F distribution). {odds}"
)
_ODDS = {
    ChartKind.T2: "By chance 27 of 10,000 steady {unit}s are beyond.",
    ChartKind.MEWMA: "By chance it signals once in about 370 steady {unit}s.",
}
_ONE = {Period.DAY: "day", Period.WEEK: "week", Period.MONTH: "month"}
_MOST = 4  # measures named in a sentence


def headline(found: Together) -> str:
    """Say whether the newest period is unusual, and which measures make it."""
    when = the_period(found, found.newest)
    if found.current is not None:
        return f"Unusual together in {when}: {made_by(found, found.current)}."
    return f"Nothing unusual together in {when}."


def details(found: Together) -> tuple[str, ...]:
    """Say whether single measures saw it, too, and when it came last."""
    joint = found.current
    if joint is not None:
        return (_alone(found, joint),)
    if not found.signals:
        return (NO_SIGNAL,)
    last = found.signals[-1]
    when = the_period(found, last.at)
    return (f"The last time was {when}: {made_by(found, last)}.", _alone(found, last))


def made_by(found: Together, joint: Joint) -> str:
    """Name the measures that make a signal, with the way each moved."""
    named = [_moved(found, joint.at, j) for j in joint.names[:_MOST]]
    more = len(joint.names) - len(named)
    named += [number_of(more, "more", "more")] if more else []
    return joined(named)


def titles(found: Together, which: Sequence[int]) -> str:
    """Name some of the measures; "none" where there are none."""
    return joined([plain(found.measures[j].measure.title) for j in which]) or NONE


def how(found: Together) -> str:
    """Say what is plotted."""
    v = len(found.measures)
    return _HOW[found.chart.kind].format(v=v, unit=_ONE[found.by])


def formula(found: Together, locale: Locale | None = None) -> str:
    """Return how value and limits come about, in this chart's numbers."""
    chart = found.chart
    own, new = chart.upper[chart.in_baseline][0], chart.upper[-1]
    unit = _ONE[found.by]
    return _FORMULA.format(
        n=chart.baselines[0].subgroups,
        unit=unit,
        own=number(float(own), 1, locale),
        new=number(float(new), 1, locale),
        odds=worded(_ODDS[chart.kind], locale).format(unit=unit),
    )


def caveats(found: Together) -> tuple[str, ...]:
    """Say what to know before trusting the limits."""
    told = tuple(warning_sentence(each) for each in found.chart.warnings)
    return (
        *told,
        "The limits take the distances as normal: very skewed times signal a little "
        "more often.",
    )


def left_out_line(found: Together) -> str:
    """Say how many measures are not among them."""
    return f"{LEFT_OUT}: {number_of(len(found.left_out), 'measure', 'measures')}"


def left_out(why: WhyNot) -> str:
    """Say why a measure is not among those held together."""
    return _WHY[why]


def chart_title(found: Together) -> str:
    """Name the chart."""
    return name(found.chart.kind)


def period(found: Together, i: int) -> str:
    """Name a point: "2026-W46 (9 Nov)"."""
    return period_label(found.chart.at[i], found.by)


def the_period(found: Together, i: int) -> str:
    """Return a period inside a sentence: "the week of 9 Nov 2026"."""
    at: np.datetime64 = found.chart.at[i]
    if found.by is Period.WEEK:
        return f"the week of {full_date(at)}"
    return period_label(at, found.by)


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _moved(found: Together, i: int, j: int) -> str:
    title = plain(found.measures[j].measure.title)
    if found.chart.remembers:  # what one period did is not what the averages did
        return title
    z = float(found.z[i, j])
    way = "up" if z >= 0 else "down"
    sigmas = f"{number(abs(z), 1)}{SPACE}sigma"
    return f"{title} ({way} {sigmas})"


def _alone(found: Together, joint: Joint) -> str:
    if not joint.alone:
        return "No measure was beyond its own limits: only together are they unusual."
    many = len(joint.alone) > 1
    its = "their own limits" if many else "its own limits"
    was = "were" if many else "was"
    return f"{titles(found, joint.alone)} {was} beyond {its}, too."
