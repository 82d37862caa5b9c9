"""Units side by side: held against plain Python, row by row."""

from __future__ import annotations

import math
import random
import statistics
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import InvalidCard, UnknownName
from qc.core.kinds import MeasureKind, Stage
from qc.core.measures import Condition, Measure, Test
from qc.core.series import Counts, Values
from qc.core.units import UnitCounts, UnitValues
from qc.store.compare import units
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.unit_series import unit_series
from qc.store.warehouse import Warehouse
from tests.store.logs import Row, card, fresh, load, row
from tests.store.reference import spread

DEFECTIVE = (Condition(field="defective", test=Test.EQUALS, values=(True,)),)
SHARE = card(defective=DEFECTIVE)
SCORE = card(MeasureKind.SCORE, value="score")
HOURS = card(MeasureKind.DURATION, value="handle_time")
WEEKS = Span(np.datetime64("2026-01-12"), np.datetime64("2026-02-01"))
DAYS = Span(np.datetime64("2026-01-14"), np.datetime64("2026-01-30"))
TEAMS = ("north", "south", "=1+1", "it's <b>", None)


def _log(count: int = 600) -> list[Row]:
    rng = random.Random(20260105)
    return [
        row(
            f"I{i}",
            f"2026-0{1 + i % 2}-{1 + i % 28:02} 10:00",
            stage=rng.choice(["sale", "support"]),
            team=rng.choice(TEAMS),
            product=rng.choice(["a", "b", None]),
            channel=rng.choice(["phone", "chat"]),
            defective=rng.choice([True, False, False, None]),
            score=rng.choice([1, 2, 5, None]),
            handle_time=rng.choice([0, 60, 3600, 90_000, -5, None]),
        )
        for i in range(count)
    ]


LOG = _log()


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = fresh(tmp_path_factory.mktemp("compare"))
    load(warehouse, LOG)
    return warehouse


def _inside(span: Span) -> list[Row]:
    return [
        one
        for one in LOG
        if (span.first is None or str(one["opened_local"])[:10] >= str(span.first))
        and (span.last is None or str(one["opened_local"])[:10] <= str(span.last))
    ]


def _counted(span: Span, dimension: str) -> dict[object, tuple[float, float]]:
    found: dict[object, tuple[float, float]] = {}
    for one in _inside(span):
        n, e = found.get(one[dimension], (0.0, 0.0))
        told = one["defective"] is not None
        found[one[dimension]] = (n + told, e + bool(one["defective"]))
    return found


class TestCounts:
    @pytest.mark.parametrize("dimension", ["team", "product"])
    @pytest.mark.parametrize(
        "span", [ALL_DAYS, WEEKS, DAYS], ids=["all", "weeks", "days"]
    )
    def test_are_those_of_the_rows(
        self, warehouse: Warehouse, dimension: str, span: Span
    ) -> None:
        found = units(warehouse, SHARE, dimension, span=span)

        expected = _counted(span, dimension)
        unstated = expected.pop(None)
        assert isinstance(found, UnitCounts)
        figures = zip(found.names, found.n, found.events, strict=True)
        assert {name: (n, e) for name, n, e in figures} == expected
        assert list(found.names) == sorted(map(str, expected))
        assert found.unstated == unstated[0]

    def test_keep_to_the_stage_of_the_card_and_to_the_slice(
        self, warehouse: Warehouse
    ) -> None:
        sale = card(defective=DEFECTIVE, stage=Stage.SALE)
        phone = Slice.of(channel=("phone",))

        found = units(warehouse, sale, "team", slice=phone)

        mine = [r for r in LOG if r["stage"] == "sale" and r["channel"] == "phone"]
        told = [r for r in mine if r["defective"] is not None]
        assert found.n.sum() + found.unstated == len(told)

    def test_from_cells_are_those_of_the_log(self, warehouse: Warehouse) -> None:
        kept = units(warehouse, SHARE, "team", span=WEEKS)
        fine = Slice.of(product=("a", "b", None))  # no cell knows the product
        asked = units(warehouse, SHARE, "team", slice=fine, span=WEEKS)

        assert isinstance(kept, UnitCounts)
        assert isinstance(asked, UnitCounts)
        assert kept.n.tolist() == asked.n.tolist()
        assert kept.events.tolist() == asked.events.tolist()

    def test_of_an_empty_log_are_none(self, tmp_path: Path) -> None:
        found = units(fresh(tmp_path), SHARE, "team")

        assert (found.names, found.unstated) == ((), 0)

    def test_a_unit_without_a_case_that_counts_is_kept(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        load(warehouse, [row("I1", "2026-01-05", team="new")])

        found = units(warehouse, SHARE, "team")

        assert (found.names, found.n.tolist()) == (("new",), [0])


class TestValues:
    def test_of_scores_are_mean_and_spread(self, warehouse: Warehouse) -> None:
        found = units(warehouse, SCORE, "team", span=DAYS)

        assert isinstance(found, UnitValues)
        assert not found.log
        for i, team in enumerate(found.names):
            mine = [
                float(str(r["score"]))
                for r in _inside(DAYS)
                if r["team"] == team and r["score"] is not None
            ]
            assert found.n[i] == len(mine)
            assert found.mean[i] == pytest.approx(statistics.fmean(mine))
            assert found.m2[i] == pytest.approx(spread(mine))

    def test_of_times_are_logarithms_of_hours(self, warehouse: Warehouse) -> None:
        """A time of nothing counts as one second; one below nothing does not count."""
        found = units(warehouse, HOURS, "team")

        assert isinstance(found, UnitValues)
        assert found.log
        times = [
            math.log(max(float(str(r["handle_time"])), 1) / 3600)
            for r in LOG
            if r["team"] == found.names[0]
            and r["handle_time"] is not None
            and float(str(r["handle_time"])) >= 0
        ]
        assert found.n[0] == len(times)
        assert found.mean[0] == pytest.approx(statistics.fmean(times))
        assert found.m2[0] == pytest.approx(spread(times))


class TestSeriesOfUnits:
    def test_are_the_series_of_each(self, warehouse: Warehouse) -> None:
        names = ("south", "north")

        found = unit_series(warehouse, SHARE, "team", names, span=WEEKS)

        assert tuple(found) == names
        for team, series in found.items():
            assert isinstance(series, Counts)
            mine = _counted(WEEKS, "team")[team]
            assert (series.n.sum(), series.events.sum()) == mine
            assert {str(day) for day in series.at} <= {
                "2026-01-12",
                "2026-01-19",
                "2026-01-26",
            }

    @pytest.mark.parametrize("measure", [SCORE, HOURS], ids=["score", "time"])
    def test_of_values_have_one_value_a_week(
        self, warehouse: Warehouse, measure: Measure
    ) -> None:
        found = unit_series(warehouse, measure, "team", ("it's <b>",))

        (series,) = found.values()
        assert isinstance(series, Values)
        assert not series.missing.any()

    def test_the_units_asked_for_overrule_the_slice(self, warehouse: Warehouse) -> None:
        south = Slice.of(team=("south",), channel=("chat",))

        found = unit_series(warehouse, SHARE, "team", ("north",), slice=south)

        assert tuple(found) == ("north",)

    def test_of_no_units_are_none(self, warehouse: Warehouse) -> None:
        assert unit_series(warehouse, SHARE, "team", ()) == {}
        assert unit_series(warehouse, SHARE, "team", ("nobody",)) == {}


class TestRefusals:
    def test_days_between_events(self, warehouse: Warehouse) -> None:
        gaps = card(MeasureKind.GAP, defective=DEFECTIVE)

        with pytest.raises(InvalidCard) as refused:
            units(warehouse, gaps, "team", slice=WHOLE_LOG)

        assert refused.value.faults == (
            "days between events cannot be compared between units of unequal size; "
            "compare a share or a rate of the same events.",
        )

    def test_what_is_no_dimension(self, warehouse: Warehouse) -> None:
        for asked in ("customer_id", "teem"):
            with pytest.raises(UnknownName, match=f"No dimension is called '{asked}'"):
                units(warehouse, SHARE, asked)
