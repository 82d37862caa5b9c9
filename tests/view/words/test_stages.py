"""Sentences of the five stages: what is said, with which numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qc.core.kinds import Stage
from qc.review.causes import Causes
from qc.review.stages import report
from qc.review.tallies import CauseKind, Joined, JourneyLog, JourneyTally
from qc.view.words import causes as tell
from qc.view.words import journeys as ways
from qc.view.words import stage_budgets as spent
from qc.view.words import stages as say
from qc.view.words.stages_formula import formulas
from tests.view import made_stages as made


def simple(text: str) -> str:
    plain = text.replace("\u00a0", " ").replace("\u2013", "-")
    return plain.replace("\u2212", "-").replace("\u00d7", "x")


class TestStages:
    def test_one_stands_out(self) -> None:
        assert simple(say.weakest_sentence(made.stages(5, 10, 5, 40, 4))) == (
            "Most defects are met in support: 40 (30-50) of 100 interactions (n 100)."
        )

    def test_none_stands_out(self) -> None:
        assert simple(say.weakest_sentence(made.stages(10, 10, 12, 10, 10))) == (
            "No stage stands out. Most defects are seen in sale, 12 (6-20) of 100 "
            "interactions (n 100), but chance alone could explain the order."
        )

    def test_there_is_one_stage_only(self) -> None:
        found = report([made.tally(Stage.NEWS, 50, 5)])

        assert simple(say.weakest_sentence(found)) == (
            "All data are of future-sales news: 10 (3-22) of 100 interactions have a "
            "defect (n 50)."
        )
        assert say.rolled_sentence(found) == ""

    def test_nothing_could_be_judged(self) -> None:
        assert say.weakest_sentence(report([])) == (
            "No interaction can be judged: the log has neither defective nor defects. "
            "Map a column to one of them on the Data page."
        )

    def test_one_after_another(self) -> None:
        assert simple(say.rolled_sentence(made.stages(5, 10, 5, 10, 4))) == (
            "With one interaction at each of the five stages, 70 (59-77) of 100 "
            "customers would meet no defect."
        )
        two = [made.tally(stage, 100, 10) for stage in (Stage.SALE, Stage.NEWS)]
        assert "each of sale and future-sales news, 81" in say.rolled_sentence(
            report(two)
        )


class TestJourneys:
    @pytest.mark.parametrize(
        ("free", "reading"),
        [
            (70, "Chance alone can explain the difference."),
            (90, "More go free than that: defects gather on some of them."),
            (
                40,
                "Fewer go free than that: more of them are hit than chance would have "
                "it.",
            ),
        ],
    )
    def test_are_held_against_the_stages(self, free: int, reading: str) -> None:
        (way,) = made.stages(5, 10, 5, 10, 4, free=free).journeys

        said = simple(ways.journey_sentence(way))

        assert said.startswith(f"Of 100 customers who pass all five stages, {free} (")
        assert "(n 100, 5.0 interactions each)" in said
        assert said.endswith(f"the stages by themselves would give 70. {reading}")

    def test_through_fewer_stages_name_them(self) -> None:
        some = JourneyTally(contacts=(1, 1, 0, 0, 0), journeys=10, defect_free=8)
        log = JourneyLog(joined=Joined.CASE, whole=(some,))
        (way,) = report([made.tally(Stage.INQUIRY, 9, 1)], [log]).journeys

        assert ways.journey_sentence(way).startswith(
            "Of 100 cases who pass inquiry and selection, 80 ("
        )

    def test_that_are_left_out_are_counted(self) -> None:
        (way,) = made.stages(5, 10, 5, 10, 4).journeys

        assert ways.cut_sentence(way) == (
            "Joined by customer_id: 100 customers whole; 3 customers left out, as they "
            "began before the first day or lie partly in another part of the log; 1 "
            "customer left out, with an interaction that was not judged or names no "
            "stage."
        )

    def test_may_be_none(self) -> None:
        (way,) = report([], [JourneyLog(joined=Joined.CASE, loose=2)]).journeys

        assert ways.journey_sentence(way) == "No case is whole in this part of the log."
        assert ways.cut_sentence(way) == (
            "Joined by case_id: 0 cases whole; 2 interactions without a case."
        )


class TestBalance:
    def test_adds_up(self) -> None:
        tallies = [
            made.tally(Stage.SALE, 90, 5, silent=7),
            made.tally(None, 2, 1, silent=1),
        ]

        assert simple(say.balance_sentence(report(tallies, days=made.DAYS))) == (
            "100 interactions = 90 judged + 7 not judged + 3 without one of the five "
            "stages \u00b7 5 Jan 2026 to 1 Mar 2026"
        )

    def test_tells_contradictions(self) -> None:
        one = replace(made.tally(Stage.SALE, 90, 5), contradicting=2)

        assert say.contradiction_sentence([one]) == (
            "In 2 interactions the flag `defective` and the number of `defects` "
            "disagree; the flag is believed."
        )
        assert say.contradiction_sentence([made.tally(Stage.SALE, 9, 1)]) == ""


class TestFormulas:
    def test_have_the_numbers_of_the_log(self) -> None:
        told = simple("\n".join(formulas(made.stages(5, 10, 5, 20, 4))))

        assert "Support: 1 - 20 / 100 = 80.0 %." in told
        assert "Support: 20 / 100 = 0.200." in told
        assert "Support: 1,000,000 x 20 / 100 = 200,000." in told
        assert "500 interactions do not say how many opportunities" in told
        assert "without any shift. Support: z(1 - 0.2000) = 0.84." in told
        assert "95.0 % x 90.0 % x 95.0 % x 80.0 % x 96.0 % = 62.4 %" in told

    def test_say_that_a_shift_was_added(self) -> None:
        shifted = report([made.tally(Stage.SALE, 100, 10)], shift=1.5)

        assert "plus the shift of 1.5. Sale: z(1 - 0.1000) + 1.5 = 2.78." in simple(
            "\n".join(formulas(shifted))
        )

    def test_of_nothing_are_none(self) -> None:
        assert list(formulas(report([]))) == []


class TestCauses:
    def test_the_vital_few_are_named(self) -> None:
        said = simple(tell.causes_sentence(made.causes()))

        assert said.startswith("70 % of 100 defective interactions: steady, <script>")
        assert said.endswith("21 state no reason.")

    def test_there_may_be_no_vital_few(self) -> None:
        found = made.causes()
        bars = tuple(replace(bar, vital=False) for bar in found.bars)

        assert simple(tell.causes_sentence(replace(found, bars=bars))) == (
            "No few causes stand out; the most frequent, steady, has 40 % of 100 "
            "defective interactions. 21 state no reason."
        )

    def test_more_than_five_are_not_all_named(self) -> None:
        found = made.causes()
        bars = tuple(replace(found.bars[0], cause=f"c{i}") for i in range(7))

        assert "c0, c1, c2, c3, c4 and 2 more" in tell.causes_sentence(
            replace(found, bars=bars)
        )

    def test_none_may_be_told(self) -> None:
        found = made.causes()
        silent = [bar for bar in found.bars if bar.kind is CauseKind.NOT_STATED]

        assert tell.causes_sentence(replace(found, bars=tuple(silent))) == (
            "None of 100 defective interactions states its reason."
        )

    def test_there_may_be_no_defect(self) -> None:
        assert tell.causes_sentence(made.no_causes()) == (
            "No defect among 50 judged interactions."
        )

    def test_what_changed_is_told_with_its_ratio(self) -> None:
        compared = made.causes().comparison
        assert compared is not None

        said = simple(tell.change_sentence(compared))

        assert "more frequent, x3.0 (" in said
        assert said.endswith("Chance alone would not explain it.")
        assert "each interval holds with 98.75 %" in simple(tell.spans_line(compared))

    def test_no_change_is_told(self) -> None:
        compared = made.causes().comparison
        assert compared is not None
        calm = replace(compared, changes=compared.changes[:1])

        assert tell.change_sentence(calm).startswith("No cause changed more than")
        assert tell.change_sentence(replace(compared, changes=())) == (
            "No defect in either span."
        )
        assert tell.change_sentence(None).startswith("The log is too short")

    def test_a_span_without_interactions_is_named(self) -> None:
        assert simple(tell.change_sentence(made.no_causes().comparison)) == (
            "No interaction was judged from 2 Mar to 26 Apr 2026."
        )

    def test_new_and_unseen_causes_have_no_ratio(self) -> None:
        found: Causes = made.causes()
        assert found.comparison is not None
        one = found.comparison.changes[0]

        def said(ratio: float, high: float) -> str:
            change = replace(one.change, ratio=ratio, interval=(1.5, high))
            return simple(tell.ratio_text(replace(one, change=change)))

        assert said(np.inf, np.inf) == "new (1.5-\u221e)"
        assert said(np.nan, np.nan) == "not seen"


class TestBudgets:
    def test_say_what_is_left(self) -> None:
        week, month, _ = made.budgets(events=10)

        assert spent.budget_sentence(week) == "8.0 left."
        assert spent.budget_sentence(month) == "20.0 left."
        assert spent.budgets_sentence(made.budgets(events=10)) == (
            "This month is within the tolerance so far."
        )

    def test_say_what_will_not_last(self) -> None:
        _, month, _ = made.budgets(events=20)

        assert spent.budget_sentence(month) == (
            "10.0 left, but it will not last at this pace."
        )
        assert spent.budgets_sentence(made.budgets()).startswith(
            "Will not last at this pace: <script>"
        )

    def test_say_what_is_used_up_beyond_chance(self) -> None:
        _, month, _ = made.budgets(events=60)

        assert spent.budget_sentence(month) == "Used up: 30.0 more than allowed."
        assert spent.budgets_sentence(made.budgets(events=60)).startswith("Used up")

    def test_say_that_nothing_came(self) -> None:
        (week, *_) = made.budgets(events=0, n=0)

        assert spent.budget_sentence(week) == "Nothing came yet."
        assert spent.budget_cell(week) == spent.budget_cell(None) == "nothing came yet"
        assert spent.budget_formula(week) == spent.budget_formula(None) == ""

    def test_have_their_formula(self) -> None:
        _, month, _ = made.budgets()

        assert simple(spent.budget_formula(month)).startswith(
            "Allowed: 100,000 / 1,000,000 x 300.0 opportunities expected in the whole "
            "period at the pace so far = 30.0. Used: 20 / 30.0."
        )
        assert simple(spent.windows_line([month])) == (
            "Month so far (Nov 2026, 18 of 30 days)"
        )
