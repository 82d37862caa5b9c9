"""Zendesk: minutes in the header, words for ratings, own fields in brackets."""

from __future__ import annotations

from tests.systems.cases import Case, cases, csv_of, local, seconds

ZONE = "UTC"
HEADER = (
    *("Id", "Requester", "Requester email", "Subject", "Tags", "Status", "Priority"),
    *("Via", "Ticket type", "Created at", "Updated at", "Assignee", "Group"),
    *("Solved at", "First reply time in minutes"),
    "First reply time in minutes within business hours",
    *("Full resolution time in minutes", "Satisfaction Score", "Group stations"),
    *("Assignee stations", "Reopens", "Replies", "Product [list]", "Status [txt]"),
)
_WORDS = (
    "Unoffered",
    "Bad",
    "Bad with comment",
    "Offered",
    "Good",
    "Good with comment",
)
FORM = "%Y-%m-%d %H:%M"


def key(case: Case) -> str:
    return str(case.number)


def text(made: list[Case] | None = None) -> str:
    """Write the export; ids of rows 0 and 1 hold spaces and markup in free text."""
    return csv_of(HEADER, [_row(case) for case in made or cases()])


def expected(case: Case) -> dict[str, object]:
    """Say what the log must hold."""
    return {
        "opened_at": case.opened,
        "first_response_at": case.answered,
        "resolved_at": case.resolved,
        "first_response_time": seconds(case.answer_minutes),
        "first_response_time_business": seconds(case.answer_minutes),
        "resolution_time": seconds(case.end_minutes),
        "agent": case.agent,
        "team": case.team,
        "channel": "Mail",
        "product": "Lamp",
        "status": "Solved" if case.resolved else "Open",
        "score": {0: None, 1: 0, 2: 0, 3: None, 4: 1, 5: 1}[case.rating],
        "reassignments": 1.0,
        "reopens": 0.0,
        "stage": "support",
    }


def _row(case: Case) -> list[object]:
    answer = case.answer_minutes
    return [
        *(case.number, f"Caller {case.number % 50}", "caller@example.org"),
        *("=cmd() <script>", "lamp late", "Solved" if case.resolved else "Open"),
        *("Normal", "Mail", "Question"),
        local(case.opened, ZONE, FORM),
        local(case.updated, ZONE, FORM),
        *(case.agent, case.team, local(case.resolved, ZONE, FORM)),
        *("" if answer is None else answer, "" if answer is None else answer),
        "" if case.end_minutes is None else case.end_minutes,
        *(_WORDS[case.rating], 1, 1, 0, 2, "Lamp", "none"),
    ]
