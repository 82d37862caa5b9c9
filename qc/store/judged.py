"""A measure card as expressions over one row of the log.

What can be judged is counted, what cannot is left out: a rating not given, a
promise not due, a time that ends before it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qc.core.card_checks import lacks
from qc.core.chain_series import ChainSeries
from qc.core.errors import InvalidCard
from qc.core.fields import FIELDS
from qc.core.kinds import FieldKind, MeasureKind, OpenCases
from qc.core.measures import Clock, Measure
from qc.store import documents, owed
from qc.store.clocks import timed
from qc.store.conditions import answered, known, meets
from qc.store.query import both, number

_HOUR = 3600.0
_MICROS = 3_600_000_000.0  # an hour


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
    if measure.chain is ChainSeries.PROMISES_BROKEN:
        return _owed()
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
    stop, time = known(clock.stop), timed(clock)
    judged_if = {
        OpenCases.DUE: time.up,
        OpenCases.OVERDUE: f"CASE WHEN {stop} IS NULL THEN {time.over} "
        f"ELSE {time.promised} END",
        OpenCases.CLOSED: f"{stop} IS NOT NULL AND ({time.promised})",
        OpenCases.CENSORED: time.up,  # who counts in part: see waits
    }
    counted = both([scope, judged_if[clock.open_cases]])
    return Judged(
        scope=scope,
        counted=counted,
        event=both([counted, f"{stop} IS NULL OR ({time.late})"]),
        fields=_fields(measure),
    )


def _owed() -> Judged:
    """Judge both promises of a contact, each of which can be unknown."""
    return Judged(
        scope="true",
        counted=f"{owed.MADE} > 0",
        event=f"{owed.BROKEN} > 0",
        opportunities=owed.MADE,
        events=owed.BROKEN,
        fields=owed.FIELDS,
    )


def _duration(measure: Measure) -> Judged:
    if measure.clock is not None:
        hours = f"({timed(measure.clock).taken}) / {_MICROS}"
    else:
        field = known(measure.value or "")
        in_seconds = FIELDS[measure.value or ""].kind is FieldKind.DURATION
        hours = f"{field} / {number(_HOUR)}" if in_seconds else field
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
    """Name the columns: those of the card, and what opening hours make of them."""
    made = () if measure.clock is None else timed(measure.clock).fields
    return tuple(sorted({*measure.fields, *made}))


_KINDS: dict[MeasureKind, Callable[[Measure], Judged]] = {
    MeasureKind.SHARE: _share,
    MeasureKind.RATE: _amounts,
    MeasureKind.DURATION: _duration,
    MeasureKind.SCORE: _score,
    MeasureKind.GAP: _defective,
}
