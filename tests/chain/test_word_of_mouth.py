"""Word of mouth against campaigns: figures, trees drawn anew, who won."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.company import Campaigns, Company
from qc.chain.evidence import Short, Want
from qc.chain.referral_curve import error, path, worth
from qc.chain.referral_people import Marked, people
from qc.chain.word_of_mouth import Given, View, credited, returns
from qc.chain.word_of_mouth_against import against
from qc.chain.word_of_mouth_draws import moved
from qc.chain.word_of_mouth_sides import Sides, programmes_of, sides
from qc.chain.word_of_mouth_winner import Winner, winner
from qc.core.errors import InvalidSeries
from qc.simulate.profiles import TEACHING, TINY
from tests.chain.simulated import company

RNG = np.random.default_rng
FEW = 200
METHODS = Given(
    spend=18_000,
    won=120,
    margin_won=140,
    margin_referred=162.4,
    reward=25,
    referred=100,
    by_won=0.25,
    by_referred=0.3,
)


@pytest.fixture(scope="module")
def teaching() -> Company:
    return company(replace(TEACHING, days=400, organic=1.0), 1)


def with_spend(found: Company, factor: float) -> Sides:
    table = found.campaigns
    changed = Campaigns(
        start=table.start, end=table.end, spend=table.spend * factor, kind=table.kind
    )
    told = replace(found, campaigns=changed)
    return sides(told, people(told))


class TestTheBook:
    def test_the_example_of_the_methods(self) -> None:
        found = returns(METHODS)

        assert float(found.campaign) == pytest.approx(-0.067, abs=5e-4)
        assert float(found.descendants) == pytest.approx(0.357, abs=5e-4)
        assert float(found.tree_margin) == pytest.approx(23_760)
        assert float(found.tree_cost) == pytest.approx(19_071, abs=1)
        assert float(found.tree) == pytest.approx(0.246, abs=5e-4)
        assert float(found.referred) == pytest.approx(5.496)
        assert float(found.break_even) == pytest.approx(13_740)

    def test_where_nothing_was_spent_there_is_no_return(self) -> None:
        found = returns(replace(METHODS, spend=0.0, reward=0.0))

        assert math.isnan(found.campaign)
        assert math.isnan(found.tree)
        assert math.isnan(found.referred)
        assert float(found.break_even) == 16_240

    def test_trees_that_grow_for_ever_have_no_number_of_descendants(self) -> None:
        assert math.isnan(returns(replace(METHODS, by_referred=1.0)).descendants)

    def test_worth_counts_over_those_still_observed(self) -> None:
        money = Marked(
            customer=np.array([0, 1, 2, 2]),
            age=np.array([5.0, 20.0, 20.0, 90.0]),
            mark=np.array([30.0, 10.0, 10.0, 99.0]),
        )
        group, ends = np.array([True] * 3 + [False]), np.array([10.0, 50, 50, 50])

        found = worth(money, group, ends, 40.0)

        assert found.value == pytest.approx(30 / 3 + 20 / 2)
        assert (found.customers, found.observed, found.events) == (3, 2, 3)
        assert found.part.sum() == pytest.approx(0, abs=1e-12)
        assert math.isnan(worth(money, group, ends, 60.0).value)
        walked = path(money, group, ends, np.array([0.0, 5.0, 40.0, 60.0]))
        assert walked[:3].tolist() == [0.0, 10.0, 20.0]
        assert math.isnan(walked[3])

    def test_one_tree_is_one_piece_of_evidence(self) -> None:
        part = np.array([1.0, 1.0, -1.0, -1.0])

        assert error(part, np.arange(4)) == pytest.approx(2.0)
        assert error(part, np.array([0, 0, 1, 1])) == pytest.approx(math.sqrt(8))


class TestAlways:
    @settings(max_examples=30)
    @given(
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(-1, 9), st.integers(0, 99)),
            min_size=1,
            max_size=10,
        )
    )
    def test_each_view_credits_every_margin_once(
        self, rows: list[tuple[int, int, int]]
    ) -> None:
        source = np.array([s for s, *_ in rows])
        parent = np.array([p if p < i else -1 for i, (_, p, _) in enumerate(rows)])
        margin = np.array([float(m) for *_, m in rows])

        for view in View:
            sums = credited(source, parent, margin, view)
            assert sum(sums.values()) == pytest.approx(margin.sum())

    @settings(max_examples=30)
    @given(
        st.floats(1, 1e4),
        st.floats(0, 500),
        st.floats(0, 500),
        st.floats(0.1, 50),
        st.floats(0, 0.9),
    )
    def test_with_descendants_a_campaign_lies_between_itself_and_word_of_mouth(
        self, spend: float, won: float, referred: float, reward: float, r: float
    ) -> None:
        found = returns(
            Given(
                spend=spend,
                won=10,
                margin_won=won,
                margin_referred=referred,
                reward=reward,
                referred=5,
                by_won=r,
                by_referred=r,
            )
        )

        low, high = sorted([float(found.campaign), float(found.referred)])
        near = 1e-9 * (1 + abs(low) + abs(high))
        assert low - near <= float(found.tree) <= high + near

    def test_draws_of_trees_move_around_nothing(self) -> None:
        rng = RNG(1)
        parts, root = rng.normal(size=(5_000, 2)), rng.integers(0, 4_500, 5_000)
        shifts = moved(parts, root, rng, 1_000)

        spread = [error(parts[:, i], root) for i in (0, 1)]
        assert shifts.mean(axis=0) == pytest.approx([0, 0], abs=0.1 * max(spread))
        assert shifts.std(axis=0) == pytest.approx(spread, rel=0.1)
        assert moved(np.zeros((0, 2)), np.zeros(0, int), rng, 3).shape == (3, 2)


class TestACompany:
    def test_a_programme_that_asks_for_referrals_is_a_cost_of_word_of_mouth(
        self, teaching: Company
    ) -> None:
        both = with_spend(teaching, 1.0)

        assert programmes_of(teaching).sum() == 1
        assert (both.campaigns, both.running, both.untold) == (2, 0, 0)
        assert not (both.won & both.referred).any()
        assert both.no_margin == both.no_reward == 0

    def test_what_returns_more_follows_from_what_it_cost(
        self, teaching: Company
    ) -> None:
        dear, cheap = (with_spend(teaching, factor) for factor in (20.0, 0.05))

        lost, won = (against(x, RNG(1), draws=FEW) for x in (dear, cheap))

        assert lost.winner is Winner.WORD_OF_MOUTH
        assert lost.campaign.value < 0
        assert math.isnan(lost.won.paid_back)
        assert won.winner is Winner.CAMPAIGNS
        assert won.even_with_campaigns < 0
        assert won.won.paid_back < won.brought.paid_back
        assert won.break_even.value == pytest.approx(lost.break_even.value)

    def test_quality_spent_for_its_sake_lowers_what_word_of_mouth_returns(
        self, teaching: Company
    ) -> None:
        both = with_spend(teaching, 1.0)
        free = against(both, RNG(1), draws=FEW)
        paid = against(both, RNG(1), free.break_even.value, FEW)

        assert paid.referred.value == pytest.approx(0.0, abs=1e-9)
        assert free.referred.value > 1

    def test_without_spend_there_is_nothing_to_compare(self, teaching: Company) -> None:
        found = against(with_spend(teaching, math.nan), RNG(1), draws=FEW)

        assert with_spend(teaching, math.nan).untold == 2
        assert found.winner is Winner.TOO_LITTLE
        assert Want.CAMPAIGN in {one.what for one in found.campaign.short}
        assert found.referred.known

    def test_a_young_company_is_told_so(self) -> None:
        found = company(TINY, 1)
        told = against(sides(found, people(found)), RNG(1), draws=FEW)

        assert told.horizon == 90.0
        assert told.winner is Winner.TOO_LITTLE


class TestRefusals:
    def test_an_age_below_zero(self) -> None:
        nothing = Marked(customer=np.zeros(0, int), age=np.zeros(0), mark=np.zeros(0))
        with pytest.raises(InvalidSeries, match="from 0 up; got -1"):
            worth(nothing, np.zeros(0, bool), np.zeros(0), -1.0)


class TestTheWinner:
    @pytest.mark.parametrize(
        ("direct", "in_trees", "named"),
        [
            (0.99, 0.98, Winner.WORD_OF_MOUTH),
            (0.01, 0.02, Winner.CAMPAIGNS),
            (0.99, 0.90, Winner.BY_VIEW),
            (0.60, 0.50, Winner.OPEN),
            (math.nan, 0.50, Winner.NO_COST),
        ],
    )
    def test_only_where_both_views_are_sure(
        self, direct: float, in_trees: float, named: Winner
    ) -> None:
        assert winner(direct, in_trees, ()) is named

    def test_too_little_comes_first(self) -> None:
        short = Short(what=Want.CAMPAIGN, need=30, got=3)

        assert winner(0.99, 0.99, (short,)) is Winner.TOO_LITTLE
