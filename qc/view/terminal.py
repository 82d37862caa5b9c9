"""A review and a chart as plain text, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from qc.core.kinds import Variation
from qc.review.assessment import Assessment
from qc.review.spread import of_spread
from qc.review.tiers import Verdict
from qc.review.weekly import Review
from qc.view import words
from qc.view.escape import plain
from qc.view.numbers import count, scale_of
from qc.view.words import pages as say
from qc.view.words import tiers
from qc.view.words.calendars import clock_lines
from qc.view.words.findings import finding_line
from qc.view.words.spread import spread_sentence

Signals = Sequence[tuple[Assessment, Verdict]]

_SIGNS = {
    Variation.COMMON: ".",
    Variation.CONCERN_HIGH: "!",
    Variation.CONCERN_LOW: "!",
    Variation.IMPROVEMENT_HIGH: "+",
    Variation.IMPROVEMENT_LOW: "+",
    Variation.NEUTRAL_HIGH: "~",
    Variation.NEUTRAL_LOW: "~",
    Variation.UNKNOWN: "?",
}


def review_text(review: Review, aside: int) -> str:
    """Return the weekly review: what changed first, the rest in chain order."""
    return "\n".join(_review(review, aside))


def chart_text(one: Assessment) -> str:
    """Return one measure: its sentence, its limits, every point."""
    return "\n".join(_chart(one))


def _review(review: Review, aside: int) -> Iterator[str]:
    if review.week is None:
        yield say.NO_WEEK
    else:
        yield say.week_line(review.week)
    yield say.header_line(review, aside)
    yield say.summary_line(review)
    yield from _tier(review, review.to_act_on, tiers.TO_ACT_ON)
    yield from _tier(review, review.to_watch, tiers.TO_WATCH)
    groups = (
        (say.CANNOT_MEET, review.cannot_meet),
        (say.steady_line(review), review.steady),
    )
    for title, measures in groups:
        if measures:
            yield f"\n{title}"
            yield from _lines(measures)


def _tier(review: Review, found: Signals, title: str) -> Iterator[str]:
    """Yield one tier: what its title means, and each signal with its chance."""
    if not found:
        return
    means = tiers.to_watch_line if title == tiers.TO_WATCH else tiers.to_act_on_line
    yield f"\n{title}"
    if told := means(review):
        yield f"  {told}"
    chances = [tiers.chance_line(verdict, review.judged) for _, verdict in found]
    yield from _lines([one for one, _ in found], chances)


def _lines(measures: Sequence[Assessment], notes: Sequence[str] = ()) -> Iterator[str]:
    rows = [_row(one) for one in measures]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for one, row, note in zip_longest(measures, rows, notes):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {_SIGNS[one.variation]} {'  '.join(cells)}".rstrip()
        yield f"      {words.sentence(one)}"
        if note:
            yield f"      {note}"


def _row(one: Assessment) -> tuple[str, ...]:
    scale = scale_of(one)
    return (
        plain(one.measure.title),
        words.latest_with_n(one, scale),
        f"usual {words.usual_range(one, scale)}",
        f"target {words.target_text(one, scale)}" if one.measure.target else "",
        f"[{one.measure.id}]",
    )


def _chart(one: Assessment) -> Iterator[str]:
    yield plain(one.measure.title) + (f" ({plain(one.stratum)})" if one.stratum else "")
    yield words.sentence(one)
    if assurance := words.assurance_sentence(one):
        yield assurance
    if one.choice is not None:
        yield f"{say.WHY_THIS_CHART}: {words.why_this_chart(one.choice)}"
    yield from (plain(line, limit=1000) for line in clock_lines(one.measure))
    yield f"{say.FORMULA}: {words.formula(one)}"
    yield from words.rules_in_force(one)
    yield from words.caveats(one)
    if band := words.band_sentence(one):
        yield band
    spreads = [of_spread(one, chart) for chart in one.beside]
    yield from (
        f"{words.name(s.chart.kind)}: {spread_sentence(s)}" for s in spreads if s.chart
    )
    yield from (f"- {finding_line(one, finding)}" for finding in one.findings)
    yield ""
    yield from _points(one)


def _points(one: Assessment) -> Iterator[str]:
    chart, scale = one.chart, scale_of(one)
    if chart is None:
        return
    beyond = chart.beyond
    for i in range(len(chart)):
        label = words.point_label(one, chart.at[i])
        sign = "!" if beyond[i] else "x" if chart.excluded[i] else " "
        value = scale.value(float(chart.value[i]))
        usual = words.usual_range(one, scale, i)
        n = count(float(chart.n[i]))
        yield f"{sign} {label:<24} {value:>10}  n {n:>7}  usual {usual}"
