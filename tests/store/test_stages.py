"""Sums by stage and by journey: the same as plain Python, row by row; no row lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import UnknownName
from qc.core.kinds import Stage
from qc.review.tallies import STAGES, Joined, JourneyTally, StageTally
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.stages import journeys, stages
from qc.store.warehouse import Warehouse
from tests.store.logs import Row, fresh, load, row

NORTH = Slice.of(team=("north",))
JANUARY = Span(np.datetime64("2026-01-08"), np.datetime64("2026-01-24"))
KEYS = {Joined.CASE: "case_id", Joined.CUSTOMER: "customer_id"}


def random_rows(seed: int, count: int) -> list[Row]:
    rng = np.random.default_rng(seed)

    def pick(*values: object) -> object:
        return values[rng.integers(len(values))]

    opened = np.datetime64("2026-01-01T00:00") + rng.integers(0, 30 * 1440, count)
    return [
        row(
            f"I{i}",
            str(opened[i]).replace("T", " "),
            stage=pick(*STAGES, "sale", "support", None),
            team=pick("north", "south", None),
            defective=pick(True, False, None),
            defects=pick(0, 1, 3, -1, 1.5, 1e300, None, None),
            opportunities=pick(1, 2, 10, 0, -3, None),
            case_id=pick(*(f"K{k}" for k in range(60)), None),
            customer_id=pick(*(f"C{k}" for k in range(25)), None),
            attempt=pick(1, 1, 2, 3, None),
        )
        for i in range(count)
    ]


ROWS = random_rows(7, 400)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A log in two batches, the second with newer versions of some rows."""
    made = fresh(tmp_path_factory.mktemp("stages"))
    old = [{**one, "defective": True, "stage": "sale"} for one in ROWS[:50]]
    load(made, [*old, *ROWS[50:200]], "first")
    load(made, [*ROWS[:50], *ROWS[200:]], "second")
    return made


def count_of(value: object) -> int | None:
    """Read a count: a whole number, not negative, not absurd."""
    if value is None:
        return None
    number = float(str(value))
    possible = 0 <= number <= 1e9 and number.is_integer()
    return int(number) if possible else None


def verdict(one: Row) -> tuple[bool | None, int]:
    """Say whether a row is defective, and how many defects it has."""
    defects = count_of(one["defects"])
    bad = one["defective"]
    if bad is None and defects is not None:
        bad = defects > 0
    return (None if bad is None else bool(bad)), max(defects or 0, 1) if bad else 0


def again(one: Row) -> bool:
    """Say whether this is a further attempt at the same matter."""
    return int(str(one["attempt"] or 1)) > 1


def within(one: Row, part: Slice, span: Span) -> bool:
    day = np.datetime64(datetime.fromisoformat(str(one["opened_local"])), "D")
    after_first = span.first is None or day >= span.first
    before_last = span.last is None or day <= span.last
    return bool(
        after_first and before_last and (not part.picks or one["team"] == "north")
    )


def tally(rows: Iterable[Row], stage: Stage | None) -> StageTally:
    sums: dict[str, int] = defaultdict(int)
    for one in rows:
        if (one["stage"] or None) != stage:
            continue
        bad, number = verdict(one)
        defects, possible = count_of(one["defects"]), count_of(one["opportunities"])
        told = possible is not None and possible >= max(number, 1)
        sums["interactions"] += 1
        sums["again"] += again(one)
        if bad is None:
            continue
        sums["judged"] += not again(one)
        sums["defectives"] += bad and not again(one)
        sums["defects"] += 0 if again(one) else number
        sums["chances"] += (possible or 0) if told else 1
        sums["hits"] += number if told else int(bad)
        sums["assumed"] += not told
        flagged = one["defective"] is not None and defects is not None
        sums["contradicting"] += flagged and bad != ((defects or 0) > 0)
    return StageTally(stage=stage, **sums)


class TestStages:
    @pytest.mark.parametrize(
        ("part", "span"),
        [(WHOLE_LOG, ALL_DAYS), (NORTH, ALL_DAYS), (WHOLE_LOG, JANUARY)],
        ids=["all", "north", "january"],
    )
    def test_are_the_sums_of_the_rows(
        self, warehouse: Warehouse, part: Slice, span: Span
    ) -> None:
        rows = [one for one in ROWS if within(one, part, span)]

        found = stages(warehouse, slice=part, span=span)

        assert found == tuple(tally(rows, stage) for stage in (*STAGES, None))
        assert sum(one.interactions for one in found) == len(rows)

    def test_without_rows_are_all_five(self, tmp_path: Path) -> None:
        found = stages(fresh(tmp_path))

        assert found == tuple(StageTally(stage=stage) for stage in STAGES)

    def test_without_a_column_of_defects_are_not_judged(self, tmp_path: Path) -> None:
        made = fresh(tmp_path)
        load(made, [row("I1", "2026-01-05", stage="sale")])

        (sale,) = [one for one in stages(made) if one.interactions]

        assert (sale.stage, sale.judged, sale.not_judged) == (Stage.SALE, 0, 1)

    def test_refuse_what_is_no_dimension(self, warehouse: Warehouse) -> None:
        with pytest.raises(UnknownName, match="No dimension is called"):
            stages(warehouse, slice=Slice.of(defects=("1",)))


class TestJourneys:
    @pytest.mark.parametrize("joined", Joined)
    @pytest.mark.parametrize(
        ("part", "span"),
        [(WHOLE_LOG, ALL_DAYS), (NORTH, ALL_DAYS), (WHOLE_LOG, JANUARY)],
        ids=["all", "north", "january"],
    )
    def test_are_those_of_the_rows(
        self, warehouse: Warehouse, joined: Joined, part: Slice, span: Span
    ) -> None:
        found = journeys(warehouse, joined, slice=part, span=span)

        whole, cut, unclear, loose, inside = by_hand(joined, part, span)
        assert found.whole == whole
        assert (found.cut, found.not_judged, found.loose) == (cut, unclear, loose)
        counted = (
            found.whole_interactions,
            found.cut_interactions,
            found.unjudged_interactions,
            found.loose,
        )
        assert sum(counted) == inside

    def test_what_comes_after_the_span_has_not_come_yet(self, tmp_path: Path) -> None:
        made = fresh(tmp_path)
        times = {"A": "2026-01-05", "B": "2026-01-06", "C": "2026-01-20"}
        rows = [
            row(key, at, stage="sale", defective=key == "C", customer_id="X")
            for key, at in times.items()
        ]
        load(made, rows)

        until = journeys(
            made, Joined.CUSTOMER, span=Span(last=np.datetime64("2026-01-10"))
        )
        since = journeys(
            made, Joined.CUSTOMER, span=Span(first=np.datetime64("2026-01-06"))
        )

        two = JourneyTally(contacts=(0, 0, 2, 0, 0), journeys=1, defect_free=1)
        assert until.whole == (two,)
        assert (since.whole, since.cut, since.cut_interactions) == ((), 1, 2)

    def test_of_an_empty_log_are_none(self, tmp_path: Path) -> None:
        found = journeys(fresh(tmp_path), Joined.CASE)

        assert (found.whole, found.cut, found.loose) == ((), 0, 0)


By = tuple[tuple[JourneyTally, ...], int, int, int, int]


def by_hand(joined: Joined, part: Slice, span: Span) -> By:
    """Sort the journeys of the rows by plain Python."""
    groups: dict[object, list[Row]] = defaultdict(list)
    for one in ROWS:
        day = date.fromisoformat(str(one["opened_local"])[:10])
        if span.last is None or np.datetime64(day) <= span.last:
            groups[one[KEYS[joined]]].append(one)
    kept = {
        key: rows
        for key, rows in groups.items()
        if any(within(one, part, span) for one in rows)
    }
    inside = [one for rows in kept.values() for one in rows if within(one, part, span)]
    loose = sum(within(one, part, span) for one in kept.pop(None, []))
    cut = unclear = 0
    whole: dict[tuple[tuple[int, ...], int], list[bool]] = defaultdict(list)
    for rows in kept.values():
        if not all(within(one, part, span) for one in rows):
            cut += 1
        elif any(one["stage"] is None or verdict(one)[0] is None for one in rows):
            unclear += 1
        else:
            at = [[again(one) for one in rows if one["stage"] == s] for s in STAGES]
            passed = tuple(max(many.count(False), min(len(many), 1)) for many in at)
            key = passed, len(rows) - sum(passed)
            whole[key].append(not any(verdict(one)[0] for one in rows))
    tallies = tuple(
        JourneyTally(
            contacts=passed, again=more, journeys=len(free), defect_free=sum(free)
        )
        for (passed, more), free in sorted(whole.items())
    )
    return tallies, cut, unclear, loose, len(inside)
