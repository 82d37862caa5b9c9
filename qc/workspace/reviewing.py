"""From the stored log to the weekly review: load series, judge them, put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from qc.core.arrays import Dates, Ints
from qc.core.calendar import all_starts, complete, next_start, period_start
from qc.core.charts import PhasePlan
from qc.core.errors import NothingToShow, UnknownName
from qc.core.kinds import MeasureKind, Period, TableName
from qc.core.measures import Measure
from qc.core.rules import RuleSet
from qc.core.series import Gaps, Series, Streaks, take
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.store.log_days import days as days_of
from qc.store.series import series as series_of
from qc.store.slices import Slice, Span
from qc.store.warehouse import Warehouse
from qc.workspace import chain_series
from qc.workspace.calendars import with_holidays
from qc.workspace.coded_cards import refuse_nameless
from qc.workspace.drawn import as_drawn, by_hand, looked_at
from qc.workspace.lens import Lens

EMPTY = (
    "The log is empty. Load a file: on the Data page, or with `python -m qc load FILE`."
)


def usable(measures: Sequence[Measure], columns: frozenset[str]) -> tuple[Measure, ...]:
    """Return the cards whose columns the log has, in their order."""
    return tuple(measure for measure in measures if measure.fields <= columns)


def card_of(warehouse: Warehouse, measures: Sequence[Measure], name: str) -> Measure:
    """Return a card that the tables can answer, or say why they cannot."""
    card = find_measure(measures, name)
    columns = warehouse.columns()
    if not columns:
        raise NothingToShow(EMPTY)
    chain_series.refuse_without_tables(card, warehouse)
    if lacking := sorted(card.fields - columns):
        raise NothingToShow(
            f"The log cannot answer {name!r}: it has no {', '.join(lacking)}. Load "
            "a file that has, or map its columns."
        )
    refuse_nameless(warehouse, card)
    return card


def answerable(
    measures: Iterable[Measure], warehouse: Warehouse
) -> tuple[Measure, ...]:
    """Return the cards but for those of the chain whose tables have no rows."""
    there = {table for table in TableName if warehouse.log(table).full}
    return tuple(m for m in measures if m.chain is None or m.chain.tables <= there)


def find_measure(measures: Sequence[Measure], name: str) -> Measure:
    """Return one card by its id, or say which are known."""
    for measure in measures:
        if measure.id == name:
            return measure
    raise UnknownName("measure", name, [measure.id for measure in measures])


def make_review(
    warehouse: Warehouse,
    measures: Sequence[Measure],
    rules: RuleSet,
    lens: Lens,
    today: np.datetime64,
) -> Review:
    """Hold the weekly review: every measure the log can answer, judged once."""
    days, rows = days_of(warehouse)
    if not len(days):
        raise NothingToShow(EMPTY)
    whole = _whole_weeks(days, lens, today)
    judged = judge(warehouse, measures, rules, lens, today)
    week = whole[-1] if len(whole) else None
    return Review(
        week=week,
        period=Period.WEEK,
        assessments=judged,
        rules=rules,
        rows=int(rows.sum()),
        week_rows=_rows_in_week(days, rows, week),
        digest=warehouse.digest,
    )


def judge(
    warehouse: Warehouse,
    measures: Sequence[Measure],
    rules: RuleSet,
    lens: Lens,
    today: np.datetime64,
) -> tuple[Assessment, ...]:
    """Judge each measure on its complete periods."""
    days, _ = days_of(warehouse)
    asked = (card for card in measures if card.of_log or not lens.filters)
    cards = tuple(looked_at(card, lens.by, lens.chart) for card in asked)
    series = _series(warehouse, cards, lens)
    drawn = tuple(as_drawn(card, series[card.id]) for card in cards)
    whole = _whole_periods(days, {card.by for card in drawn}, lens, today)
    kept = {} if lens.plan else warehouse.state.plans(card.id for card in drawn)
    return tuple(
        by_hand(
            assess(
                measure,
                _trimmed(series[measure.id], whole, measure, lens),
                rule_set=rules,
                plan=_plan(warehouse, measure, lens.plan or kept.get(measure.id)),
                stratum=lens.stratum,
            ),
            card,
        )
        for measure, card in zip(drawn, cards, strict=True)
    )


def _series(
    warehouse: Warehouse, cards: Sequence[Measure], lens: Lens
) -> dict[str, Series]:
    """Return what each card did: those of the log asked at once, then the chain's."""
    span = _span(lens)
    of_log = [card for card in cards if card.of_log]
    found = series_of(warehouse, of_log, slice=Slice(lens.filters), span=span)
    chain = [card for card in cards if not card.of_log]
    return found | chain_series.series(warehouse, chain, span)


def complete_weeks(warehouse: Warehouse, today: np.datetime64) -> Dates:
    """Return the Mondays of the weeks that hold all their days."""
    days, _ = days_of(warehouse)
    return _whole_weeks(days, Lens(), today) if len(days) else days


def on_periods(plan: PhasePlan | None, by: Period) -> PhasePlan | None:
    """Return a plan whose exclusions name periods by any of their days."""
    if plan is None or not plan.excluded:
        return plan
    days = np.array(plan.excluded, dtype="datetime64[D]")
    return replace(plan, excluded=tuple(period_start(days, by)))


def cut(series: Series, by: Period, lens: Lens) -> Series:
    """Return the series as it stood at the end of the week that the lens names."""
    if lens.until is None:
        return series
    week = period_start(np.array([lens.until]), Period.WEEK)
    (end,) = next_start(week, Period.WEEK)
    if isinstance(series, Gaps | Streaks) or lens.keep_partial:
        return take(series, series.at < end)
    return take(series, next_start(series.at, by) <= end)


def _span(lens: Lens) -> Span:
    return Span(first=lens.first, last=lens.last, partial=lens.keep_partial)


def _plan(
    warehouse: Warehouse, measure: Measure, plan: PhasePlan | None
) -> PhasePlan | None:
    plan = with_holidays(plan, measure, warehouse)
    return plan if measure.kind is MeasureKind.GAP else on_periods(plan, measure.by)


def _whole_periods(
    days: Dates, periods: Iterable[Period], lens: Lens, today: np.datetime64
) -> Mapping[Period, Dates]:
    """Return the starts of the periods that hold all their days, where it matters."""
    if lens.keep_partial or not len(days):
        return {}
    return {
        by: all_starts(days[0], days[-1], by)[complete(days, by, today)]
        for by in periods
    }


def _trimmed(
    series: Series, whole: Mapping[Period, Dates], measure: Measure, lens: Lens
) -> Series:
    series = cut(series, measure.by, lens)
    if isinstance(series, Gaps | Streaks) or measure.by not in whole:
        return series
    return take(series, np.isin(series.at, whole[measure.by]))


def _whole_weeks(days: Dates, lens: Lens, today: np.datetime64) -> Dates:
    starts = all_starts(days[0], days[-1], Period.WEEK)
    if not lens.keep_partial:
        starts = starts[complete(days, Period.WEEK, today)]
    first, after = _span(lens).bounds(Period.WEEK)
    keep = np.ones(len(starts), dtype=bool)
    if first is not None:
        keep &= starts >= first
    if after is not None:
        keep &= starts < after
    if lens.until is not None:
        keep &= starts <= lens.until
    return starts[keep]


def _rows_in_week(days: Dates, rows: Ints, week: np.datetime64 | None) -> int:
    if week is None:
        return 0
    return int(rows[period_start(days, Period.WEEK) == week].sum())
