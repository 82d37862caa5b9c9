"""Business time by plain Python, a day at a time: what the queries are held against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from qc.core.hours import Hours

DAY = timedelta(days=1)


def open_for(hours: Hours, start: datetime, stop: datetime) -> timedelta:
    """Return how long it was open between two instants."""
    done, total = start, timedelta(0)
    for begin, end in sorted(_stretches(hours, start, stop)):
        begin, end = max(begin, done), min(end, stop)
        if begin < end:
            total += end - begin
            done = end
    return total


def _stretches(
    hours: Hours, start: datetime, stop: datetime
) -> Iterator[tuple[datetime, datetime]]:
    zone = ZoneInfo(hours.zone)
    special = {one.day.astype(object): one.opening for one in hours.days}
    day = start.astimezone(zone).date() - 2 * DAY
    while day <= stop.astimezone(zone).date() + DAY:
        for minutes in special.get(day, hours.week[day.weekday()]):
            midnight = datetime.combine(day, datetime.min.time())
            begin, end = (
                (midnight + timedelta(minutes=m)).replace(tzinfo=zone).astimezone(UTC)
                for m in minutes
            )
            yield begin, end
        day += DAY


def instant(text: str, zone: str = "Europe/Berlin") -> datetime:
    """Return the instant of a clock reading."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def day(text: str) -> np.datetime64:
    """Return a day."""
    return np.datetime64(text, "D")
