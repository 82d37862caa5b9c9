"""Targets, formulas, chart choice, balance and dates in words."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from qc.core.charts import ChartChoice
from qc.core.kinds import Assurance, ChartKind, Direction, MeasureKind, Period, Reason
from qc.core.plan import Account, Fault, SetAside
from qc.review.assessment import Assessment, Assured
from qc.view import words
from qc.view.locales import GERMAN, Locale
from qc.view.numbers import scale_of
from qc.view.words.dates import time_ticks
from tests.builders import counts
from tests.view.build import (
    gaps,
    hours,
    judged,
    jumped,
    measure,
    run_only,
    share,
    steady,
)


def simple(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2013", "-")


class TestTargets:
    @pytest.mark.parametrize(
        ("assured", "said"),
        [
            (
                Assured(kind=Assurance.PASS),
                "Will keep meeting 10 % unless the process changes.",
            ),
            (
                Assured(kind=Assurance.FAIL),
                "Will keep missing 10 % until the process changes; "
                "asking people to try harder will not do it.",
            ),
            (
                Assured(kind=Assurance.HIT_OR_MISS, misses=0.234),
                "Will meet 10 % some weeks and miss others by chance "
                "(about 23 % of weeks).",
            ),
            (
                Assured(kind=Assurance.HIT_OR_MISS, misses=0.0004),
                "Will meet 10 % some weeks and miss others by chance "
                "(under 1 % of weeks).",
            ),
            (
                Assured(kind=Assurance.HIT_OR_MISS, misses=0.9999),
                "Will meet 10 % some weeks and miss others by chance "
                "(over 99 % of weeks).",
            ),
            (
                Assured(kind=Assurance.HIT_OR_MISS),
                "Will meet 10 % some weeks and miss others by chance.",
            ),
            (
                Assured(kind=Assurance.NONE),
                "Too early to judge the target: no limits yet.",
            ),
        ],
    )
    def test_the_table(self, assured: Assured, said: str) -> None:
        one = replace(steady(), assured=assured)
        assert simple(words.assurance_sentence(one)) == said

    def test_no_target_and_no_direction(self) -> None:
        assert words.assurance_sentence(share([24] * 30)) == "No target set."
        aimless = share([24] * 30, target=0.1, direction=Direction.NEITHER)
        assert words.assurance_sentence(aimless) == (
            "No good direction set, so the target is not judged."
        )

    def test_the_target_is_shown_as_it_was_set_with_its_good_side(self) -> None:
        for target, shown in ((0.1, "10 %"), (0.125, "12.5 %"), (0.0333, "3.33 %")):
            one = share([24, 25, 23] * 10, target=target)
            assert simple(words.target_text(one, scale_of(one))) == f"\u2264 {shown}"
        high = hours([4.0, 5.0, 4.5] * 9, target=4.0, direction=Direction.HIGHER)
        assert simple(words.target_text(high, scale_of(high))) == "\u2265 4 h"

    @pytest.mark.parametrize(
        ("direction", "target", "met"),
        [
            (Direction.LOWER, 0.15, True),
            (Direction.LOWER, 0.1, False),
            (Direction.HIGHER, 0.15, True),
            (Direction.HIGHER, 0.2, False),
            (Direction.NEITHER, 0.1, None),
            (Direction.LOWER, None, None),
        ],
    )
    def test_reaching_a_target_exactly_meets_it(
        self, direction: Direction, target: float | None, met: bool | None
    ) -> None:
        one = replace(jumped(), measure=measure(direction=direction, target=target))
        assert words.meets_target(one) is met


class TestFormula:
    """The sum as written gives the limits as drawn."""

    @pytest.mark.parametrize(
        "one",
        [
            share([24, 25, 23, 26, 22, 24, 25, 23] * 4),
            judged(counts([140, 152, 138] * 10, of=400), measure(MeasureKind.RATE)),
            judged(
                counts([110, 150, 100, 130, 155, 115] * 6, of=1000),
                measure(chart=ChartKind.P_PRIME),
            ),
            judged(
                counts([110, 150, 100, 130, 155, 115] * 6, of=1000),
                measure(kind=MeasureKind.RATE, chart=ChartKind.U_PRIME),
            ),
            hours([4.0, 5.0, 4.4, 4.8, 5.5, 4.1] * 6),
            gaps([50, 60, 70, 55, 65, 58] * 5),
        ],
        ids=["p", "u", "p'", "u'", "xmr", "t"],
    )
    def test_it_can_be_done_again(self, one: Assessment) -> None:
        text = simple(words.formula(one, Locale(thousands="")))
        left = text.split(" = ")[0]
        low, high = words.limits_at(one)
        assert low is not None
        assert high is not None
        for sign, drawn in (("-", low), ("+", high)):
            sum_ = left.replace("\u00b1", sign).replace("\u00d7", "*")
            sum_ = sum_.replace("^", "**").replace("\u221a", "SQRT")
            value = eval(sum_, {"SQRT": np.sqrt})
            assert value == pytest.approx(drawn, rel=2e-3)

    def test_the_result_is_what_is_drawn(self) -> None:
        assert simple(words.formula(jumped())) == (
            "0.06000 \u00b1 3 \u00d7 \u221a(0.06000 \u00d7 0.9400 / 400) = 2.4-9.6 %, "
            "where 0.06000 is the share in the baseline, 400 the cases of the newest "
            "point."
        )

    def test_exact_limits_are_told_as_such(self) -> None:
        assert simple(words.formula(share([4, 6, 5, 3] * 7))).startswith(
            "1 in 741 of chance on either side of 0.01125 among 400 = at most 3.0 %"
        )

    def test_limits_by_probability_are_told_as_such(self) -> None:
        log = counts([110, 150, 100, 130, 155, 115] * 6, of=1000)
        one = judged(log, measure(chart=ChartKind.P_PRIME_PROBABILITY))

        assert simple(words.formula(one)) == (
            "1 in 741 of chance on either side of 0.1267 among 1,000 = 5.4-22.7 %, "
            "where 0.1267 is the share in the baseline, 1,000 the cases of the newest "
            "point; chance itself has a standard deviation of 0.02714 from period to "
            "period, which makes points vary 2.766 times as widely, and counts follow "
            "the beta-binomial law."
        )

    def test_a_run_chart_has_a_median(self) -> None:
        assert simple(words.formula(run_only([3, 4, 5]))) == (
            "median of 3 values = 4.0 h, where half of the points lie above it, "
            "half below."
        )

    def test_without_data_there_is_none(self) -> None:
        assert words.formula(judged(counts([0], of=0), measure())) == ""

    def test_signs_follow_the_locale(self) -> None:
        assert "0,06000" in words.formula(jumped(), GERMAN)


class TestChoice:
    def test_taken_and_rejected_with_their_reasons_and_numbers(self) -> None:
        choice = ChartChoice(
            kind=ChartKind.P_PRIME,
            reasons=(Reason.COUNTS_OF_DEFECTIVES, Reason.OVERDISPERSED),
            rejected=(
                (ChartKind.P, Reason.OVERDISPERSED),
                (ChartKind.XMR, Reason.IGNORES_SUBGROUP_SIZE),
                (ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS),
            ),
            statistics={"points": 24.0, "x2_per_df": 3.4, "p_value": 1e-9, "new": 2.0},
        )
        assert simple(words.why_this_chart(choice)) == (
            "p\u2032 chart: the measure counts contacts with a defect among all "
            "contacts and varies more than chance alone would make it. "
            "Not the p chart: the points vary more than it allows for. "
            "Not the XmR chart: it would ignore how many contacts are behind a point. "
            "Not the run chart: there are enough points for limits. "
            "Numbers: 24 points in the baseline, observed over expected variance 3.40, "
            "chance of that much or more under 0.1 %, new 2.00."
        )

    @pytest.mark.parametrize("reason", Reason)
    def test_every_reason_can_take_and_reject(self, reason: Reason) -> None:
        choice = ChartChoice(
            kind=ChartKind.RUN, reasons=(reason,), rejected=((ChartKind.P, reason),)
        )
        assert words.why_this_chart(choice).count(".") == 2

    def test_no_reason_at_all(self) -> None:
        choice = ChartChoice(kind=ChartKind.XMR, reasons=())
        assert words.why_this_chart(choice) == "XmR chart: it suits this measure."


class TestLoading:
    ACCOUNT = Account(read=12431, accepted=12400, set_aside=21, duplicates=10)

    def test_the_balance(self) -> None:
        assert words.account_sentence(self.ACCOUNT) == (
            "12,431 rows read = 12,400 accepted + 21 set aside + 10 duplicates"
        )

    def test_a_balance_that_fails_says_by_how_much(self) -> None:
        assert words.account_sentence(replace(self.ACCOUNT, read=12433)) == (
            "12,433 rows read \u2260 12,400 accepted + 21 set aside + 10 duplicates: "
            "2 rows unaccounted for; nothing was used"
        )

    def test_what_else_happened(self) -> None:
        more = replace(
            self.ACCOUNT, replaced=35, events_read=40000, values_left_out={"score": 7}
        )
        assert words.account_sentence(more, GERMAN) == (
            "12.431 rows read = 12.400 accepted + 21 set aside + 10 duplicates; "
            "35 of the accepted are newer versions of known interactions; "
            "40.000 events became these rows; 7 single values were left out"
        )

    def test_an_odd_local_time_is_not_left_out(self) -> None:
        left = {"opened_at:no-such-local-time": 1, "score:not-a-number": 1}
        odd = replace(self.ACCOUNT, values_left_out=left)
        assert words.account_sentence(odd).endswith(
            "; 1 single value was left out; 1 local time is doubtful"
        )

    def test_a_long_list_is_cut(self) -> None:
        row = SetAside(line=3, column="", value="x", fault=Fault.NUL_BYTE)
        lines = list(words.aside_lines([row] * 7))
        assert lines[:5] == [words.fault_sentence(row)] * 5
        assert lines[5:] == ["... and 2 more"]
        assert list(words.aside_lines([row])) == [words.fault_sentence(row)]

    def test_columns_that_no_field_takes_are_named(self) -> None:
        assert words.unused_sentence([]) == ""
        assert words.unused_sentence(["a\n", "b"]) == "Columns not used: a, b"
        many = words.unused_sentence([f"c{i}" for i in range(15)])
        assert many.endswith("c10, c11 and 3 more")

    def test_a_fault_tells_line_column_value_and_remedy(self) -> None:
        row = SetAside(
            line=31, column="opened_at", value="30.02.2026\x00", fault=Fault.NOT_A_TIME
        )
        assert words.fault_sentence(row) == (
            'Line 31: Opened at holds "30.02.2026", which is not a time in the '
            "declared format. Correct the value, or declare its format in the mapping."
        )

    def test_a_long_value_is_cut_and_braces_are_only_text(self) -> None:
        row = SetAside(
            line=1, column="", value="{value}" * 40, fault=Fault.NOT_A_NUMBER
        )
        said = words.fault_sentence(row)
        assert said.startswith('Line 1: A value holds "{value}{value}')
        assert len(said) < 220


class TestDates:
    DAY = np.datetime64("2026-11-09")

    def test_periods_have_the_names_people_use(self) -> None:
        labels = [simple(words.period_label(self.DAY, period)) for period in Period]
        assert labels == ["9 Nov 2026", "2026-W46 (9 Nov)", "Nov 2026"]

    def test_an_axis_names_months_and_the_year_once(self) -> None:
        at = np.arange("2025-06-02", "2026-06-01", 7, dtype="datetime64[D]")
        days, labels = time_ticks(at)
        assert days == ["2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01"]
        assert sum("<br>" in label for label in labels) == 2
        assert len(days) <= 6

    def test_a_short_time_has_days(self) -> None:
        at = np.arange("2025-06-02", "2025-07-02", 7, dtype="datetime64[D]")
        days, labels = time_ticks(at)
        assert days[0] == "2025-06-02"
        assert simple(labels[0]) == "2 Jun<br>2025"
        assert len(days) <= 6


def test_alt_text_is_the_sentence_and_its_numbers() -> None:
    assert simple(words.alt_text(jumped())) == (
        "Support answered late. Worse than usual range: 15.0 % vs 2.4-9.6 %. "
        "Look for what was different in the week of 12 Aug. "
        "Latest 2024-W33 (12 Aug): 15.0 %, 400 cases. Mean 6.0 %. "
        "Usual range 2.4-9.6 %. Target \u2264 10 %."
    )


def test_field_names_are_words() -> None:
    assert words.field_name("first_response_at") == "First response at"


def test_numbers_in_sentences_are_those_of_the_chart() -> None:
    one = jumped()
    assert one.chart is not None
    shown = re.findall(r"\d+\.\d", words.sentence(one))
    drawn = [one.chart.value[-1], one.chart.lower[-1], one.chart.upper[-1]]
    assert [float(text) for text in shown] == [round(100 * x, 1) for x in drawn]
