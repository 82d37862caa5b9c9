"""How long cases waited, open ones so far: of periods, and of stretches of days.

What is known ends where the row's own batch ends. Left out, and counted, are cases
whose promise came before they started, and those that end before they start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Dates, Floats, freeze
from qc.core.errors import InvalidCard
from qc.core.kinds import MeasureKind, OpenCases
from qc.core.measures import Clock, Measure
from qc.core.series import Counts
from qc.spc.responsiveness import Responsiveness, Waits, responsiveness
from qc.store.clocks import timed
from qc.store.conditions import known, meets, stage
from qc.store.log import Log
from qc.store.query import both, moment, select, start_of
from qc.store.slices import WHOLE_LOG, Slice, Span
from qc.store.verdict import how_many
from qc.store.warehouse import Warehouse

_HOUR = 3_600_000_000.0  # microseconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cases:
    """Single cases, (n,): how long each waited, and whether it is answered.

    Attributes
    ----------
    waited : (n,) float, >= 0
        Hours by the clock of the card; or shares of its own promise, where the
        promise is a field.
    answered : (n,) bool
        False for an open case, which waited so far.
    promise_over : int
        Left out: the promise came before the start.
    ends_before : int
        Left out: it ends before it starts.
    """

    waited: Floats
    answered: Bools
    promise_over: int
    ends_before: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "waited", "answered")


@dataclass(frozen=True, slots=True)
class Part:
    """The rows to look at: of a log, a slice, with further conditions."""

    warehouse: Warehouse
    log: Log
    slice: Slice = WHOLE_LOG
    where: tuple[str, ...] = ()


def is_censored(measure: Measure) -> bool:
    """Say whether a card counts open cases for as long as they have waited."""
    clock = measure.clock
    late = clock is not None and clock.open_cases is OpenCases.CENSORED
    return late and promises(measure)


def promises(measure: Measure) -> bool:
    """Say whether a card asks for the share of answers later than promised."""
    clock = measure.clock
    if clock is None or measure.kind is not MeasureKind.SHARE:
        return False
    return clock.promise is not None or clock.within_hours is not None


def in_promises(measure: Measure) -> bool:
    """Say whether each case has a promise of its own, by which its wait is told."""
    return measure.clock is not None and measure.clock.promise is not None


def counts(part: Part, measure: Measure, grid: Dates) -> Counts:
    """Return the share late of each period of a grid, ready for a p chart."""
    return known_so_far(part, measure, grid).counts


def known_so_far(part: Part, measure: Measure, grid: Dates) -> Responsiveness:
    """Return the share late of each period of a grid, and how well it is known.

    Parameters
    ----------
    part : Part
    measure : Measure
        With a clock that promises something.
    grid : (k,) datetime64[D], increasing
        Starts of periods; rows of others are left out.
    """
    return responsiveness(grid, _grouped(part, measure, grid))


def cases(part: Part, measure: Measure, span: Span) -> Cases:
    """Return the cases opened within some days.

    Raises
    ------
    InvalidCard
        If the card has no clock.
    """
    scaled = in_promises(measure)
    fine = both([_COUNTED, "allowed > 0"] if scaled else [_COUNTED])
    source = _timed(part, measure, span.days("opened_local"))
    unit = "allowed" if scaled else repr(_HOUR)
    found = part.warehouse.arrays(
        select([f"elapsed / {unit} AS waited", "answered"], source, where=[fine]),
        part.slice.parameters,
    )
    over = how_many("allowed <= 0") if scaled else "0"
    columns = [over, how_many("elapsed < 0")]
    ((promise_over, before),) = part.warehouse.fetch(
        select(columns, source), part.slice.parameters
    )
    return Cases(
        waited=found["waited"].astype(np.float64),
        answered=found["answered"].astype(np.bool_),
        promise_over=promise_over,
        ends_before=before,
    )


_COUNTED = "elapsed >= 0"


def _clock(measure: Measure) -> Clock:
    if measure.clock is None:
        fault = "it has no clock, so nobody waits. Add `clock` with start and stop."
        raise InvalidCard(f"The card {measure.id!r}", [fault])
    return measure.clock


def _timed(part: Part, measure: Measure, where: Iterable[str]) -> str:
    """Return the rows as a relation: elapsed and allowed microseconds, answered."""
    clock = _clock(measure)
    time = timed(clock)
    columns = [
        f"{start_of(measure.by)} AS start",
        f"{known(clock.stop)} IS NOT NULL AS answered",
        f"{time.waited} AS elapsed",
        f"{time.allowed} AS allowed",
    ]
    fields = {*measure.fields, *time.fields, *part.slice.dimensions}
    rows = part.log.rows(["opened_local", "stage", *sorted(fields)])
    asked = (meets(measure.where), stage(measure), *part.slice.conditions)
    return f"({select(columns, rows, where=(*asked, *part.where, *where))})"


def _grouped(part: Part, measure: Measure, grid: Dates) -> Waits:
    """Tell apart only the times that matter: of periods with open cases in time."""
    source = _timed(part, measure, ())
    fine = (_COUNTED, "allowed > 0")
    still, late = "NOT answered AND elapsed < allowed", "elapsed > allowed"
    late = f"{late} OR (NOT answered AND elapsed = allowed)"
    parameters = part.slice.parameters
    waiting = part.warehouse.fetch(
        select(["start"], source, where=(*fine, still), group=1), parameters
    )
    days = ", ".join(moment(np.datetime64(day, "D")) for (day,) in waiting)
    exact = f"start IN ({days}) AND elapsed <= allowed" if days else "false"
    columns = [
        "start",
        f"CASE WHEN {exact} THEN elapsed / allowed ELSE 0 END AS time",
        f"{how_many('answered AND elapsed <= allowed')} AS kept",
        f"{how_many(still)} AS still",
        f"{how_many(late)} AS late",
    ]
    query = select(columns, source, where=fine, group=2, order="1, 2")
    found = part.warehouse.arrays(query, parameters)
    start = found["start"].astype("datetime64[D]")
    inside = np.isin(start, grid)
    whole = [found[x][inside].astype(np.int64) for x in ("kept", "still", "late")]
    return Waits(
        period=np.searchsorted(grid, start[inside]),
        time=found["time"][inside].astype(np.float64),
        kept=whole[0],
        still=whole[1],
        late=whole[2],
    )
