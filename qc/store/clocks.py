"""The clock of a measure card in SQL: how long a case took, whether its time is up.

In calendar time, or in opening hours. A promise that names a moment is one of calendar
time: it is kept until then, whatever the hours. A promise of so many hours is kept as
long as no more of them have passed, and it is up once that many have.
"""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.errors import InvalidCard
from qc.core.hours import CALENDAR_TIME, Hours
from qc.core.measures import Clock
from qc.store.business import Open
from qc.store.conditions import known
from qc.store.query import KNOWN_UNTIL, number
from qc.store.sql import name

_HOUR = 3_600_000_000  # microseconds


@dataclass(frozen=True, slots=True)
class Timed:
    """A clock as expressions over one row of the log, in microseconds.

    Attributes
    ----------
    fields : tuple of str
        Columns that the expressions need, `KNOWN_UNTIL` left out.
    taken : str
        From start to stop; negative where it stops before it starts.
    waited : str
        The same; until what is known ends where there is no stop.
    allowed : str
        From start to the promise; NULL where nothing was promised.
    promised : str
        Holds where something was.
    late : str
        Holds where the stop came after the promise.
    up, over : str
        Hold where the time promised is up, or over, when what is known ends.
    """

    fields: tuple[str, ...]
    taken: str
    waited: str
    allowed: str
    promised: str
    late: str
    up: str
    over: str


def timed(clock: Clock) -> Timed:
    """Compile a clock.

    Raises
    ------
    InvalidCard
        If it asks for a calendar that nobody looked up.
    UnknownName
        If it asks for a field that no log has.
    """
    if clock.hours == CALENDAR_TIME:
        return _by_calendar(clock)
    if clock.opening is None:
        fault = f"clock.hours: there is no calendar {clock.hours!r} to count by."
        raise InvalidCard("A measure card", [fault])
    return _by_calendar(clock) if clock.opening.always else _by_hours(clock)


def _by_calendar(clock: Clock) -> Timed:
    start, stop, until = known(clock.start), known(clock.stop), name(KNOWN_UNTIL)
    due = _deadline(clock)
    begin = f"epoch_us({start})"
    return Timed(
        fields=_fields(clock),
        taken=f"epoch_us({stop}) - {begin}",
        waited=f"epoch_us(coalesce({stop}, {until})) - {begin}",
        allowed=f"epoch_us({due}) - {begin}",
        promised=f"{due} IS NOT NULL",
        late=f"{stop} > {due}",
        up=f"{due} <= {until}",
        over=f"{due} < {until}",
    )


def _by_hours(clock: Clock) -> Timed:
    """Where a promise names a moment, the row is judged in calendar time."""
    plain, hours = _by_calendar(clock), clock.opening or Hours()
    columns = [Open(clock.start, x, hours) for x in (clock.stop, KNOWN_UNTIL)]
    taken, used = map(name, columns)
    allowed = "NULL::BIGINT"
    if clock.within_hours is not None:
        allowed = f"{round(clock.within_hours * _HOUR)}::BIGINT"
    promise = known(clock.promise) if clock.promise is not None else None

    def either(moment: str, counted: str) -> str:
        if promise is None:
            return counted
        return f"CASE WHEN {promise} IS NOT NULL THEN {moment} ELSE {counted} END"

    return Timed(
        fields=(*_fields(clock), *columns),
        taken=taken,
        waited=either(plain.waited, f"coalesce({taken}, {used})"),
        allowed=either(plain.allowed, allowed),
        promised=either("true", f"{used} IS NOT NULL AND {allowed} IS NOT NULL"),
        late=either(plain.late, f"{taken} > {allowed}"),
        up=either(plain.up, f"{used} >= {allowed}"),
        over=either(plain.over, f"{used} >= {allowed}"),
    )


def _deadline(clock: Clock) -> str:
    """Return until when an answer was promised: NULL where nothing was."""
    promise = known(clock.promise) if clock.promise is not None else None
    if clock.within_hours is None:
        return promise or "NULL::TIMESTAMP"
    seconds = f"to_seconds({number(clock.within_hours * 3600)})"
    within = f"{known(clock.start)} + {seconds}"
    return f"coalesce({promise}, {within})" if promise else f"({within})"


def _fields(clock: Clock) -> tuple[str, ...]:
    named = (clock.start, clock.stop, clock.promise)
    return tuple(field for field in named if field is not None)
