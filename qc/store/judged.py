"""A measure card as expressions over one row of the log.

What can be judged is counted, what cannot is left out: a rating not given, a
promise not due, a time that ends before it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qc.core.card_checks import lacks
from qc.core.errors import InvalidCard
from qc.core.fields import FIELDS
from qc.core.kinds import FieldKind, MeasureKind, OpenCases
from qc.core.measures import Clock, Measure
from qc.store import documents
from qc.store.conditions import answered, known, meets
from qc.store.query import KNOWN_UNTIL, both, number
from qc.store.sql import name

_HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """SQL expressions that say what a row means to a measure, stage left out.

    Attributes
    ----------
    scope : str
        Holds where the row is one the measure asks about.
    counted : str
        Holds where the row is in scope and can be judged.
    event : str
        Holds where a counted row is defective, or carries defects.
    opportunities, events : str
        How much a counted row, or an event, adds: 1, or a field.
    value : str
        Hours or points of a row; empty for cards that count.
    fields : tuple of str
        Columns of the log that the expressions use, stage and `KNOWN_UNTIL`
        left out.
    """

    scope: str
    counted: str
    event: str = "false"
    opportunities: str = "1"
    events: str = "1"
    value: str = ""
    fields: tuple[str, ...] = ()

    @property
    def has_value(self) -> bool:
        """Whether a row has a value, not only a verdict."""
        return bool(self.value)

    @property
    def key(self) -> str:
        """Identity of the expressions: equal keys mean equal figures."""
        parts = (self.counted, self.event, self.opportunities, self.events, self.value)
        return documents.seal(*parts)[:16]


def judged(measure: Measure) -> Judged:
    """Compile a card.

    Raises
    ------
    InvalidCard
        If the card lacks what its kind needs, or a value does not fit a field.
    UnknownName
        If it asks for a field that no log has.
    """
    if fault := lacks(measure):
        raise InvalidCard(f"The card {measure.id!r}", [fault])
    return _KINDS[measure.kind](measure)


def _share(measure: Measure) -> Judged:
    if measure.clock is not None and not measure.defective:
        return _late(measure, measure.clock)
    if measure.defective:
        return _defective(measure)
    return _amounts(measure)


def _defective(measure: Measure) -> Judged:
    """Shares and gaps: rows in scope whose answers are all there."""
    scope = meets(measure.where)
    counted = both([scope, answered(measure.defective)])
    return Judged(
        scope=scope,
        counted=counted,
        event=both([scope, meets(measure.defective)]),
        fields=_fields(measure),
    )


def _amounts(measure: Measure) -> Judged:
    """Counts that the log holds: a negative one, or more than possible, is none."""
    scope = meets(measure.where)
    events = known(measure.events or "")
    needs = [scope, f"{events} >= 0"]
    opportunities = "1"
    if measure.opportunities is not None:
        opportunities = known(measure.opportunities)
        needs.append(f"{opportunities} >= 0")
        if measure.kind is MeasureKind.SHARE:
            needs.append(f"{events} <= {opportunities}")
    counted = both(needs)
    return Judged(
        scope=scope,
        counted=counted,
        event=both([counted, f"{events} > 0"]),
        opportunities=opportunities,
        events=events,
        fields=_fields(measure),
    )


def _late(measure: Measure, clock: Clock) -> Judged:
    """Judge by what the row's own batch knew: later answers are not in it."""
    scope = meets(measure.where)
    stop, until, due = known(clock.stop), name(KNOWN_UNTIL), deadline(clock)
    judged_if = {
        OpenCases.DUE: f"{due} <= {until}",
        OpenCases.OVERDUE: f"CASE WHEN {stop} IS NULL THEN {due} < {until} "
        f"ELSE {due} IS NOT NULL END",
        OpenCases.CLOSED: f"{stop} IS NOT NULL AND {due} IS NOT NULL",
        OpenCases.CENSORED: f"{due} <= {until}",  # who counts in part: see waits
    }
    counted = both([scope, judged_if[clock.open_cases]])
    return Judged(
        scope=scope,
        counted=counted,
        event=both([counted, f"{stop} IS NULL OR {stop} > {due}"]),
        fields=_fields(measure),
    )


def deadline(clock: Clock) -> str:
    """Return until when an answer was promised: NULL where nothing was."""
    promise = known(clock.promise) if clock.promise is not None else None
    if clock.within_hours is None:
        return promise or "NULL::TIMESTAMP"
    seconds = f"to_seconds({number(clock.within_hours * _HOUR)})"
    within = f"{known(clock.start)} + {seconds}"
    return f"coalesce({promise}, {within})" if promise else f"({within})"


def _duration(measure: Measure) -> Judged:
    if measure.clock is not None:
        start, stop = known(measure.clock.start), known(measure.clock.stop)
        hours = f"(epoch_us({stop}) - epoch_us({start})) / 3600000000.0"
    else:
        field = known(measure.value or "")
        timed = FIELDS[measure.value or ""].kind is FieldKind.DURATION
        hours = f"{field} / {number(_HOUR)}" if timed else field
    return _valued(measure, hours, at_least="0")


def _score(measure: Measure) -> Judged:
    return _valued(measure, known(measure.value or ""))


def _valued(measure: Measure, value: str, *, at_least: str = "") -> Judged:
    scope = meets(measure.where)
    test = f"{value} >= {at_least}" if at_least else f"{value} IS NOT NULL"
    return Judged(
        scope=scope,
        counted=both([scope, test]),
        value=value,
        fields=_fields(measure),
    )


def _fields(measure: Measure) -> tuple[str, ...]:
    return tuple(sorted(measure.fields))


_KINDS: dict[MeasureKind, Callable[[Measure], Judged]] = {
    MeasureKind.SHARE: _share,
    MeasureKind.RATE: _amounts,
    MeasureKind.DURATION: _duration,
    MeasureKind.SCORE: _score,
    MeasureKind.GAP: _defective,
}
