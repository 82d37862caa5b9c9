"""Funnels: by hand, laws, and who is called out where all vary."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc.funnel import ACT, Funnel, Law, Scale, Spread, funnel, limits


def _some(seed: int, law: Law, scale: Scale) -> Funnel:
    rng = np.random.default_rng(seed)
    n = rng.integers(20, 400, 12).astype(float)
    return funnel(rng.binomial(n.astype(int), 0.2).astype(float), n, law, scale=scale)


class TestTheBook:
    def test_two_units_by_hand(self) -> None:
        """10 and 30 of 100 each: target 0.2, sigma 0.04, so 2.5 either way."""
        found = funnel(
            np.array([10.0, 30]), np.array([100.0, 100]), Law.BINOMIAL, winsorise=0
        )

        assert found.target == 0.2
        assert found.z == pytest.approx([-2.5, 2.5])
        assert found.ratio == pytest.approx(6.25)
        assert found.tau2 == pytest.approx((2 * 6.25 - 1) / 625)

    def test_rates_by_hand(self) -> None:
        found = funnel(np.array([2.0, 6]), np.array([1.0, 1]), Law.POISSON, winsorise=0)

        assert found.z == pytest.approx([-1.0, 1.0])
        assert found.tau2 == pytest.approx(4.0)


class TestAlways:
    cases = st.builds(
        _some,
        st.integers(0, 999),
        st.sampled_from([Law.BINOMIAL, Law.POISSON]),
        st.sampled_from([Scale.PLAIN, Scale.STABLE]),
    )

    @given(cases, st.sampled_from(Spread), st.floats(0.5, 0.999))
    def test_limits_hold_the_target(
        self, drawn: Funnel, spread: Spread, coverage: float
    ) -> None:
        low, high = limits(drawn, coverage, spread)

        assert np.all((low >= 0) & (low <= drawn.target + 1e-9))
        assert np.all(high >= drawn.target - 1e-9)
        if drawn.law is Law.BINOMIAL:
            assert np.all(high <= 1)

    @given(cases)
    def test_a_common_spread_only_widens(self, drawn: Funnel) -> None:
        assert drawn.tau2 >= 0
        assert np.all(np.abs(drawn.z_common) <= np.abs(drawn.z) + 1e-12)

    def test_a_unit_without_data_is_no_zero(self) -> None:
        found = funnel(np.array([3.0, 0, 5]), np.array([9.0, 0, 9]), Law.BINOMIAL)

        assert np.isnan([found.value[1], found.z[1], found.z_common[1]]).all()
        assert np.isnan(np.array(limits(found, ACT))[:, 1]).all()
        assert found.target == pytest.approx(8 / 18)

    def test_nobody_differs_where_nothing_went_wrong(self) -> None:
        found = funnel(np.zeros(3), np.full(3, 9.0), Law.BINOMIAL)

        assert found.z_common.tolist() == [0, 0, 0]
        assert found.tau2 == 0


@pytest.mark.statistical
class TestStatistically:
    def test_the_common_spread_is_found_and_excuses_those_it_explains(self) -> None:
        rng = np.random.default_rng(7)
        n = rng.integers(200, 900, 400)
        share = rng.normal(0.15, 0.03, 400)
        found = funnel(
            rng.binomial(n, share).astype(float), n.astype(float), Law.BINOMIAL
        )

        assert 0.018 < found.tau2**0.5 < 0.03  # ends drawn in make it a little small
        by_chance, by_all = (np.mean(np.abs(z) > 3) for z in (found.z, found.z_common))
        assert by_all < 0.03 < by_chance / 3


class TestRefusals:
    @pytest.mark.parametrize(
        ("events", "n", "what"),
        [
            ([1.0, 0.0], [5.0, 0.0], "A funnel compares at least 2 units with data."),
            ([6.0, 1.0], [5.0, 5.0], "A unit has more defectives than interactions."),
            ([-1.0, 1.0], [5.0, 5.0], "Events and opportunities must not be negative."),
        ],
    )
    def test_impossible_units(
        self, events: list[float], n: list[float], what: str
    ) -> None:
        with pytest.raises(InvalidSeries) as refused:
            funnel(np.array(events), np.array(n), Law.BINOMIAL)

        assert str(refused.value) == what

    def test_winsorising_everything(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            funnel(np.ones(3), np.ones(3), Law.POISSON, winsorise=0.5)

        assert str(refused.value) == "winsorise must be from 0 up to 0.5; got 0.5."

    def test_limits_that_hold_all(self) -> None:
        drawn = funnel(np.ones(3), np.full(3, 9.0), Law.POISSON)

        with pytest.raises(InvalidSeries) as refused:
            limits(drawn, 1.0)

        assert str(refused.value) == "A coverage must lie between 0 and 1; got 1.0."

    @pytest.mark.parametrize(
        "how", [{"law": Law.NORMAL}, {"law": Law.POISSON, "scale": Scale.LOG}]
    )
    def test_means_among_counts(self, how: dict[str, Any]) -> None:
        with pytest.raises(InvalidSeries) as refused:
            funnel(np.ones(3), np.ones(3), **how)

        assert str(refused.value) == (
            "Counts have no normal law and no logarithms. Use means_funnel for means."
        )
