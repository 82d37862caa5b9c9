"""What cannot be true of the times of a row, and what follows from those that can.

The declared rule: a time that stands for no date, a time more than a day ahead of
the clock, an answer or an end before the opening are left out, the row is kept; of
the opening itself, they set the row aside.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from qc.core.plan import Fault
from qc.store.ingest_fields import Readings
from qc.store.ingest_reading import Reading, code

SLACK = timedelta(days=1)
"""How far ahead of the clock a time may lie: zones and clocks differ."""

_LIVED = ("first_response_at", "resolved_at", "closed_at")
_SPANS = {
    "first_response_time": "first_response_at",
    "resolution_time": "resolved_at",
}
_STOPS = {
    "sla_response_met": "first_response_at",
    "sla_resolution_met": "resolved_at",
}


def make_sound(found: Readings, now: datetime | None) -> None:
    """Add the steps that need several fields of a row, or the clock.

    Parameters
    ----------
    found : dict of Reading
        Complete; changed in place.
    now : datetime or None
        The clock; None where it is not to be asked.
    """
    opened = found.get("opened_at")
    if opened is None:
        return
    _refuse(found, opened, now)
    _work_out(found, opened.value)


def _refuse(found: Readings, opened: Reading, now: datetime | None) -> None:
    """Leave out what cannot be true of the times."""
    times = {name: found[name] for name in _LIVED if name in found}
    checks = {name: _before(time, opened) for name, time in times.items()}
    if now is not None:
        late = _moment(now + SLACK)
        ahead = f"WHEN {{}} > {late} THEN {code(Fault.NOT_YET)}"
        for name in ("opened_at", "updated_at", *_LIVED):
            if name in found:
                earlier = checks.get(name, "")
                checks[name] = ahead.format(found[name].value) + earlier
    _level([opened, *(found[name] for name in checks)])
    for name, check in checks.items():
        if name in times:
            found[name].sees.append(opened)
        _leave_out(found[name], f"CASE {check} ELSE 0::UTINYINT END")


def _before(time: Reading, opened: Reading) -> str:
    """Test for a time before the opening; a day without a clock is all of that day."""
    same_day = (
        f"{time.local} = date_trunc('day', {time.local}) "
        f"AND date_trunc('day', {opened.local}) = {time.local}"
    )
    earlier = f"{time.value} < {opened.value} AND NOT ({same_day})"
    return f" WHEN {earlier} THEN {code(Fault.BEFORE_OPENING)}"


def _leave_out(reading: Reading, check: str) -> None:
    untrue = reading.add("b", check)
    value, fault = reading.value, reading.fault or "0::UTINYINT"
    reading.value = reading.add("r", f"CASE WHEN {untrue} = 0 THEN {value} END")
    reading.fault = reading.beside(
        "h", f"CASE WHEN {untrue} > 0 THEN {untrue} ELSE {fault} END"
    )
    reading.suspect = f"({reading.suspect} OR {untrue} > 0)"


def _work_out(found: Readings, opened: str) -> None:
    """Fill what follows from the times: spans, times by spans, promises kept."""
    filled = {
        name: expression
        for name, reading in found.items()
        if (expression := _filled(name, reading, found, opened))
    }
    if not filled:
        return
    _level(list(found.values()))
    for name, expression in filled.items():
        found[name].value = found[name].add("y", expression)
        found[name].sees += [found[other] for other in _others(name) if other in found]


def _filled(name: str, reading: Reading, found: Readings, opened: str) -> str:
    """Return what a field becomes; empty where it stays as it is."""
    value = reading.value
    if reading.plan.remaining:
        stop = found.get(_STOPS.get(name, ""))
        # A promise whose clock still runs is not yet kept.
        running = f"{value} AND {stop.value} IS NULL" if stop else "false"
        return f"CASE WHEN {running} THEN NULL ELSE {value} END"
    if not reading.plan.computed:
        return ""
    if (time := found.get(_SPANS.get(name, ""))) is not None:
        span = f"(epoch_us({time.value}) - epoch_us({opened})) / 1e6"
        sound = f"{value} IS NULL AND {time.value} >= {opened}"
        return f"CASE WHEN {sound} THEN {span} ELSE {value} END"
    spans = [span for span, time in _SPANS.items() if time == name and span in found]
    if not spans:
        return ""
    length = found[spans[0]].value
    later = f"make_timestamp(epoch_us({opened}) + CAST({length} * 1e6 AS BIGINT))"
    usual = f"{value} IS NULL AND {length} < {10 * 366 * 86_400}"
    return f"CASE WHEN {usual} THEN {later} ELSE {value} END"


def _others(name: str) -> tuple[str, ...]:
    """Return the fields that the step of another may name."""
    spans = tuple(span for span, time in _SPANS.items() if time == name)
    return ("opened_at", _SPANS.get(name, ""), _STOPS.get(name, ""), *spans)


def _level(readings: list[Reading]) -> None:
    """Bring fields to the same step, so that each may see the others."""
    depth = max((len(reading.steps) for reading in readings), default=0)
    for reading in readings:
        reading.steps += [{} for _ in range(depth - len(reading.steps))]


def _moment(time: datetime) -> str:
    plain = time.astimezone(UTC).replace(tzinfo=None)
    return f"TIMESTAMP '{plain.isoformat(sep=' ')}'"
