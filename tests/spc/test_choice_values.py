"""Which chart for single values and for what lies between events."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.kinds import ChartKind, Reason
from qc.core.series import Streaks
from qc.spc.choice_values import of_gaps, of_values, repeated
from tests.builders import values
from tests.spc.makers import ar1, gaps, normal


def _all(k: int) -> np.ndarray:
    return np.ones(k, dtype=bool)


class TestTheBook:
    def test_weak_memory_widens_the_limits(self) -> None:
        series = values(ar1(100, 0.45, np.random.default_rng(1)))

        choice = of_values(series, _all(100))

        assert choice.kind is ChartKind.XMR_CORRECTED
        assert choice.reasons == (Reason.ONE_VALUE_PER_PERIOD, Reason.REMEMBERS)
        assert choice.rejected == (
            (ChartKind.XMR, Reason.REMEMBERS),
            (ChartKind.RESIDUALS, Reason.WEAK_MEMORY),
            (ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS),
        )
        assert 0 < choice.statistics["moved"] < choice.statistics["phi"] < 0.6
        assert choice.advice == ()

    def test_strong_memory_charts_what_is_new(self) -> None:
        series = values(ar1(100, 0.85, np.random.default_rng(2)))

        choice = of_values(series, _all(100))

        assert choice.kind is ChartKind.RESIDUALS
        assert (ChartKind.XMR_CORRECTED, Reason.REMEMBERS_STRONGLY) in choice.rejected
        assert choice.advice == (Reason.REMEMBERS_STRONGLY,)

    def test_a_step_in_the_baseline_is_no_memory(self) -> None:
        series = values(normal(40, 3) + 4 * (np.arange(40) >= 25))

        choice = of_values(series, _all(40))

        assert choice.kind is ChartKind.XMR
        assert (ChartKind.XMR_CORRECTED, Reason.NOT_STEADY) in choice.rejected
        assert choice.advice == (Reason.NOT_STEADY,)
        assert choice.statistics["r1"] > 0.4
        assert choice.statistics["moved"] > 0.6

    def test_without_memory(self) -> None:
        choice = of_values(values(normal(40, 4)), _all(40))

        assert choice.kind is ChartKind.XMR
        assert (ChartKind.XMR_CORRECTED, Reason.FORGETS) in choice.rejected
        assert set(choice.statistics) == {"points", "r1"}


class TestAlways:
    def test_coarse_ratings_are_said_to_tie(self) -> None:
        x = np.array([4.0, 4, 5, 4, 4, 3, 4, 4, 4, 5, 4, 4])

        choice = of_values(values(x), _all(12))

        assert choice.advice == (Reason.TIES,)
        assert choice.statistics["ties"] == 0.75
        assert "zeros" not in choice.statistics

    def test_many_zeros_are_said_to_be_so(self) -> None:
        x = np.array([0.0, 0, 5, 0, 0, 3, 0, 0, 0, 5, 0, 0])

        choice = of_values(values(x), _all(12))

        assert choice.advice == (Reason.ZEROS,)
        assert choice.statistics["zeros"] == 0.75

    def test_half_is_not_yet_many(self) -> None:
        assert repeated(np.array([0.0, 1, 0, 2])) == (0.5, 0.0)
        assert of_values(values([0.0, 1.0] * 9), _all(18)).advice == ()

    def test_constant_values_tell_nothing(self) -> None:
        choice = of_values(values(np.zeros(20)), _all(20))

        assert choice.kind is ChartKind.XMR
        assert choice.reasons == (Reason.ONE_VALUE_PER_PERIOD,)
        assert choice.rejected == ((ChartKind.RUN, Reason.ENOUGH_FOR_LIMITS),)
        assert choice.advice == ()

    def test_only_the_baseline_is_looked_at(self) -> None:
        x = np.append(normal(30, 5), ar1(90, 0.9, np.random.default_rng(5)))

        assert of_values(values(x), np.arange(120) < 30).kind is ChartKind.XMR
        assert of_values(values(x), _all(120)).kind is not ChartKind.XMR

    def test_between_events(self) -> None:
        timed = gaps(np.random.default_rng(6).exponential(3, 30))
        counted = Streaks(at=timed.at, value=np.floor(timed.value))

        found = [of_gaps(each, _all(30)) for each in (timed, counted)]

        assert [each.kind for each in found] == [ChartKind.T, ChartKind.G]
        for each in found:
            assert each.rejected[0] == (ChartKind.XMR, Reason.SKEWED)


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize(("phi", "least"), [(0.0, 0.96), (0.8, 0.96)])
    def test_fifty_points_tell_memory(self, phi: float, least: float) -> None:
        rng = np.random.default_rng(7)

        kinds = [
            of_values(values(ar1(50, phi, rng)), _all(50)).kind for _ in range(300)
        ]

        told = [kind is not ChartKind.XMR for kind in kinds]
        assert np.mean(told if phi else np.logical_not(told)) > least
