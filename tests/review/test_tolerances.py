"""Limits and tolerances: whose they are, in which order, and what cannot be one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc.core.errors import InvalidSeries
from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Clock, Specification
from qc.review.ability import LimitFrom, Tolerance
from qc.review.tolerances import applies, counts_defects, limits, tolerance
from tests.view.build import measure

CLOCK = Clock(start="opened_at", stop="resolved_at", within_hours=4)
UPPER = Specification(upper=72.0)


class TestLimits:
    def test_those_of_the_card_come_first(self) -> None:
        card = measure(MeasureKind.DURATION, clock=CLOCK, specification=UPPER, target=9)

        assert limits(card) == (UPPER, LimitFrom.SPECIFICATION)

    def test_then_the_promise(self) -> None:
        card = measure(MeasureKind.DURATION, clock=CLOCK, target=9.0)

        assert limits(card) == (Specification(upper=4), LimitFrom.PROMISE)

    def test_then_the_target_of_a_time(self) -> None:
        card = measure(MeasureKind.DURATION, target=9.0)

        assert limits(card) == (Specification(upper=9), LimitFrom.TARGET)

    def test_a_target_of_a_mean_is_no_limit_of_each_value(self) -> None:
        score = measure(MeasureKind.SCORE, target=4.2, direction=Direction.HIGHER)
        longer = measure(MeasureKind.DURATION, target=9.0, direction=Direction.HIGHER)

        assert limits(score)[1] is None
        assert limits(longer)[1] is None


class TestTolerance:
    def test_what_is_asked_comes_first_then_the_card_then_its_target(self) -> None:
        card = measure(target=0.1, specification=Specification(tolerance_dpmo=2e5))
        bare = replace(card, specification=Specification())

        assert tolerance(card, 500) == Tolerance(dpmo=500, source=LimitFrom.ASKED)
        assert tolerance(card) == Tolerance(dpmo=2e5, source=LimitFrom.SPECIFICATION)
        assert tolerance(bare) == Tolerance(dpmo=1e5, source=LimitFrom.TARGET)

    def test_where_more_is_better_it_is_what_may_lack(self) -> None:
        found = tolerance(measure(target=0.9, direction=Direction.HIGHER))

        assert found is not None
        assert found.dpmo == pytest.approx(100_000)

    @pytest.mark.parametrize(
        "card",
        [
            measure(),
            measure(target=0.0),
            measure(target=0.1, direction=Direction.NEITHER),
            measure(MeasureKind.DURATION, target=3.0),
            measure(MeasureKind.RATE, target=3.0, direction=Direction.HIGHER),
        ],
        ids=["no target", "zero", "no direction", "a time", "more is better"],
    )
    def test_where_there_is_none(self, card: object) -> None:
        assert tolerance(card) is None  # type: ignore[arg-type]


class TestDefects:
    @pytest.mark.parametrize(
        ("kind", "direction", "counts"),
        [
            (MeasureKind.SHARE, Direction.LOWER, True),
            (MeasureKind.SHARE, Direction.HIGHER, True),
            (MeasureKind.SHARE, Direction.NEITHER, False),
            (MeasureKind.RATE, Direction.LOWER, True),
            (MeasureKind.RATE, Direction.HIGHER, False),
            (MeasureKind.SCORE, Direction.LOWER, False),
            (MeasureKind.GAP, Direction.HIGHER, False),
        ],
    )
    def test_what_counts_defects(
        self, kind: MeasureKind, direction: Direction, counts: bool
    ) -> None:
        assert counts_defects(measure(kind, direction=direction)) is counts

    def test_a_tolerance_applies_to_defects_and_to_values_with_limits(self) -> None:
        assert applies(measure())
        assert applies(measure(MeasureKind.DURATION, clock=CLOCK))
        assert not applies(measure(MeasureKind.DURATION))
        assert not applies(measure(MeasureKind.GAP))


class TestRefusals:
    @pytest.mark.parametrize("asked", [0.0, -5.0, 1e6 + 1, float("nan")])
    def test_what_is_no_tolerance(self, asked: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            tolerance(measure(), asked)

        assert str(refused.value) == (
            "A tolerance is a number of defects per million, above 0 and at most "
            f"1,000,000; got {asked:g}."
        )

    def test_a_rate_can_have_more_than_one_defect_a_case(self) -> None:
        assert tolerance(measure(MeasureKind.RATE), 2e6) is not None
        with pytest.raises(InvalidSeries):
            tolerance(measure(MeasureKind.RATE), float("inf"))
