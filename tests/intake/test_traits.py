"""What columns look like that may name people, by their texts alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.people import Trait
from qc.intake.traits import Looks, looks

MAILS = ("anna@example.com", "Bob <b.b@mail.example.org>", "")
PHONES = ("+49 170 1234567", "0170/1234567", "(030) 123 45 67")
TEXTS = tuple(f"They called again about order {i} and were unhappy" for i in range(12))
STEPS = tuple(f"step {i}>step {i + 1}>and>so>on>and>on>and>on>" for i in range(20))


def looked(*texts: str) -> Looks | None:
    found = looks(("x",), tuple((text,) for text in texts))
    return found[0] if found else None


def trait(*texts: str) -> Trait | None:
    found = looked(*texts)
    return found.trait if found else None


class TestAColumn:
    def test_of_addresses(self) -> None:
        assert trait(*MAILS) is Trait.MAIL
        assert trait("anna@example.com") is Trait.MAIL

    def test_is_told_with_its_numbers(self) -> None:
        texts = ["anna@example.com", "bob@example.com", *["phone"] * 2, "-", ""]
        assert looked(*texts) == Looks(
            column="x", trait=Trait.MAIL, n=2, of=4, different=3
        )

    def test_with_one_address_among_many_texts(self) -> None:
        assert trait("anna@example.com", *["phone", "chat"] * 20) is None

    def test_with_a_tenth_of_addresses(self) -> None:
        assert trait(*MAILS, *["phone"] * 18) is Trait.MAIL

    def test_of_telephone_numbers(self) -> None:
        assert trait(*PHONES) is Trait.PHONE
        assert trait("01701234567", "0301234567", "015112345678") is Trait.PHONE

    @pytest.mark.parametrize(
        "texts",
        [
            ("2026-03-05",),
            ("05.03.2026 10:00",),
            ("0123",),
            ("12345678",),
            ("0.1234567",),
            ("0123456789", "0123456780"),
            ("4006381333931",),
            ("INC0010234",),
            ("",),
        ],
        ids=str,
    )
    def test_of_other_numbers(self, texts: tuple[str, ...]) -> None:
        assert trait(*texts) is None

    def test_of_free_text(self) -> None:
        assert trait(*TEXTS) is Trait.FREE_TEXT

    @pytest.mark.parametrize(
        "texts",
        [
            TEXTS[:3],
            ("Billing > Refund of a wrong or doubled invoice item",) * 50,
            STEPS,
        ],
        ids=["few", "the same words", "steps"],
    )
    def test_of_other_texts(self, texts: tuple[str, ...]) -> None:
        assert trait(*texts) is None

    @given(st.lists(st.text(max_size=60), max_size=30))
    def test_is_looked_at_whatever_it_holds(self, texts: list[str]) -> None:
        found = looked(*texts)
        assert found is None or 0 < found.n <= found.of <= len(texts)
