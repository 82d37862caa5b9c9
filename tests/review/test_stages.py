"""Five stages from tallies: yields, rolled yield, journeys against the stages alone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.intervals import exact_share
from qc.core.kinds import Stage
from qc.review.stages import StagesReport, report
from qc.review.tallies import (
    STAGES,
    Days,
    Joined,
    JourneyLog,
    JourneyTally,
    StageTally,
)


def tally(stage: Stage | None, judged: int, bad: int, **more: int) -> StageTally:
    given = {
        "interactions": judged,
        "defects": bad,
        "chances": judged,
        "hits": bad,
        "assumed": judged,
    } | more
    return StageTally(stage=stage, judged=judged, defectives=bad, **given)


def five(*bad: int, of: int = 100) -> tuple[StageTally, ...]:
    return tuple(tally(stage, of, n) for stage, n in zip(STAGES, bad, strict=True))


def journey(*contacts: int, n: int, free: int) -> JourneyTally:
    return JourneyTally(contacts=contacts, journeys=n, defect_free=free)


def joined(*whole: JourneyTally, by: Joined = Joined.CUSTOMER) -> JourneyLog:
    return JourneyLog(joined=by, whole=whole)


BOOK = five(5, 10, 5, 10, 4)
"""First-pass yields of .95, .90, .95, .90, .96."""


class TestTheBook:
    def test_the_rolled_yield_is_the_product(self) -> None:
        found = report(BOOK)

        assert found.rolled is not None
        assert found.rolled.through == pytest.approx(0.7018, abs=5e-5)
        assert found.rolled.per_step == pytest.approx(0.9316, abs=5e-5)
        assert found.stages[-1].through == found.rolled.through

    def test_dpmo_and_sigma_by_the_opportunities_of_the_log(self) -> None:
        sale = tally(Stage.SALE, 30_000, 350, chances=450_000, hits=350, assumed=0)

        (one,) = [o for o in report([sale]).stages if o.stage is Stage.SALE]
        shifted = report([sale], shift=1.5)

        assert one.per_opportunity.dpmo == pytest.approx(777.8, abs=0.05)
        assert one.per_opportunity.sigma == pytest.approx(3.164, abs=5e-4)
        assert shifted.total.sigma == pytest.approx(4.664, abs=5e-4)
        assert shifted.shift == 1.5

    def test_the_chance_of_a_journey_has_a_factor_an_interaction(self) -> None:
        log = joined(
            journey(1, 1, 1, 1, 1, n=30, free=20),
            journey(1, 1, 1, 2, 1, n=10, free=5),
            journey(0, 0, 1, 0, 0, n=50, free=48),
        )

        (way,) = report(BOOK, [log]).journeys

        assert way.complete is not None
        once = 0.95 * 0.9 * 0.95 * 0.9 * 0.96
        assert way.complete.expected == pytest.approx(
            (30 * once + 10 * once * 0.9) / 40
        )
        assert (way.complete.journeys, way.complete.defect_free) == (40, 25)
        assert way.complete.share == 25 / 40
        assert way.complete.interval == exact_share(25, 40)
        assert way.complete.interactions == 30 * 5 + 10 * 6
        assert [one.stages for one in way.sets] == [(Stage.SALE,), STAGES]
        assert (way.whole, way.longest) == (90, way.complete)


class TestAlways:
    def test_all_five_stages_are_there_in_order(self) -> None:
        found = report([tally(Stage.SUPPORT, 10, 1)])

        assert tuple(one.stage for one in found.stages) == STAGES
        assert found.rolled_over == (Stage.SUPPORT,)
        assert [one.through for one in found.stages] == [1, 1, 1, 0.9, 0.9]
        assert math.isnan(found.stages[0].first_pass)

    @given(st.lists(st.integers(0, 40), min_size=5, max_size=5), st.integers(1, 40))
    def test_figures_stay_in_range(self, bad: list[int], of: int) -> None:
        tallies = five(*(min(n, of) for n in bad), of=of)

        found = report(tallies)

        assert found.rolled is not None
        low, high = found.rolled.interval
        assert 0 <= low <= found.rolled.through <= high <= 1
        throughs = [one.through for one in found.stages]
        assert throughs == sorted(throughs, reverse=True)
        assert found.weakest is not None
        assert found.weakest.first_pass == min(o.first_pass for o in found.stages)

    def test_many_defects_in_one_interaction_are_no_error(self) -> None:
        one = tally(Stage.SALE, 1, 1, defects=7, chances=1, hits=1)

        sale = report([one]).stages[2]

        assert (sale.per_interaction.dpu, sale.per_opportunity.dpo) == (7, 1)
        assert sale.per_opportunity.sigma == -math.inf

    def test_rows_of_no_stage_are_kept_apart(self) -> None:
        stray = tally(None, 8, 8)

        found = report([*BOOK, stray])

        assert found.stray == stray
        assert found.tallies == (*BOOK, stray)
        assert found.total.dpo == 34 / 500

    def test_nothing_judged_has_no_weakest(self) -> None:
        found = report([])

        assert (found.weakest, found.rolled, found.clear) == (None, None, False)
        assert math.isnan(found.total.dpmo)

    def test_a_stage_stands_out_only_beyond_chance(self) -> None:
        assert not report(five(10, 10, 10, 13, 10)).clear
        assert report(five(10, 10, 10, 50, 10)).clear
        assert not report([tally(Stage.SALE, 100, 50)]).clear

    def test_the_headline_is_the_finest_way_through_all_stages(self) -> None:
        cases = joined(journey(0, 0, 1, 0, 0, n=9, free=9), by=Joined.CASE)
        customers = joined(journey(1, 1, 1, 1, 1, n=5, free=2))
        none = JourneyLog(joined=Joined.CASE)

        assert headline(report(BOOK, [cases, customers])) is Joined.CUSTOMER
        assert headline(report(BOOK, [cases])) is Joined.CASE
        assert report(BOOK, [none]).headline is None

    def test_days_know_their_length(self) -> None:
        week = Days(first=np.datetime64("2026-11-09"), last=np.datetime64("2026-11-15"))

        assert week.length == 7


def headline(found: StagesReport) -> Joined:
    assert found.headline is not None
    return found.headline.log.joined


@pytest.mark.statistical
class TestStatistically:
    def test_the_rolled_interval_holds_the_truth(self) -> None:
        rng = np.random.default_rng(20)
        truth = np.array([0.95, 0.85, 0.9, 0.8, 0.92])

        held = 0
        for _ in range(200):
            bad = rng.binomial(120, 1 - truth)
            rolled = report(five(*map(int, bad), of=120)).rolled
            assert rolled is not None
            low, high = rolled.interval
            held += low <= truth.prod() <= high

        assert held >= 184  # 95 % of 200, less three standard errors

    def test_independent_stages_explain_the_journeys(self) -> None:
        rng = np.random.default_rng(21)
        share = np.array([0.95, 0.85, 0.9, 0.8, 0.92])
        contacts = rng.integers(1, 4, (800, 5))
        bad = rng.binomial(contacts, 1 - share)
        tallies = [
            tally(stage, int(contacts[:, i].sum()), int(bad[:, i].sum()))
            for i, stage in enumerate(STAGES)
        ]
        whole = [
            journey(*map(int, c), n=1, free=int(b.sum() == 0))
            for c, b in zip(contacts, bad, strict=True)
        ]

        (way,) = report(tallies, [joined(*whole)]).journeys

        assert way.complete is not None
        low, high = way.complete.interval
        assert low < way.complete.expected < high
