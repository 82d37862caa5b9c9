"""The series behind the charts: one query for all counts, one for all medians."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.core.arrays import Dates, Floats, Ints
from qc.core.calendar import all_starts
from qc.core.kinds import Period
from qc.core.measures import Measure
from qc.core.series import Counts, Series, Values
from qc.store import cells, rare_events, samples, waits
from qc.store.conditions import stage
from qc.store.judged import Judged, judged
from qc.store.log import Log
from qc.store.query import both, select, start_of
from qc.store.routes import Route, route
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span, check_dimension
from qc.store.sql import name
from qc.store.warehouse import Warehouse


def series(
    warehouse: Warehouse,
    measures: Iterable[Measure],
    *,
    slice: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
) -> dict[str, Series]:
    """Return what each measure did, period by period.

    Parameters
    ----------
    warehouse : Warehouse
    measures : iterable of Measure
    slice : Slice
        Rows to look at.
    span : Span
        Only periods that lie wholly in it, and gaps that end in it.

    Returns
    -------
    dict
        Measure id -> Counts (SHARE, RATE), Values (DURATION: median hours), Samples
        (SCORE; DURATION where its card asks for a chart of samples), Gaps (GAP; SHARE
        with a t chart), Streaks (SHARE with a g chart). Every period between the
        first and the last of the whole log is there, whatever the slice: without
        opportunities, or with NaN, where it has none.

    Raises
    ------
    InvalidCard, UnknownName
        If a card cannot be judged, or the slice has no such dimension.
    BrokenStore
        If a batch is damaged.
    """
    asked = tuple(measures)
    log = warehouse.log()
    found: dict[str, Series] = {}
    for period in dict.fromkeys(measure.by for measure in asked):
        question = _Question(warehouse, log, period, slice, span)
        same = [(m, judged(m)) for m in asked if m.by is period]
        found |= question.answers(same)
    return {measure.id: found[measure.id] for measure in asked}


def strata(warehouse: Warehouse, dimension: str) -> tuple[tuple[str | None, int], ...]:
    """Return the values of a dimension with their rows, most rows first.

    None stands for rows without a value.
    """
    check_dimension(dimension)
    column = name(dimension)
    rows = warehouse.log().rows([dimension])
    query = select([column, "count(*) AS n"], rows, group=1, order=f"n DESC, {column}")
    return tuple((value, count) for value, count in warehouse.fetch(query))


_Cards = list[tuple[Measure, Judged]]
_Cells = tuple[str, tuple[str, ...]]  # a relation, and conditions on it


@dataclass(frozen=True, slots=True)
class _Question:
    """Measures of one period, asked of one state of the log."""

    warehouse: Warehouse
    log: Log
    period: Period
    slice: Slice
    span: Span

    def answers(self, cards: _Cards) -> dict[str, Series]:
        by: dict[Route, _Cards] = {route: [] for route in Route}
        for measure, card in cards:
            by[route(measure)].append((measure, card))
        rare = rare_events.Part(self.warehouse, self.log, self.slice, self.span)
        found: dict[str, Series] = {}
        found |= dict(rare_events.drawn(rare, by[Route.GAPS], cases=False))
        found |= dict(rare_events.drawn(rare, by[Route.STREAKS], cases=True))
        if len(found) == len(cards):
            return found
        grid = self.grid()
        where = self.inside(start_of(self.period))
        part = waits.Part(self.warehouse, self.log, self.slice, where)
        found |= {m.id: waits.counts(part, m, grid) for m, _ in by[Route.WAITS]}
        found |= dict(self.of_cells(by[Route.SUMS] + by[Route.SAMPLES], grid))
        return found | dict(self.medians(by[Route.MEDIANS], grid))

    def grid(self) -> Dates:
        """All periods from the first to the last of the log, cut to the span."""
        extent = self.warehouse.extent(self.log)
        if extent is None:
            return np.array([], dtype="datetime64[D]")
        starts = all_starts(*extent, self.period)
        first, after = self.span.bounds(self.period)
        if first is not None:
            starts = starts[starts >= first]
        return starts if after is None else starts[starts < after]

    def of_cells(self, cards: _Cards, grid: Dates) -> Iterator[tuple[str, Series]]:
        """Give sums and samples from the same cells, so that they are made once."""
        for relation, where, keys in self.relations(cards):
            here = [(m, card) for m, card in cards if card.key in keys]
            values = [pair for pair in here if pair[1].has_value]
            counted = [pair for pair in here if not pair[1].has_value]
            yield from self.sums(counted, grid, (relation, where))
            yield from self.samples(values, grid, (relation, where))

    def sums(
        self, cards: _Cards, grid: Dates, cells: _Cells
    ) -> Iterator[tuple[str, Series]]:
        """Sum by stage, so that measures that differ only by it share their sums."""
        if not cards:
            return
        relation, where = cells
        keys = dict.fromkeys(card.key for _, card in cards)
        columns = ["start", "stage", *(one for key in keys for one in _summed(key))]
        conditions = (*where, *self.inside("start"))
        query = select(columns, relation, where=conditions, group=2)
        found = self.warehouse.arrays(query, self.slice.parameters)
        at = np.searchsorted(grid, found["start"].astype("datetime64[D]"))
        stages = np.ma.filled(found["stage"], "")
        for measure, card in cards:
            rows = np.flatnonzero(stages == measure.stage) if measure.stage else ...
            n, total = (
                _added(len(grid), at[rows], found[f"{x}_{card.key}"][rows])
                for x in "ne"
            )
            yield measure.id, Counts(at=grid, events=total, opportunities=n)

    def samples(
        self, cards: _Cards, grid: Dates, cells: _Cells
    ) -> Iterator[tuple[str, Series]]:
        relation, where = cells
        inside = self.inside(start_of(self.period))
        part = samples.Part(self.warehouse, self.log, self.slice, inside)
        conditions = (*where, *self.inside("start"))
        for asked in cards:
            found = samples.of_cells(part, relation, conditions, asked, grid)
            yield asked[0].id, found

    def relations(
        self, cards: _Cards
    ) -> Iterator[tuple[str, tuple[str, ...], set[str]]]:
        """Cells; or the log itself, where slice or span cut finer than they do."""
        by_key = {card.key: card for _, card in cards}
        if not by_key:
            return
        coarse = set(self.slice.dimensions) <= set(cells.DIMENSIONS)
        if not coarse or self.span.cuts(self.period):
            span = replace(self.span, partial=False)
            finer = cells.summed(self.log, self.period, by_key, self.slice, span)
            yield f"({finer})", (), set(by_key)
            return
        where = self.slice.conditions
        kept = cells.relations(self.warehouse, self.log, self.period, by_key)
        for relation, keys in kept:
            yield relation, where, keys

    def medians(self, cards: _Cards, grid: Dates) -> Iterator[tuple[str, Series]]:
        if not cards:
            return
        columns = [
            column
            for i, (measure, card) in enumerate(cards)
            for column in _median(i, card, stage(measure))
        ]
        fields = [field for _, card in cards for field in card.fields]
        rows = self.log.rows(["opened_local", "stage", *fields, *self.slice.dimensions])
        start, where = start_of(self.period), self.slice.conditions
        found = self.by_start(start, columns, rows, where)
        for i, (measure, _) in enumerate(cards):
            n, value = _placed(grid, found, f"n{i}"), _placed(grid, found, f"e{i}")
            value[n == 0] = np.nan
            yield measure.id, Values(at=grid, value=value, n=n)

    def by_start(
        self, start: str, columns: list[str], relation: str, where: tuple[str, ...]
    ) -> dict[str, NDArray[Any]]:
        conditions = (*where, *self.inside(start))
        columns = [f"{start} AS start", *columns]
        query = select(columns, relation, where=conditions, group=1)
        return self.warehouse.arrays(query, self.slice.parameters)

    def inside(self, start: str) -> tuple[str, ...]:
        """Conditions of the span, on cells or on the rows themselves."""
        if start == "start":
            return self.span.whole(self.period, start)
        if self.span.partial:
            return self.span.days("opened_local")
        return self.span.whole(self.period, "opened_local")


def _summed(key: str) -> tuple[str, str]:
    return f'sum("n_{key}") AS "n_{key}"', f'sum("e_{key}") AS "e_{key}"'


def _added(size: int, at: Ints, sums: NDArray[Any]) -> Floats:
    """Add up what falls into each period; zero where there is nothing."""
    values = np.ma.filled(sums.astype(np.float64), 0.0)
    return np.bincount(at, values, size).astype(np.float64)


def _median(i: int, card: Judged, where: str) -> tuple[str, str]:
    value = f"CASE WHEN {both([where, card.counted])} THEN {card.value} END"
    return f"count({value}) AS n{i}", f"quantile_cont({value}, 0.5) AS e{i}"


def _placed(grid: Dates, found: dict[str, NDArray[Any]], column: str) -> Floats:
    """Put one column at its periods; zero where a period has no rows."""
    placed = np.zeros(len(grid))
    at = np.searchsorted(grid, found["start"].astype("datetime64[D]"))
    placed[at] = np.ma.filled(found[column].astype(np.float64), 0.0)
    return placed
