"""Intercom: the time zone stands in the header, durations are seconds."""

from __future__ import annotations

from tests.systems.cases import Case, cases, csv_of, local, seconds

ZONE = "America/New_York"
HEADER = (
    "Conversation ID",
    f"Conversation started at ({ZONE})",
    f"Conversation first replied at ({ZONE})",
    f"Conversation first closed at ({ZONE})",
    f"Conversation last closed at ({ZONE})",
    *("Current conversation state", "Channel", "Team currently assigned"),
    *("Teammate currently assigned", "Conversation tag", "Last teammate rating"),
    *("Last teammate rating remark", "First response time (seconds)"),
    "First response time, only within office hours (seconds)",
    *("Handling time (seconds)", "Time to close (seconds)"),
    *("Number of reassignments", "Replies to close a conversation"),
    *("Resolved on first contact", "Company name", "User ID", "User name"),
)
RATINGS = ("Conversation ID", "Conversation rating", "Conversation rating remark")
FORM = "%Y-%m-%d %H:%M:%S"


def key(case: Case) -> str:
    return f"2154{case.number}00000"


def text(made: list[Case] | None = None, *, zone: str = ZONE) -> str:
    """Write the export."""
    header = [name.replace(ZONE, zone) for name in HEADER]
    return csv_of(header, [_row(case, zone) for case in made or cases()])


def ratings(made: list[Case] | None = None) -> str:
    """Write the file of ratings: ids and answers, and no time at all."""
    rated = [case for case in made or cases() if case.rating]
    return csv_of(RATINGS, [[key(case), case.rating, "thanks"] for case in rated])


def expected(case: Case) -> dict[str, object]:
    """Say what the log must hold."""
    return {
        "opened_at": case.opened,
        "first_response_at": case.answered,
        "resolved_at": case.resolved,
        "closed_at": case.resolved,
        "first_response_time": seconds(case.answer_minutes),
        "resolution_time": seconds(case.end_minutes),
        "handle_time": 300.0,
        "agent": case.agent,
        "team": case.team,
        "channel": "Messenger",
        "score": case.rating or None,
        "first_contact_resolution": case.number % 2 == 0,
        "reassignments": 0.0,
        "stage": "support",
    }


def _row(case: Case, zone: str) -> list[object]:
    answer, end = seconds(case.answer_minutes), seconds(case.end_minutes)
    return [
        *(key(case), local(case.opened, zone, FORM), local(case.answered, zone, FORM)),
        *(local(case.resolved, zone, FORM), local(case.resolved, zone, FORM)),
        *("closed" if case.resolved else "open", "Messenger", case.team, case.agent),
        *("lamp", case.rating or "", ""),
        *("" if answer is None else int(answer), "" if answer is None else int(answer)),
        *(300, "" if end is None else int(end), 0, 2),
        *(
            "true" if case.number % 2 == 0 else "false",
            "Company",
            case.number,
            "Caller",
        ),
    ]
