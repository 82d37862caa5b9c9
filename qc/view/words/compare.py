"""What a comparison says: whether units differ, who stands out, never who is best."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from qc.core.kinds import Meaning, MeasureKind
from qc.review.compare import Comparison, Line, Unit
from qc.spc.funnel import Scale
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import SPACE, count, number, number_of, percent, worded
from qc.view.numbers import Scale as Shown
from qc.view.numbers import measure_scale as scale_for
from qc.view.words import compare_groups
from qc.view.words.dates import full_date

QUESTION = "Do we judge alike, and who needs help?"
COMPARE = "Are they different, or is it chance?"
DIMENSION = "Compare"
PERIOD = "Over"
NAMES = "Show names"
EVERYONE = "Every one in a table"
HOW_TO_READ = "How to read it, with the formula"
NO_DIMENSION = (
    "The log does not say which agent, team or channel an interaction is of, so there "
    "is nothing to compare. Map such a column when you load a file."
)
TOO_FEW = "too few to judge"
NOT_STATED = "(not stated)"
WHOLE_LOG = 0
PERIODS = {
    13: "Last 13 weeks",
    4: "Last 4 weeks",
    26: "Last 26 weeks",
    52: "Last 52 weeks",
    WHOLE_LOG: "Whole log",
}
_NOUNS = {"category": "categories", "priority": "priorities"}
_READS = {
    Meaning.CONCERN: "worse",
    Meaning.IMPROVEMENT: "better",
    Meaning.NEUTRAL: "different",
}
_LINES = {
    Line.NONE: "inside",
    Line.WARN: f"beyond 95{SPACE}%",
    Line.ACT: f"beyond 99.8{SPACE}%",
}
_SPREAD_FROM = 10  # units; of fewer, one that differs makes up most of their spread
_NAMED = 6  # names in a sentence; the table has them all
_NOTHING = (
    "Fewer than two {units} have {minimum} cases or more, so there is nothing to "
    "compare fairly."
)
_ALIKE = (
    "All {k} {units} differ no more than chance would make them. Differences between "
    "them are noise; do not act on them."
)
_FEW_DIFFER = (
    "The {k} {units} differ more than chance would make them. So few cannot show which "
    "of them stands out; look for what sets them apart: cases, training, tools."
)
_OUT = "{j} of {k} {units} {stand} out: {names}. Ask what is different there."
_METHOD = (
    "Each dot is one {unit}: {what} over its number of cases. The fewer the cases, the "
    "wider the lines. Dotted lines hold 95{s}% and 99.8{s}% of {units} if chance alone "
    "were at work; solid lines allow also for the spread that all {units} have in "
    "common. Only a dot beyond the outer solid line stands out, and is marked. Dots "
    "are in no order of merit."
)


def noun(dimension: str, k: float = 1) -> str:
    """Name one value of a dimension, or several: "agent", "agents"."""
    return dimension if k == 1 else _NOUNS.get(dimension, f"{dimension}s")


def scale_of(found: Comparison, locale: Locale | None = None) -> Shown:
    """Choose the unit and precision of all figures of a comparison."""
    if found.funnel is None:
        return scale_for(found.measure, math.nan, locale=locale)
    values = [unit.value for unit in found.units]
    width = max(values) - min(values)
    return scale_for(found.measure, found.funnel.target, width, locale)


def verdict(found: Comparison, labels: Mapping[str, str]) -> str:
    """Say whether units differ by more than chance, and which of them stand out."""
    k, many = len(found.units), noun(found.scope.dimension, 2)
    if found.funnel is None:
        return _NOTHING.format(units=many, minimum=found.scope.minimum)
    if not found.standing_out:
        if found.differ and k >= _SPREAD_FROM:
            return compare_groups.sentence(found, many, scale_of(found))
        text = _FEW_DIFFER if found.differ else _ALIKE
        return text.format(k=k, units=noun(found.scope.dimension, k))
    out = found.standing_out
    return _OUT.format(
        j=len(out),
        k=k,
        units=noun(found.scope.dimension, k),
        stand="stands" if len(out) == 1 else "stand",
        names=_listed(out, labels),
    )


def notes(
    found: Comparison, labels: Mapping[str, str], locale: Locale | None = None
) -> tuple[str, ...]:
    """Return what belongs to the verdict: the spread, multiplicity, who is left out."""
    told = [
        compare_groups.who(found, labels),
        spread_sentence(found, locale),
        _by_chance_alone(found, labels),
        _many_at_once(found),
        _few(found, locale),
        _unstated(found, locale),
    ]
    return tuple(text for text in told if text)


def scope_line(found: Comparison, locale: Locale | None = None) -> str:
    """Say what was compared: days, cases, part of the log."""
    scope = found.scope
    parts = [number_of(found.cases, "case", "cases", locale)]
    if scope.first is not None and scope.last is not None:
        parts.insert(0, f"{full_date(scope.first)} to {full_date(scope.last)}")
    if scope.stratum:
        parts.append(plain(scope.stratum))
    return " \u00b7 ".join(parts)


def spread_sentence(found: Comparison, locale: Locale | None = None) -> str:
    """Say how much more than chance all units vary, and by how much that is."""
    drawn = found.funnel
    if drawn is None:
        return ""
    if drawn.tau2 == 0:
        many = noun(found.scope.dimension, 2)
        return f"The {many} have no spread in common beyond chance."
    if not found.differ:
        return (
            "Chance explains the differences; the lines allow all the same for a "
            f"spread in common of {_common(found, locale)}."
        )
    times = number(math.sqrt(drawn.ratio), 1, locale)
    return (
        f"They lie {times} times as far from the average as chance alone would put "
        f"them; the spread they have in common is {_common(found, locale)}."
    )


def how_to_read(found: Comparison) -> str:
    """Explain dots, lines and marks."""
    dimension = found.scope.dimension
    return worded(_METHOD).format(
        unit=noun(dimension), units=noun(dimension, 2), what=value_name(found), s=SPACE
    )


def value_name(found: Comparison) -> str:
    """Name the figure of a unit: its share, its rate, its mean."""
    return {
        MeasureKind.SHARE: "its share",
        MeasureKind.RATE: "its rate",
        MeasureKind.SCORE: "its mean score",
    }.get(found.measure.kind, "its typical time (geometric mean)")


def line_name(line: Line) -> str:
    """Say what a unit lies beyond."""
    return worded(_LINES[line])


def reads(unit: Unit) -> str:
    """Say how a unit reads: only those that stand out are better or worse."""
    return f"stands out: {_READS[unit.meaning]}" if unit.stands_out else "as usual"


def _common(found: Comparison, locale: Locale | None) -> str:
    drawn = found.funnel
    if drawn is None:
        return ""
    tau = math.sqrt(drawn.tau2)
    if drawn.scale is Scale.LOG:
        return f"a factor of {number(math.exp(tau), 2, locale)} either way (one sigma)"
    shown = scale_of(found, locale)
    if found.measure.kind is MeasureKind.SHARE:
        points = number(100 * tau, 1, locale)
        return f"\u00b1{SPACE}{points} percentage points (one sigma)"
    return f"\u00b1{SPACE}{shown.finer.value(tau)} (one sigma)"


def _listed(units: Sequence[Unit], labels: Mapping[str, str]) -> str:
    """List those standing out by label, each with its side; never by size."""
    told = sorted((labels[unit.name], _READS[unit.meaning]) for unit in units)
    named = [f"{label} ({side})" for label, side in told[:_NAMED]]
    if len(told) > _NAMED:
        return f"{', '.join(named)} and {len(told) - _NAMED} more"
    return ", ".join(named[:-1]) + " and " + named[-1] if len(named) > 1 else named[0]


def _by_chance_alone(found: Comparison, labels: Mapping[str, str]) -> str:
    """Of few units that differ, say which lie beyond the lines of chance alone."""
    beyond = [unit for unit in found.units if unit.by_chance is Line.ACT]
    if not found.differ or len(found.units) >= _SPREAD_FROM or not beyond:
        return ""
    lines = f"{number(99.8, 1)}{SPACE}% lines"
    return f"Beyond the {lines} of chance alone: {_listed(beyond, labels)}."


def _many_at_once(found: Comparison) -> str:
    out, kept = len(found.standing_out), len(found.kept)
    if not out:
        return ""
    which = "it stays" if out == kept == 1 else f"{kept} of {out} stay"
    if out == 1 and not kept:
        which = "it could still be chance"
    return (
        f"Allowing for {len(found.units)} comparisons at once (Benjamini-Hochberg, "
        f"{percent(0.1)} false), {which}."
    )


def _few(found: Comparison, locale: Locale | None) -> str:
    if not found.few or found.funnel is None:
        return ""
    k, all_of = len(found.few), len(found.few) + len(found.units)
    have = "has" if k == 1 else "have"
    units = noun(found.scope.dimension, all_of)
    return (
        f"{count(k, locale)} of {count(all_of, locale)} {units} {have} fewer than "
        f"{found.scope.minimum} cases: {TOO_FEW}."
    )


def _unstated(found: Comparison, locale: Locale | None) -> str:
    if not found.unstated:
        return ""
    cases = number_of(found.unstated, "case does", "cases do", locale)
    return f"{cases} not say which {noun(found.scope.dimension)} they are of."
