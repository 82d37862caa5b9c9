"""Errors that are raised in many places say what is wrong, and what comes near."""

from __future__ import annotations

from qc.core.errors import (
    InvalidCard,
    NeedsAnswer,
    QcError,
    TooFewSubgroups,
    UnknownName,
)


def test_a_name_that_nothing_defines_comes_with_a_near_one() -> None:
    error = UnknownName("rule set", "nelsen", ["nelson", "nhs"])

    assert str(error) == "No rule set is called 'nelsen'. Did you mean 'nelson'?"


def test_without_a_near_one_all_are_told() -> None:
    error = UnknownName("rule set", "qqq", ["nhs", "nelson"])

    assert str(error) == "No rule set is called 'qqq'. Known: nelson, nhs."


def test_of_very_many_only_some_are_told() -> None:
    error = UnknownName("agent", "q", [f"A{i:04d}" for i in range(1_060)])

    assert str(error).endswith(", A0058, A0059 and 1,000 more.")
    assert len(str(error)) < 500


def test_too_few_subgroups_says_how_to_get_more() -> None:
    assert str(TooFewSubgroups(need=12, got=3)) == (
        "A baseline needs at least 12 subgroups; got 3. "
        "Take a longer period, or a finer subgroup (day instead of week)."
    )


def test_a_card_tells_all_its_faults() -> None:
    error = InvalidCard("cards.toml", ["one.", "two."])

    assert str(error) == (
        "cards.toml has 2 fault(s); nothing was used:\n- one.\n- two."
    )
    assert error.faults == ("one.", "two.")


def test_a_question_names_the_answer() -> None:
    error = NeedsAnswer("Dates can be read in two ways.", option="Say day first.")

    assert str(error) == "Dates can be read in two ways. Say day first."
    assert isinstance(error, QcError)
