"""Sentences of comparisons: what is said of each outcome, with no ranking."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.core.kinds import MeasureKind
from qc.core.units import UnitCounts
from qc.review.compare import Comparison, compare
from qc.review.short_run import short_runs
from qc.view.words import compare as say
from qc.view.words import short_run
from qc.view.words.compare_formula import formula, rule_of_groups
from tests.builders import counts
from tests.view import comparisons as made
from tests.view.build import measure


def verdict(found: Comparison) -> str:
    return say.verdict(found, made.called(found))


def notes(found: Comparison) -> list[str]:
    told = say.notes(found, made.called(found))
    return [note.replace("\u00a0", " ") for note in told]


SPREAD = [20.0, 26, 14, 22, 27, 15, 24, 13, 20, 18, 25, 16]


class TestVerdict:
    def test_all_alike(self) -> None:
        assert verdict(made.shares(made.ALIKE)) == (
            "All 11 agents differ no more than chance would make them. Differences "
            "between them are noise; do not act on them."
        )

    def test_one_or_some_stand_out_in_the_order_of_names(self) -> None:
        ends = "Ask what is different there."

        one = made.shares([*made.ALIKE, 55])
        assert verdict(one) == f"1 of 12 agents stands out: u11 (worse). {ends}"

        two = made.shares([0.0, *made.ALIKE, *made.ALIKE, 60])
        assert verdict(two) == (
            f"2 of 24 agents stand out: u00 (better) and u23 (worse). {ends}"
        )

    def test_many_are_counted_not_listed(self) -> None:
        events = [*(made.ALIKE * 30), *([60.0] * 9)]

        assert "and 3 more." in verdict(made.shares(events))

    def test_all_differ(self) -> None:
        assert verdict(made.spread_out(30)).replace("\u00a0", " ") == (
            "The 30 agents differ more than chance would make them, from 4.4 % to "
            "26.2 %, but none stands out. Look for what sets all of them apart: cases, "
            "training, tools."
        )

    def test_two_groups(self) -> None:
        found = made.shares([*made.ALIKE, *made.ALIKE, *(3 * x for x in made.ALIKE)])

        assert verdict(found).replace("\u00a0", " ") == (
            "The 33 agents differ more than chance would make them, and fall into two "
            "groups with nobody between: 22 at 9.0\u201311.0 %, 11 at 27.0\u201333.0 "
            "%. None of them stands out alone; look for what sets the groups apart: "
            "cases, training, tools, when they came."
        )
        assert notes(found)[0] == (
            "The smaller group: u22, u23, u24, u25, u26, u27, u28, u29, u30, u31 and "
            "u32."
        )
        rule = rule_of_groups(found)
        assert rule.endswith("m = 32 stretches and r = 12.0: less than 0.01\u00a0%.")
        assert rule_of_groups(made.spread_out(30)) == ""

    def test_few_that_differ_cannot_show_which(self) -> None:
        found = made.spread_out(3, replace(made.SCOPE, dimension="category"))

        assert verdict(found) == (
            "The 3 categories differ more than chance would make them. So few cannot "
            "show which of them stands out; look for what sets them apart: cases, "
            "training, tools."
        )
        (beyond,) = [n for n in notes(found) if n.startswith("Beyond the 99.8 %")]
        assert "u00" in beyond

    def test_nothing_to_compare(self) -> None:
        assert verdict(made.shares([3.0])) == (
            "Fewer than two agents have 20 cases or more, so there is nothing to "
            "compare fairly."
        )


class TestNotes:
    def test_spread_multiplicity_and_who_is_left_out(self) -> None:
        found = made.shares([*SPREAD, 80], few={"a": 3, "b": 1}, unstated=1)

        told = notes(found)

        assert told[0].startswith("They lie ")
        assert told[0].endswith("percentage points (one sigma).")
        assert told[1:] == [
            "Allowing for 13 comparisons at once (Benjamini-Hochberg, 10 % false), it "
            "stays.",
            "2 of 15 agents have fewer than 20 cases: too few to judge.",
            "1 case does not say which agent they are of.",
        ]

    def test_chance_alone_is_said_to_explain(self) -> None:
        assert notes(made.shares([20.0] * 12)) == [
            "The agents have no spread in common beyond chance."
        ]
        assert notes(made.shares(SPREAD))[0].startswith(
            "Chance explains the differences; the lines"
        )

    def test_a_spread_of_times_is_a_factor(self) -> None:
        assert "a factor of " in notes(made.hours())[0]

    def test_the_scope_says_days_cases_and_part(self) -> None:
        found = made.shares(made.ALIKE)
        part = replace(found, scope=replace(found.scope, stratum="team <b>"))

        assert say.scope_line(part).replace("\u00a0", " ") == (
            "17 Aug 2026 to 15 Nov 2026 \u00b7 2,200 cases \u00b7 team <b>"
        )


class TestFormula:
    def test_of_shares_names_the_laws(self) -> None:
        told = formula(made.shares([*made.ALIKE, 55]))

        assert "binomial" in told
        assert "beta-binomial" in told

    def test_of_rates_names_theirs(self) -> None:
        units = UnitCounts(
            names=("a", "b"),
            events=np.array([300.0, 400]),
            n=np.array([200.0, 300]),
        )
        found = compare(measure(MeasureKind.RATE), units, made.SCOPE)

        assert "Poisson" in formula(found)
        assert "negative binomial" in formula(found)

    def test_of_times_is_on_logarithms(self) -> None:
        told = formula(made.hours())

        assert told.startswith("On the scale of logarithms")
        assert "s = 0.500" in told

    def test_of_nothing_is_empty(self) -> None:
        assert formula(made.shares([3.0])) == ""

    def test_how_to_read_it_names_what_is_plotted(self) -> None:
        assert "its typical time (geometric mean)" in say.how_to_read(made.hours())
        assert "its share" in say.how_to_read(made.shares(made.ALIKE))


class TestShortRun:
    def test_nobody_unlike_themselves(self) -> None:
        run = short_runs(measure(), "team", {"a": counts([5, 5, 6], of=50)})
        assert run is not None

        assert short_run.verdict(run, {"a": "a"}) == (
            "No team was unlike itself in any week."
        )

    def test_the_method_says_who_is_left_out(self) -> None:
        series = {"a": counts([5, 5, 6], of=50), "b": counts([5], of=50)}
        run = short_runs(measure(), "team", series)
        assert run is not None

        assert "1 team with a single week left out." in short_run.method(run)

    def test_nothing_over_time(self) -> None:
        assert short_run.nothing("agent", measure().by) == (
            "No agent has two weeks or more, so there is nothing to draw over time."
        )


@pytest.mark.parametrize(
    ("k", "dimension", "word"),
    [(1, "agent", "agent"), (2, "priority", "priorities"), (3, "team", "teams")],
)
def test_nouns(k: int, dimension: str, word: str) -> None:
    assert say.noun(dimension, k) == word


def test_no_sentence_ranks_anybody() -> None:
    found = made.shares([0.0, *made.ALIKE, *made.ALIKE, 60])
    text = " ".join([verdict(found), *notes(found), say.how_to_read(found)]).lower()

    assert not [
        word
        for word in ("best", "worst", "rank", "top", "last place")
        if f" {word} " in text
    ]
