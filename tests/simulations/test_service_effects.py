"""Training effects and rate ratios on simulated companies: a few seeds of the table."""

from __future__ import annotations

import numpy as np
import pytest

from qc.chain.did_imputation import imputation
from qc.chain.did_naive import before_after
from qc.chain.rate_beside import between_customers
from qc.chain.rate_ratio import rate_ratio
from tests.simulations.companies import SCENARIOS, Seen, exposure_of, panel_of, seen
from tests.simulations.service_effects import SEEDS, least_covered

SEEDS_HERE = (1, 2, 3)
pytestmark = pytest.mark.statistical


@pytest.fixture(scope="module")
def effects() -> list[Seen]:
    return [seen(SCENARIOS["effects"], seed) for seed in SEEDS_HERE]


@pytest.fixture(scope="module")
def nothing() -> list[Seen]:
    name = "no effect, all improve, weakest trained first"
    return [seen(SCENARIOS[name], seed) for seed in SEEDS_HERE]


def ratios(companies: list[Seen]) -> tuple[float, float]:
    """Return the mean ratio within customers, and between them."""
    exposed = [exposure_of(found) for found in companies]
    rng = np.random.default_rng(1)
    within = [rate_ratio(each, rng, draws=2).ratio.value for each in exposed]
    between = [between_customers(each).value for each in exposed]
    return float(np.mean(within)), float(np.mean(between))


def test_the_ratio_is_what_was_planted_and_the_naive_one_is_not(
    effects: list[Seen],
) -> None:
    within, between = ratios(effects)

    assert within == pytest.approx(0.60, abs=0.06)
    assert between > 0.8


def test_without_effect_the_ratio_is_1_and_the_naive_one_is_not(
    nothing: list[Seen],
) -> None:
    within, between = ratios(nothing)

    assert within == pytest.approx(1.00, abs=0.08)
    assert between > 1.15


def test_training_is_credited_with_what_it_did(effects: list[Seen]) -> None:
    found = [imputation(panel_of(each)).effect.value for each in effects]
    planted = np.mean([each.company.truth.att for each in effects])

    assert np.mean(found) == pytest.approx(planted, abs=0.018)


def test_and_not_with_what_improved_for_all(nothing: list[Seen]) -> None:
    cells = [panel_of(each) for each in nothing]
    naive = [before_after(each) for each in cells]

    assert abs(np.mean([imputation(each).effect.value for each in cells])) < 0.018
    assert all(each.value < -0.015 and each.excludes(0) for each in naive)


def test_coverage_may_fall_short_by_chance_alone() -> None:
    assert least_covered(SEEDS) == pytest.approx(0.86, abs=0.005)
