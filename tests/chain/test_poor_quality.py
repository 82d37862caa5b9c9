"""Cost of poor quality and return on relationships: by hand, never without parts."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.company import (
    Arrivals,
    Campaigns,
    Company,
    Messages,
    Names,
    Referrals,
    Sales,
    Source,
    Trainings,
)
from qc.chain.poor_quality import Item, Part, poor_quality
from qc.chain.return_on import Sums, Term, return_on_relationships
from qc.chain.return_on_sums import return_sums
from qc.chain.supply_orders import orders
from qc.core.rates import NO_RATES, RateName, Rates
from tests.chain.ledger_tables import contacts

NAN = math.nan
ALL = Rates(
    named={
        RateName.TRAINING_HOUR: 40.0,
        RateName.CHECKING: 100.0,
        RateName.REWORK: 5.0,
        RateName.DEFECT: 20.0,
        RateName.PROMISE: 12.0,
        RateName.RECOVERY: 15.0,
        RateName.OUTREACH: 0.5,
        RateName.CUSTOMER: 30.0,
    },
    ranges={RateName.DEFECT: (10.0, 30.0), RateName.PROMISE: (8.0, 16.0)},
)


def company() -> Company:
    """Four customers over two weeks; number 1 was brought by number 0."""
    return Company(
        contacts=contacts(
            customer=[0, 1, 1, 2, 3],
            opened=[0.5, 1.5, 2.5, 9.5, 30.0],
            defective=[1, 0, 1, 0, 1],
            recovered=[1, NAN, 0, NAN, 1],
            late=[0, 1, 0, NAN, 1],
            attempt=[1, 2, 1, 1, 3],
            reopens=[0, 1, 2, 0, 0],
        ),
        sales=Sales(
            customer=np.array([0, 1, 0, 1, 2, 0]),
            day=np.array([0, 1, 5, 8, 10, 11]),
            amount=np.array([50.0, 30, 40, 20, 60, -10]),
            margin=np.array([30.0, 20, 25, 12, NAN, -6]),
            contact=np.full(6, -1),
        ),
        arrivals=Arrivals(
            day=np.array([0.0, 1, 10, 30]),
            source=np.array([list(Source).index(Source.CAMPAIGN)] * 4),
            campaign=np.array([0, -1, 0, 0]),
        ),
        referrals=Referrals(
            referrer=np.array([0]),
            referred=np.array([1]),
            day=np.array([0.5]),
            converted=np.array([1.2]),
            reward=np.array([25.0]),
        ),
        campaigns=Campaigns(
            start=np.zeros(1),
            end=np.ones(1),
            spend=np.array([80.0]),
            kind=np.zeros(1, int),
        ),
        trainings=Trainings(
            agent=np.array([0, 1]),
            day=np.array([3, 40]),
            course=np.array([0, 0]),
            hours=np.array([4.0, 9.0]),
        ),
        messages=Messages(
            customer=np.array([0, 1, 2]),
            day=np.array([2, 3, 20]),
            topic=np.zeros(3, dtype=np.int64),
            opened=np.full(3, NAN),
            contact=np.full(3, -1),
        ),
        names=Names(customers=("a", "b", "c", "d")),
        first=0,
        last=40,
    )


BROUGHT = np.array([False, True, False, False])


def sums(found: Company) -> Sums:
    return return_sums(found, orders(found.sales), BROUGHT, (0, 14))


class TestTheBook:
    def test_the_four_parts_of_two_weeks(self) -> None:
        found = poor_quality(company(), ALL, 0, 14)
        money = {part.part: part.money for part in found.parts}

        assert money == {
            Part.PREVENTION: (160, 160, 160),
            Part.APPRAISAL: (200, 200, 200),
            Part.INTERNAL: (15, 15, 15),
            Part.EXTERNAL: (20 + 8 + 15, 40 + 12 + 15, 60 + 16 + 15),
        }
        assert found.whole
        assert found.failure_share == pytest.approx(82 / 442)

    def test_what_is_not_given_is_missing_and_never_guessed(self) -> None:
        found = poor_quality(company(), NO_RATES, 0, 14)

        assert [part.money for part in found.parts] == [None] * 4
        assert not found.whole
        assert found.failure_share is None
        some = poor_quality(company(), Rates(named={RateName.DEFECT: 20}), 0, 14)
        assert not some.parts[3].whole
        assert some.parts[3].money == (40, 40, 40)

    def test_what_the_tables_do_not_tell_is_missing(self) -> None:
        silent = replace(company(), contacts=contacts(customer=[0], opened=[1.0]))
        found = poor_quality(silent, ALL, 0, 14)
        counts = {c.item: c.count for part in found.parts for c in part.costs}

        assert counts[Item.DEFECT] is None
        assert counts[Item.REWORK] is None
        assert counts[Item.TRAINING] == 4

    def test_the_return_of_two_weeks(self) -> None:
        found = return_on_relationships(
            sums(company()), ALL, (0, 14), np.random.default_rng(1)
        )
        money = {one.term: one.money[1] for one in found.amounts if one.money}

        assert money == {
            Term.REPEAT: 25 + 12 - 6,
            Term.REFERRED: 20,
            Term.SAVED: 30,
            Term.TRAINING: 160,
            Term.RECOVERY: 15,
            Term.OUTREACH: 1,
            Term.REWARDS: 25,
        }
        assert found.ratio.value == pytest.approx((81 - 201) / 201)
        assert found.ratio.interval[0] < found.ratio.value < found.ratio.interval[1]
        assert found.amount(Term.REPEAT).count == 2

    def test_campaigns_tell_what_a_customer_costs_where_nobody_says(self) -> None:
        named = dict(ALL.named)
        del named[RateName.CUSTOMER]
        found = return_on_relationships(
            sums(company()), Rates(named=named), (0, 14), np.random.default_rng(1)
        )

        assert found.amount(Term.SAVED).money == (40, 40, 40)  # 80 for two who bought

    def test_costs_that_were_not_given_leave_no_return(self) -> None:
        found = return_on_relationships(
            sums(company()), NO_RATES, (0, 14), np.random.default_rng(1)
        )

        assert math.isnan(found.ratio.value)
        assert [one.rate for one in found.lacking] == [
            RateName.TRAINING_HOUR,
            RateName.RECOVERY,
            RateName.OUTREACH,
        ]
        assert found.amount(Term.REPEAT).money is not None

    def test_without_margins_or_rewards_they_are_lacking(self) -> None:
        known = company()
        bare = replace(
            known,
            sales=replace(known.sales, margin=np.full(6, NAN)),
            referrals=replace(known.referrals, reward=np.array([NAN])),
        )
        found = return_on_relationships(
            sums(bare), ALL, (0, 14), np.random.default_rng(1)
        )

        assert [one.term for one in found.lacking] == [
            Term.REPEAT,
            Term.REFERRED,
            Term.REWARDS,
        ]

    def test_nothing_spent_has_no_return(self) -> None:
        free = Rates(named=dict.fromkeys(ALL.named, 0.0))
        known = company()
        gift = replace(known, referrals=replace(known.referrals, reward=np.zeros(1)))
        found = return_on_relationships(
            sums(gift), free, (0, 14), np.random.default_rng(1)
        )

        assert not found.lacking
        assert math.isnan(found.ratio.value)


class TestAlways:
    @settings(max_examples=20)
    @given(st.floats(0, 1e6), st.floats(0, 1e6))
    def test_a_range_holds_its_middle_in_every_part(
        self, one: float, other: float
    ) -> None:
        low, high = sorted((one, other))
        rates = replace(
            ALL,
            named={**ALL.named, RateName.REWORK: (low + high) / 2},
            ranges={RateName.REWORK: (low, high)},
        )
        for part in poor_quality(company(), rates, 0, 14).parts:
            assert part.money is not None
            assert part.money[0] <= part.money[1] <= part.money[2]


class TestStatistically:
    def test_the_interval_covers_what_other_customers_would_bring(self) -> None:
        rng, hits, many = np.random.default_rng(8), 0, 40
        named = {**dict.fromkeys(ALL.named, 0.0), RateName.TRAINING_HOUR: 100.0}
        counts = {Term.TRAINING: 50.0, Term.RECOVERY: 0.0, Term.OUTREACH: 0.0}
        for _ in range(many):
            margin = rng.gamma(1.0, 30.0, 120)
            each = np.column_stack([margin, np.zeros(120), np.zeros(120)])
            found = return_on_relationships(
                Sums(each=each, counts=counts, rewards=0.0, spend=None),
                Rates(named=named),
                (0, 14),
                rng,
            )
            truth = (120 * 30 - 5_000) / 5_000
            hits += found.ratio.interval[0] <= truth <= found.ratio.interval[1]

        assert hits >= 34
