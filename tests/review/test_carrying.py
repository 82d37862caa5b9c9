"""Memory makes runs; a step does too, and is a signal."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qc.core.arrays import Floats
from qc.core.kinds import ChartKind, ChartWarning, Direction, MeasureKind
from qc.core.measures import Measure
from qc.core.ruleset import read_rule_sets
from qc.review.assess import assess
from qc.review.assessment import Assessment
from tests.builders import values
from tests.spc.makers import normal

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")


def remembering(phi: float, seed: int, k: int = 60) -> Floats:
    x, shocks = np.zeros(k), normal(k, seed) * np.sqrt(1 - phi**2)
    for i in range(1, k):
        x[i] = phi * x[i - 1] + shocks[i]
    return x


def judged(x: Floats, rules: str = "default") -> Assessment:
    card = Measure(
        id="m",
        title="M",
        question="?",
        kind=MeasureKind.SCORE,
        direction=Direction.LOWER,
        chart=ChartKind.XMR,
    )
    return assess(card, values(x), rule_set=RULES[rules])


def runs(one: Assessment) -> set[str]:
    return {signal.rule for signal in one.signals} - {"beyond-limits", "recent-points"}


class TestStatistically:
    def test_runs_of_a_process_with_memory_are_mostly_left_out(self) -> None:
        ones = [judged(remembering(0.6, seed)) for seed in range(150)]
        told = [one for one in ones if ChartWarning.RUNS_LEFT_OUT in one.warnings]

        assert np.mean([bool(runs(one)) for one in ones]) < 0.25
        assert len(told) > 75

    def test_a_step_is_still_seen(self) -> None:
        ones = []
        for seed in range(150):
            x = normal(60, seed)
            x[30:] += 1.5
            ones.append(judged(x))

        assert np.mean([bool(runs(one)) for one in ones]) > 0.9


class TestAlways:
    @pytest.mark.parametrize("rules", sorted(RULES))
    def test_points_beyond_the_limits_stay(self, rules: str) -> None:
        x = remembering(0.7, 4, 120)
        x[100] += 6.0
        one = judged(x, rules)

        assert one.chart is not None
        assert one.chart.beyond[100]
        beyond = [s for s in one.signals if s.rule == "beyond-limits"]
        assert any(s.start <= 100 <= s.stop for s in beyond)
        assert runs(one) == set()
        assert ChartWarning.RUNS_LEFT_OUT in one.warnings

    def test_nothing_is_said_where_nothing_was_left_out(self) -> None:
        assert ChartWarning.RUNS_LEFT_OUT not in judged(normal(60, 1)).warnings
