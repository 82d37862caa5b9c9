"""Defects by stage and by journey: sums over the current rows of the log."""

from __future__ import annotations

from collections.abc import Sequence

from qc.core.kinds import Stage
from qc.review.tallies import (
    STAGES,
    Joined,
    JourneyLog,
    JourneyTally,
    StageTally,
)
from qc.store.query import both, select
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.sql import name, text
from qc.store.verdict import how_many, judged_rows
from qc.store.warehouse import Warehouse

_KEYS = {Joined.CASE: "case_id", Joined.CUSTOMER: "customer_id"}


def stages(
    warehouse: Warehouse, *, slice: Slice = WHOLE_LOG, span: Span = ALL_DAYS
) -> tuple[StageTally, ...]:
    """Return the interactions of each stage: judged, defective, defects.

    A further attempt at the same matter is rework, whatever became of it: it is no
    unit of the first pass, but a chance of a defect like any other.

    Returns
    -------
    tuple of StageTally
        The five stages in chain order, those without rows too; then, if there are
        any, the rows that name none of them. Together they are all rows.

    Raises
    ------
    UnknownName
        If the slice has no such dimension.
    BrokenStore
        If a batch is damaged.
    """
    rows = judged_rows(warehouse, ["attempt"], slice)
    where = (*slice.conditions, *span.days("opened_local"))
    columns = [
        f"{_STAGE} AS at",
        "count(*)",
        how_many(f"bad IS NOT NULL AND {_FIRST}"),
        how_many(f"bad AND {_FIRST}"),
        f"sum(CASE WHEN bad AND {_FIRST} THEN number ELSE 0 END)",
        "sum(CASE WHEN bad IS NULL THEN 0 ELSE coalesce(chances, 1) END)",
        "sum(CASE WHEN NOT coalesce(bad, false) THEN 0 "
        "WHEN chances IS NULL THEN 1 ELSE number END)",
        how_many("bad IS NOT NULL AND chances IS NULL"),
        how_many("bad IS NOT NULL AND contradicts"),
        how_many(f"NOT {_FIRST}"),
    ]
    query = select(columns, rows, where=where, group=1)
    found = {row[0]: _tally(*row) for row in warehouse.fetch(query, slice.parameters)}
    named = [found.get(stage.value, StageTally(stage=stage)) for stage in STAGES]
    return (*named, *([found[None]] if None in found else []))


def journeys(
    warehouse: Warehouse,
    joined: Joined,
    *,
    slice: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
) -> JourneyLog:
    """Return how journeys went, joined by case or by customer.

    What came after the span is as if it had not come yet; a journey that began
    before it, or lies partly outside the slice, is cut and only counted.

    Raises
    ------
    UnknownName
        If the slice has no such dimension.
    BrokenStore
        If a batch is damaged.
    """
    key = _KEYS[joined]
    rows = judged_rows(warehouse, [key, "attempt"], slice)
    inside = both([*slice.conditions, *Span(first=span.first).days("opened_local")])
    unclear = f"{_STAGE} IS NULL OR bad IS NULL"
    each = select(
        [
            f"{name(key)} AS journey",
            *(f"{_passed(s)} AS {_N[s]}" for s in STAGES),
            "count(*) AS every",
            f"{how_many(inside)} AS inside",
            f"count(*) - {how_many(inside)} AS outside",
            f"{how_many(unclear)} AS unclear",
            f"{how_many('bad')} AS bad",
        ],
        rows,
        where=Span(last=span.last).days("opened_local"),
        group=1,
    )
    state = (
        "CASE WHEN journey IS NULL THEN 'loose' WHEN outside > 0 THEN 'cut' "
        "WHEN unclear > 0 THEN 'unclear' ELSE 'whole' END"
    )
    contacts = [f"CASE WHEN {state} = 'whole' THEN {_N[s]} END" for s in STAGES]
    columns = [f"{state} AS state", *contacts]
    again = f"CASE WHEN {state} = 'whole' THEN every - {' - '.join(_N.values())} END"
    sums = ["count(*)", how_many("bad = 0"), "sum(inside)"]
    query = select([*columns, again, *sums], f"({each})", where=["inside > 0"], group=7)
    found = warehouse.fetch(f"{query} ORDER BY ALL", slice.parameters)
    return _journeys(joined, found)


_STAGE = (
    f"CASE WHEN stage IN ({', '.join(text(s.value) for s in STAGES)}) THEN stage END"
)
_FIRST = "coalesce(attempt <= 1, true)"
_N = {stage: f"n{i}" for i, stage in enumerate(STAGES)}


def _passed(stage: Stage) -> str:
    """First attempts at a stage; 1 where only further ones are on record."""
    at = f"{_STAGE} = {text(stage.value)}"
    return f"greatest({how_many(f'{at} AND {_FIRST}')}, least({how_many(at)}, 1))"


def _tally(stage: str | None, *sums: float) -> StageTally:
    fields = (
        "interactions",
        "judged",
        "defectives",
        "defects",
        "chances",
        "hits",
        "assumed",
        "contradicting",
        "again",
    )
    counted = {key: int(n) for key, n in zip(fields, sums, strict=True)}
    return StageTally(stage=None if stage is None else Stage(stage), **counted)


def _journeys(joined: Joined, found: Sequence[tuple[object, ...]]) -> JourneyLog:
    whole, rest = [], {"cut": (0, 0), "unclear": (0, 0), "loose": (0, 0)}
    for state, *contacts, again, count, free, inside in found:
        if state != "whole":
            rest[str(state)] = (_int(count), _int(inside))
            continue
        tally = JourneyTally(
            contacts=tuple(map(_int, contacts)),
            again=_int(again),
            journeys=_int(count),
            defect_free=_int(free),
        )
        whole.append(tally)
    return JourneyLog(
        joined=joined,
        whole=tuple(whole),
        cut=rest["cut"][0],
        cut_interactions=rest["cut"][1],
        not_judged=rest["unclear"][0],
        unjudged_interactions=rest["unclear"][1],
        loose=rest["loose"][1],
    )


def _int(value: object) -> int:
    return int(str(value))
