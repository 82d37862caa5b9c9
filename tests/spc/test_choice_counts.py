"""Which chart for counts: weekday, plain, prime, or prime with room for memory."""

from __future__ import annotations

import math

import numpy as np
import pytest

from qc.core.charts import Baseline, ChartChoice
from qc.core.kinds import ChartKind, MeasureKind, Reason
from qc.core.series import Counts
from qc.spc import proportion
from qc.spc.choice_counts import of_counts
from tests.builders import counts
from tests.spc.makers import SHAPE, ar1, daily

BOTH = pytest.mark.parametrize(
    ("kind", "plain", "prime", "corrected"),
    [
        (
            MeasureKind.SHARE,
            ChartKind.P,
            ChartKind.P_PRIME,
            ChartKind.P_PRIME_CORRECTED,
        ),
        (
            MeasureKind.RATE,
            ChartKind.U,
            ChartKind.U_PRIME,
            ChartKind.U_PRIME_CORRECTED,
        ),
    ],
    ids=["share", "rate"],
)


def _drift(share: np.ndarray, seed: int, n: int = 4_000) -> Counts:
    """Counts about 0.2 whose share moves by so many sigmas of chance."""
    rng = np.random.default_rng(seed)
    moved = 0.2 + math.sqrt(0.16 / n) * share
    return counts(rng.binomial(n, np.clip(moved, 0, 1)), of=n)


def _choose(
    log: Counts, kind: MeasureKind = MeasureKind.SHARE, points: int | None = None
) -> ChartChoice:
    used = np.arange(len(log)) < (len(log) if points is None else points)
    return of_counts(log, kind, used)


@BOTH
class TestTheBook:
    def test_too_wide_and_remembering(
        self,
        kind: MeasureKind,
        plain: ChartKind,
        prime: ChartKind,
        corrected: ChartKind,
    ) -> None:
        log = _drift(3 * ar1(60, 0.8, np.random.default_rng(1)), 1)

        choice = _choose(log, kind)

        assert choice.kind is corrected
        assert choice.reasons[1:] == (Reason.OVERDISPERSED, Reason.REMEMBERS)
        assert choice.rejected[:2] == (
            (plain, Reason.OVERDISPERSED),
            (prime, Reason.REMEMBERS),
        )
        assert choice.statistics["phi"] > 0.5

    def test_too_wide_without_memory(
        self,
        kind: MeasureKind,
        plain: ChartKind,
        prime: ChartKind,
        corrected: ChartKind,
    ) -> None:
        log = _drift(3 * np.random.default_rng(2).normal(size=40), 2)

        choice = _choose(log, kind)

        assert choice.kind == f"{prime}-probability"
        assert choice.rejected[:3] == (
            (plain, Reason.OVERDISPERSED),
            (prime, Reason.UNEVEN),
            (corrected, Reason.FORGETS),
        )

    def test_rare_defects_name_what_sees_more(
        self,
        kind: MeasureKind,
        plain: ChartKind,
        prime: ChartKind,
        corrected: ChartKind,
    ) -> None:
        log = counts([0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0], of=300)

        choice = _choose(log, kind)

        assert choice.kind is plain
        assert choice.reasons[1] is Reason.SMALL_COUNTS
        assert (prime, Reason.SMALL_COUNTS) in choice.rejected
        assert corrected not in [other for other, _ in choice.rejected]
        assert choice.advice == (Reason.RARE,)

    def test_sizes_decide_about_bare_counts(
        self,
        kind: MeasureKind,
        plain: ChartKind,
        prime: ChartKind,
        corrected: ChartKind,
    ) -> None:
        number = ChartKind.NP if plain is ChartKind.P else ChartKind.C
        events = np.random.default_rng(3).binomial(200, 0.1, 20)

        equal = _choose(counts(events, of=200), kind)
        other = _choose(counts(events, of=200 + np.arange(20)), kind)

        assert (number, Reason.SAME_IN_COUNTS) in equal.rejected
        assert (number, Reason.SIZES_DIFFER) in other.rejected
        assert other.statistics["n_ratio"] == pytest.approx(219 / 200)
        assert corrected not in {equal.kind, prime}


class TestAlways:
    def test_memory_without_any_excess_must_be_clear(self) -> None:
        """r1 of 0.41 in 40 points is beyond 2/sqrt(40) and not beyond 3/sqrt(40)."""
        weak = 100 + 4 * ar1(40, 0.45, np.random.default_rng(5))

        choice = _choose(counts(weak.round(), of=1000))

        assert choice.statistics["x2_per_df"] < 1
        assert 2 / math.sqrt(40) < choice.statistics["r1"] < 3 / math.sqrt(40)
        assert choice.kind is ChartKind.P

    def test_clear_memory_without_any_excess(self) -> None:
        slow = counts(100 + 9 * np.sin(np.arange(48) / 3), of=1000)

        choice = _choose(slow)

        assert choice.statistics["x2_per_df"] < 1
        assert choice.kind is ChartKind.P_PRIME_CORRECTED
        assert choice.reasons == (Reason.COUNTS_OF_DEFECTIVES, Reason.REMEMBERS)
        assert choice.rejected[:2] == (
            (ChartKind.P, Reason.REMEMBERS),
            (ChartKind.P_PRIME, Reason.REMEMBERS),
        )

    def test_an_excess_that_only_ranges_miss_is_a_moved_level(self) -> None:
        events = np.repeat([100.0, 140.0], 15) + np.tile([1.0, -1], 15)

        choice = _choose(counts(events, of=1000))

        assert choice.kind is ChartKind.P
        assert choice.reasons == (Reason.COUNTS_OF_DEFECTIVES,)
        assert choice.rejected[:2] == (
            (ChartKind.P_PRIME, Reason.NOT_STEADY),
            (ChartKind.P_PRIME_CORRECTED, Reason.NOT_STEADY),
        )
        assert choice.advice == (Reason.NOT_STEADY,)
        assert choice.statistics["sigma_z"] < 1

    def test_a_step_under_a_real_drift(self) -> None:
        rng = np.random.default_rng(4)
        log = _drift(rng.normal(0, 2, 40) + 12 * (np.arange(40) >= 20), 4)

        choice = _choose(log)

        assert choice.kind is ChartKind.P_PRIME_PROBABILITY
        assert (ChartKind.P_PRIME_CORRECTED, Reason.NOT_STEADY) in choice.rejected
        assert choice.advice == (Reason.NOT_STEADY,)

    def test_mostly_zeros_that_are_not_rare(self) -> None:
        log = counts([0, 9, 0, 0, 8, 0, 7, 0, 9, 0, 0, 9, 0, 8], of=100)

        choice = _choose(log)

        assert choice.advice == (Reason.ZEROS,)
        assert choice.statistics["zeros"] == pytest.approx(8 / 14)

    def test_never_a_defect_is_not_rare_but_none(self) -> None:
        assert _choose(counts(np.zeros(20), of=50)).advice == ()

    def test_a_great_many_contacts(self) -> None:
        rng = np.random.default_rng(5)
        log = counts(rng.binomial(10**6, 0.1, 24), of=10**6)

        assert _choose(log).advice == (Reason.LARGE_SUBGROUPS,)
        assert _choose(_drift(5 * rng.normal(size=24), 5, n=10**6)).advice == ()


class TestWeekdays:
    def test_weekdays_that_differ(self) -> None:
        rng = np.random.default_rng(6)
        log = daily(rng.binomial(400, np.tile(SHAPE / 5, 12)), 400)

        choice = _choose(log, points=70)

        assert choice.kind is ChartKind.WEEKDAY
        assert choice.reasons[1:] == (Reason.WEEKDAYS_DIFFER,)
        assert choice.rejected[:2] == (
            (ChartKind.P, Reason.WEEKDAYS_DIFFER),
            (ChartKind.P_PRIME, Reason.WEEKDAYS_DIFFER),
        )
        assert choice.statistics["weekday_p"] < 1e-6
        assert not {"r1", "phi", "moved"} & set(choice.statistics)

    def test_weekdays_alike(self) -> None:
        log = daily(np.random.default_rng(7).binomial(400, 0.2, 84), 400)

        choice = _choose(log)

        assert choice.kind is ChartKind.P
        assert (ChartKind.WEEKDAY, Reason.WEEKDAYS_ALIKE) in choice.rejected
        assert choice.statistics["weekday_p"] > 0.01

    def test_too_few_weeks(self) -> None:
        log = daily(np.tile([90, 80, 80, 80, 80, 20, 20], 12), 400)

        choice = _choose(log, points=63)

        assert choice.kind is not ChartKind.WEEKDAY
        assert (ChartKind.WEEKDAY, Reason.FEW_WEEKS) in choice.rejected

    def test_too_few_events_a_day(self) -> None:
        log = daily(np.tile([4, 2, 2, 2, 2, 0, 0], 12), 400)

        choice = _choose(log)

        assert choice.kind is ChartKind.P
        assert (ChartKind.WEEKDAY, Reason.SMALL_COUNTS) in choice.rejected

    def test_weeks_have_no_weekdays(self) -> None:
        choice = _choose(counts(np.full(84, 30), of=400))

        assert ChartKind.WEEKDAY not in [kind for kind, _ in choice.rejected]

    def test_holidays_are_no_pattern(self) -> None:
        events = np.random.default_rng(8).binomial(400, 0.2, 84)
        events[::14] = 5
        log = daily(events, 400)
        holidays = tuple(log.at[::14])
        used = np.ones(84, dtype=bool)

        found = [
            of_counts(log, MeasureKind.SHARE, used, days).statistics["weekday_p"]
            for days in ((), holidays)
        ]

        assert found[0] < found[1]
        assert found[1] > 0.01


@pytest.mark.statistical
class TestStatistically:
    """4,000 contacts a week, a share that drifts by twice what chance makes."""

    @pytest.mark.parametrize(
        ("drift", "phi", "most"),
        [(0.0, 0.0, 0.005), (2.0, 0.0, 0.012), (2.0, 0.8, 0.05)],
    )
    def test_false_alarms_of_the_chart_taken(
        self, drift: float, phi: float, most: float
    ) -> None:
        rng = np.random.default_rng(9)
        plain: list[float] = []
        taken: list[float] = []
        later = np.arange(76) >= 50
        for i in range(150):
            log = _drift(drift * ar1(76, phi, rng), i)
            kind = _choose(log, points=50).kind
            for found, each in ((plain, ChartKind.P), (taken, kind)):
                baseline = _estimate(log, each, later)
                found.append(proportion.chart(log, baseline).beyond[later].mean())

        assert np.mean(taken) < most
        assert np.mean(plain) > 5 * np.mean(taken) or not drift


def _estimate(log: Counts, kind: ChartKind, later: np.ndarray) -> Baseline:
    if kind is ChartKind.P_PRIME_CORRECTED:
        return proportion.estimate_corrected(log, excluded=later)
    if kind is ChartKind.P_PRIME_PROBABILITY:
        return proportion.estimate_probable(log, excluded=later)
    return proportion.estimate(log, excluded=later)
