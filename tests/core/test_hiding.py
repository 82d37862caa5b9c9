"""What names somebody is hidden; values, times and numbers are not."""

from __future__ import annotations

import duckdb
import pytest

from qc.core.hiding import GONE, MAIL, PHONE, hidden, holds_mail, is_phone, shape

MAILS = [
    "anna@example.com",
    "Anna Ziegenhals <a.z+qc@mail.example.org>",
    "j\u00fcrgen@\u00fcber.example",
    "mailto:x_y@a-b.example,c@d.example",
]
PHONES = [
    "+49 170 1234567",
    "0049 170 1234567",
    "0170/1234567",
    "030-12 34 56 78",
    "(030) 123 45 67",
    "(555) 123-4567",
    "555-123-4567",
]
VALUES = [
    "2026-03-05",
    "2026-03-05 10:00:00+02:00",
    "2026-03-05T10:00:00.123456Z",
    "05.03.2026 10:00",
    "03/05/2026 1:14 PM",
    "00:15:30",
    "-1,234.56",
    "1 234 567,89",
    "45352.41",
    "0000012345",
    "INC0010234",
    "4006381333931",
    "a > b @ c",
    "",
]


@pytest.mark.parametrize("text", [*MAILS, *PHONES])
def test_who_can_be_reached_is_hidden(text: str) -> None:
    found = hidden(f"call {text} now")

    assert found.startswith("call ")
    assert found.endswith(" now")
    assert GONE in found
    assert "@" not in found
    assert sum(sign.isdigit() for sign in found) <= 1


@pytest.mark.parametrize("text", VALUES)
def test_values_are_not(text: str) -> None:
    assert hidden(text) == text


def test_a_text_is_told_by_what_it_is() -> None:
    assert all(map(holds_mail, MAILS))
    assert all(map(is_phone, PHONES))
    assert not any(holds_mail(text) or is_phone(text) for text in VALUES)


@pytest.mark.parametrize("text", [*MAILS, *PHONES, *VALUES])
def test_queries_hide_the_same(text: str) -> None:
    """Both engines read the patterns alike."""
    query = "SELECT regexp_replace(regexp_replace(?, ?, ?, 'g'), ?, ?, 'g')"
    with duckdb.connect() as connection:
        row = connection.execute(query, [text, MAIL, GONE, PHONE, GONE]).fetchone()

    assert row == (hidden(text),)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Anna Ziegenhals", f"{GONE} {GONE}"),
        ("31 Mar 2026 1:14 PM", "31 Mar 2026 1:14 PM"),
        ("2026-03-05T10:00Z", "2026-03-05T10:00Z"),
        ("n/a", "n/a"),
        ("Kunde-0003", f"{GONE}-0003"),
        ("anna@example.com", GONE),
        ("=cmd('x')", f"={GONE}('{GONE}')"),
    ],
)
def test_a_shape_has_no_words(text: str, kept: str) -> None:
    assert shape(text) == kept
