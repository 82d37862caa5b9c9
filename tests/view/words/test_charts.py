"""Why this chart: by the data, by hand, with every reason there is."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from qc.core.charts import ChartChoice, PhasePlan
from qc.core.kinds import ChartKind, MeasureKind, Reason
from qc.spc.choice import choose, overruled
from qc.view import words
from qc.view.locales import GERMAN
from qc.view.words.charts import (
    STATISTICS,
    candidate_rows,
    numbers_line,
    verdict_line,
)
from qc.view.words.reasons import ADVICE, REJECTED, TAKEN
from tests.builders import counts, values
from tests.spc.makers import ar1, daily, normal

BY_DATA = ChartChoice(
    kind=ChartKind.P_PRIME,
    reasons=(Reason.COUNTS_OF_DEFECTIVES, Reason.OVERDISPERSED),
    rejected=(
        (ChartKind.P, Reason.OVERDISPERSED),
        (ChartKind.XMR, Reason.IGNORES_SUBGROUP_SIZE),
    ),
    statistics={"points": 24.0},
)
FEW = ChartChoice(
    kind=ChartKind.RUN,
    reasons=(Reason.TOO_FEW_FOR_LIMITS,),
    rejected=((ChartKind.P, Reason.TOO_FEW_FOR_LIMITS),),
)

WIDE = replace(BY_DATA, statistics={"points": 24.0, "x2_per_df": 2.5, "mean_n": 37.7})


class TestByTheData:
    def test_memory_and_what_to_do(self) -> None:
        choice = ChartChoice(
            kind=ChartKind.RESIDUALS,
            reasons=(Reason.ONE_VALUE_PER_PERIOD, Reason.REMEMBERS_STRONGLY),
            rejected=(
                (ChartKind.XMR, Reason.REMEMBERS),
                (ChartKind.XMR_CORRECTED, Reason.REMEMBERS_STRONGLY),
            ),
            statistics={"points": 50.0, "r1": 0.75, "phi": 0.83, "moved": 0.31},
            advice=(Reason.REMEMBERS_STRONGLY,),
        )

        assert _plain(words.why_this_chart(choice)) == (
            "residual chart: the measure has one value for each period and carries "
            "over strongly from one period into the next. "
            "Not the XmR chart: each period carries over into the next, and its limits "
            "would be too tight. "
            "Not the XmR chart with memory: limits wide enough for so strong a memory "
            "would see little. "
            "Neighbouring points tell nearly the same: a longer period would give "
            "points that stand for themselves. "
            "Numbers: 50 points in the baseline, correlation of neighbouring points "
            "0.75, memory 0.83 of 1, one step or trend explains 31 % of the variance."
        )

    def test_one_reason_against_two_charts_is_said_once(self) -> None:
        differ = Reason.WEEKDAYS_DIFFER
        choice = ChartChoice(
            kind=ChartKind.WEEKDAY,
            reasons=(Reason.COUNTS_OF_DEFECTS, differ),
            rejected=((ChartKind.U, differ), (ChartKind.U_PRIME, differ)),
        )

        assert words.why_this_chart(choice) == (
            "weekday chart: the measure counts defects, of which one contact can have "
            "many and differs by weekday. Not the u chart nor the u\u2032 chart: "
            "weekdays differ, and limits for all of them alike would signal on some "
            "and miss much on others."
        )

    def test_numbers_of_every_chooser_have_words_of_their_own(self) -> None:
        rng = np.random.default_rng(1)
        for series, kind in (
            (counts(rng.binomial(90, 0.1, 30), of=90), MeasureKind.SHARE),
            (daily(rng.binomial(400, 0.1, 90), 400), MeasureKind.SHARE),
            (values(ar1(60, 0.9, rng)), MeasureKind.SCORE),
            (values([0.0, 0, 0, 5] * 9), MeasureKind.SCORE),
        ):
            choice = choose(series, kind, plan=PhasePlan(freeze=None))
            assert set(choice.statistics) <= set(STATISTICS)
            assert words.why_this_chart(choice, GERMAN).endswith(".")

    @pytest.mark.parametrize("reason", Reason)
    def test_every_reason_is_said_in_each_place(self, reason: Reason) -> None:
        for choice in (
            ChartChoice(kind=ChartKind.P, reasons=(reason,)),
            ChartChoice(
                kind=ChartKind.P,
                reasons=(Reason.COUNTS_OF_DEFECTIVES, reason),
                rejected=((ChartKind.RUN, reason),),
            ),
            ChartChoice(kind=ChartKind.P, reasons=(), advice=(reason,)),
        ):
            said = words.why_this_chart(choice)
            assert said.endswith(".")
            assert not re.search(r"[{}]|\.\.|  |: \.|nan", said)
            assert reason.value not in said or "-" not in reason.value
            for sentence in said.split(". "):
                assert sentence[0].isupper() or sentence.startswith("p chart")

    def test_no_word_is_kept_for_a_reason_that_is_none(self) -> None:
        assert {*TAKEN, *REJECTED, *ADVICE} <= set(Reason)


class TestByHand:
    def test_what_the_data_would_take_and_why(self) -> None:
        choice = overruled(BY_DATA, ChartKind.XMR)

        assert _plain(words.why_this_chart(choice)) == (
            "XmR chart: chosen by hand. "
            "The data would take the p\u2032 chart: the measure counts contacts with a "
            "defect among all contacts and varies more than chance alone would make "
            "it. "
            "Not the XmR chart: it would ignore how many contacts are behind a point. "
            "Numbers: 24 points in the baseline."
        )

    def test_the_data_may_have_nothing_against_it(self) -> None:
        choice = overruled(BY_DATA, ChartKind.EWMA)

        assert "Not the" not in words.why_this_chart(choice)

    def test_a_chart_by_hand_before_there_is_enough(self) -> None:
        choice = overruled(FEW, ChartKind.P)

        assert words.why_this_chart(choice) == (
            "p chart: chosen by hand. The data would take the run chart: there are too "
            "few points for limits. Not the p chart: there are too few points for "
            "limits."
        )

    def test_nothing_but_that_it_was_chosen(self) -> None:
        choice = ChartChoice(kind=ChartKind.U, reasons=(Reason.CHOSEN_BY_USER,))

        assert words.why_this_chart(choice) == "u chart: chosen by hand."
        assert words.chart_footer(choice) == "u chart, chosen by hand"


class TestFooter:
    def test_by_the_data(self) -> None:
        assert words.chart_footer(BY_DATA) == "p\u2032 chart, chosen by the data"
        assert words.chart_footer(FEW) == "Run chart, chosen by the data"

    def test_by_hand(self) -> None:
        assert words.chart_footer(overruled(BY_DATA, ChartKind.XMR)) == (
            "XmR chart, chosen by hand; the data would take the p\u2032 chart"
        )
        assert words.chart_footer(overruled(FEW, ChartKind.P)).endswith(
            "the data would take the run chart"
        )

    def test_of_real_data(self) -> None:
        choice = choose(values(normal(30, 1)), MeasureKind.SCORE, plan=PhasePlan())

        assert words.chart_footer(choice) == "XmR chart, chosen by the data"


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


class TestCandidates:
    def test_the_one_taken_comes_first_each_with_its_numbers(self) -> None:
        rows = candidate_rows(WIDE)

        assert rows[0][:2] == ("p\u2032 chart", "taken")
        assert {row[1] for row in rows[1:]} == {"not taken"}
        assert "observed over expected variance" in rows[0][3]
        assert verdict_line(BY_DATA).startswith("p\u2032 chart: the measure counts")

    def test_of_one_by_hand_comes_before_what_the_data_would_take(self) -> None:
        rows = candidate_rows(overruled(BY_DATA, ChartKind.XMR))

        assert [row[:2] for row in rows[:2]] == [
            ("XmR chart", "taken by hand"),
            ("p\u2032 chart", "what the data would take"),
        ]
        assert ("XmR chart", "not taken") in {row[:2] for row in rows[2:]}

    def test_every_number_is_told_once(self) -> None:
        assert numbers_line(WIDE) == "Also known: 24 points in the baseline."
        assert candidate_rows(WIDE)[2][3] == "37.7 contacts behind a point on average"
