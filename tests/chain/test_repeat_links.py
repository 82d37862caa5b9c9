"""From service to repeat business: whose days count, when the arrow is drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from qc.chain.age_adjusted import halved, within_halves
from qc.chain.company import NOBODY, Company
from qc.chain.defect_money import defect_effects, open_failures, stake
from qc.chain.defect_times import WINDOW, defect_times, lacking
from qc.chain.evidence import Estimate, Method, Want
from qc.chain.exposure import Exposure, Watched
from qc.chain.links import Arrow, Shown
from qc.chain.repeat_links import AfterDefects, after_defects, links
from qc.simulate.profiles import NULL_EFFECTS, TEACHING
from qc.view.words.chain import verdict
from tests.chain import built
from tests.chain.built import NAN
from tests.chain.simulated import company


@cache
def teaching() -> Company:
    return company(TEACHING, 1)


@cache
def after() -> AfterDefects:
    return after_defects(teaching())


class TestTimes:
    def test_only_purchases_whose_own_sale_was_good_count(self) -> None:
        log = built.contacts(
            (0, 10, 0.0, NAN, NAN),
            (0, 20, 1.0, 1.0, 0.0),
            (0, 30, NAN, NAN, NAN),
            (0, 99, 0.0, NAN, NAN),
        )
        sold = built.sales(
            (0, 10, 5.0, NAN, 0),
            (0, 20, 5.0, NAN, 1),
            (0, 30, 5.0, NAN, 2),
            (0, 40, 5.0, NAN, NOBODY),
            (0, 99, 5.0, NAN, 3),
            (0, 99, -5.0, NAN, 3),
        )

        found = defect_times(built.company(log, sold))

        assert found.bought.day.tolist() == [10, 99]
        assert (found.faulty, found.unlinked) == (1, 2)
        assert found.defects.day.tolist() == [20]
        assert found.watched.start.tolist() == [10]
        assert found.watched.until.tolist() == [98]

    def test_who_bought_before_the_log_is_watched_a_whole_window_later(self) -> None:
        log = built.contacts((0, 100, 0.0, NAN, NAN), (0, 500, 0.0, NAN, NAN))
        sold = built.sales((0, 90, 5.0, NAN, NOBODY), (0, 400, 5.0, NAN, 1))

        found = defect_times(built.company(log, sold))

        assert found.watched.start.tolist() == [100 + WINDOW]

    def test_what_is_lacking_is_named(self) -> None:
        log = built.contacts((0, 1, 1.0, NAN, NAN))
        sold = built.bought((0, 1))

        assert lacking(built.company()) == ("interactions", "transactions")
        assert lacking(built.company(log)) == ("transactions",)
        assert lacking(built.company(log, sold)) == ("interaction_id",)


class TestArrows:
    def test_the_planted_effect_is_shown_and_the_naive_one_is_not_it(self) -> None:
        service, goodwill = links(teaching(), after())

        assert service.arrow is Arrow.SERVICE_REPEAT
        assert service.shown is Shown.SHOWN
        assert service.estimate.value == pytest.approx(0.6, abs=0.08)
        assert service.naive is not None
        assert service.naive.value > 0.85
        assert goodwill.shown is Shown.SHOWN
        assert 1.5 < goodwill.estimate.value < 3.5

    @pytest.mark.statistical
    def test_nothing_planted_nothing_shown(self) -> None:
        """More in tests/simulations/repeat_arrows.py."""
        found = [links(company(NULL_EFFECTS, seed))[0] for seed in (1, 2)]

        assert {one.shown for one in found} == {Shown.NOT_SHOWN}
        assert all(one.naive and one.naive.value > 1.1 for one in found)
        assert all("The weakest effect" in verdict(one) for one in found)
        assert all(0.8 < one.smallest < 0.95 for one in found)

    def test_a_company_without_tables_has_no_arrows(self) -> None:
        service, goodwill = links(built.company())

        assert (service.shown, goodwill.shown) == (Shown.NO_DATA, Shown.NO_DATA)
        assert service.lacking == ("interactions", "transactions")
        assert goodwill.lacking == ("transactions",)

    def test_a_handful_is_too_little(self) -> None:
        log = built.contacts(
            (0, 10, 0.0, NAN, NAN), (0, 50, 1.0, 0.0, 1.0), (0, 300, 0.0, NAN, NAN)
        )
        sold = built.sales((0, 10, 5.0, NAN, 0), (0, 300, 5.0, NAN, 2))

        service, goodwill = links(built.company(log, sold))

        assert service.shown is Shown.TOO_LITTLE
        assert service.estimate.short[0].what is Want.EXPOSED
        assert goodwill.shown is Shown.TOO_LITTLE

    def test_ageing_that_explains_the_effect_takes_the_arrow_back(self) -> None:
        def told(value: float, reach: float) -> Estimate:
            return Estimate(
                value=value,
                interval=(value - reach, value + reach),
                n=500,
                method=Method.ROBUST,
            )

        older = replace(after(), ageing=told(0.7, 0.1), same_age=told(0.95, 0.2))
        same = replace(after(), ageing=told(0.7, 0.1), same_age=told(0.6, 0.1))

        assert links(teaching(), older)[0].shown is Shown.NOT_SHOWN
        assert links(teaching(), same)[0].shown is Shown.SHOWN


class TestAge:
    def test_halves_meet_in_the_middle(self) -> None:
        watched = Watched(start=np.array([0, 10]), until=np.array([11, 10]))

        early, late = halved(watched)

        assert early.days.tolist() == [5, 0]
        assert late.days.tolist() == [6, 0]

    def test_within_one_stretch_it_is_the_ratio_itself(self) -> None:
        events = np.array([[4.0, 1.0], [2.0, 2.0]])
        time = np.array([[200.0, 100.0], [100.0, 100.0]])

        found = within_halves((Exposure(events=events, time=time),))

        above = 1 * 200 / 300 + 2 * 100 / 200
        below = 4 * 100 / 300 + 2 * 100 / 200
        assert found.value == pytest.approx(above / below)
        assert found.n == 2


class TestMoney:
    def test_the_parts_stand_beside_the_whole(self) -> None:
        found = defect_effects(teaching())

        assert len(found.by_order) == 3
        assert len(found.by_gravity) == 2
        assert len(found.by_time) == 3
        assert found.mended is not None
        assert not found.mended.gain.excludes(1)
        for one in (*found.by_order[:2], *found.by_gravity, *found.by_time):
            assert one.ratio.value == pytest.approx(0.6, abs=0.2)

    def test_open_failures_are_late_and_not_made_good(self) -> None:
        log = built.contacts(
            (0, 400, 1.0, 0.0, 0.0),
            (1, 400, 1.0, 0.0, 1.0),
            (2, 100, 1.0, 0.0, 0.0),
            (3, 400, 1.0, 0.0, NAN),
            (4, 400, 0.0, NAN, NAN),
        )
        times = defect_times(built.company(log))

        assert open_failures(times, 5, 450).tolist() == [
            True,
            False,
            False,
            True,
            False,
        ]

    def test_the_stake_of_the_methods(self) -> None:
        """40 customers of 90 a year for half a year, at .61 [.50, .74]."""
        ratio = Estimate(
            value=0.61,
            interval=(0.5, 0.74),
            error=float(np.log(0.74 / 0.5) / 3.92),
            n=400,
            method=Method.ROBUST,
        )

        found = stake(ratio, np.full(40, 0.5), np.full(40, 45.0), 180)

        assert found.money is not None
        assert found.money.value == pytest.approx(702)
        assert found.money.interval == pytest.approx((468, 900), rel=0.03)
        assert found.purchases.value == pytest.approx(7.8)
        assert stake(ratio, np.full(40, 0.5), None, 180).money is None
