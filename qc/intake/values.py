"""Single texts of a sample as values: for a look, never for the log itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from qc.core.months import to_english
from qc.core.plan import FieldPlan

_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,6})?))?")


def seconds(text: str, plan: FieldPlan) -> float | None:
    """Return a duration in seconds; None where the text is none."""
    text = text.strip()
    if found := _CLOCK.fullmatch(text):
        hours, minutes, rest = found[1], found[2], found[3] or "0"
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)
    if plan.thousands:
        text = text.replace(plan.thousands, "")
    try:
        return float(text.replace(plan.decimal, ".")) * plan.seconds
    except ValueError:
        return None


def span(first: str, start: FieldPlan, last: str, stop: FieldPlan) -> float | None:
    """Return the seconds between two times; None where one of them is none.

    Clock changes in between are not heeded: an hour matters little to a look.
    """
    begun, ended = _moment(first, start), _moment(last, stop)
    if begun is None or ended is None:
        return None
    return (ended - begun).total_seconds()


def _moment(text: str, plan: FieldPlan) -> datetime | None:
    """Read a time; one with an offset as UTC, else as its clock reads."""
    text = text.strip()
    if plan.months:
        text = to_english(text, plan.months)
    for form in plan.formats:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - clock readings
        except ValueError:
            continue
    if plan.formats:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
