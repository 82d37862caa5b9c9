"""What the charts promise, tried on series without a cause."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.charts import Baseline
from qc.core.kinds import ChartKind
from qc.spc import individuals, proportion
from qc.spc.limits import Limits
from tests.builders import counts, values
from tests.simulations.alarms import AUTOMATIC, Rate, found, rates
from tests.simulations.calibration import at_most, shares
from tests.simulations.processes import PROCESSES
from tests.view.build import only

NOMINAL = 0.0027
LIMITS = only("outside")
pytestmark = pytest.mark.statistical


def share_beyond(rate: Rate) -> float:
    return rate.beyond / rate.points


def tried(name: str, many: int = 40) -> tuple[float, float]:
    """Return how often our chart and that of the textbook put a point outside."""
    process = PROCESSES[name]
    made = rates(process, {}, (process.textbook,), many, seed=1)
    return share_beyond(made[AUTOMATIC]), share_beyond(made[process.textbook])


class TestKnownLimits:
    def test_three_sigma_let_27_of_10_000_out(self) -> None:
        value = np.random.default_rng(1).normal(size=20_000)
        known = Baseline(kind=ChartKind.XMR, centre=0, spread=1, subgroups=99)

        beyond = individuals.chart(values(value), known).beyond

        assert beyond.mean() == pytest.approx(NOMINAL, abs=0.0011)

    @pytest.mark.parametrize(("n", "share"), [(30, 0.1), (50, 0.02), (100, 0.05)])
    def test_exact_limits_let_out_no_more(self, n: int, share: float) -> None:
        events = np.random.default_rng(n).binomial(n, share, 20_000)
        known = Baseline(kind=ChartKind.P, centre=share, spread=1, subgroups=99)
        series = counts(events, of=n)

        exact = proportion.chart(series, known, limits=Limits.EXACT).beyond.mean()
        sigma = proportion.chart(series, known, limits=Limits.SIGMA).beyond.mean()

        assert exact <= NOMINAL
        assert sigma > NOMINAL


class TestTheChoice:
    @pytest.mark.parametrize(
        ("name", "times"),
        [
            ("memory 0.6", 1.3),
            ("20 % of 300, variance x 7", 5),
            ("days with a weekly pattern", 10),
            ("means that vary by week", 3),
        ],
    )
    def test_it_cries_wolf_less_often_than_the_textbook(
        self, name: str, times: float
    ) -> None:
        ours, textbook = tried(name)

        assert times * ours < textbook

    def test_it_is_the_textbook_where_that_is_right(self) -> None:
        ours, textbook = tried("20 % of 300", many=20)

        assert ours == pytest.approx(textbook, abs=0.005)


class TestShifts:
    def test_a_shift_of_two_sigma_is_found_in_a_few_weeks(self) -> None:
        seen = found(PROCESSES["20 % of 300"], 2.0, LIMITS, 25, seed=2)

        assert seen["rules"].power > 0.6
        assert seen["act, of 1"].delay <= seen["act, of 17"].delay
        assert seen["act, of 17"].delay <= seen["act, of 300"].delay


class TestEvidence:
    def test_it_keeps_what_the_tail_of_a_cusum_does_not(self) -> None:
        ours, sums = shares(PROCESSES["normal values"], 24, 400, seed=3)

        assert (ours[:2] <= [0.05, 0.01]).all()
        assert (sums[:2] > [0.05, 0.01]).all()

    def test_without_any_there_is_none(self) -> None:
        assert np.isnan(at_most([np.nan])).all()
