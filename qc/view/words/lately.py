"""What is said of who changed in the newest weeks: never who is best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qc.core.kinds import Meaning
from qc.review.lately import Change, Changes
from qc.spc.multiplicity import SHARE
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import SPACE, Scale, count, measure_scale, number_of, percent
from qc.view.words.compare import noun
from qc.view.words.dates import full_date
from qc.view.words.together import joined

SECTION = "Who changed in the newest weeks?"
TABLE = "Every one in every measure, surest first"
HOW = "How this is judged"
OPEN = "Open People & calibration"
HEADINGS = (
    "Measure",
    "Newest",
    "Expected",
    "Before",
    "Cases",
    "Share of false ones",
    "Verdict",
)
HOW_LINES: Sequence[str] = (
    "Each one is held against themselves: the newest two whole weeks together against "
    "up to 24 weeks before. Expected: own level before \u00d7 what changed for all "
    "others, so that a bad fortnight of everybody names nobody.",
    "Chance: for a share Fisher's exact law with the odds ratio of all others, for a "
    "rate the binomial law of events that fall into a part of the cases; two-sided, "
    "mid-p. It is widened where fortnights before varied more than their law says, and "
    "by how little is known of all others.",
    "Everyone in every measure of all stages is a try of chance. By the false "
    "discovery rate (Benjamini and Hochberg) at most one in ten of those named is "
    "chance; three quarters of that risk are spent on changes for the worse. Fewer "
    "than 20 cases before are not judged.",
)
_READS = {
    Meaning.CONCERN: "worse",
    Meaning.IMPROVEMENT: "better",
    Meaning.NEUTRAL: "different",
}
_NAMED = 4


def verdict(
    found: Changes, called: Mapping[str, str], locale: Locale | None = None
) -> str:
    """Say who changed, or that nobody did."""
    if not found.units:
        return f"No {found.dimension} has enough cases to be held against before."
    standing = found.standing
    if not standing:
        return (
            f"No {found.dimension} changed in the {_weeks(found, locale)}, beyond "
            "chance and what changed for all."
        )
    each: dict[tuple[str, Meaning], list[Change]] = {}
    for one in standing:
        each.setdefault((one.name, one.meaning), []).append(one)
    told = [*each.items()]
    named = "; ".join(
        f"{plain(called[name])} is {_READS[meaning]} in "
        f"{joined([_said(one, locale) for one in of])}"
        for (name, meaning), of in told[:_NAMED]
    )
    more = len(told) - _NAMED
    rest = f"; and {count(more, locale)} more" if more > 0 else ""
    return f"Changed in the {_weeks(found, locale)}: {named}{rest}."


def judged_line(found: Changes, locale: Locale | None = None) -> str:
    """Say how many were judged together, against what, and how often chance names."""
    units = number_of(found.units, found.dimension, noun(found.dimension, 2), locale)
    many = number_of(len(found.measures), "measure", "measures", locale)
    parts = []
    if found.units:
        parts.append(
            f"{units} in {many}, against the {count(found.before, locale)} weeks "
            "before. Chance alone names anybody in at most 1 week in "
            f"{count(round(1 / SHARE), locale)}."
        )
    if found.few:
        few = number_of(found.few, found.dimension, noun(found.dimension, 2), locale)
        parts.append(f"{few} with too few cases not judged.")
    if found.left_out:
        parts.append(
            f"{count(found.left_out, locale)} more with fewer interactions not judged."
        )
    return " ".join(parts)


def row(one: Change, locale: Locale | None = None) -> tuple[str, ...]:
    """Return one change under `HEADINGS`."""
    shown = _scale(one, locale)
    return (
        plain(one.measure.title),
        shown.value(one.events / one.n),
        shown.value(one.expected / one.n),
        shown.value(one.events_before / one.n_before),
        count(one.n, locale),
        percent(one.q, locale, decimals=1),
        _READS[one.meaning] if one.stands else "",
    )


def _scale(one: Change, locale: Locale | None) -> Scale:
    width = abs(one.events - one.expected) / one.n
    return measure_scale(one.measure, one.events_before / one.n_before, width, locale)


def _said(one: Change, locale: Locale | None) -> str:
    shown = _scale(one, locale)
    now, usual = (shown.value(part / one.n) for part in (one.events, one.expected))
    return (
        f"\u201c{plain(one.measure.title)}\u201d ({now} of {count(one.n, locale)}"
        f"{SPACE}cases, {usual} expected)"
    )


def _weeks(found: Changes, locale: Locale | None) -> str:
    many = number_of(found.weeks, "week", "weeks", locale)
    return f"newest {many} (from {full_date(found.first)})"
