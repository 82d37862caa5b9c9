"""R of the truth: by hand, by its laws, and against what customers then bring."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import gammainc

from qc.core.arrays import Floats, Ints
from qc.simulate import PROFILES, Company, Profile
from qc.simulate.effects import Campaign, CampaignKind, Window
from qc.simulate.referrals import DELAY_SHAPE
from qc.simulate.reproduction import (
    ALL,
    Brought,
    Reproduction,
    brought,
    by_source,
    delays,
    reached,
    told,
)
from tests.simulate.runs import longer, run

TINY = PROFILES["tiny"]
PLAIN = replace(  # everybody buys, and trust moves nobody
    TINY, trust_to_referral=0.0, drop_out=0.0, drop_out_defect=0.0, campaigns=()
)
ALWAYS = Window(start=0, end=10_000)


def of(profile: Profile) -> dict[str, Reproduction]:
    world, history = run(profile)
    return by_source(brought(world, history), history.customers.source)


class TestByHand:
    def test_delays_are_gamma_but_for_the_first_day(self) -> None:
        days = np.array([1.0, 20.0, 50.0, 365.0])

        assert reached(days, 100.0) == pytest.approx(
            gammainc(DELAY_SHAPE, days * DELAY_SHAPE / 100), rel=1e-5
        )
        assert reached(np.array([50.0]), 100.0) == pytest.approx(1 - 2 / math.e)
        assert reached(np.array([-3.0, 0.99]), 100.0).tolist() == [0.0, 0.0]
        assert delays(reached(days, 100.0), 100.0) == pytest.approx(days)
        assert delays(np.array([0.0, 1e-9]), 100.0).tolist() == [1.0, 1.0]

    def test_where_everybody_buys_each_brings_the_mean(self) -> None:
        found = of(PLAIN)[ALL]

        assert found.ever_at_mean == pytest.approx(PLAIN.referral_mean)
        share = found.year_at_mean / found.ever_at_mean
        assert share == pytest.approx(float(reached(np.array(350.0), 100.0)), abs=0.001)

    def test_a_campaign_that_never_ends_multiplies_it(self) -> None:
        campaign = Campaign(kind=CampaignKind.REFERRAL, during=ALWAYS, size=1.5)

        found = of(replace(PLAIN, campaigns=(campaign,)))[ALL]

        assert found.ever_at_mean == pytest.approx(1.5 * PLAIN.referral_mean)

    def test_who_does_not_buy_brings_nobody(self) -> None:
        found = of(replace(PLAIN, drop_out=1.0, drop_out_defect=1.0))

        assert (found[ALL].year, found[ALL].ever) == (0.0, 0.0)

    def test_each_source_has_its_mean(self) -> None:
        found = Brought(
            year=np.array([0.2, 0.4, 0.0, 0.3]),
            ever=np.array([0.3, 0.4, 0.0, 0.5]),
            propensity=np.array([2.0, 1.0, 5.0, 0.5]),
        )

        groups = by_source(found, np.array([0, 0, 2, 2]))

        assert told(groups) == {
            "organic": row(2, 0.4, 0.5, 0.3, 0.35),
            "campaign": row(0, None, None, None, None),
            "referral": row(2, 0.075, 0.125, 0.15, 0.25),
            "all": row(4, 0.2375, 0.3125, 0.225, 0.3),
        }


def row(customers: int, *means: float | None) -> dict[str, float | None]:
    names = ("R_365", "R_all", "R_365_at_mean_propensity", "R_all_at_mean_propensity")
    return {"customers": customers, **dict(zip(names, means, strict=True))}


class TestLaws:
    def test_nobody_is_recommended_where_nobody_recommends(self) -> None:
        assert of(replace(TINY, referral_mean=0.0))[ALL].ever == 0.0

    def test_trust_moves_who_recommends_only_if_it_acts(self) -> None:
        bad, good = (0.1,) * 4, (1.0,) * 4
        acts = replace(PLAIN, trust_to_referral=5.0)

        without = [of(replace(PLAIN, kept=k))["organic"].ever for k in (bad, good)]
        found = [of(replace(acts, kept=k))["organic"].ever for k in (bad, good)]

        assert without[0] == without[1]
        assert found[0] < 0.6 * found[1]

    def test_the_year_is_part_of_it_all(self) -> None:
        found = brought(*run(TINY))

        assert np.all(found.year <= found.ever)
        assert np.all(found.ever[found.year > 0] > found.year[found.year > 0])

    def test_a_longer_log_says_the_same_of_whoever_has_done(self) -> None:
        quick = replace(TINY, referral_delay=15.0)  # nearly all within 70 days
        world, history = run(quick)
        _, after, many = longer(quick, 1, 40)

        one, other = brought(world, history), brought(world, after)

        done = history.final.first_sale + 75 < world.end
        assert many == len(done) > done.sum() > 100
        assert np.array_equal(one.year[done], other.year[:many][done])
        assert one.ever[done] == pytest.approx(other.ever[:many][done], rel=1e-9)


class TestTheProfile:
    def test_steady_has_the_figure_of_the_specification(self) -> None:
        """Its .281 has an error of .003; 60 seeds give .2829, with one of .0004."""
        found = of(PROFILES["steady"])[ALL]

        assert found.year_at_mean == pytest.approx(0.283, abs=0.006)
        assert found.year == pytest.approx(0.283, abs=0.03)

    def test_the_truth_of_a_company_holds_it(self, teaching: Company) -> None:
        truth, people = teaching.truth, teaching.truth.customers

        for name, one in truth.reproduction.items():
            rows = (people["source"] == name) | (name == ALL)
            assert one.customers == rows.sum() > 500
            assert people["referrals_365"][rows].mean() == pytest.approx(one.year)
            assert people["referrals_all"][rows].mean() == pytest.approx(one.ever)


@pytest.mark.statistical
def test_customers_then_bring_as_many_as_expected() -> None:
    """Over six seeds, without a cut: some 2,000 referred customers."""
    profile = replace(TINY, referral_delay=40.0, organic=8.0)
    expected, came = np.zeros((2, 3)), np.zeros((2, 3))
    for seed in range(6):
        world, history = run(profile, seed)
        found, source = brought(world, history), history.customers.source
        for i, mean in enumerate((found.year, found.ever)):
            expected[i] += np.bincount(source, mean * found.propensity, minlength=3)
        came += _came(profile, seed, source)

    assert came.sum() > 2_000
    assert np.all(np.abs(came - expected) < 3.5 * np.sqrt(expected))
    gaps = came.sum(axis=1) - expected.sum(axis=1)
    assert np.all(np.abs(gaps) < 3 * np.sqrt(expected.sum(axis=1)))


def _came(profile: Profile, seed: int, source: Ints) -> Floats:
    """Count whom the customers of a log brought, had it gone on: year, ever."""
    world, history, many = longer(profile, seed, 400)
    people = history.customers
    rows = np.flatnonzero((people.referrer >= 0) & (people.referrer < many))
    by = people.referrer[rows]
    day = world.demand.calendar(people.joined)
    soon = day[rows] <= day[by] + 365
    counts = [np.bincount(source[who], minlength=3) for who in (by[soon], by)]
    return np.array(counts, dtype=np.float64)
