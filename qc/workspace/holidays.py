"""The holidays of a workspace: days that no weekday tells anything of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.errors import QcError
from qc.core.kinds import Period
from qc.core.measures import Measure
from qc.review.assess import usual_plan
from qc.store.warehouse import Warehouse
from qc.workspace.cabinet import SETTING_HOLIDAYS

Days = tuple[np.datetime64, ...]
_MOST_FAULTS = 20


def read_holidays(text: str) -> Days:
    """Read one ISO date a line; what follows a date, and lines after #, are remarks.

    Raises
    ------
    QcError
        With every line that is none.
    """
    days, faults = set(), []
    for number, line in enumerate(text.splitlines(), start=1):
        told = line.split("#", 1)[0].split(None, 1)
        if not told:
            continue
        try:
            days.add(np.datetime64(date.fromisoformat(told[0]), "D"))
        except ValueError:
            faults.append(f"- line {number}: {told[0][:40]!r} is no date.")
    if faults:
        shown = "\n".join(faults[:_MOST_FAULTS])
        raise QcError(
            f"{len(faults)} line(s) are no holiday; nothing was saved. Write one a "
            f"line, as in 2026-12-25:\n{shown}"
        )
    return tuple(sorted(days))


def holidays_of(warehouse: Warehouse) -> Days:
    """Return the holidays that were saved, in order."""
    kept = warehouse.state.setting(SETTING_HOLIDAYS, [])
    return tuple(np.datetime64(day, "D") for day in kept)


def with_holidays(
    plan: PhasePlan | None, measure: Measure, days: Days
) -> PhasePlan | None:
    """Return the plan of a measure by days with the holidays; others have none."""
    if measure.by is not Period.DAY or not days:
        return plan
    plan = plan or usual_plan(measure)
    return plan if plan.holidays else replace(plan, holidays=days)
