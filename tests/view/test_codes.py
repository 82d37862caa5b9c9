"""Codes: stable, telling nothing; names: fit to be shown and told apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qc.view.codes import labels

NAMES = [f"agent {i}" for i in range(60)]


def hidden(names: list[str], salt: str = "s") -> dict[str, str]:
    return labels(names, noun="agent", hidden=True, salt=salt)


def test_codes_count_on_after_z() -> None:
    codes = list(hidden(NAMES).values())

    assert codes[:2] + codes[25:28] == [
        *("Agent A", "Agent B", "Agent Z", "Agent AA", "Agent AB"),
    ]
    assert len(set(codes)) == 60


def test_codes_stay_whatever_the_order_of_the_names() -> None:
    assert hidden(NAMES) == hidden(NAMES[::-1])


def test_codes_are_not_in_the_order_of_names_and_differ_by_log() -> None:
    assert list(hidden(NAMES)) != sorted(NAMES)
    assert list(hidden(NAMES)) != list(hidden(NAMES, salt="other log"))


def test_names_shown_stay_in_order_and_are_told_apart() -> None:
    found = labels(["b", "a\u202e", "a", ""], noun="team", hidden=False)

    assert found == {"b": "b", "a\u202e": "a", "a": "a (2)", "": "(nothing visible)"}


@given(st.lists(st.text(), max_size=30), st.booleans())
def test_every_name_has_a_label_of_its_own(names: list[str], hide: bool) -> None:
    found = labels(names, noun="agent", hidden=hide)

    assert set(found) == set(names)
    assert len(set(found.values())) == len(found)
    if hide:
        assert all(label.startswith("Agent ") for label in found.values())
