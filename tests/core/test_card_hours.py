"""The clock of a measure card: by calendar time, or by opening hours."""

from __future__ import annotations

import pytest

from qc.core.cards import read_measures
from qc.core.errors import InvalidCard
from qc.core.measures import Clock

HEAD = (
    "[[measure]]\nid = 'm'\ntitle = 'M'\nquestion = '?'\ndirection = 'lower'\n"
    "clock = {{ start = 'opened_at', stop = 'resolved_at', {clock} }}\n"
)


def clock(text: str, kind: str = "share") -> Clock | None:
    (card,) = read_measures(HEAD.format(clock=text) + f"kind = '{kind}'\n", "cards")
    return card.clock


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("within_hours = 4", "calendar"),
        ("within_hours = 4, hours = 'calendar'", "calendar"),
        ("within_hours = 4, hours = 'business'", "business"),
        ("within_hours = 4, promise = 'promised_by', hours = 'night'", "night"),
    ],
)
def test_hours_are_those_of_a_calendar(text: str, hours: str) -> None:
    found = clock(text)

    assert found is not None
    assert found.hours == hours
    assert found.opening is None


def test_a_duration_in_opening_hours() -> None:
    found = clock("hours = 'business'", "duration")

    assert found is not None
    assert found.hours == "business"


def test_a_promise_that_names_a_moment_has_no_hours() -> None:
    with pytest.raises(InvalidCard) as refused:
        clock("promise = 'promised_by', hours = 'business'")

    assert refused.value.faults == (
        "m: hours count only for a promise of so many hours; a promise field names a "
        "moment, and is kept until then. Give within_hours, or leave hours out.",
    )


def test_the_calendar_itself_is_not_part_of_a_card() -> None:
    with pytest.raises(InvalidCard, match="clock: unknown key 'opening'"):
        clock("within_hours = 4, opening = 'business'")
