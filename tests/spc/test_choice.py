"""Which chart, why, and why not another."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.charts import ChartChoice, PhasePlan
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind, MeasureKind, Reason
from qc.core.series import Counts, Series, Streaks
from qc.spc.choice import choose, overruled
from qc.spc.phases import judge
from tests.builders import counts, samples, values
from tests.spc.makers import ar1, daily, gaps, normal

PLAN = PhasePlan()


def drifting(seed: int = 1, n: int = 5_000) -> Counts:
    """A share that moves by nature, far more than binomial."""
    rng = np.random.default_rng(seed)
    return counts(rng.binomial(n, rng.normal(0.1, 0.02, 24)), of=n)


class TestTheBook:
    @pytest.mark.parametrize(
        ("series", "kind", "chart", "reason"),
        [
            (
                counts(np.random.default_rng(2).binomial(400, 0.1, 24), of=400),
                MeasureKind.SHARE,
                ChartKind.P,
                Reason.COUNTS_OF_DEFECTIVES,
            ),
            (
                counts(np.random.default_rng(3).poisson(30, 24), of=100),
                MeasureKind.RATE,
                ChartKind.U,
                Reason.COUNTS_OF_DEFECTS,
            ),
            (
                values(normal(24, 4)),
                MeasureKind.DURATION,
                ChartKind.XMR,
                Reason.ONE_VALUE_PER_PERIOD,
            ),
            (
                values(normal(24, 5)),
                MeasureKind.SCORE,
                ChartKind.XMR,
                Reason.ONE_VALUE_PER_PERIOD,
            ),
            (
                gaps(np.random.default_rng(6).exponential(9, 24)),
                MeasureKind.GAP,
                ChartKind.T,
                Reason.TIME_BETWEEN_EVENTS,
            ),
            (
                Streaks(
                    at=gaps(np.ones(24)).at,
                    value=np.random.default_rng(6).poisson(20, 24).astype(np.float64),
                ),
                MeasureKind.GAP,
                ChartKind.G,
                Reason.CASES_BETWEEN_EVENTS,
            ),
            (
                samples(np.random.default_rng(6).normal(size=(24, 5)).tolist()),
                MeasureKind.SCORE,
                ChartKind.XBAR,
                Reason.SEVERAL_VALUES_PER_PERIOD,
            ),
        ],
        ids=["share", "rate", "duration", "score", "gap", "streaks", "samples"],
    )
    def test_the_data_choose(
        self, series: Series, kind: MeasureKind, chart: ChartKind, reason: Reason
    ) -> None:
        choice = choose(series, kind, plan=PLAN)

        assert choice.kind is chart
        assert choice.reasons[0] is reason
        assert (ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS) in choice.rejected
        assert choice.statistics["points"] == 24

    @pytest.mark.parametrize(
        ("kind", "prime", "plain"),
        [
            (MeasureKind.SHARE, ChartKind.P_PRIME_PROBABILITY, ChartKind.P),
            (MeasureKind.RATE, ChartKind.U_PRIME_PROBABILITY, ChartKind.U),
        ],
    )
    def test_counts_that_vary_too_much(
        self, kind: MeasureKind, prime: ChartKind, plain: ChartKind
    ) -> None:
        choice = choose(drifting(), kind, plan=PLAN)

        assert choice.kind is prime
        assert Reason.OVERDISPERSED in choice.reasons
        assert (plain, Reason.OVERDISPERSED) in choice.rejected
        assert (ChartKind.XMR, Reason.IGNORES_SUBGROUP_SIZE) in choice.rejected
        assert choice.statistics["x2_per_df"] > 5
        assert choice.statistics["p_value"] < 0.001
        assert choice.statistics["sigma_z"] > 2
        assert choice.statistics["mean_n"] == 5_000

    def test_why_not_prime(self) -> None:
        log = counts(np.random.default_rng(7).binomial(400, 0.1, 24), of=400)

        choice = choose(log, MeasureKind.SHARE, plan=PLAN)

        assert (ChartKind.P_PRIME, Reason.VARIES_AS_BINOMIAL) in choice.rejected
        assert Reason.VARIES_AS_BINOMIAL in choice.reasons


class TestAlways:
    @pytest.mark.parametrize("k", [0, 1, 11])
    def test_below_twelve_points_a_run_chart(self, k: int) -> None:
        log = counts(np.full(k, 3), of=50)

        choice = choose(log, MeasureKind.SHARE, plan=PLAN)

        assert choice.kind is ChartKind.RUN
        assert choice.reasons == (Reason.TOO_FEW_FOR_LIMITS,)
        assert choice.rejected == ((ChartKind.P, Reason.TOO_FEW_FOR_LIMITS),)
        assert choice.statistics == {"points": float(k)}

    def test_missing_and_excluded_points_do_not_count(self) -> None:
        x = normal(14, 8)
        x[0] = np.nan
        series = values(x)
        plan = PhasePlan(excluded=(series.at[1], series.at[2]))

        assert choose(series, MeasureKind.SCORE, plan=plan).kind is ChartKind.RUN
        assert choose(series, MeasureKind.SCORE, plan=PLAN).kind is ChartKind.XMR

    def test_a_new_phase_that_is_short_keeps_the_chart_of_the_one_before(self) -> None:
        series = values(normal(20, 9))
        plan = PhasePlan(starts=(series.at[15],))

        choice = choose(series, MeasureKind.SCORE, plan=plan)

        assert choice.kind is ChartKind.XMR
        assert choice.statistics["points"] == 15

    def test_only_the_baseline_decides(self) -> None:
        calm = np.random.default_rng(10).binomial(5_000, 0.1, 24)
        log = counts(np.append(calm, [2_000, 100, 3_000]), of=5_000)

        assert choose(log, MeasureKind.SHARE, plan=PLAN).kind is ChartKind.P

    def test_small_counts_are_not_worth_a_sigma_z(self) -> None:
        wild = [0, 0, 9, 0, 0, 8, 0, 0, 0, 7, 0, 9, 0, 0, 0, 8]
        log = counts(wild, of=100)

        choice = choose(log, MeasureKind.SHARE, plan=PLAN)

        assert choice.kind is ChartKind.P
        assert choice.statistics["p_value"] < 0.01
        assert choice.statistics["expected"] < 5

    @pytest.mark.parametrize("events", [0, 50])
    def test_no_variation_at_all(self, events: int) -> None:
        log = counts(np.full(15, events), of=50)

        choice = choose(log, MeasureKind.SHARE, plan=PLAN)

        assert choice.kind is ChartKind.P
        assert choice.statistics["sigma_z"] == 1.0
        assert "r1" not in choice.statistics

    def test_every_chart_chosen_can_be_drawn(self) -> None:
        for series, kind in (
            (drifting(), MeasureKind.SHARE),
            (drifting(2, 60), MeasureKind.RATE),
            (values([1.0] * 30), MeasureKind.SCORE),
            (gaps([3.0, 5.0]), MeasureKind.GAP),
            (values(ar1(60, 0.9, np.random.default_rng(3))), MeasureKind.SCORE),
            (daily(np.tile([40, 30, 30, 30, 30, 9, 9], 9), 99), MeasureKind.SHARE),
            (samples([[1.0, 2.0]] * 6 + [[5.0, 6.0]] * 6), MeasureKind.SCORE),
            (samples([[1.0]] * 4), MeasureKind.SCORE),
        ):
            choice = choose(series, kind, plan=PLAN)

            assert judge(series, choice.kind, PLAN).kind is choice.kind


class TestByHand:
    CHOICE = ChartChoice(
        kind=ChartKind.P_PRIME,
        reasons=(Reason.COUNTS_OF_DEFECTIVES, Reason.OVERDISPERSED),
        rejected=((ChartKind.XMR, Reason.IGNORES_SUBGROUP_SIZE),),
        statistics={"points": 24.0},
        advice=(Reason.NOT_STEADY,),
    )

    def test_what_the_data_said_is_kept(self) -> None:
        found = overruled(self.CHOICE, ChartKind.XMR)

        assert found.kind is ChartKind.XMR
        assert found.reasons == (Reason.CHOSEN_BY_USER, *self.CHOICE.reasons)
        assert found.rejected == (
            (ChartKind.P_PRIME, Reason.CHOSEN_BY_USER),
            *self.CHOICE.rejected,
        )
        assert found.statistics == self.CHOICE.statistics
        assert found.advice == self.CHOICE.advice

    def test_the_same_chart_is_no_overruling(self) -> None:
        assert overruled(self.CHOICE, ChartKind.P_PRIME) is self.CHOICE


class TestRefusals:
    def test_more_defectives_than_interactions(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            choose(counts(np.full(20, 9), of=5), MeasureKind.SHARE, plan=PLAN)

        assert str(refused.value).startswith("20 subgroup(s) have more defectives")


@pytest.mark.statistical
class TestStatistically:
    def test_a_binomial_share_seldom_gets_a_sigma_z(self) -> None:
        rng = np.random.default_rng(11)

        taken = [
            choose(
                counts(rng.binomial(1_000, 0.1, 24), of=1_000),
                MeasureKind.SHARE,
                plan=PLAN,
            ).kind
            for _ in range(400)
        ]

        assert taken.count(ChartKind.P_PRIME_PROBABILITY) <= 0.03 * len(taken)
