"""A small part of what R, word of mouth and the arrow of referrals promise."""

from __future__ import annotations

import numpy as np
import pytest

from qc.chain.company import Company
from qc.chain.links import Shown
from qc.chain.referral_links import links
from qc.chain.word_of_mouth_winner import Winner
from qc.simulate.profiles import NULL_FLAT, STEADY
from tests.chain.simulated import company
from tests.simulations.service_effects import Try
from tests.simulations.word_of_mouth import LITTLE, TRUTH, tries, verdict

SEEDS = (1, 2)


@pytest.fixture(scope="module")
def companies() -> list[Company]:
    return [company(STEADY, seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def steady(companies: list[Company]) -> list[dict[str, Try]]:
    return [tries(found, i, draws=200) for i, found in enumerate(companies)]


def mean(many: list[dict[str, Try]], name: str) -> float:
    return float(np.mean([one[name].estimate.value for one in many]))


def test_r_is_what_was_planted_and_the_naive_figure_is_too_low(
    steady: list[dict[str, Try]],
) -> None:
    assert mean(steady, "R by 365 days") == pytest.approx(TRUTH.r_year, abs=0.03)
    assert mean(steady, "naive: referrals / customers") < TRUTH.r_year - 0.03


def test_returns_are_what_was_planted_and_money_so_far_is_too_low(
    steady: list[dict[str, Try]],
) -> None:
    truth = steady[0]["return of word of mouth"].truth

    assert mean(steady, "return of word of mouth") == pytest.approx(truth, rel=0.15)
    assert mean(steady, "naive: word of mouth, money so far") < 0.8 * truth


def test_campaigns_are_named_where_they_return_more(
    companies: list[Company],
) -> None:
    found = companies[0]

    assert verdict(found, LITTLE, 1, draws=200).winner is Winner.CAMPAIGNS
    assert verdict(found, TRUTH.even, 1, draws=200).winner is Winner.OPEN


def test_where_nothing_was_planted_the_arrow_is_not_drawn() -> None:
    assert links(company(NULL_FLAT, 1))[0].shown is Shown.NOT_SHOWN
