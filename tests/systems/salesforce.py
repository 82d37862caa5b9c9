"""Salesforce: dates as the user's locale writes them, a footer below the report."""

from __future__ import annotations

from tests.systems.cases import Case, cases, csv_of, local, seconds

ZONE = "Europe/Berlin"
HEADER = (
    *("Case Number", "Subject", "Status", "Priority", "Date/Time Opened"),
    *("Date/Time Closed", "Case Owner", "Account Name", "Contact Name"),
    *("Contact Email", "Product", "Resolution", "Case Origin", "Handle Time"),
)
GERMAN, AMERICAN, BRITISH = "%d.%m.%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d/%m/%Y, %H:%M"
FOOTER = (
    '"Grand Totals (90 records)"',
    '"Confidential Information - Do Not Distribute"',
    '"Copyright (c) 2000-2026 a vendor. All rights reserved."',
)


def key(case: Case) -> str:
    return f"{case.number:08d}"


def text(made: list[Case] | None = None, *, form: str = GERMAN) -> str:
    """Write the export of a report with its footer."""
    rows = csv_of(HEADER, [_row(case, form) for case in made or cases()])
    return f"{rows}\n" + "\n\n".join(FOOTER) + "\n"


def expected(case: Case) -> dict[str, object]:
    """Say what the log must hold."""
    return {
        "opened_at": case.opened,
        "resolved_at": case.resolved,
        "closed_at": case.resolved,
        "handle_time": seconds(10),
        "agent": case.agent,
        "channel": "Phone",
        "product": "Lamp",
        "status": "Closed" if case.resolved else "New",
        "stage": "support",
    }


def _row(case: Case, form: str) -> list[object]:
    return [
        *(key(case), "Lamp", "Closed" if case.resolved else "New", "Medium"),
        *(local(case.opened, ZONE, form), local(case.resolved, ZONE, form)),
        *(case.agent, "Company", f"Caller {case.number % 30}", "caller@example.org"),
        *("Lamp", "", "Phone", 600),
    ]
