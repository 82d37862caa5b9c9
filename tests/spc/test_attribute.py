"""Shares and rates that drift: sigma_z that allows for memory."""

from __future__ import annotations

import math
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Counts
from qc.spc import proportion, rate
from qc.spc.autocorrelation import corrected_phi, lag1
from tests.builders import counts
from tests.spc.makers import any_counts, ar1, at

BOTH = pytest.mark.parametrize(
    ("module", "kind"),
    [
        (proportion, ChartKind.P_PRIME_CORRECTED),
        (rate, ChartKind.U_PRIME_CORRECTED),
    ],
    ids=["share", "rate"],
)


def drifting(k: int, phi: float, rng: np.random.Generator, n: int = 4_000) -> Counts:
    """A share about 0.2 that drifts twice as much as chance, with a memory."""
    share = 0.2 + 2 * math.sqrt(0.16 / n) * ar1(k, phi, rng)
    return counts(rng.binomial(n, np.clip(share, 0, 1)), of=n)


@BOTH
class TestTheBook:
    def test_sigma_z_is_widened_by_the_memory_of_z(
        self, module: ModuleType, kind: ChartKind
    ) -> None:
        log = drifting(40, 0.8, np.random.default_rng(1))

        plain = module.estimate(log, overdispersed=True, widen_only=False)
        wide = module.estimate_corrected(log)

        z = module.LAW.standing(log, plain.centre)
        phi = corrected_phi(lag1(z), 40)
        assert wide.kind is kind
        assert wide.memory == pytest.approx(phi)
        assert phi > 0.5
        assert wide.spread == pytest.approx(plain.spread / math.sqrt(1 - phi))
        assert module.chart(log, wide).kind is kind

    def test_what_is_allowed_for_is_not_warned_of(
        self, module: ModuleType, kind: ChartKind
    ) -> None:
        log = drifting(60, 0.9, np.random.default_rng(2))

        prime = module.estimate(log, overdispersed=True)

        assert ChartWarning.AUTOCORRELATED in prime.warnings
        assert module.estimate_corrected(log).warnings == ()
        assert kind is not prime.kind


class TestAlways:
    @given(st.lists(st.integers(1, 500), min_size=2, max_size=40), st.integers(0, 999))
    def test_it_never_narrows(self, sizes: list[int], seed: int) -> None:
        log = any_counts(sizes, seed)

        plain, wide = proportion.estimate(log), proportion.estimate_corrected(log)
        prime = proportion.estimate(log, overdispersed=True)

        assert wide.centre == plain.centre
        assert wide.spread >= prime.spread >= 1
        assert 0 <= wide.memory <= 0.95

    def test_excluded_points_set_no_limit(self) -> None:
        log = drifting(30, 0.8, np.random.default_rng(3))
        events = np.where(at(9, 30), 0, log.events)
        other = counts(events, of=4_000)

        found = [
            proportion.estimate_corrected(each, excluded=at(9, 30))
            for each in (log, other)
        ]

        assert found[0] == found[1]

    def test_without_variation(self) -> None:
        found = proportion.estimate_corrected(counts(np.full(15, 5), of=50))

        assert (found.spread, found.memory) == (1.0, 0.0)
        assert ChartWarning.NO_VARIATION in found.warnings

    def test_a_wider_limit_may_leave_the_possible_range(self) -> None:
        x = 6 + 5 * np.sin(np.arange(40) / 4)

        found = rate.estimate_corrected(counts(x, of=1))

        assert ChartWarning.NO_LOWER_LIMIT in found.warnings


@pytest.mark.statistical
class TestStatistically:
    def test_a_drift_with_memory_raises_few_false_alarms(self) -> None:
        rng, prime, wide = np.random.default_rng(4), [], []
        for _ in range(300):
            log = drifting(76, 0.8, rng)
            later = np.arange(76) >= 50
            usual = proportion.estimate(log, excluded=later, overdispersed=True)
            allowing = proportion.estimate_corrected(log, excluded=later)
            prime.append(proportion.chart(log, usual).beyond[later].mean())
            wide.append(proportion.chart(log, allowing).beyond[later].mean())

        assert np.mean(prime) > 0.05
        assert np.mean(wide) < 0.02


@BOTH
class TestRefusals:
    def test_a_single_point(self, module: ModuleType, kind: ChartKind) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            module.estimate_corrected(counts([3], of=50))

        assert refused.value.need == 2
        assert kind.endswith("corrected")


def test_more_defectives_than_interactions() -> None:
    with pytest.raises(InvalidSeries):
        proportion.estimate_corrected(counts([3, 60], of=50))
