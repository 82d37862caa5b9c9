"""From a review to its pack: every cell and sentence by the functions of the pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from qc.core.calendar import iso_week
from qc.core.rules import RuleSet
from qc.review.assessment import Assessment
from qc.review.tiers import Verdict
from qc.review.weekly import Review
from qc.view import words
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.marks import marks
from qc.view.numbers import Scale, scale_of
from qc.view.pack import LONG, Entry, Made, Pack, Points
from qc.view.pack_chart import NARROW, WIDE, chart_svg
from qc.view.spark import Frame, trend_svg
from qc.view.tables import points_columns, review_cells
from qc.view.words import pack as say
from qc.view.words import pages, tiers
from qc.view.words.calendars import clock_lines
from qc.view.words.columns import Column
from qc.view.words.labels import alt_text

_TREND = Frame(width=176, height=44, points=26)
_HEAD = 12  # digits of the head at the foot of a page; the evidence has all


def make_pack(review: Review, made: Made, locale: Locale | None = None) -> Pack:
    """Put a review into the words and numbers of its page, to be laid out.

    Parameters
    ----------
    review : Review
    made : Made
        When, from which files, and where the audit trail stood.
    locale : Locale, optional
    """
    entries = {
        id(one): _entry(one, verdict, review.judged, locale)
        for one, verdict in zip(review.assessments, review.verdicts, strict=True)
    }
    told = {id(one) for one in (*review.signals, *review.cannot_meet)}
    week = "" if review.week is None else pages.week_line(review.week)
    return Pack(
        product=pages.PRODUCT,
        question=pages.REVIEW_QUESTION,
        week=week,
        stem="" if review.week is None else iso_week(review.week),
        header=pages.header_line(review, made.aside, locale),
        summary=pages.summary_line(review),
        source=say.source_line([plain(name) for name in made.files]),
        part=plain(made.part),
        act=tuple(entries[id(one)] for one, _ in review.to_act_on),
        act_line=tiers.to_act_on_line(review, locale),
        nothing=tiers.nothing_line(review, locale),
        watch=tuple(entries[id(one)] for one, _ in review.to_watch),
        watch_line=tiers.to_watch_line(review, locale),
        discuss=tuple(entry for key, entry in entries.items() if key in told),
        stable=tuple(entry for key, entry in entries.items() if key not in told),
        stable_line=pages.steady_line(review),
        entries=tuple(entries.values()),
        actions=made.actions,
        rule_set=plain(review.rules.title),
        rules=_rules(review.rules),
        alarms=_alarms(review.rules, locale),
        evidence=_evidence(review, made, locale),
        made=made.at,
        head=made.head,
        foot=_foot(week, made),
    )


def _entry(
    one: Assessment, verdict: Verdict, judged: int, locale: Locale | None
) -> Entry:
    scale = scale_of(one, locale)
    return Entry(
        id=plain(one.measure.id),
        tier=verdict.tier,
        variation=one.variation,
        assurance=one.assured.kind,
        cells=review_cells(one, locale),
        newest=_rounded(words.latest(one), scale),
        mean=_rounded(words.level(one), scale),
        cases=words.cases(one),
        latest=words.latest_with_n(one, scale),
        usual=pages.usual(words.usual_range(one, scale)),
        chance=tiers.chance_line(verdict, judged, locale) if one.current else "",
        facts=tuple(_facts(one, locale)),
        unit=scale.unit,
        decimals=scale.decimals,
        points=_points(one, locale),
        trend=trend_svg(one, _TREND, locale),
        chart=chart_svg(one, WIDE, locale),
        narrow=chart_svg(one, NARROW, locale),
        alt=alt_text(one, locale),
    )


def _rounded(value: float, scale: Scale) -> float | None:
    shown = value * scale.factor
    return round(shown, scale.decimals) if math.isfinite(shown) else None


def _facts(one: Assessment, locale: Locale | None) -> Iterator[tuple[str, str]]:
    """Yield what stands on the page of the measure: definition, chart, formula."""
    measure = one.measure
    definition = " ".join((measure.definition, *clock_lines(measure, locale)))
    yield say.QUESTION, plain(measure.question, limit=LONG)
    if definition.strip():
        yield say.DEFINITION, plain(definition, limit=LONG)
    if one.choice is not None:
        yield say.CHART, plain(words.chart_footer(one.choice), limit=LONG)
    if formula := words.formula(one, locale):
        yield say.LIMITS, plain(formula, limit=LONG)
    yield say.OUTLOOK, words.assurance_sentence(one, locale)
    if caveats := " ".join(words.caveats(one)):
        yield say.KNOW, caveats


def _points(one: Assessment, locale: Locale | None) -> Points:
    columns = points_columns(one, locale)
    if not columns:
        return Points()
    scale, target = scale_of(one, locale), one.target
    return Points(
        label=tuple(columns[Column.PERIOD]),
        starts=tuple(columns[Column.STARTS]),
        value=_known(columns[Column.VALUE]),
        n=_known(columns[Column.N]),
        centre=_known(columns[Column.CENTRE]),
        lower=_known(columns[Column.LOWER]),
        upper=_known(columns[Column.UPPER]),
        meaning=marks(one),
        phase=tuple(columns[Column.PHASE].tolist()),
        in_baseline=tuple(columns[Column.IN_BASELINE].tolist()),
        left_out=tuple(columns[Column.LEFT_OUT].tolist()),
        signals=tuple(plain(names) for names in columns[Column.SIGNALS]),
        target=None if target is None else round(target * scale.factor, 6),
    )


def _known(line: Any) -> tuple[float | None, ...]:  # noqa: ANN401 - array of any number
    numbers = np.asarray(line, dtype=np.float64).tolist()
    return tuple(each if math.isfinite(each) else None for each in numbers)


def _rules(rules: RuleSet) -> tuple[tuple[str, str], ...]:
    return tuple(
        (plain(words.rule_name(rule)), plain(words.rule_sentence(rule), limit=LONG))
        for rule in rules.rules
    )


def _alarms(rules: RuleSet, locale: Locale | None) -> tuple[str, ...]:
    found: Sequence[str] = (
        words.alarm_line(rules, locale),
        words.alarms_by_size(rules, locale),
    )
    return (tiers.MEANING, *(text for text in found if text))


def _evidence(review: Review, made: Made, locale: Locale | None) -> tuple[str, ...]:
    return (
        say.digest_line(plain(review.digest)),
        say.audit_line(made.entries, made.head, locale),
        say.made_line(made.at, pages.PRODUCT),
    )


def _foot(week: str, made: Made) -> str:
    head = f"{made.entries} \u00b7 {made.head[:_HEAD]}" if made.entries else ""
    return say.foot_line(pages.PRODUCT, week, head)
