"""Made-up contacts, from which every system's export is written and then checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

AGENTS = ("Agent Alpha", "Agent Beta", "Agent Gamma", "Agent Delta")
TEAMS = ("North", "South")
START = datetime(2026, 3, 2, 8, 7)  # noqa: DTZ001 - a Monday, in UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One contact; times in UTC, to the minute.

    Attributes
    ----------
    number : int
    opened : datetime
    answered, resolved : datetime or None
    rating : int
        0 none, else 1 to 5.
    """

    number: int
    opened: datetime
    answered: datetime | None
    resolved: datetime | None
    agent: str
    team: str
    rating: int

    @property
    def answer_minutes(self) -> int | None:
        """Minutes from opening to first answer."""
        return _minutes(self.opened, self.answered)

    @property
    def end_minutes(self) -> int | None:
        """Minutes from opening to resolution."""
        return _minutes(self.opened, self.resolved)

    @property
    def updated(self) -> datetime:
        """When something last happened."""
        seen = self.opened + timedelta(minutes=1)
        return max(t for t in (seen, self.answered, self.resolved) if t)


def cases(count: int = 90) -> list[Case]:
    """Make contacts over some weeks, in the order of their opening."""
    return [_case(i) for i in range(count)]


def _case(i: int) -> Case:
    opened = START + timedelta(minutes=431 * i + 17 * (i % 7))
    answered = None if i % 11 == 5 else opened + timedelta(minutes=4 + 13 * (i % 9))
    resolved = None if i % 8 == 3 else opened + timedelta(minutes=240 + 97 * (i % 13))
    return Case(
        number=10_000 + 7 * i,
        opened=opened,
        answered=answered,
        resolved=resolved,
        agent=AGENTS[i % 4],
        team=TEAMS[i % 2],
        rating=(0, 5, 0, 2, 4, 0, 1, 3)[i % 8],
    )


def local(time: datetime | None, zone: str, form: str) -> str:
    """Write a time as a clock in a zone shows it; "" for none."""
    if time is None:
        return ""
    shown = time.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    return shown.strftime(form)


def clock(minutes: int | None) -> str:
    """Write minutes as HH:MM:SS; "" for none."""
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def seconds(minutes: int | None) -> float | None:
    """Return minutes in the unit of the log."""
    return None if minutes is None else minutes * 60.0


def csv_of(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Write a table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def by_id(made: Iterable[Case], key: Callable[[Case], str]) -> dict[str, Case]:
    """Return the cases by the id that an export gives them."""
    return {key(case): case for case in made}


def _minutes(first: datetime, last: datetime | None) -> int | None:
    return None if last is None else int((last - first).total_seconds()) // 60
