"""Freshdesk: clocks under "(in hrs)", empty durations, a column twice, spam."""

from __future__ import annotations

from tests.systems.cases import Case, cases, clock, csv_of, local, seconds

ZONE = "Asia/Kolkata"
HEADER = (
    *("Ticket ID", "Subject", "Status", "Priority", "Source", "Type", "Agent", "Group"),
    *("Created time", "Due by Time", "Resolved time", "Closed time"),
    *("Last updated time", "Initial response time", "Time tracked"),
    *("First response time (in hrs)", "Resolution time (in hrs)"),
    *("Agent interactions", "Customer interactions", "Resolution status"),
    *("First response status", "Tags", "Survey results", "Product", "Full name"),
    *("Email", "Contact ID", "Company Name", "Resolution time (in hrs)_1"),
)
FORM = "%Y-%m-%d %H:%M:%S"
WORDS = ("", "Extremely Unhappy", "Unhappy", "Neutral", "Happy", "Extremely happy")
SCORES = (None, 1, 3, 4, 5, 7)


def key(case: Case) -> str:
    return str(case.number)


def text(made: list[Case] | None = None) -> str:
    """Write the export; two of three durations of the first answer are empty."""
    return csv_of(HEADER, [_row(case) for case in made or cases()])


def is_spam(case: Case) -> bool:
    """Two of five tickets are."""
    return case.number % 5 < 2


def expected(case: Case) -> dict[str, object]:
    """Say what the log must hold."""
    return {
        "opened_at": case.opened,
        "first_response_at": case.answered,
        "resolved_at": case.resolved,
        "first_response_time": seconds(case.answer_minutes),
        "resolution_time": seconds(case.end_minutes),
        "agent": case.agent,
        "team": case.team,
        "channel": "Email",
        "category": "Spam" if is_spam(case) else "Question",
        "score": SCORES[case.rating],
        "sla_resolution_met": None if case.resolved is None else case.number % 3 != 0,
        "sla_response_met": None if case.answered is None else True,
        "handle_time": 900.0,
        "stage": "support",
    }


def _row(case: Case) -> list[object]:
    ended = case.resolved is not None
    kept = "Within SLA" if case.number % 3 else "SLA Violated"
    return [
        *(case.number, "Lamp", "Closed" if ended else "Open", "Medium", "Email"),
        *("Spam" if is_spam(case) else "Question", case.agent, case.team),
        local(case.opened, ZONE, FORM),
        local(case.opened, ZONE, "%Y-%m-%d 23:00:00"),
        local(case.resolved, ZONE, FORM),
        local(case.resolved, ZONE, FORM),
        local(case.updated, ZONE, FORM),
        local(case.answered, ZONE, FORM),
        *("00:15:00", clock(case.answer_minutes) if case.number % 3 == 0 else ""),
        *(clock(case.end_minutes), 1, 2, kept if ended else ""),
        "Within SLA" if case.answered else "",
        *("", WORDS[case.rating], "Lamp", f"Caller {case.number % 40}"),
        *("caller@example.org", case.number % 40, "Company", clock(case.end_minutes)),
    ]
