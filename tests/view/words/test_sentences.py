"""What a chart says, in at most twenty words."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.core.charts import PhasePlan
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.series import Values
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.locales import GERMAN
from tests.builders import counts, values
from tests.view.build import (
    ALL_RULES,
    gaps,
    hours,
    judged,
    measure,
    only,
    run_only,
    share,
    steady,
)

BANNED = re.compile(r"sigma|\bred\b|\bgreen\b|significan|failed|alert|bucket|KPI", re.I)
LEVEL = [24, 25, 23, 26, 22, 24, 25, 23] * 3  # 24 weeks of about 6 % of 400


def said(one: Assessment) -> str:
    """The sentence, with plain spaces for easy reading."""
    return words.sentence(one).replace("\u00a0", " ").replace("\u2013", "-")


def by(rule: str, newest: list[float], **changes: object) -> Assessment:
    """A share after 24 steady weeks, judged by one rule."""
    return judged(counts([*LEVEL, *newest], of=400), measure(**changes), only(rule))


class TestTheTable:
    def test_no_data(self) -> None:
        nothing = judged(counts([0, 0], of=0), measure())
        assert said(nothing) == "No data for this measure yet."

    def test_none(self) -> None:
        assert said(steady()) == (
            "Steady. Expect between 2.4 % and 8.9 %. "
            "Last week's move is normal; do not chase it."
        )

    def test_none_without_a_lower_limit(self) -> None:
        assert said(share([4, 6, 5, 3] * 7)) == (
            "Steady. Expect at most 3.0 %. Last week's move is normal; do not chase it."
        )

    def test_outside_concern(self) -> None:
        assert said(share([*LEVEL, 60])) == (
            "Worse than usual range: 15.0 % vs 2.4-9.6 %. "
            "Look for what was different in the week of 17 Jun."
        )

    def test_outside_concern_where_the_target_is_met_says_both(self) -> None:
        assert said(share([*LEVEL, 60], target=0.2)) == (
            "Meets 20 %, but worse than usual range: 15.0 % vs 2.4-9.6 %. "
            "Look into the week of 17 Jun."
        )

    def test_outside_concern_where_low_is_bad(self) -> None:
        low = hours([10, 11, 9, 10, 12, 10] * 4 + [1], direction=Direction.HIGHER)
        assert said(low).startswith("Worse than usual range: 1.0 h vs ")

    def test_outside_improvement(self) -> None:
        assert said(share([*LEVEL, 2])) == (
            "Better than the usual range. Find out why, and keep it."
        )

    def test_run_concern(self) -> None:
        assert said(by("side", [30] * 9)) == (
            "9 weeks in a row worse than average. "
            "The level has probably moved since the week of 17 Jun."
        )

    def test_run_improvement(self) -> None:
        assert said(by("side", [18] * 8)).startswith(
            "9 weeks in a row better than average. "
        )

    def test_run_concern_where_the_target_is_met_says_both(self) -> None:
        assert said(by("side", [30] * 9, target=0.1)) == (
            "Meets 10 %, but 9 weeks in a row worse than average. "
            "Probably moved since the week of 17 Jun."
        )

    def test_trend(self) -> None:
        assert said(by("trend", [22, 24, 26, 28, 30, 32])) == (
            "5 steps in one direction. Drifting worse."
        )

    def test_near_limit(self) -> None:
        assert said(by("near", [34, 24, 35])) == (
            "Two of three weeks close to the limit. Early warning."
        )

    def test_near_limit_on_the_good_side(self) -> None:
        assert said(by("near", [14, 24, 13])) == (
            "Two of three weeks close to the better limit. Early sign."
        )

    def test_zone(self) -> None:
        assert said(by("zone", [30, 31, 24, 30, 31])) == (
            "Four of five weeks clearly worse than average. Early warning."
        )

    def test_neutral(self) -> None:
        assert said(by("side", [30] * 9, direction=Direction.NEITHER)) == (
            "Changed since the week of 17 Jun; not set as good or bad."
        )

    def test_few_points(self) -> None:
        assert said(share(LEVEL[:14])) == (
            "Trial limits (14 points, firm from 24). Read with care."
        )

    def test_too_few_points_for_limits(self) -> None:
        assert said(share([20, 31, 22, 29, 24, 27, 25, 26, 23, 28, 21])) == (
            "Too few points for limits (11 of 12). No sign of a change so far."
        )

    def test_too_few_points_for_anything(self) -> None:
        assert (
            said(share([24, 25])) == "Too few points to judge (2; limits come with 12)."
        )

    def test_small_n(self) -> None:
        few = share([*LEVEL, 1], of=[400.0] * 24 + [15.0])
        assert said(few) == "Only 15 cases; one more case moves this 6.7 points."

    def test_crossings(self) -> None:
        slow = [20, 21, 20, 21, 20, 22, 20, 21, 20, 21, 20, 22] + [28, 27] * 6
        one = judged(counts(slow, of=400), measure(), only("crossings"))
        assert said(one) == (
            "Crosses the average too seldom. Lately worse: "
            "the level has probably moved since the week of 25 Mar."
        )

    def test_no_variation(self) -> None:
        assert said(hours([4.0] * 30)) == (
            "No variation in the baseline: suspicious. "
            "Check the data before trusting the limits."
        )

    def test_a_change_after_no_variation_warns_of_it(self) -> None:
        assert said(hours([4.0] * 30 + [5.0])) == (
            "Changed in the week of 29 Jul after a baseline without variation: "
            "suspicious. Check the data first."
        )

    def test_a_run_chart_of_many_points(self) -> None:
        assert said(run_only([3.0, 4.0, 5.0, 4.2, 3.1] * 5)) == (
            "Steady around 4.0 h. No sign that the level has moved."
        )


class TestDates:
    def test_the_year_is_named_where_it_is_not_that_of_the_newest_point(self) -> None:
        events = [*LEVEL, *([30] * 40)]
        assert said(judged(counts(events, of=400), measure(), only("side"))).endswith(
            "since the week of 17 Jun 2024."
        )

    def test_days_and_months(self) -> None:
        for period, end in ((Period.DAY, "on 17 Jun."), (Period.MONTH, "in Jun 2024.")):
            assert said(share([*LEVEL, 60], by=period)).endswith(end)

    def test_a_rare_event_has_a_day_and_an_interval(self) -> None:
        longest = said(gaps([5, 8, 20, 3, 9, 14] * 5))
        assert "Last interval's move is normal" in longest


class TestAlways:
    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_twenty_words_at_most_and_no_jargon(self, data: st.DataObject) -> None:
        one = data.draw(assessments())
        for text in (
            words.sentence(one),
            words.assurance_sentence(one),
            *(words.finding_sentence(one, finding) for finding in one.findings),
        ):
            assert len(text.split(" ")) <= 20, text
            assert text.endswith(".")
            assert not BANNED.search(text)
            assert "nan" not in text
            assert "{" not in text

    @settings(max_examples=50, deadline=None)
    @given(st.data())
    def test_all_other_texts_can_be_made(self, data: st.DataObject) -> None:
        one = data.draw(assessments())
        texts = [words.formula(one, GERMAN), *words.caveats(one)]
        if one.choice is not None:
            texts.append(words.why_this_chart(one.choice))
        for text in texts:
            assert not BANNED.search(text)
            assert "nan" not in text
            assert "{" not in text

    @settings(max_examples=40, deadline=None)
    @given(st.integers(24, 400), st.floats(0.02, 0.5))
    def test_a_value_outside_never_looks_inside(self, n: int, p: float) -> None:
        base = [round(n * p)] * 12 + [round(n * p) + 1] * 12
        over = next((e for e in range(base[0], n + 1) if _is_out(base, e, n)), None)
        if over is None:
            return
        text = said(share([*base, over], of=n))
        numbers = re.findall(r"(\d+\.\d+)(?= %|-| vs)", text.split(". Look")[0])
        assert float(numbers[0]) > float(numbers[-1]), text


def _is_out(base: list[int], newest: int, n: int) -> bool:
    one = share([*base, newest], of=n)
    return one.chart is not None and bool(one.chart.beyond[-1])


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Any measure on any series, judged by all patterns at once."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    k, n = draw(st.integers(1, 60)), draw(st.integers(1, 3000))
    shift = np.where(
        np.arange(k) < draw(st.integers(0, 60)), 0.1, draw(st.floats(0, 1))
    )
    card = measure(
        draw(st.sampled_from((MeasureKind.SHARE, MeasureKind.RATE))),
        direction=draw(st.sampled_from(Direction)),
        target=draw(st.none() | st.floats(0, 1).map(lambda x: round(x, 3))),
        by=draw(st.sampled_from(Period)),
    )
    plan = PhasePlan(freeze=draw(st.sampled_from((None, 12, 24))))
    if draw(st.booleans()):
        of = rng.integers(0, n + 1, k)
        return judged(counts(rng.binomial(of, shift), of=of), card, ALL_RULES, plan)
    return judged(_values(rng, shift, draw), _duration(card), ALL_RULES, plan)


def _values(rng: np.random.Generator, shift: Floats, draw: st.DrawFn) -> Values:
    size = draw(st.sampled_from((0.001, 1.0, 30.0, 5000.0)))
    series = rng.gamma(5, size * (0.1 + shift))
    series[rng.random(len(series)) < 0.1] = math.nan
    return values(series)


def _duration(card: Measure) -> Measure:
    return replace(card, kind=MeasureKind.DURATION)
