"""Series: exact figures, and a gap where there is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import InvalidCard, UnknownName
from qc.core.kinds import ChartKind, MeasureKind, OpenCases, Period, Stage
from qc.core.measures import Clock, Condition, Test
from qc.core.series import Counts, Gaps, Samples, Series, Streaks
from qc.store.series import series
from qc.store.slices import WHOLE_LOG, Slice, Span
from qc.store.warehouse import Warehouse
from tests.store.logs import ANNA, NOW, Row, card, fresh, load, row

DEFECTIVE = (Condition(field="defective", test=Test.EQUALS, values=(True,)),)
TIMES = Clock(start="opened_at", stop="resolved_at")
LOG: list[Row] = [
    # week of 5 January
    row("I1", "2026-01-05 00:00", stage="sale", team="north", defective=True, score=1),
    row("I2", "2026-01-11 23:59", stage="sale", team="south", defective=False, score=2),
    row("I3", "2026-01-07 12:00", stage="news", team="north", score=6),
    # week of 12 January: nothing; week of 19 January: north only
    row("I4", "2026-01-19 08:00", stage="sale", team="north", defective=False),
    # week of 26 January: south only
    row("I5", "2026-01-28 08:00", stage="sale", team="south", defective=True, score=3),
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = fresh(tmp_path_factory.mktemp("series"))
    load(warehouse, LOG)
    return warehouse


def days(*texts: str) -> list[np.datetime64]:
    return [np.datetime64(text) for text in texts]


def shown(found: Series) -> list[tuple[str, float, float]]:
    """Return (start, value, n) of each point; -1 stands for a missing value."""
    value = np.where(np.isnan(found.value), -1.0, found.value)
    return list(zip(found.at.astype(str), value, found.n, strict=True))


class TestCounts:
    def test_of_a_share_have_every_week(self, warehouse: Warehouse) -> None:
        found = series(warehouse, [card(defective=DEFECTIVE)])["m"]

        assert isinstance(found, Counts)
        assert shown(found) == [
            ("2026-01-05", 0.5, 2),
            ("2026-01-12", -1, 0),
            ("2026-01-19", 0, 1),
            ("2026-01-26", 1, 1),
        ]

    def test_of_a_slice_have_the_weeks_of_the_whole_log(
        self, warehouse: Warehouse
    ) -> None:
        north = Slice.of(team=("north",))

        found = series(warehouse, [card(defective=DEFECTIVE)], slice=north)["m"]

        assert shown(found) == [
            ("2026-01-05", 1, 1),
            ("2026-01-12", -1, 0),
            ("2026-01-19", 0, 1),
            ("2026-01-26", -1, 0),
        ]

    def test_of_a_stage_nobody_served_are_all_missing(
        self, warehouse: Warehouse
    ) -> None:
        support = card(defective=DEFECTIVE, stage=Stage.SUPPORT)

        found = series(warehouse, [support])["m"]

        assert list(found.n) == [0, 0, 0, 0]

    def test_of_counts_are_sums_not_means_of_ratios(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        given = [(1, 2), (10, 100), (None, 50), (3, None)]
        load(
            warehouse,
            [
                row(f"I{i}", "2026-01-05", defects=e, opportunities=n)
                for i, (e, n) in enumerate(given)
            ],
        )
        share = card(id="share", events="defects", opportunities="opportunities")
        rate = card(MeasureKind.RATE, id="rate", events="defects")

        found = series(warehouse, [share, rate])

        assert shown(found["share"]) == [("2026-01-05", 11 / 102, 102)]
        assert shown(found["rate"]) == [("2026-01-05", 14 / 3, 3)]

    @pytest.mark.parametrize(
        ("open_cases", "n", "late"),
        [
            (OpenCases.DUE, 4, 3),
            (OpenCases.OVERDUE, 4, 2),
            (OpenCases.CLOSED, 3, 1),
        ],
    )
    def test_of_promises_follow_the_rule_for_open_cases(
        self, tmp_path: Path, open_cases: OpenCases, n: int, late: int
    ) -> None:
        warehouse = fresh(tmp_path)
        ends = ["10:00", "14:00", None, None, "11:00"]
        promised = ["12:00", "12:00", "13:00", "15:00", "16:00"]
        rows = [
            row(
                f"I{i}",
                "2026-01-05 09:00",
                promised_by=f"2026-01-05 {due}",
                resolved_at=end and f"2026-01-05 {end}",
            )
            for i, (end, due) in enumerate(zip(ends, promised, strict=True))
        ]
        load(warehouse, rows, as_of=datetime(2026, 1, 5, 15, tzinfo=UTC))
        clock = Clock(
            start="opened_at",
            stop="resolved_at",
            promise="promised_by",
            open_cases=open_cases,
        )

        found = series(warehouse, [card(clock=clock)])["m"]

        assert isinstance(found, Counts)
        assert (list(found.opportunities), list(found.events)) == ([n], [late])


class TestValues:
    def test_of_a_score_are_means(self, warehouse: Warehouse) -> None:
        found = series(warehouse, [card(MeasureKind.SCORE, value="score")])["m"]

        assert isinstance(found, Samples)
        assert shown(found) == [
            ("2026-01-05", 3, 3),
            ("2026-01-12", -1, 0),
            ("2026-01-19", -1, 0),
            ("2026-01-26", 3, 1),
        ]
        assert found.m2.tolist() == [14, 0, 0, 0]
        assert found.ranges is None

    def test_of_a_score_with_a_range_chart_have_ranges(
        self, warehouse: Warehouse
    ) -> None:
        asked = card(MeasureKind.SCORE, value="score", chart=ChartKind.R)
        part = Slice.of(stage=(Stage.SALE,))

        whole = series(warehouse, [asked])["m"]
        sales = series(warehouse, [asked], slice=part)["m"]

        assert isinstance(whole, Samples)
        assert isinstance(sales, Samples)
        assert whole.ranges is not None
        assert sales.ranges is not None
        assert whole.ranges.tolist() == [5, 0, 0, 0]
        assert sales.ranges.tolist() == [1, 0, 0, 0]

    def test_of_a_duration_can_be_samples_too(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        ends = ["10:00", "12:00", "17:00"]
        rows = [
            row(f"I{i}", "2026-01-05 09:00", resolved_at=f"2026-01-05 {end}")
            for i, end in enumerate(ends)
        ]
        load(warehouse, rows)
        asked = card(MeasureKind.DURATION, clock=TIMES, chart=ChartKind.XBAR)

        found = series(warehouse, [asked])["m"]

        assert isinstance(found, Samples)
        assert shown(found) == [("2026-01-05", 4, 3)]
        assert found.m2.tolist() == [26]

    def test_of_a_duration_are_medians_in_hours(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        ends = ["10:00", "11:30", "08:00", None, "09:00", "17:00"]
        rows = [
            row(
                f"I{i}",
                "2026-01-05 09:00",
                stage="sale" if i < 5 else "news",
                resolved_at=end and f"2026-01-05 {end}",
            )
            for i, end in enumerate(ends)
        ]
        load(warehouse, [*rows, row("I9", "2026-01-12 09:00")])

        found = series(
            warehouse,
            [
                card(MeasureKind.DURATION, id="all", clock=TIMES),
                card(MeasureKind.DURATION, id="sale", clock=TIMES, stage=Stage.SALE),
            ],
        )

        # 1, 2.5, (-1 left out), (open), 0, 8 hours
        missing = ("2026-01-12", -1, 0)
        assert shown(found["all"]) == [("2026-01-05", 1.75, 4), missing]
        assert shown(found["sale"]) == [("2026-01-05", 1, 3), missing]

    def test_are_of_the_local_week(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        load(
            warehouse,
            [row("I1", "2026-01-11 23:30", opened_local="2026-01-12 00:30", score=4)],
        )

        found = series(warehouse, [card(MeasureKind.SCORE, value="score")])["m"]

        assert shown(found) == [("2026-01-12", 4, 1)]


class TestRareDefects:
    """A share of rare defects, asked for as times or as good cases between them."""

    ROWS: tuple[Row, ...] = (
        row("I1", "2026-01-05 08:00", stage="sale", defective=False),
        row("I2", "2026-01-05 09:00", stage="sale", defective=True),
        row("I3", "2026-01-06 09:00", stage="sale", defective=False),
        row("I4", "2026-01-06 10:00", stage="sale"),
        row("I5", "2026-01-07 09:00", stage="news", defective=True),
        row("I6", "2026-01-07 09:00", stage="sale", defective=True),
        row("I7", "2026-01-08 09:00", stage="sale", defective=True),
    )

    def asked(self, folder: Path, chart: ChartKind, part: Slice = WHOLE_LOG) -> Series:
        warehouse = fresh(folder)
        load(warehouse, list(self.ROWS))
        return series(warehouse, [card(defective=DEFECTIVE, chart=chart)], slice=part)[
            "m"
        ]

    def test_good_cases_that_can_be_judged_are_counted(self, tmp_path: Path) -> None:
        found = self.asked(tmp_path, ChartKind.G)

        assert isinstance(found, Streaks)
        assert found.value.tolist() == [1, 0, 0]
        assert found.at.astype("datetime64[D]").astype(str).tolist() == [
            "2026-01-07",
            "2026-01-07",
            "2026-01-08",
        ]

    def test_only_cases_of_the_slice_are(self, tmp_path: Path) -> None:
        found = self.asked(tmp_path, ChartKind.G, Slice.of(stage=(Stage.SALE,)))

        assert found.value.tolist() == [1, 0]

    def test_days_between_defects(self, tmp_path: Path) -> None:
        found = self.asked(tmp_path, ChartKind.T)

        assert isinstance(found, Gaps)
        assert found.value.tolist() == [2, 1]

    def test_amounts_are_no_cases(self, warehouse: Warehouse) -> None:
        amounts = card(events="defects", opportunities="opportunities")

        with pytest.raises(InvalidCard) as refused:
            series(warehouse, [replace(amounts, chart=ChartKind.G)])

        assert str(refused.value) == (
            "The card 'm' has 1 fault(s); nothing was used:\n"
            "- good cases between events are counted by rows, not by amounts."
        )


class TestGaps:
    def gaps(
        self,
        folder: Path,
        *opened: str,
        span: Span = Span(),  # noqa: B008 - frozen
        part: Slice = WHOLE_LOG,
    ) -> Series:
        warehouse = fresh(folder)
        rows = [
            row(f"I{i}", at, defective=True, team="north" if i % 2 else "south")
            for i, at in enumerate(opened)
        ]
        load(warehouse, [*rows, row("good", "2026-01-08", defective=False)])
        rare = card(MeasureKind.GAP, defective=DEFECTIVE)
        return series(warehouse, [rare], slice=part, span=span)["m"]

    def test_are_days_between_events(self, tmp_path: Path) -> None:
        found = self.gaps(tmp_path, "2026-01-07", "2026-01-05", "2026-01-08 06:00")

        assert isinstance(found, Gaps)
        assert list(found.value) == [2, 1.25]
        assert list(found.at.astype(str)) == [
            "2026-01-07T00:00:00",
            "2026-01-08T06:00:00",
        ]

    def test_events_of_one_moment_are_one(self, tmp_path: Path) -> None:
        found = self.gaps(tmp_path, "2026-01-05", "2026-01-05", "2026-01-06")

        assert list(found.value) == [1]

    @pytest.mark.parametrize("opened", [(), ("2026-01-05",)])
    def test_need_two_events(self, tmp_path: Path, opened: tuple[str, ...]) -> None:
        assert len(self.gaps(tmp_path, *opened)) == 0

    def test_begin_before_the_span_they_end_in(self, tmp_path: Path) -> None:
        found = self.gaps(
            tmp_path,
            "2026-01-01",
            "2026-01-05",
            "2026-01-06 23:00",
            "2026-01-09",
            span=Span(*days("2026-01-05", "2026-01-06")),
        )

        assert list(found.value) == pytest.approx([4, 1 + 23 / 24])

    def test_of_a_slice_are_between_its_own_events(self, tmp_path: Path) -> None:
        north = Slice.of(team=("north",))

        found = self.gaps(
            tmp_path, "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-05", part=north
        )

        assert list(found.value) == [3]

    def test_stand_when_clocks_go_back(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        times = [("00:30", "02:30"), ("01:15", "02:15")]  # UTC, local
        load(
            warehouse,
            [
                row(
                    f"I{i}",
                    f"2026-10-25 {utc}",
                    opened_local=f"2026-10-25 {local}",
                    defective=True,
                )
                for i, (utc, local) in enumerate(times)
            ],
        )

        found = series(warehouse, [card(MeasureKind.GAP, defective=DEFECTIVE)])["m"]

        assert list(found.value) == pytest.approx([0.75 / 24])
        assert list(found.at.astype(str)) == ["2026-10-25T02:30:00"]


class TestSpans:
    @pytest.mark.parametrize(
        ("span", "starts"),
        [
            (Span(), ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"]),
            (Span(*days("2026-01-05", "2026-01-18")), ["2026-01-05", "2026-01-12"]),
            (Span(*days("2026-01-06", "2026-01-31")), ["2026-01-12", "2026-01-19"]),
            (Span(first=np.datetime64("2026-01-20")), ["2026-01-26"]),
            (Span(last=np.datetime64("2026-01-11T12:00")), ["2026-01-05"]),
            (Span(*days("2027-01-01", "2027-02-01")), []),
        ],
        ids=str,
    )
    def test_hold_whole_weeks(
        self, warehouse: Warehouse, span: Span, starts: list[str]
    ) -> None:
        share = card(id="share", defective=DEFECTIVE)
        hours = card(MeasureKind.DURATION, id="hours", clock=TIMES)

        found = series(warehouse, [share, hours], span=span)

        assert list(found["share"].at.astype(str)) == starts
        assert list(found["hours"].at.astype(str)) == starts

    @pytest.mark.parametrize("first", ["2026-01-05", "2026-01-07", "2026-01-12"])
    def test_keep_what_lies_within_them_if_asked(
        self, warehouse: Warehouse, first: str
    ) -> None:
        daily = card(id="daily", defective=DEFECTIVE, by=Period.DAY)
        weekly = card(id="weekly", defective=DEFECTIVE)
        hours = card(MeasureKind.DURATION, id="hours", clock=TIMES)
        begin, end = np.datetime64(first), np.datetime64("2026-01-22")
        span = Span(begin, end, partial=True)

        found = series(warehouse, [daily, weekly, hours], span=span)

        inside = (found["daily"].at >= begin) & (found["daily"].at <= end)
        assert inside.all()
        assert found["weekly"].n.sum() == found["daily"].n.sum()
        assert found["weekly"].at[-1] == np.datetime64("2026-01-19")
        assert list(found["hours"].at) == list(found["weekly"].at)

    def test_hold_whole_months(self, warehouse: Warehouse) -> None:
        monthly = card(defective=DEFECTIVE, by=Period.MONTH)
        january = Span(*days("2026-01-01", "2026-01-31"))
        cut = Span(*days("2026-01-01", "2026-01-30"))

        assert shown(series(warehouse, [monthly], span=january)["m"]) == [
            ("2026-01-01", 0.5, 4)
        ]
        assert len(series(warehouse, [monthly], span=cut)["m"]) == 0


class TestTogether:
    def test_each_measure_keeps_its_own_period(self, warehouse: Warehouse) -> None:
        cards = [
            card(id="week", defective=DEFECTIVE),
            card(MeasureKind.GAP, id="gap", defective=DEFECTIVE),
            card(MeasureKind.DURATION, id="hours", clock=TIMES, by=Period.DAY),
            card(MeasureKind.SCORE, id="score", value="score", by=Period.MONTH),
        ]

        found = series(warehouse, cards)

        assert list(found) == ["week", "gap", "hours", "score"]
        assert [len(found[key]) for key in found] == [4, 1, 24, 1]

    def test_a_newer_version_moves_an_interaction(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        share = card(defective=DEFECTIVE)
        load(warehouse, [row("I1", "2026-01-05", defective=True)], "first")
        newer = load(warehouse, [row("I1", "2026-01-12", defective=False)], "second")

        assert shown(series(warehouse, [share])["m"]) == [("2026-01-12", 0, 1)]
        warehouse.remove(newer.id, reason="test", who=ANNA, when=NOW)
        assert shown(series(warehouse, [share])["m"]) == [("2026-01-05", 1, 1)]

    def test_an_empty_log_has_empty_series(self, tmp_path: Path) -> None:
        cards = [
            card(id="share", defective=DEFECTIVE),
            card(MeasureKind.SCORE, id="score", value="score"),
            card(MeasureKind.DURATION, id="hours", clock=TIMES),
            card(MeasureKind.GAP, id="gap", defective=DEFECTIVE),
        ]

        found = series(fresh(tmp_path), cards)

        assert [len(one) for one in found.values()] == [0, 0, 0, 0]

    def test_no_measures_ask_nothing(self, warehouse: Warehouse) -> None:
        assert series(warehouse, []) == {}


class TestSlices:
    def test_without_values_cut_nothing(self) -> None:
        assert Slice.of(team=(), stage=("sale",)) == Slice((("stage", ("sale",)),))
        assert Slice((("team", ()),)).conditions == ()

    def test_take_any_text_as_a_value(self, tmp_path: Path) -> None:
        warehouse = fresh(tmp_path)
        odd = "o'hara\"; DROP TABLE x; -- \u20ac"
        load(warehouse, [row("I1", "2026-01-05", team=odd, defective=True)])

        found = series(
            warehouse, [card(defective=DEFECTIVE)], slice=Slice.of(team=(odd,))
        )

        assert list(found["m"].n) == [1]

    def test_refuse_what_is_no_dimension(self) -> None:
        with pytest.raises(UnknownName) as refused:
            Slice.of(taem=("north",))

        assert str(refused.value) == (
            "No dimension is called 'taem'. Did you mean 'team'?"
        )


class TestRefusals:
    def test_a_card_that_cannot_be_judged(self, warehouse: Warehouse) -> None:
        with pytest.raises(InvalidCard, match="a rate needs events"):
            series(warehouse, [card(MeasureKind.RATE)])
