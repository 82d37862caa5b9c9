"""Causes of defects: the same counts as plain Python; none lost in the remainder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from qc.core.kinds import Stage
from qc.review.tallies import CauseBy, CauseKind, CauseLog
from qc.store.causes import MOST_CAUSES, causes
from qc.store.slices import Slice, Span
from qc.store.warehouse import Warehouse
from tests.store.logs import Row, fresh, load, row

HOSTILE = ("<script>", "=1+1", "[x](javascript:1)", "o'hara\"; DROP TABLE x; --")
BEFORE = Span(np.datetime64("2026-01-01"), np.datetime64("2026-01-10"))
AFTER = Span(np.datetime64("2026-01-11"), np.datetime64("2026-01-31"))


def rows_of(seed: int, count: int, reasons: int) -> list[Row]:
    rng = np.random.default_rng(seed)
    names = [*HOSTILE, *(f"reason {k}" for k in range(reasons)), None, "", "  "]
    weights = 1 / np.arange(1, len(names) + 1)
    picked = rng.choice(len(names), count, p=weights / weights.sum())
    return [
        row(
            f"I{i}",
            f"2026-01-{1 + i % 20:02d} 12:00",
            stage=("sale", "support")[i % 2],
            team=("north", "south")[i % 3 == 0],
            defective=(True, True, False, None)[i % 4],
            reason=names[picked[i]],
        )
        for i in range(count)
    ]


ROWS = rows_of(3, 600, reasons=30)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    made = fresh(tmp_path_factory.mktemp("causes"))
    load(made, ROWS)
    return made


def defective(rows: list[Row]) -> Counter[str]:
    return Counter(str(one["reason"] or "").strip() for one in rows if one["defective"])


def stated(log: CauseLog) -> dict[str, int]:
    found = (one for one in log.causes if one.kind is CauseKind.STATED)
    return {one.cause: sum(one.defectives) for one in found}


class TestCauses:
    def test_are_the_most_frequent_and_the_rest(self, warehouse: Warehouse) -> None:
        counted = defective(ROWS)
        silent = counted.pop("")

        log = causes(warehouse, CauseBy.REASON, [Span()])

        order = sorted(counted, key=lambda cause: (-counted[cause], cause))
        assert list(stated(log)) == order[:MOST_CAUSES]
        assert stated(log) == {cause: counted[cause] for cause in order[:MOST_CAUSES]}
        *_, other, unnamed = log.causes
        rest = sum(counted[cause] for cause in order[MOST_CAUSES:])
        assert (other.kind, other.defectives) == (CauseKind.OTHER, (rest,))
        assert other.causes == len(order) - MOST_CAUSES
        assert (unnamed.kind, unnamed.defectives) == (CauseKind.NOT_STATED, (silent,))
        assert log.judged == (sum(one["defective"] is not None for one in ROWS),)

    def test_are_counted_in_each_span(self, warehouse: Warehouse) -> None:
        log = causes(warehouse, CauseBy.REASON, [BEFORE, AFTER], stage=Stage.SALE)

        sides = [
            [
                one
                for one in ROWS
                if one["stage"] == "sale"
                and (str(one["opened_local"])[:10] <= "2026-01-10") is early
            ]
            for early in (True, False)
        ]
        judged = tuple(
            sum(one["defective"] is not None for one in side) for side in sides
        )
        assert log.judged == judged
        counted = [defective(side) for side in sides]
        for one in log.causes:
            if one.kind is CauseKind.STATED:
                assert one.defectives == tuple(c[one.cause] for c in counted)
        totals = np.sum([one.defectives for one in log.causes], axis=0)
        assert totals.tolist() == [c.total() for c in counted]

    def test_of_a_slice(self, warehouse: Warehouse) -> None:
        log = causes(
            warehouse, CauseBy.REASON, [Span()], slice=Slice.of(team=("south",))
        )

        south = [one for one in ROWS if one["team"] == "south"]
        assert log.judged == (sum(one["defective"] is not None for one in south),)

    def test_without_the_column_are_not_stated(self, warehouse: Warehouse) -> None:
        log = causes(warehouse, CauseBy.PRODUCT, [Span()])

        (one,) = log.causes
        assert one.kind is CauseKind.NOT_STATED
        assert one.defectives == (defective(ROWS).total(),)

    def test_of_an_empty_log(self, tmp_path: Path) -> None:
        log = causes(fresh(tmp_path), CauseBy.REASON, [BEFORE, AFTER])

        assert log == CauseLog(causes=(), judged=(0, 0))
