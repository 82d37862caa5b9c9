"""Cells: the same figures as the log itself, whoever damages or deletes them."""

from __future__ import annotations

import os
import threading
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.kinds import ChartKind, MeasureKind, Period, Stage
from qc.core.measures import Condition, Measure, Test
from qc.core.series import Counts, Samples, Series
from qc.store import cells
from qc.store.samples import merge
from qc.store.series import series
from qc.store.slices import WHOLE_LOG, Slice, Span
from qc.store.warehouse import Warehouse
from tests.store import reference
from tests.store.logs import ANNA, NOW, Row, card, fresh, load, row

DEFECTIVE = (Condition(field="defective", test=Test.EQUALS, values=(True,)),)
CARDS = (
    card(id="share", defective=DEFECTIVE),
    card(id="sale", defective=DEFECTIVE, stage=Stage.SALE),
    card(MeasureKind.RATE, id="rate", events="defects", stage=Stage.SALE),
    card(MeasureKind.SCORE, id="score", value="score"),
)


def random_rows(seed: int, count: int) -> list[Row]:
    rng = np.random.default_rng(seed)

    def pick(*values: object) -> object:
        return values[rng.integers(len(values))]

    opened = np.datetime64("2026-01-01T00:00") + rng.integers(0, 60 * 1440, count)
    return [
        row(
            f"I{i}",
            str(opened[i]).replace("T", " "),
            stage=pick("sale", "news", None),
            team=pick("north", "south", None),
            agent=pick("a1", "a2", "a3"),
            channel=pick("phone", "email"),
            priority=pick("low", "high", None),
            defective=pick(True, False, None),
            defects=pick(0, 1, 2, 5, None),
            score=pick(1, 4, 5, None, 1e9 + 0.25),
        )
        for i in range(count)
    ]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = fresh(tmp_path)
    load(warehouse, random_rows(1, 60))
    return warehouse


def ask(warehouse: Warehouse, *measures: Measure) -> dict[str, Series]:
    return series(warehouse, measures or CARDS)


def same(one: dict[str, Series], other: dict[str, Series]) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(one[key].at, other[key].at)
        and np.array_equal(one[key].value, other[key].value, equal_nan=True)
        and np.array_equal(one[key].n, other[key].n)
        for key in one
    )


def files(warehouse: Warehouse) -> list[Path]:
    return sorted(warehouse.cells.iterdir())


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    warehouse = fresh(tmp_path_factory.mktemp("cells"))
    first, second = random_rows(2, 400), random_rows(3, 250)
    load(warehouse, first, "first")
    load(warehouse, second, "second")  # replaces the first 250
    return SimpleNamespace(warehouse=warehouse, rows=second + first[250:])


class TestAgainstTheLog:
    """Every figure of the cells is the one plain Python finds row by row."""

    @pytest.mark.parametrize(
        "part",
        [
            WHOLE_LOG,
            Slice.of(team=("north",)),
            Slice.of(team=("south", None), channel=("email",)),
            Slice.of(priority=("high", None)),
            Slice.of(priority=("low",), agent=("a1", "a2"), stage=("sale",)),
        ],
        ids=str,
    )
    def test_in_every_slice(self, history: SimpleNamespace, part: Slice) -> None:
        rows = [
            one
            for one in history.rows
            if all(one.get(field) in values for field, values in part.picks)
        ]
        sold = [one for one in rows if one["stage"] == "sale"]

        found = series(history.warehouse, CARDS, slice=part)

        self.check_counts(found["share"], rows, "defective")
        self.check_counts(found["sale"], sold, "defective")
        self.check_counts(found["rate"], sold, "defects")
        self.check_values(found["score"], rows)

    def check_counts(self, found: Series, rows: list[Row], field: str) -> None:
        assert isinstance(found, Counts)

        def judge(one: Row) -> tuple[float, float] | None:
            given = one[field]
            return None if given is None else (1.0, float(given))  # type: ignore[arg-type]

        expected = reference.tally(rows, judge)
        for at, n, e in zip(found.at, found.opportunities, found.events, strict=True):
            assert (n, e) == expected[reference.day(at)]
        assert found.opportunities.sum() == sum(n for n, _ in expected.values())

    def check_values(self, found: Series, rows: list[Row]) -> None:
        assert isinstance(found, Samples)
        expected = reference.per_week(rows, "score")
        for at, mean, n in zip(found.at, found.value, found.n, strict=True):
            values = expected[reference.day(at)]
            assert n == len(values)
            wanted = np.mean(values) if values else np.nan
            assert mean == pytest.approx(wanted, rel=1e-14, nan_ok=True)

    def test_in_every_span(self, history: SimpleNamespace) -> None:
        first, last = np.datetime64("2026-01-12"), np.datetime64("2026-02-08")

        whole = ask(history.warehouse)["share"]
        cut = series(history.warehouse, CARDS, span=Span(first, last))["share"]

        inside = (whole.at >= first) & (whole.at <= np.datetime64("2026-02-02"))
        np.testing.assert_array_equal(cut.at, whole.at[inside])
        np.testing.assert_array_equal(cut.value, whole.value[inside])

    def test_by_day_and_month(self, history: SimpleNamespace) -> None:
        total = sum(one["defective"] is not None for one in history.rows)
        opened = np.array([one["opened_at"] for one in history.rows], "datetime64[D]")
        months = len(np.unique(opened.astype("datetime64[M]")))
        every_day = int((opened.max() - opened.min()).astype(int)) + 1
        for period, count in ((Period.DAY, every_day), (Period.MONTH, months)):
            found = ask(history.warehouse, card(defective=DEFECTIVE, by=period))["m"]
            assert (len(found), found.n.sum()) == (count, total)

    def test_spread_is_merged_without_losing_digits(
        self, history: SimpleNamespace
    ) -> None:
        asked = card(MeasureKind.SCORE, value="score", chart=ChartKind.XBAR_R)
        found = series(history.warehouse, [asked])["m"]

        assert isinstance(found, Samples)
        assert found.ranges is not None
        expected = reference.per_week(history.rows, "score")
        parts = (found.at, found.n, found.m2, found.ranges)
        for at, n, m2, width in zip(*parts, strict=True):
            values = expected.get(reference.day(at), [])
            assert n == len(values)
            if values:
                assert m2 == pytest.approx(reference.spread(values), rel=1e-9)
                assert width == max(values) - min(values)


class TestMerge:
    @given(
        st.lists(st.lists(st.floats(-1e3, 1e3), min_size=1), min_size=1),
        st.floats(-1e6, 1e6),
    )
    def test_of_parts_is_that_of_the_whole(
        self, parts: list[list[float]], offset: float
    ) -> None:
        moved = [np.array(part) + offset for part in parts]
        n = np.array([float(len(part)) for part in moved])
        mean = np.array([part.mean() for part in moved])
        m2 = np.array([((part - part.mean()) ** 2).sum() for part in moved])
        whole = np.concatenate(moved)

        total, centre, spread = merge(np.zeros(len(n), np.int64), 1, n, mean, m2)

        assert total[0] == len(whole)
        assert centre[0] == pytest.approx(whole.mean(), rel=1e-12, abs=1e-9)
        expected = ((whole - whole.mean()) ** 2).sum()
        assert spread[0] == pytest.approx(expected, rel=1e-6, abs=1e-6)


class TestFiles:
    def test_are_made_once(self, warehouse: Warehouse) -> None:
        first = ask(warehouse)
        made = [(path, path.stat().st_mtime_ns) for path in files(warehouse)]

        assert same(ask(warehouse), first)
        assert [(path, path.stat().st_mtime_ns) for path in files(warehouse)] == made
        assert len(made) == 1

    def test_hold_less_than_the_log(self, warehouse: Warehouse) -> None:
        ask(warehouse)

        columns = warehouse.fetch(
            f"DESCRIBE FROM read_parquet('{files(warehouse)[0]}')"
        )

        # share and sale have their sums in common: they differ by stage only
        sums = [name for name, *_ in columns if name[:2] in {"n_", "e_", "m_", "q_"}]
        assert len(sums) == 2 + 2 + 3
        assert "interaction_id" not in [name for name, *_ in columns]

    def test_serve_some_of_their_measures(self, warehouse: Warehouse) -> None:
        ask(warehouse)

        ask(warehouse, CARDS[0])

        assert len(files(warehouse)) == 1

    def test_of_a_new_card_are_made_beside(self, warehouse: Warehouse) -> None:
        before = ask(warehouse)
        new = card(MeasureKind.SCORE, id="defects", value="defects")

        after = ask(warehouse, *CARDS, new)

        assert len(files(warehouse)) == 2
        assert same({key: after[key] for key in before}, before)

    def test_of_another_log_are_made_anew(self, warehouse: Warehouse) -> None:
        before = ask(warehouse)
        batch = load(warehouse, random_rows(5, 80), "more")
        after = ask(warehouse)
        warehouse.remove(batch.id, reason="test", who=ANNA, when=NOW)

        assert not same(after, before)
        assert same(ask(warehouse), before)
        assert len(files(warehouse)) == 2

    def test_that_are_damaged_are_made_anew(self, warehouse: Warehouse) -> None:
        before = ask(warehouse)
        (path,) = files(warehouse)
        path.chmod(0o644)
        content = bytearray(path.read_bytes())
        content[len(content) // 3] ^= 4
        path.write_bytes(content)

        assert same(ask(warehouse), before)
        (anew,) = files(warehouse)  # rows may stand in another order
        assert anew.read_bytes() != content
        assert sha256(anew.read_bytes()).hexdigest().startswith(anew.name.split(".")[1])

    def test_may_be_deleted(self, warehouse: Warehouse) -> None:
        before = ask(warehouse)
        files(warehouse)[0].unlink()

        assert same(ask(warehouse), before)

    def test_that_cannot_be_written_are_not_needed(self, warehouse: Warehouse) -> None:
        expected = ask(warehouse)
        for path in files(warehouse):
            path.unlink()
        warehouse.cells.rmdir()
        warehouse.cells.touch()  # a file where the folder was

        assert same(ask(warehouse), expected)

    def test_do_not_pile_up(self, warehouse: Warehouse) -> None:
        draft = warehouse.cells / "left-by-a-crash.tmp"
        draft.touch()
        os.utime(draft, (0, 0))
        for i in range(cells.KEEP + 3):
            above = Condition(field="score", test=Test.ABOVE, values=(i,))
            ask(warehouse, card(defective=(above,)))

        assert len(files(warehouse)) == cells.KEEP
        assert not draft.exists()

    def test_are_made_by_one_of_many_threads(self, warehouse: Warehouse) -> None:
        found: list[dict[str, Series]] = []
        threads = [
            threading.Thread(target=lambda: found.append(ask(warehouse)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(files(warehouse)) == 1
        assert all(same(one, found[0]) for one in found)
