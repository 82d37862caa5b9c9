"""Phases of measures as canonical JSON, and back."""

from __future__ import annotations

import json

import numpy as np

from qc.core.charts import PhasePlan
from qc.store import documents


def written(plan: PhasePlan) -> str:
    """Return a plan as the text that is kept."""
    days = {"starts": plan.starts, "excluded": plan.excluded}
    if plan.holidays:
        days["holidays"] = plan.holidays
    listed = {key: [day_text(day) for day in kept] for key, kept in days.items()}
    return documents.write({"freeze": plan.freeze, **listed})


def read(text: str) -> PhasePlan:
    """Return the plan of a text that was checked."""
    found = json.loads(text)
    return PhasePlan(
        starts=_days(found["starts"]),
        freeze=found["freeze"],
        excluded=_days(found["excluded"]),
        holidays=_days(found.get("holidays", [])),
    )


def day_text(day: np.datetime64) -> str:
    """Return a day as ISO 8601."""
    return str(day.astype("datetime64[D]"))


def _days(texts: list[str]) -> tuple[np.datetime64, ...]:
    return tuple(np.datetime64(text, "D") for text in texts)
