"""Measures held together: what no single chart sees, how rarely it cries wolf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.core.charts import PhasePlan
from qc.core.errors import InvalidSeries, NothingToShow
from qc.core.kinds import ChartKind, ChartWarning, MeasureKind, Period, Stage
from qc.review.aligned import WhyNot
from qc.review.assessment import Assessment
from qc.review.together import KINDS, MOST, UNASKED, Together, together
from qc.spc import hotelling
from tests.builders import counts, values, weeks
from tests.view.build import gaps, judged, measure


def score(value: Floats, name: str, **parts: object) -> Assessment:
    return judged(values(value), measure(MeasureKind.SCORE, id=name, **parts))


def scores(x: Floats, plan: PhasePlan | None = None) -> list[Assessment]:
    """One measure a column."""
    return [
        judged(values(column), measure(MeasureKind.SCORE, id=f"m{j}"), plan=plan)
        for j, column in enumerate(x.T)
    ]


def pair(k: int, seed: int, apart: float = 0.3) -> Floats:
    """Return two measures that move together, k weeks."""
    rng = np.random.default_rng(seed)
    one = rng.normal(size=k)
    return np.column_stack([5 + one, 100 + 20 * (one + rng.normal(0, apart, k))])


def why(found: Together) -> dict[str, WhyNot]:
    return {one.measure.id: reason for one, reason in found.left_out}


def seen(found: Together) -> list[int]:
    return [joint.at for joint in found.signals]


class TestTheBook:
    def test_it_is_t2_of_the_distances_with_limits_that_do_not_mix(self) -> None:
        x = pair(40, 1)

        found = together(scores(x))

        first = np.arange(40) < 24
        cloud = hotelling.estimate(x, excluded=~first)
        plain = hotelling.review(x, cloud)
        np.testing.assert_allclose(found.chart.value, plain.value, rtol=1e-6)
        np.testing.assert_allclose(found.chart.upper, plain.upper)
        assert found.chart.in_baseline.tolist() == first.tolist()
        assert found.chart.upper[0] < 14 < found.chart.upper[-1]

    def test_the_centre_is_what_is_expected(self) -> None:
        """V (N-1)/N in the baseline; after it v (N+1)(N-1) / (N (N-v-2))."""
        chart = together(scores(pair(40, 1))).chart

        assert chart.centre[0] == pytest.approx(2 * 23 / 24)
        assert chart.centre[-1] == pytest.approx(2 * 25 * 23 / (24 * 20))
        assert chart.value[:24].mean() == pytest.approx(chart.centre[0])

    def test_correlations_are_those_of_the_baseline(self) -> None:
        x = pair(40, 1)

        found = together(scores(x)).correlation

        assert found[0, 1] == pytest.approx(np.asarray(np.corrcoef(x[:24].T))[0, 1])


class TestAlways:
    @pytest.mark.parametrize("kind", KINDS)
    def test_what_no_single_chart_sees_is_found_and_named(
        self, kind: ChartKind
    ) -> None:
        """Two that move together part by 1 sigma each, from week 50 on."""
        x = np.column_stack(
            [pair(60, 3, apart=0.2), np.random.default_rng(3).normal(size=60)]
        )
        x[50:] += np.array([1.0, -20.0, 0.0])

        found = together(scores(x), kind=kind)

        assert found.current is not None
        assert set(found.current.names) == {0, 1}
        assert found.current.alone == ()
        assert not found.beyond_own[50:].any()
        assert min(seen(found)) >= 50

    @settings(max_examples=20)
    @given(
        st.integers(0, 99),
        st.lists(st.floats(0.01, 100), min_size=2, max_size=2),
        st.floats(-1000, 1000),
    )
    def test_units_do_not_matter(
        self, seed: int, scale: Sequence[float], shift: float
    ) -> None:
        x = pair(40, seed)

        one = together(scores(x)).chart
        other = together(scores(x * np.array(scale) + shift)).chart

        np.testing.assert_allclose(other.value, one.value, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(other.upper, one.upper)

    def test_a_missing_week_is_a_gap_for_all(self) -> None:
        x = pair(40, 4)
        x[[3, 30], 1] = np.nan

        found = together(scores(x))

        assert np.flatnonzero(np.isnan(found.chart.value)).tolist() == [3, 30]
        assert found.chart.baselines[0].subgroups == 23
        assert found.chart.upper[3] == found.chart.upper[2]
        assert ChartWarning.TRIAL_LIMITS in found.chart.warnings

    def test_only_the_newest_phase_counts(self) -> None:
        x = pair(60, 5)
        x[:20, 0] += 100
        plan = PhasePlan(starts=(weeks(60)[20],))

        found = together([*scores(x[:, :1], plan), *scores(x[:, 1:])])

        assert len(found.chart) == 40
        assert found.chart.at[0] == weeks(60)[20]
        assert np.flatnonzero(found.chart.in_baseline).max() == 23

    def test_a_week_left_out_of_one_baseline_is_judged_as_a_new_one(self) -> None:
        x = pair(40, 6)
        x[5] += 40
        plan = PhasePlan(excluded=(weeks(40)[5],))

        found = together(scores(x, plan))

        assert found.chart.excluded[5]
        assert seen(found) == [5]
        assert found.chart.upper[5] == found.chart.upper[-1]

    def test_shares_medians_and_scores_enter_alike(self) -> None:
        rng, k = np.random.default_rng(7), 40
        n = rng.integers(30, 90, k)
        mixed = [
            judged(counts(rng.binomial(n, 0.08), of=n), measure(id="share")),
            judged(
                values(rng.gamma(9, 1, k)), measure(MeasureKind.DURATION, id="time")
            ),
            score(rng.normal(size=k), "score"),
        ]

        found = together(mixed)

        assert [one.measure.id for one in found.measures] == ["share", "time", "score"]
        assert np.isfinite(found.z).all()
        assert found.left_out == ()

    def test_a_chart_that_remembers_enters_by_its_own_values(self) -> None:
        x = pair(40, 8)
        remembers = score(x[:, 0], "ewma", chart=ChartKind.EWMA)

        found = together([remembers, *scores(x[:, 1:])])

        np.testing.assert_allclose(
            found.chart.value, together(scores(x)).chart.value, rtol=1e-6
        )


class TestLeftOut:
    def test_every_measure_is_held_or_named(self) -> None:
        rng, x = np.random.default_rng(9), pair(40, 9)
        away = (np.arange(40) > 2) & (np.arange(40) < 19)
        others = [
            score(x[:, 0] * 3 - 1, "copy"),
            score(np.full(40, 4.0), "constant"),
            score(np.where(np.arange(40) < 30, np.nan, x[:, 0]), "short"),
            replace_by(score(x[:, 1], "daily"), Period.DAY),
            gaps(rng.exponential(5, 30) + 0.1, id="gap"),
            score(np.where(away, np.nan, rng.normal(size=40)), "rare"),
        ]

        found = together([*scores(x), *others], asked=True)

        assert [one.measure.id for one in found.measures] == ["m0", "m1"]
        assert why(found) == {
            "copy": WhyNot.FOLLOWS,
            "constant": WhyNot.CONSTANT,
            "short": WhyNot.NO_LIMITS,
            "daily": WhyNot.OTHER_PERIODS,
            "gap": WhyNot.OTHER_PERIODS,
            "rare": WhyNot.TOO_FEW,
        }

    def test_unasked_it_takes_some_of_each_stage(self) -> None:
        rng = np.random.default_rng(10)
        many = [
            score(rng.normal(size=40), f"{stage}{i}", stage=stage)
            for stage in (Stage.SALE, Stage.SUPPORT)
            for i in range(5)
        ]

        found = together(many)

        assert len(found.measures) == UNASKED
        stages = [one.measure.stage for one in found.measures]
        assert stages.count(Stage.SALE) == stages.count(Stage.SUPPORT) == 3
        assert set(why(found).values()) == {WhyNot.TOO_MANY}


def replace_by(one: Assessment, by: Period) -> Assessment:
    return replace(one, measure=replace(one.measure, by=by))


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize(
        ("kind", "rate"), [(ChartKind.T2, 0.0027), (ChartKind.MEWMA, 0.006)]
    )
    def test_false_signals_are_as_rare_as_said(
        self, kind: ChartKind, rate: float
    ) -> None:
        """Shares of few and of many cases, a score: 100 logs of 76 steady weeks."""
        rng, own, ever = np.random.default_rng(11), [], []
        for _ in range(100):
            small, large = rng.integers(30, 60, 76), rng.integers(300, 500, 76)
            found = together(
                [
                    judged(
                        counts(rng.binomial(small, 0.08), of=small), measure(id="a")
                    ),
                    judged(counts(rng.binomial(large, 0.2), of=large), measure(id="b")),
                    score(rng.normal(4, 0.3, 76), "c"),
                ],
                kind=kind,
            )
            own.append(found.chart.beyond[:24].mean())
            ever.append(found.chart.beyond[24:].any())

        assert np.mean(own) == pytest.approx(rate, abs=0.005)
        assert np.mean(ever) == pytest.approx(1 - (1 - 1 / 370) ** 52, abs=0.07)


class TestRefusals:
    @pytest.mark.parametrize("k", [0, 1])
    def test_less_than_two(self, k: int) -> None:
        with pytest.raises(NothingToShow) as refused:
            together(scores(pair(40, 1))[:k])

        assert str(refused.value) == (
            "Fewer than two measures share a baseline of 14 periods or more, so they "
            "cannot be held together. Choose others, or wait for more weeks."
        )

    def test_too_short(self) -> None:
        with pytest.raises(NothingToShow, match="wait for more weeks"):
            together(scores(pair(13, 1)))

    def test_too_many(self) -> None:
        many = scores(np.random.default_rng(1).normal(size=(40, MOST + 1)))
        with pytest.raises(InvalidSeries) as refused:
            together(many, asked=True)

        assert str(refused.value) == (
            "At most 12 measures can be held together; got 13. Choose those that "
            "belong together."
        )

    def test_a_chart_of_one_measure(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            together(scores(pair(40, 1)), kind=ChartKind.XMR)

        assert str(refused.value) == (
            "Several measures go on a T\u00b2 chart or a MEWMA chart, not on an "
            "XmR chart."
        )
