"""HubSpot: dates end in the letters of a zone, of summer and of standard time."""

from __future__ import annotations

from tests.systems.cases import Case, cases, clock, csv_of, local, seconds

ZONE = "America/Chicago"
HEADER = (
    *("Ticket ID", "Ticket name", "Pipeline", "Ticket status", "Create date"),
    *("Close date", "Last Closed Date", "Priority", "Category", "Source"),
    *("Ticket owner", "HubSpot team", "Associated Company (Primary)"),
    *("All associated contact emails", "Time to first agent email reply (HH:mm:ss)"),
    *("First agent email response date", "First agent response date"),
    *("Last CSAT survey rating", "First contact resolution"),
    *("Time to Close SLA Ticket Status", "Time to First Response SLA Status"),
)
FORM = "%Y-%m-%d %H:%M %Z"


def key(case: Case) -> str:
    return f"88{case.number}"


def text(made: list[Case] | None = None) -> str:
    """Write the export; the column of e-mail answers is there, and empty."""
    return csv_of(HEADER, [_row(case) for case in made or cases()])


def expected(case: Case) -> dict[str, object]:
    """Say what the log must hold."""
    return {
        "opened_at": case.opened,
        "first_response_at": case.answered,
        "resolved_at": case.resolved,
        "closed_at": case.resolved,
        "first_response_time": seconds(case.answer_minutes),
        "agent": case.agent,
        "team": case.team,
        "channel": "Email",
        "score": None if not case.rating else float(min(2, case.rating // 2)),
        "first_contact_resolution": None if not case.resolved else True,
        "sla_resolution_met": None if not case.resolved else case.number % 4 != 0,
        "stage": "support",
    }


def _row(case: Case) -> list[object]:
    kept = "Completed on time" if case.number % 4 else "Completed late"
    return [
        *(key(case), "Lamp, broken", "Support", "Closed" if case.resolved else "New"),
        local(case.opened, ZONE, FORM),
        *(local(case.resolved, ZONE, FORM), local(case.resolved, ZONE, FORM)),
        *("High", "Product issue", "Email", case.agent, case.team, "Company"),
        *("a@example.org;b@example.org", clock(case.answer_minutes), ""),
        local(case.answered, ZONE, FORM),
        ("Unhappy", "Neutral", "Happy")[min(2, case.rating // 2)]
        if case.rating
        else "",
        *("Yes" if case.resolved else "", kept if case.resolved else "", ""),
    ]
