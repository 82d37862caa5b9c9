"""Trust in simulated companies: a few seeds of the table in `trust.md`."""

from __future__ import annotations

import pytest

from qc.chain.links import Arrow, Shown
from tests.simulations.trust import SEEDS, Try, most_solid, tried

pytestmark = pytest.mark.statistical
SEEDS_HERE = (1, 2)


@pytest.fixture(scope="module")
def teaching() -> list[Try]:
    return [tried("teaching", seed) for seed in SEEDS_HERE]


@pytest.fixture(scope="module")
def nothing() -> list[Try]:
    return [tried("null_effects", seed) for seed in SEEDS_HERE]


def test_the_team_that_breaks_promises_has_the_lowest_trust(
    teaching: list[Try],
) -> None:
    for each in teaching:
        assert each.lowest
        assert each.covered
        assert each.links[0].shown is Shown.SHOWN
        assert each.validations[0].validated
        assert each.held == pytest.approx(0.90, abs=0.04)
        assert each.off < 0.04


def test_where_nothing_has_an_effect_the_naive_comparison_shows_one(
    nothing: list[Try],
) -> None:
    naive = []
    for each in nothing:
        assert not any(link.shown is Shown.SHOWN for link in each.links)
        assert not any(one.validated for one in each.validations)
        assert each.held > 0.86  # hardly anybody differs, and the intervals know it
        repeat = next(x for x in each.links if x.arrow is Arrow.TRUST_REPEAT)
        assert repeat.naive is not None
        naive.append(repeat.naive.interval[0] > 0)
    assert any(naive)


def test_chance_may_draw_some_more_than_one_in_twenty() -> None:
    assert most_solid(SEEDS) == pytest.approx(0.134, abs=0.001)
