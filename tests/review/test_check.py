"""The check of an action: kept at its rate, intervals that hold, noise left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy import stats

from qc.core.actions import Verdict
from qc.core.arrays import Floats
from qc.core.charts import PhasePlan
from qc.core.kinds import Direction, Meaning, MeasureKind
from qc.core.measures import Measure
from qc.core.series import Counts, Gaps, Series
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.check import Check, Dates, Why, check
from qc.review.check_compare import Reference, compare
from qc.review.check_laws import worth
from qc.review.check_spans import stretches
from qc.review.check_view import split
from qc.workspace.resources import house_rules
from tests.builders import counts, values

DONE, WEEKS = 48, 78
LATER = np.datetime64("2099-01-01")
RULES = house_rules()["default"]


def card(kind: MeasureKind, direction: Direction = Direction.LOWER) -> Measure:
    return Measure(id="m", title="M", question="?", kind=kind, direction=direction)


def judged(series: Series, direction: Direction = Direction.LOWER) -> Assessment:
    kind = MeasureKind.SHARE if isinstance(series, Counts) else MeasureKind.SCORE
    if isinstance(series, Gaps):
        kind, direction = MeasureKind.GAP, Direction.HIGHER
    return assess(card(kind, direction), series, rule_set=RULES)


def day(one: Assessment, place: int) -> np.datetime64:
    found: np.datetime64 = one.series.at[place].astype("datetime64[D]")
    return found


def checked(
    one: Assessment, *, signal: int | None = None, done: int = DONE, points: int = 10
) -> Check:
    """Check an action by places in the series."""
    dates = Dates(
        done=day(one, done),
        signal=None if signal is None else day(one, signal),
        due=day(one, min(done + points, len(one.series) - 1)),
        today=LATER,
    )
    return check(one, dates)


def shares(rng: np.random.Generator, shift: float = 0.0) -> Series:
    n = rng.integers(60, 140, WEEKS)
    level = np.where(np.arange(WEEKS) < DONE, 0.15, 0.15 + shift)
    return counts(rng.binomial(n, level), of=n)


def single(rng: np.random.Generator, shift: float = 0.0) -> Series:
    return values(rng.normal(10, 1, WEEKS) + shift * (np.arange(WEEKS) >= DONE))


def scattered(rng: np.random.Generator, shift: float = 0.0) -> Series:
    level = rng.normal(0.15, 0.02, WEEKS) + shift * (np.arange(WEEKS) >= DONE)
    return counts(rng.binomial(2000, level.clip(0, 1)), of=2000)


def carrying(rng: np.random.Generator, shift: float = 0.0) -> Series:
    noise, value = rng.normal(0, np.sqrt(1 - 0.16), WEEKS), np.zeros(WEEKS)
    for i in range(1, WEEKS):
        value[i] = 0.4 * value[i - 1] + noise[i]
    return values(10 + value + shift * (np.arange(WEEKS) >= DONE))


Make = Callable[..., Series]


@cache
def many(make: Make, shift: float = 0.0, n: int = 200) -> tuple[Check, ...]:
    rng = np.random.default_rng(2026)
    return tuple(checked(judged(make(rng, shift))) for _ in range(n))


def kept(found: tuple[Check, ...]) -> float:
    return sum(one.verdict is Verdict.KEPT for one in found) / len(found)


def after_the_worst(one: Assessment) -> tuple[int, int]:
    """The place of the worst of 21 points, and of an action soon after it."""
    worst = 24 + int(np.argmax(one.series.value[24:45]))
    return worst, worst + 3


class TestTheBook:
    """Numbers worked out apart from the code."""

    def test_the_interval_of_two_shares_by_newcombe(self) -> None:
        # 56 of 70 against 48 of 80, with Student's t of 16 degrees for z.
        sure = 2 * stats.norm.cdf(stats.t.ppf(0.975, 16)) - 1
        a, b = (
            stats.binomtest(k, n).proportion_ci(sure, method="wilson")
            for k, n in ((48, 80), (56, 70))
        )
        series = counts([6] * 8 + [5.6] * 11, of=[10] * 8 + [7] * 11)
        one = judged(series, Direction.HIGHER)
        (found,) = checked(one, done=8).against

        low, high = found.difference.interval
        assert found.difference.size == pytest.approx(0.2)
        assert low == pytest.approx(0.2 - np.hypot(0.8 - b.low, a.high - 0.6))
        assert high == pytest.approx(0.2 + np.hypot(b.high - 0.8, 0.6 - a.low))

    def test_memory_of_one_half_makes_points_worth_a_third(self) -> None:
        assert worth(0.0, 9) == 1
        assert worth(0.5, 2) == pytest.approx(1.5)
        assert worth(0.5, 10_000) == pytest.approx(3, abs=1e-3)

    def test_a_plain_improvement(self) -> None:
        found = checked(judged(counts([30] * 48 + [10] * 30, of=100)))

        assert (found.verdict, found.why) == (Verdict.KEPT, Why.BETTER)
        assert found.headline is not None
        assert found.headline.difference.size == pytest.approx(-0.2)
        assert found.headline.difference.before.points == 24
        assert found.points == 10
        assert found.rule is Meaning.IMPROVEMENT

    def test_a_repair_is_told_by_the_level_it_met(self) -> None:
        series = counts([10] * 40 + [40] * 8 + [10] * 30, of=100)
        found = checked(judged(series), signal=41)

        usual, between = found.against
        assert (usual.meaning, between.meaning) == (None, Meaning.IMPROVEMENT)
        assert found.verdict is Verdict.KEPT
        assert found.headline is between
        assert between.reference is Reference.BETWEEN
        assert between.difference.before.points == 6
        assert found.left_out >= 2

    def test_the_chart_is_split_at_the_action(self) -> None:
        one = judged(counts([30] * 48 + [10] * 30, of=100))
        dates = Dates(done=day(one, DONE), today=LATER)

        chart = split(one, dates).chart

        assert chart is not None
        assert len(chart) == 24 + 30
        assert chart.centre[0] == pytest.approx(0.3)
        assert chart.centre[-1] == pytest.approx(0.1)
        assert np.diff(chart.phase).nonzero()[0].tolist() == [23]


class TestStatistically:
    """What a verdict promises, on simulated processes with a fixed seed."""

    @pytest.mark.parametrize("make", [shares, single, scattered])
    def test_without_a_change_at_most_one_in_forty_is_kept(self, make: Make) -> None:
        assert kept(many(make)) <= 0.025

    def test_with_memory_few_more_are(self) -> None:
        assert kept(many(carrying)) <= 0.06

    @pytest.mark.parametrize(
        ("make", "shift"), [(shares, -0.05), (single, -1.5)], ids=["share", "value"]
    )
    def test_the_interval_holds_the_truth_and_a_change_is_found(
        self, make: Make, shift: float
    ) -> None:
        found = many(make, shift)
        ends = [one.against[0].difference.interval for one in found]

        assert np.mean([low <= shift <= high for low, high in ends]) >= 0.93
        assert kept(found) >= 0.85

    @pytest.mark.parametrize("make", [shares, single])
    def test_actions_begun_on_the_worst_point_of_noise_are_rarely_kept(
        self, make: Make
    ) -> None:
        rng = np.random.default_rng(7)
        verdicts, naive = [], []
        for _ in range(200):
            one = judged(make(rng))
            signal, done = after_the_worst(one)
            found = checked(one, signal=signal, done=done)
            verdicts.append(found.verdict)
            naive.append(_against_the_signal(one, signal, done))

        assert verdicts.count(Verdict.KEPT) / 200 <= 0.025
        assert np.mean(naive) >= 0.12  # what regression to the mean alone would do


def _against_the_signal(one: Assessment, signal: int, done: int) -> bool:
    """Whether the points since are "better" than the one that made the signal."""
    found = stretches(one, signal=day(one, signal), done=day(one, done))
    rank = np.arange(len(one.series))
    made, after = rank == signal, (rank >= done) & (rank < done + 10)
    needs = replace(found.needs, before=1, between=99)
    compared, _ = compare(one, replace(found, before=made, after=after, needs=needs))
    return compared[0].better


class TestAlways:
    """Laws of every check."""

    SERIES = counts([30] * 48 + [10] * 30, of=100)

    def test_few_points_are_too_early(self) -> None:
        found = checked(judged(self.SERIES), done=71)

        assert (found.verdict, found.why, found.points) == (
            Verdict.TOO_EARLY,
            Why.FEW_AFTER,
            7,
        )

    def test_nothing_before_cannot_be_compared(self) -> None:
        found = checked(judged(self.SERIES), done=5)

        assert (found.verdict, found.why) == (Verdict.TOO_EARLY, Why.FEW_BEFORE)

    def test_before_its_date_a_check_is_too_early(self) -> None:
        one = judged(self.SERIES)
        dates = Dates(done=day(one, 48), due=day(one, 70), today=day(one, 69))

        found = check(one, dates)

        assert (found.verdict, found.why) == (Verdict.TOO_EARLY, Why.NOT_DUE)
        assert found.against

    def test_what_comes_after_the_check_date_changes_nothing(self) -> None:
        good = counts([30] * 48 + [10] * 30, of=100)
        later = counts([30] * 48 + [10] * 12 + [60] * 18, of=100)

        one, other = checked(judged(good)), checked(judged(later))

        assert one.against[0].difference.size == other.against[0].difference.size
        assert one.verdict is other.verdict is Verdict.KEPT

    def test_worse_is_not_kept(self) -> None:
        found = checked(judged(counts([10] * 48 + [30] * 30, of=100)))

        assert (found.verdict, found.why) == (Verdict.NOT_KEPT, Why.WORSE)

    def test_without_a_good_direction_nothing_is_kept(self) -> None:
        found = checked(judged(self.SERIES, Direction.NEITHER))

        assert (found.verdict, found.why) == (Verdict.NOT_KEPT, Why.NO_DIRECTION)

    def test_the_period_of_the_action_counts_on_neither_side(self) -> None:
        one = judged(self.SERIES)
        wednesday = day(one, 48) + np.timedelta64(2, "D")

        found = stretches(one, signal=None, done=wednesday)

        assert not (found.before | found.since)[48]
        assert found.since[49]
        assert found.before[47]

    @pytest.mark.parametrize(
        ("other", "why"),
        [
            ([10] * 48 + [30] * 30, Why.BALANCE_WORSE),
            ([10] * 78, Why.BETTER),
            ([10] * 50, Why.BALANCE_UNKNOWN),
        ],
        ids=["worse", "same", "ended"],
    )
    def test_the_balancing_measure_can_spoil_it(
        self, other: list[int], why: Why
    ) -> None:
        one = judged(self.SERIES)
        dates = Dates(done=day(one, 48), today=LATER)

        found = check(one, dates, balancing=judged(counts(other, of=100)))

        assert found.why is why

    def test_points_out_of_the_limits_are_left_out_of_before(self) -> None:
        events: Floats = np.array([10.0] * 48 + [10] * 30)
        events[40] = 60
        one = judged(counts(events, of=100))

        assert not stretches(one, signal=None, done=day(one, 48)).before[40]

    def test_an_earlier_improvement_is_no_credit_to_the_action(self) -> None:
        series = counts([30] * 34 + [10] * 14 + [10] * 30, of=100)
        one = judged(series)

        found = checked(one)

        assert (
            np.flatnonzero(stretches(one, signal=None, done=day(one, 48)).before)[0]
            == 34
        )
        assert (found.verdict, found.why) == (Verdict.NOT_KEPT, Why.NO_SIGNAL)

    def test_a_run_that_later_points_complete_does_not_cut_what_is_before(self) -> None:
        series = counts([30, 31, 29] * 15 + [28] * 3 + [10] * 30, of=100)
        one = judged(series)

        before = stretches(one, signal=None, done=day(one, 48)).before

        assert before.sum() == 24

    def test_a_gap_that_began_before_the_action_is_not_after_it(self) -> None:
        at = np.datetime64("2024-01-01T00:00:00") + np.arange(40) * np.timedelta64(
            864_000, "s"
        )
        one = judged(Gaps(at=at, value=np.full(40, 10.0)))

        found = stretches(one, signal=None, done=day(one, 20) - np.timedelta64(3, "D"))

        assert np.flatnonzero(found.since)[0] == 21
        assert np.flatnonzero(found.before)[-1] == 19

    def test_no_data_is_too_early(self) -> None:
        empty = counts([0] * 3, of=0)
        one = assess(card(MeasureKind.SHARE), empty, rule_set=RULES)

        found = check(one, Dates(done=LATER, today=LATER))

        assert (found.verdict, found.why) == (Verdict.TOO_EARLY, Why.NO_DATA)
        assert split(one, Dates(done=LATER, today=LATER)) is one

    def test_a_phase_of_its_own_does_not_reach_across(self) -> None:
        series = counts([50] * 30 + [30] * 18 + [10] * 30, of=100)
        start = (series.at[30],)
        plan = PhasePlan(starts=start, freeze=18)
        one = assess(card(MeasureKind.SHARE), series, rule_set=RULES, plan=plan)

        assert checked(one).against[0].difference.before.value == pytest.approx(0.3)
