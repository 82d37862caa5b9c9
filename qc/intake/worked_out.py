"""Fields that follow from others: durations from times, times from durations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qc.core.plan import FieldPlan
from qc.intake.suggestion import Answers, Suggested

SPANS = {
    "first_response_time": "first_response_at",
    "resolution_time": "resolved_at",
}
"""Duration from the opening -> the time it leads to."""

_BORROWED = 0.6


def worked_out(fields: Sequence[Suggested], answers: Answers) -> list[Suggested]:
    """Let empty durations follow from times, and a time from its duration.

    A time is worked out only where the file has no column for it: an empty cell of
    such a column says that it has not happened.
    """
    names = {one.plan.field for one in fields}
    told = dict(answers.columns)
    found = [
        replace(one, plan=replace(one.plan, computed=True))
        if SPANS.get(one.plan.field) in names
        else one
        for one in fields
    ]
    for span, time in SPANS.items():
        if span in names and time not in names and time not in told:
            plan = FieldPlan(field=time, computed=True)
            found.append(Suggested(plan=plan, confidence=_BORROWED))
    return found
