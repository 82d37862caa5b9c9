"""What tests know of the shipped sample: read from its files, so that no test types it.

Another seed changes none of this but the rows; another start moves all days at once.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "data" / "sample"
_TRUTH = json.loads((_FOLDER / "truth.json").read_text(encoding="utf-8"))
_WEEK = timedelta(days=7)


def text(day: date, form: str = "{0.day} {0:%b}") -> str:
    """Write a day as pages do: 2 Sep; no name of a month here has to be translated."""
    return form.format(day)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_name(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _planted(what: str) -> tuple[date, date]:
    (cause,) = [one for one in _TRUTH["causes"] if one["what"] == what]
    return date.fromisoformat(cause["first"]), date.fromisoformat(cause["last"])


ROWS = len((_FOLDER / "interactions.csv").read_text("utf-8").splitlines()) - 1
FIRST = date.fromisoformat(_TRUTH["start"])
LAST = date.fromisoformat(_TRUTH["end"])
RUNNING = monday(LAST)
"""Monday of the week that is cut."""
NEWEST = RUNNING - _WEEK
"""Monday of the last whole week."""
SUNDAY = RUNNING - timedelta(days=1)
DELIVERY = _planted("defects")[0]
"""Monday from which support has more defects, to the end."""
SLOW, SLOW_LAST = _planted("response")
CAME = max(date.fromisoformat(day) for day in _TRUTH["agents"]["came_on"])
"""Monday on which the newcomers came, never trained."""
NEWCOMERS = sum(day == str(CAME) for day in _TRUTH["agents"]["came_on"])
TAUGHT = sorted(d for d in _TRUTH["agents"]["trained_on"] if d != "NaT")
"""Days of training in the prescribed steps."""
AGENTS = len(_TRUTH["agents"]["agent"])
DUE = AGENTS - len(TAUGHT)
