"""Units against themselves: by hand, laws, chance, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.spc.drawn_by_odds import mid_p
from qc.spc.funnel_scales import Law
from qc.spc.lately import lately
from qc.spc.multiplicity import adjusted

LAWS = [Law.BINOMIAL, Law.POISSON]


def log(
    seed: int, law: Law, *, units: int = 24, sd: float = 0.0
) -> tuple[Floats, Floats]:
    """Make weeks of units with levels of their own; `sd`: of weeks, common to all."""
    rng = np.random.default_rng(seed)
    n = rng.integers(15, 40, (units, 26)).astype(float)
    level = rng.uniform(0.08, 0.2, units)[:, np.newaxis]
    level = level * np.exp(sd * rng.normal(size=26))
    drawn = (
        rng.poisson(n * level)
        if law is Law.POISSON
        else rng.binomial(n.astype(int), np.minimum(level, 1))
    )
    return drawn.astype(float), n


class TestTheBook:
    def test_one_unit_among_steady_ones(self) -> None:
        """Others never change: the unit's own fourfold table is all there is."""
        n = np.full((40, 14), 1000.0)
        events = np.full((40, 14), 100.0)
        n[0], events[0] = 20, 2
        events[0, -2:] = 9
        found = lately(events, n, 2, Law.BINOMIAL)
        assert found.p[0] == pytest.approx(mid_p(18, 40, 42, 280, 1.0), rel=0.05)
        assert found.expected[0] == pytest.approx(40 * 24.5 / 241, rel=0.01)
        assert found.spread == 1.0

    @pytest.mark.parametrize("law", LAWS)
    def test_what_changes_for_all_changes_nobody(self, law: Law) -> None:
        n = np.full((12, 26), 60.0)
        events = np.full((12, 26), 6.0)
        events[:, -2:] = 18
        found = lately(events, n, 2, law)
        assert found.p.min() > 0.9
        assert found.expected == pytest.approx(np.full(12, 36), rel=0.03)


class TestAlways:
    @pytest.mark.parametrize("law", LAWS)
    def test_the_order_of_units_is_of_no_matter(self, law: Law) -> None:
        events, n = log(1, law)
        whole, turned = lately(events, n, 2, law), lately(events[::-1], n[::-1], 2, law)
        assert whole.p[::-1] == pytest.approx(turned.p)
        assert whole.spread == pytest.approx(turned.spread)

    def test_without_cases_nothing_is_said(self) -> None:
        events, n = log(2, Law.BINOMIAL)
        events[3, -2:] = n[3, -2:] = 0  # away of late
        events[4, :-2] = n[4, :-2] = 0  # new
        p = lately(events, n, 2, Law.BINOMIAL).p
        assert np.flatnonzero(np.isnan(p)).tolist() == [3, 4]

    @pytest.mark.parametrize("law", LAWS)
    def test_one_unit_alone_has_nobody_beside_it(self, law: Law) -> None:
        events, n = log(3, law, units=1)
        assert np.all(lately(events, n, 2, law).p > 0.01)


class TestStatistically:
    @pytest.mark.parametrize("law", LAWS)
    @pytest.mark.parametrize("sd", [0.0, 0.3])
    def test_chance_names_somebody_in_one_week_of_ten(
        self, law: Law, sd: float
    ) -> None:
        found = [lately(*log(seed, law, sd=sd), 2, law).p for seed in range(150)]
        p = np.array(found)
        assert 0.02 < (p <= 0.05).mean() <= 0.06
        assert np.mean([(adjusted(each) <= 0.1).any() for each in p]) <= 0.10 + 0.07

    def test_a_tripled_share_of_one_is_found(self) -> None:
        named = []
        for seed in range(40):
            events, n = log(seed, Law.BINOMIAL)
            share = 3 * events[0].sum() / n[0].sum()
            rng = np.random.default_rng(seed)
            events[0, -2:] = rng.binomial(n[0, -2:].astype(int), min(share, 0.9))
            named.append(adjusted(lately(events, n, 2, Law.BINOMIAL).p)[0] <= 0.1)
        assert np.mean(named) >= 0.8


class TestRefusals:
    @pytest.mark.parametrize(
        ("events", "n", "newest", "law", "text"),
        [
            (np.ones((2, 9)), np.ones((2, 8)), 2, Law.POISSON, "each unit and period"),
            (np.ones((2, 5)), np.ones((2, 5)), 2, Law.POISSON, "too few to hold"),
            (np.ones((2, 9)), np.ones((2, 9)), 2, Law.NORMAL, "Only shares and rates"),
            (-np.ones((2, 9)), np.ones((2, 9)), 2, Law.POISSON, "below 0"),
            (2 * np.ones((2, 9)), np.ones((2, 9)), 2, Law.BINOMIAL, "more events than"),
        ],
    )
    def test_what_cannot_be(
        self, events: Floats, n: Floats, newest: int, law: Law, text: str
    ) -> None:
        with pytest.raises(InvalidSeries, match=text):
            lately(events, n, newest, law)
