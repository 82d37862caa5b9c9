"""Capability of a measure: by hand, refusals each with its reason, and its coverage."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from qc.core.arrays import Dates, Floats
from qc.core.charts import PhasePlan
from qc.core.intervals import exact_share
from qc.core.kinds import ChartKind, Direction, MeasureKind
from qc.core.measures import Specification
from qc.core.series import Counts
from qc.review.ability import Ability, Law, Refusal, Verdict
from qc.review.assessment import Assessment
from qc.review.capability import of_counts, of_values, outside
from qc.spc.capability import of_subgroups
from qc.spc.percentiles import FEWEST_AS_SEEN
from tests.builders import counts, values, weeks
from tests.view.build import gaps, judged, measure, only, share

STEADY = [24, 25, 23, 26, 22, 24, 25, 23] * 5
LATE = Specification(upper=60.0, tolerance_dpmo=10_000)
TRUE = (60 - 8) / (8 * math.exp(1.5) - 8)  # of waits, below


def waits(n: int, seed: int, sigma: float = 0.5) -> Floats:
    return np.random.default_rng(seed).lognormal(math.log(8), sigma, n)


def at(n: int, per_week: int = 20) -> Dates:
    return np.repeat(weeks(-(-n // per_week)), per_week)[:n]


def hours(spec: Specification = LATE, **changes: object) -> Assessment:
    """A steady chart of medians."""
    steady = values([8.0, 8.4, 7.7, 8.1, 8.2, 7.9] * 6)
    return judged(steady, measure(MeasureKind.DURATION, specification=spec, **changes))


def ability(x: Floats, one: Assessment | None = None, **options: object) -> Ability:
    rng = np.random.default_rng(0)
    return of_values(one or hours(), x, at(len(x)), rng, **options)  # type: ignore[arg-type]


class TestCounts:
    def test_the_centre_line_with_the_counts_of_its_baseline(self) -> None:
        found = of_counts(share(STEADY, target=0.1))

        assert found.refusal is None
        assert found.level is not None
        events = sum(STEADY[:24])
        assert (found.level.events, found.level.n) == (events, 24 * 400)
        assert found.level.dpmo == pytest.approx(1e6 * events / 9600)
        assert found.level.interval == exact_share(events, 9600)
        assert found.level.sigma == pytest.approx(1.5548, abs=1e-3)
        assert found.verdict is Verdict.KEEPS

    @pytest.mark.parametrize(
        ("tolerance", "verdict"),
        [
            (70_000, Verdict.KEEPS),
            (60_000, Verdict.UNSURE),
            (50_000, Verdict.BREAKS),
            (None, None),
        ],
    )
    def test_the_verdict_waits_for_certainty(
        self, tolerance: float | None, verdict: Verdict | None
    ) -> None:
        assert of_counts(share(STEADY), tolerance=tolerance).verdict is verdict

    def test_the_shift_is_added_only_when_asked(self) -> None:
        plain, shifted = (
            of_counts(share(STEADY), shift=on).level for on in (False, True)
        )

        assert plain is not None
        assert shifted is not None
        assert (plain.shift, shifted.shift) == (0, 1.5)
        assert shifted.sigma == pytest.approx(plain.sigma + 1.5)
        assert shifted.sigma_interval[0] == pytest.approx(plain.sigma_interval[0] + 1.5)

    def test_where_more_is_better_what_lacks_is_the_defect(self) -> None:
        good = share([400 - e for e in STEADY], direction=Direction.HIGHER)

        assert of_counts(good).level == of_counts(share(STEADY)).level

    def test_a_rate_can_exceed_one(self) -> None:
        one = judged(
            counts([440, 420, 430, 425] * 10, of=400), measure(MeasureKind.RATE)
        )
        level = of_counts(one).level

        assert level is not None
        assert level.dpmo == pytest.approx(1e6 * 428.75 / 400)
        assert level.sigma == pytest.approx(-0.408, abs=2e-3)  # exp(-1.07) are clean

    def test_points_that_vary_more_than_chance_make_it_less_sure(self) -> None:
        series = counts([110, 150, 100, 130, 155, 115] * 6, of=1000)
        wide = judged(series, measure(chart=ChartKind.P_PRIME))
        plain = judged(series, measure(chart=ChartKind.P))
        plain = replace(plain, signals=())

        found, narrow = of_counts(wide).level, of_counts(plain).level
        assert found is not None
        assert narrow is not None
        assert found.wider > 1.5
        reach = np.diff(found.interval) / np.diff(narrow.interval)
        assert reach[0] == pytest.approx(found.wider, rel=0.05)

    def test_without_a_defect_the_lower_end_of_sigma_is_known(self) -> None:
        one = judged(counts([0] * 30, of=50), measure())
        level = of_counts(one).level

        assert level is not None
        assert math.isinf(level.sigma)
        assert 2.5 < level.sigma_interval[0] < 3.2


class TestValues:
    def test_a_law_that_fits_gives_the_index(self) -> None:
        found = ability(waits(800, 1))

        assert found.law is Law.LOGNORMAL
        assert found.by_quantiles is not None
        assert found.by_quantiles.least == pytest.approx(TRUE, rel=0.15)
        assert found.verdict is Verdict.KEEPS

    def test_where_none_fits_very_many_values_speak_for_themselves(self) -> None:
        x = np.concatenate([waits(2500, 1), 40 + waits(500, 2)])
        found = ability(x)

        assert found.law is Law.AS_SEEN
        assert found.departure > 1.035
        assert found.by_quantiles is not None

    def test_where_none_fits_and_values_are_few_there_is_no_index(self) -> None:
        x = np.concatenate([waits(200, 1), 40 + waits(50, 2)])
        found = ability(x)

        assert (found.refusal, found.no_index) == (None, Refusal.NO_LAW)
        assert (found.got, found.need) == (250, FEWEST_AS_SEEN)
        assert found.level is not None
        assert found.by_quantiles is None

    def test_a_value_on_the_limit_keeps_it(self) -> None:
        spec = Specification(lower=1.0, upper=2.0)

        flags = outside(np.array([0.9, 1.0, 2.0, 2.1]), spec)

        assert flags.tolist() == [True, False, False, True]

    def test_ratings_have_a_share_outside_but_no_index(self) -> None:
        card = measure(
            MeasureKind.SCORE,
            direction=Direction.HIGHER,
            specification=Specification(lower=3.0),
        )
        one = judged(values([4.1, 4.0, 4.2, 3.9] * 8), card)
        found = ability(np.array([1, 2, 3, 4, 5] * 40, dtype=float), one)

        assert (found.refusal, found.no_index, found.got) == (
            None,
            Refusal.FEW_LEVELS,
            5,
        )
        assert found.level is not None
        assert (found.level.events, found.level.n) == (80, 200)

    def test_points_of_a_normal_score_have_all_indices(self) -> None:
        spec = Specification(lower=40.0, upper=100.0)
        card = measure(
            MeasureKind.SCORE,
            direction=Direction.HIGHER,
            specification=spec,
            target=70.0,
        )
        one = judged(values([70.0, 71, 69, 70.5] * 8), card)
        x = np.random.default_rng(4).normal(70, 8, 400)
        found = ability(x, one)

        assert found.law is Law.NORMAL
        asked = of_subgroups(list(x.reshape(20, 20)), spec, signals=(), target=70.0)
        assert found.by_sigma == asked

    def test_most_values_equal_have_no_index(self) -> None:
        x = np.concatenate([np.full(5_000, 2.0), np.linspace(1, 1.9, 5)])
        x = np.concatenate([x, np.linspace(3, 4, 6)])
        found = ability(x)

        assert found.no_index is Refusal.MOSTLY_EQUAL
        assert found.by_quantiles is None
        assert found.level is not None


class TestRefusals:
    def test_no_data(self) -> None:
        empty = judged(counts([0], of=0), measure())

        assert of_counts(empty).refusal is Refusal.NO_DATA

    def test_days_between_events(self) -> None:
        assert ability(waits(50, 1), gaps([50, 60, 70, 55] * 6)).refusal is (
            Refusal.NO_MEANING
        )

    def test_a_share_whose_counts_are_not_there(self) -> None:
        one = judged(values([0.1, 0.12, 0.11, 0.13] * 8), measure())

        assert of_counts(one).refusal is Refusal.NO_COUNTS

    def test_a_count_without_a_bad_direction(self) -> None:
        one = share(STEADY, direction=Direction.NEITHER)

        assert of_counts(one).refusal is Refusal.NO_DEFECT

    def test_values_without_a_limit(self) -> None:
        found = ability(waits(50, 1), hours(Specification()))

        assert found.refusal is Refusal.NO_SPECIFICATION

    def test_too_few_points_to_tell_whether_it_is_stable(self) -> None:
        assert of_counts(share(STEADY[:9])).refusal is Refusal.NO_LIMITS

    def test_an_unstable_process(self) -> None:
        found = of_counts(share([*STEADY, 60], target=0.1))

        assert found.refusal is Refusal.NOT_STABLE
        assert [signal.start for signal in found.signals] == [40]
        assert found.level is None
        assert found.verdict is None

    def test_unstable_values(self) -> None:
        steady = [8.0, 8.4, 7.7, 8.1, 8.2, 7.9] * 6
        one = judged(
            values([*steady, 30.0]), measure(MeasureKind.DURATION, specification=LATE)
        )
        found = ability(waits(100, 1), one)

        assert found.refusal is Refusal.NOT_STABLE
        assert found.by_quantiles is None

    def test_too_few_values(self) -> None:
        found = ability(waits(29, 1))

        assert (found.refusal, found.got, found.need) == (Refusal.TOO_FEW, 29, 30)
        assert found.level is None


class TestPhases:
    def series(self) -> Counts:
        return counts([*STEADY, 60, *[45, 44, 46, 43] * 5], of=400)

    def test_only_signals_of_the_current_phase_refuse(self) -> None:
        series = self.series()
        plan = PhasePlan(starts=(series.at[41],))
        one = judged(series, measure(), plan=plan)

        assert one.signals
        found = of_counts(one)
        assert found.refusal is None
        assert found.level is not None
        assert found.level.n == 20 * 400
        assert found.level.share == pytest.approx(44.5 / 400)

    def test_a_signal_that_was_explained_and_left_out_does_not(self) -> None:
        series = counts([*STEADY, 60, *STEADY[:5]], of=400)
        plain = judged(series, measure())
        excused = judged(series, measure(), plan=PhasePlan(excluded=(series.at[40],)))

        assert of_counts(plain).refusal is Refusal.NOT_STABLE
        assert of_counts(excused).refusal is None

    def test_what_remains_of_a_run_still_does(self) -> None:
        series = counts([*STEADY, *[28] * 16], of=400)
        plan = PhasePlan(excluded=(series.at[45],))
        one = judged(series, measure(), only("side"), plan)

        assert of_counts(one).refusal is Refusal.NOT_STABLE


@pytest.mark.statistical
class TestStatistically:
    def test_shown_intervals_of_lognormal_values_hold_as_often_as_promised(
        self,
    ) -> None:
        one = hours()
        ends = []
        for seed in range(400):
            found = ability(waits(100, seed), one)
            if found.by_quantiles is not None:
                ends.append(found.by_quantiles.least_interval)

        assert len(ends) > 380  # the law is taken nearly always
        held = np.mean([low <= TRUE <= high for low, high in ends])
        assert held == pytest.approx(0.95, abs=0.03)

    def test_shown_intervals_of_values_as_seen_hold_at_least_as_often(self) -> None:
        one = hours(Specification(upper=90.0))
        rng = np.random.default_rng(1)
        big = _mixed(rng, 4_000_000)
        median, high = np.quantile(big, [0.5, 1 - 0.00134990])
        true = (90 - median) / (high - median)
        ends = []
        for seed in range(120):
            found = ability(_mixed(np.random.default_rng(seed), 4_000), one)
            assert found.law is Law.AS_SEEN
            assert found.by_quantiles is not None
            ends.append(found.by_quantiles.least_interval)

        assert np.mean([low <= true <= high for low, high in ends]) > 0.92

    def test_shown_intervals_of_shares_hold_with_overdispersion(self) -> None:
        """Weeks differ: the plain interval would miss far more often."""
        held, plain = [], []
        for seed in range(300):
            rng = np.random.default_rng(seed)
            p = np.clip(rng.normal(0.1, 0.02, 24), 0.001, 1)
            series = counts(rng.binomial(1000, p), of=1000)
            one = judged(series, measure(chart=ChartKind.P_PRIME))
            level = of_counts(replace(one, signals=())).level
            assert level is not None
            held.append(level.interval[0] <= 0.1 <= level.interval[1])
            low, high = exact_share(level.events, level.n)
            plain.append(low <= 0.1 <= high)

        assert np.mean(plain) < 0.75
        assert np.mean(held) > 0.9


def _mixed(rng: np.random.Generator, n: int) -> Floats:
    """Fast answers, and a tenth that wait for the next day."""
    fast = rng.lognormal(math.log(8), 0.5, n)
    return np.where(rng.random(n) < 0.1, 30 + fast, fast)
