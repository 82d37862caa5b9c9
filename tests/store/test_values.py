"""Single values: whole, in part, left out, drawn; never more than asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import InvalidCard
from qc.core.kinds import MeasureKind, Period, Stage
from qc.core.measures import Clock
from qc.store.slices import Slice, Span
from qc.store.values import single_values
from qc.store.warehouse import Warehouse
from tests.store.logs import card, fresh, load, row

HOURS = card(MeasureKind.DURATION, clock=Clock(start="opened_at", stop="resolved_at"))
SCORE = card(MeasureKind.SCORE, value="score", by=Period.DAY)
MONDAY = np.datetime64("2026-01-05")


def _day(i: int) -> np.datetime64:
    return MONDAY + np.timedelta64(i, "D")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Return a log of 200 contacts, ten a day, the i-th of a day taking i hours."""
    warehouse = fresh(tmp_path_factory.mktemp("values"))
    rows = [
        row(
            f"I{i}",
            f"{_day(i // 10)} 0{i % 10}:00",
            stage="sale" if i % 2 else "support",
            team="north" if i < 100 else "south",
            score=i % 5,
            resolved_at=f"{_day(i // 10)} {2 * (i % 10)}:00" if i % 10 else None,
        )
        for i in range(200)
    ]
    load(warehouse, rows)
    return warehouse


class TestAll:
    def test_every_value_that_counts_with_its_period(
        self, warehouse: Warehouse
    ) -> None:
        found = single_values(warehouse, HOURS)

        assert (len(found), found.total) == (180, 180)
        assert found.value[:10].tolist() == [*range(1, 10), 1]
        assert np.unique(found.at).tolist() == [_day(7 * k) for k in range(3)]

    def test_by_the_period_of_the_card(self, warehouse: Warehouse) -> None:
        assert len(np.unique(single_values(warehouse, SCORE).at)) == 20

    def test_part_of_the_log(self, warehouse: Warehouse) -> None:
        north = single_values(warehouse, SCORE, slice=Slice.of(team=("north",)))
        sale = card(MeasureKind.SCORE, value="score", stage=Stage.SALE)

        assert len(north) == 100
        assert len(single_values(warehouse, sale)) == 100

    def test_a_span_without_a_stretch(self, warehouse: Warehouse) -> None:
        found = single_values(
            warehouse,
            SCORE,
            span=Span(_day(2), _day(9)),
            without=[Span(_day(4), _day(5)), Span(_day(9), _day(12))],
        )

        days = np.unique(found.at)
        assert days.tolist() == [_day(i) for i in (2, 3, 6, 7, 8)]
        assert found.total == 50

    def test_of_nothing(self, tmp_path: Path) -> None:
        found = single_values(fresh(tmp_path), HOURS)

        assert (len(found), found.total) == (0, 0)


class TestSample:
    def test_never_more_than_asked_and_told(self, warehouse: Warehouse) -> None:
        found = single_values(warehouse, SCORE, most=60)

        assert (len(found), found.total, found.seed) == (60, 200, 1)
        assert (np.diff(found.at) >= np.timedelta64(0, "D")).all()

    def test_the_same_seed_draws_the_same(self, warehouse: Warehouse) -> None:
        first, again, other = (
            single_values(warehouse, HOURS, most=60, seed=seed) for seed in (3, 3, 4)
        )

        assert (first.value == again.value).all()
        assert (first.at == again.at).all()
        assert (first.value != other.value).any()

    def test_each_value_has_the_same_chance(self, warehouse: Warehouse) -> None:
        drawn = np.concatenate(
            [
                single_values(warehouse, HOURS, most=45, seed=seed).value
                for seed in range(40)
            ]
        )
        share = np.bincount(drawn.astype(int), minlength=10)[1:] / len(drawn)

        assert share == pytest.approx(np.full(9, 1 / 9), abs=0.03)


class TestRefusals:
    def test_a_measure_that_only_counts(self, warehouse: Warehouse) -> None:
        with pytest.raises(InvalidCard) as refused:
            single_values(warehouse, card(MeasureKind.RATE, events="defects"))

        assert str(refused.value) == (
            "The card 'm' has 1 fault(s); nothing was used:\n"
            "- a rate has no single values; take a duration or a score."
        )
