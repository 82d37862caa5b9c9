"""ServiceNow: a row for each change of an incident, newest first; plain seconds."""

from __future__ import annotations

from datetime import datetime

from tests.systems.cases import Case, cases, csv_of, local, seconds

ZONE = "UTC"
HEADER = (
    *("number", "incident_state", "opened_at", "resolved_at", "closed_at"),
    *("sys_updated_on", "caller_id", "contact_type", "category", "subcategory"),
    *("priority", "assignment_group", "assigned_to", "reassignment_count"),
    *("reopen_count", "made_sla", "calendar_duration", "business_duration"),
    "short_description",
)
FORM = "%Y-%m-%d %H:%M:%S"


def key(case: Case) -> str:
    return f"INC{case.number:07d}"


def text(made: list[Case] | None = None) -> str:
    """Write the log, newest row of each incident first: two rows for each."""
    rows = []
    for case in made or cases():
        rows += [_row(case, last=True), _row(case, last=False)]
    return csv_of(HEADER, rows)


def expected(case: Case) -> dict[str, object]:
    """Say what the log must hold: the state after the last change."""
    return {
        "opened_at": case.opened,
        "resolved_at": case.resolved,
        "updated_at": case.updated,
        "resolution_time": seconds(case.end_minutes),
        "agent": case.agent,
        "team": case.team,
        "channel": "phone",
        "priority": "3 - Moderate",
        "reassignments": 2.0,
        "reopens": 0.0,
        "sla_resolution_met": case.number % 5 != 0,
        "status": "Closed" if case.resolved else "Active",
        "stage": "support",
    }


def _row(case: Case, *, last: bool) -> list[object]:
    ended = case.resolved if last else None
    span = seconds(case.end_minutes) if last else None
    return [
        *(key(case), ("Closed" if ended else "Active") if last else "New"),
        *(local(case.opened, ZONE, FORM), local(ended, ZONE, FORM)),
        *(local(ended, ZONE, FORM), local(_changed(case, last), ZONE, FORM)),
        *("Caller 7", "phone", "Hardware", "Lamp", "3 - Moderate"),
        *(case.team, case.agent if last else "", 2 if last else 0, 0),
        "true" if case.number % 5 else "false",
        *("" if span is None else int(span), "" if span is None else int(span)),
        "Lamp",
    ]


def _changed(case: Case, last: bool) -> datetime:
    return case.updated if last else case.opened
