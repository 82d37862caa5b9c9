"""What defects cost, by cause: the user's rates, working time, money paid back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qc.core.kinds import Stage, TableName
from qc.core.rates import RateName, Rates
from qc.review.cost_tallies import CostLog, CostTally, Spent
from qc.review.tallies import CauseBy, CauseKind
from qc.store.causes import MOST_CAUSES
from qc.store.query import both, number, select
from qc.store.slices import WHOLE_LOG, Slice, Span
from qc.store.sql import name, text
from qc.store.verdict import how_many, judged_rows
from qc.store.warehouse import Warehouse

_HOUR = 3600.0
_MOST = 1e12  # more than that is no sum
_KEY, _AMOUNT = "interaction_id", "amount"
_PARTS = ("rate", "work", "refund")
_SUMS = ("defectives", "silent", "rate", "work", "refunds", "squares")


def cause_costs(  # noqa: PLR0913 - two of them narrow the rows
    warehouse: Warehouse,
    by: CauseBy,
    spans: Sequence[Span],
    rates: Rates,
    *,
    slice: Slice = WHOLE_LOG,
    stage: Stage | None = None,
) -> CostLog:
    """Return what the defective interactions of each cause cost, span by span.

    Each costs its rate (the first of `Rates.defect_by` that has its value, else
    `RateName.DEFECT`), its handle time at `RateName.HOUR`, and what was paid back:
    negative amounts of the transactions that name it, else its own. What is not
    known counts as nothing.

    Parameters
    ----------
    warehouse : Warehouse
    by : CauseBy
    spans : sequence of Span
        At least one.
    rates : Rates
    slice : Slice
    stage : Stage, optional
        Only this stage.

    Returns
    -------
    CostLog
        The `MOST_CAUSES` that cost most over all spans, the dearest first, then the
        most frequent; then the others as one, then those without a cause.

    Raises
    ------
    UnknownName
        If the slice has no such dimension.
    BrokenStore
        If a batch is damaged.
    """
    only = f"stage = {text(stage.value)}" if stage else ""
    rows = _rows(warehouse, by, rates, slice, only)
    each = select(["cause", *_counts(spans)], rows, group=1)
    spread = range(len(spans))
    total = " + ".join(f"rate{i} + work{i} + refunds{i}" for i in spread)
    seen = " + ".join(f"defectives{i}" for i in spread)
    summed = select(["*", f"{total} AS total", f"{seen} AS seen"], f"({each})")
    ranked = select(["*", f"{_PLACE} AS place"], f"({summed})")
    columns = [
        f"{_KIND} AS kind",
        f"CASE WHEN {_KIND} = 0 THEN cause END AS told",
        how_many("seen > 0"),
        *(f"sum({one}{i})" for i in spread for one in (*_SUMS, "judged")),
    ]
    query = select(columns, f"({ranked})", group=2, order="kind, min(place)")
    return _log(warehouse.fetch(query, slice.parameters), len(spans))


_PLACE = (
    "row_number() OVER (PARTITION BY cause IS NULL "
    "ORDER BY total DESC, seen DESC, cause)"
)
_KIND = (
    f"CASE WHEN cause IS NULL THEN 2 WHEN place <= {MOST_CAUSES} "
    "AND seen > 0 THEN 0 ELSE 1 END"
)


def _rows(
    warehouse: Warehouse, by: CauseBy, rates: Rates, slice: Slice, only: str
) -> str:
    """Return each judged interaction with its cause and the parts of its cost."""
    fields = [by.value, *map(str, rates.defect_by), "handle_time", _AMOUNT, _KEY]
    rows = judged_rows(warehouse, fields, slice)
    repaid = _repaid(warehouse)
    if repaid:
        rows = f"{rows} AS log LEFT JOIN ({repaid}) AS paid ON {_KEY} = paid_for"
    parts = (_rate(rates), _work(rates), _refund(linked=bool(repaid)))
    columns = [
        f"nullif(trim({name(by.value)}), '') AS cause",
        *("bad", "opened_local"),
        *(
            f"CASE WHEN bad THEN {sql} END AS {part}"
            for sql, part in zip(parts, _PARTS, strict=True)
        ),
    ]
    query = select(columns, rows, where=[*slice.conditions, only, "bad IS NOT NULL"])
    cost = " + ".join(f"coalesce({part}, 0)" for part in _PARTS)
    return f"({select(['*', f'{cost} AS cost'], f'({query})')})"


def _rate(rates: Rates) -> str:
    """Return the user's rate of a row, the first field that has one deciding."""
    options = [
        f"CASE trim({name(by.value)}) "
        + " ".join(f"WHEN {text(said)} THEN {number(one)}" for said, one in of.items())
        + " END"
        for by, of in rates.defect_by.items()
    ]
    usual = rates.of(RateName.DEFECT)
    options += [] if usual is None else [number(usual)]
    return f"coalesce({', '.join(options)})" if options else "NULL::DOUBLE"


def _work(rates: Rates) -> str:
    hour = rates.of(RateName.HOUR)
    if hour is None:
        return "NULL::DOUBLE"
    seconds = (
        f"CASE WHEN handle_time BETWEEN 0 AND {number(_MOST)} THEN handle_time END"
    )
    return f"{seconds} / {number(_HOUR)} * {number(hour)}"


def _refund(*, linked: bool) -> str:
    back = f"{_AMOUNT} BETWEEN -{number(_MOST)} AND 0"
    own = f"CASE WHEN {back} THEN nullif(-{_AMOUNT}, 0) END"
    return f"coalesce(repaid, {own})" if linked else own


def _repaid(warehouse: Warehouse) -> str:
    """Return what transactions paid back, by interaction; nothing if none names one."""
    log = warehouse.log(TableName.TRANSACTIONS)
    if not {_KEY, _AMOUNT} <= log.columns:
        return ""
    negative = f"{_AMOUNT} < 0 AND {_AMOUNT} >= -{number(_MOST)}"
    columns = [f"{_KEY} AS paid_for", f"-sum({_AMOUNT}) AS repaid"]
    where = [negative, f"{_KEY} IS NOT NULL"]
    return select(columns, log.rows([_KEY, _AMOUNT]), where=where, group=1)


def _counts(spans: Sequence[Span]) -> Iterator[str]:
    """Sum what each cause cost in each span, in the order of `_SUMS`."""
    silent = "rate IS NULL AND work IS NULL AND refund IS NULL"
    for i, span in enumerate(spans):
        inside = span.days("opened_local")
        bad = both(["bad", *inside])
        yield f"{how_many(bad)} AS defectives{i}"
        yield f"{how_many(both([bad, silent]))} AS silent{i}"
        for part, column in (*zip(_PARTS, _SUMS[2:5], strict=True), _SQUARE):
            yield f"coalesce(sum({part}) FILTER (WHERE {bad}), 0) AS {column}{i}"
        yield f"{how_many(both(inside))} AS judged{i}"


_SQUARE = ("cost * cost", "squares")


def _log(found: Sequence[tuple[object, ...]], spans: int) -> CostLog:
    kinds = (CauseKind.STATED, CauseKind.OTHER, CauseKind.NOT_STATED)
    wide, costs, judged = len(_SUMS) + 1, [], [0] * spans
    for kind, cause, causes, *sums in found:
        sides = [sums[i * wide : (i + 1) * wide] for i in range(spans)]
        judged = [n + int(str(side[-1])) for n, side in zip(judged, sides, strict=True)]
        spent = tuple(map(_spent, sides))
        if any(one.defectives for one in spent):
            tally = CostTally(
                kind=kinds[int(str(kind))],
                cause="" if cause is None else str(cause),
                spent=spent,
                causes=int(str(causes)),
            )
            costs.append(tally)
    return CostLog(costs=tuple(costs), judged=tuple(judged))


def _spent(side: Sequence[object]) -> Spent:
    defectives, silent, *money = side[:-1]
    rate, work, refunds, squares = (float(str(one)) for one in money)
    return Spent(
        defectives=int(str(defectives)),
        silent=int(str(silent)),
        rate=rate,
        work=work,
        refunds=refunds,
        squares=squares,
    )
