"""The log: every interaction once, in its newest version."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest

from qc.core.errors import BrokenStore, QcError
from qc.store import superseded
from qc.store.log_days import days
from qc.store.query import KNOWN_UNTIL
from qc.store.series import strata
from qc.store.state import State
from qc.store.warehouse import Warehouse
from tests.store.logs import ANNA, NOW, Row, arrival, fresh, load, row


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return fresh(tmp_path)


def scores(warehouse: Warehouse) -> dict[str, float]:
    rows = warehouse.log().rows(["interaction_id", "score"])
    found = warehouse.fetch(f"SELECT interaction_id, score FROM {rows}")
    assert len(found) == len(dict(found))
    return dict(sorted(found))


def rated(**score: float) -> list[Row]:
    return [row(key, "2026-02-02 09:00", score=value) for key, value in score.items()]


class TestVersions:
    def test_the_newest_batch_wins(self, warehouse: Warehouse) -> None:
        load(warehouse, rated(I1=1, I2=2), "first")
        load(warehouse, rated(I2=5, I3=3), "second")

        assert scores(warehouse) == {"I1": 1, "I2": 5, "I3": 3}

    def test_removing_the_newer_brings_the_older_back(
        self, warehouse: Warehouse
    ) -> None:
        load(warehouse, rated(I1=1, I2=2), "first")
        newer = load(warehouse, rated(I2=5, I3=3), "second")

        warehouse.remove(newer.id, reason="wrong file", who=ANNA, when=NOW)
        assert scores(warehouse) == {"I1": 1, "I2": 2}

        warehouse.restore(newer.id, reason="right after all", who=ANNA, when=NOW)
        assert scores(warehouse) == {"I1": 1, "I2": 5, "I3": 3}

    def test_removing_the_older_leaves_the_newer(self, warehouse: Warehouse) -> None:
        older = load(warehouse, rated(I1=1, I2=2), "first")
        load(warehouse, rated(I2=5, I3=3), "second")

        warehouse.remove(older.id, reason="test", who=ANNA, when=NOW)

        assert scores(warehouse) == {"I2": 5, "I3": 3}

    def test_a_batch_between_decides_for_its_own_ids(
        self, warehouse: Warehouse
    ) -> None:
        load(warehouse, rated(I1=1, I2=1, I3=1), "first")
        middle = load(warehouse, rated(I1=2, I2=2), "second")
        load(warehouse, rated(I1=3), "third")

        assert scores(warehouse) == {"I1": 3, "I2": 2, "I3": 1}

        warehouse.remove(middle.id, reason="test", who=ANNA, when=NOW)
        assert scores(warehouse) == {"I1": 3, "I2": 1, "I3": 1}

    def test_a_removed_batch_keeps_its_place_when_it_comes_back(
        self, warehouse: Warehouse
    ) -> None:
        older = load(warehouse, rated(I1=1, I2=1), "first")
        warehouse.remove(older.id, reason="test", who=ANNA, when=NOW)
        load(warehouse, rated(I1=2), "second")

        warehouse.restore(older.id, reason="test", who=ANNA, when=NOW)

        assert scores(warehouse) == {"I1": 2, "I2": 1}

    def test_a_full_export_replaces_the_one_before(self, warehouse: Warehouse) -> None:
        older = load(warehouse, rated(I1=1, I2=2), "first")
        newer = load(warehouse, rated(I1=3, I2=4, I3=5), "second")

        assert newer.replaces(older)
        assert scores(warehouse) == {"I1": 3, "I2": 4, "I3": 5}

    def test_within_a_batch_the_last_line_wins(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, [*rated(I1=1, I2=2), *rated(I1=3)])

        assert (batch.rows, batch.repeated) == (3, 1)
        assert scores(warehouse) == {"I1": 3, "I2": 2}

    def test_an_unknown_overlap_is_looked_at(self, warehouse: Warehouse) -> None:
        first = load(warehouse, rated(I1=1, I2=2), "first")
        path = warehouse.manifest.path(first)
        hidden = path.rename(path.with_suffix(".hidden"))
        second = load(warehouse, rated(I2=5), "second")  # cannot compare
        hidden.rename(path)

        assert second.overlaps == {}
        assert scores(warehouse) == {"I1": 1, "I2": 5}

    def test_batches_are_compared_once_at_the_commit(
        self, warehouse: Warehouse
    ) -> None:
        first = load(warehouse, rated(I1=1, I2=2), "first")
        second = load(warehouse, rated(I2=5, I3=3), "second")
        third = load(warehouse, rated(I4=5), "third")

        assert second.overlaps == {first.id: 1}
        assert third.overlaps == {first.id: 0, second.id: 0}
        assert "ANTI JOIN" in warehouse.log().rows(["score"])

        warehouse.remove(second.id, reason="test", who=ANNA, when=NOW)
        assert "ANTI JOIN" not in warehouse.log().rows(["score"])

    @pytest.mark.parametrize("most", [0, superseded.MOST])
    @pytest.mark.parametrize("seed", range(3))
    def test_any_history_gives_what_replaying_it_gives(
        self,
        warehouse: Warehouse,
        seed: int,
        most: int,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("qc.store.log.MOST", most)
        rng = np.random.default_rng(seed)
        batches: list[tuple[str, dict[str, float]]] = []
        for i in range(6):
            keys = rng.choice(12, size=int(rng.integers(1, 9)), replace=False)
            content = {f"I{key}": float(10 * i + key) for key in keys}
            batches.append((load(warehouse, rated(**content), f"b{i}").id, content))
        removed = {key for key, _ in batches if rng.random() < 0.4}
        for key in removed:
            warehouse.remove(key, reason="test", who=ANNA, when=NOW)

        replayed: dict[str, float] = {}
        for key, content in batches:
            replayed |= content if key not in removed else {}

        assert scores(warehouse) == dict(sorted(replayed.items()))


class TestColumns:
    def test_are_the_fields_with_a_value(self, warehouse: Warehouse) -> None:
        load(warehouse, rated(I1=1), "first")
        newer = load(warehouse, [row("I2", "2026-02-03 09:00", team="north")], "second")

        opened = {"interaction_id", "opened_at"}
        assert warehouse.columns() == {*opened, "score", "team"}

        warehouse.remove(newer.id, reason="test", who=ANNA, when=NOW)
        assert warehouse.columns() == {*opened, "score"}

    def test_another_connection_can_read_the_log_too(
        self, warehouse: Warehouse
    ) -> None:
        load(warehouse, rated(I1=1, I2=2), "first")
        load(warehouse, rated(I2=5, I3=3), "second")
        log = warehouse.log()

        query = "SELECT interaction_id, score FROM {} ORDER BY ALL"
        rows = [log.elsewhere.rows(["interaction_id", "score"])]
        rows.append(log.rows(["interaction_id", "score"]))

        with duckdb.connect(":memory:") as other:
            found = other.execute(query.format(rows[0])).fetchall()
        assert found == warehouse.fetch(query.format(rows[1]))
        assert found == [("I1", 1), ("I2", 5), ("I3", 3)]

    def test_a_field_no_batch_has_is_missing(self, warehouse: Warehouse) -> None:
        load(warehouse, rated(I1=1))

        rows = warehouse.log().rows(["nps", "team", "recovered"])

        assert warehouse.fetch(f"SELECT nps, team, recovered FROM {rows}") == [
            (None, None, None)
        ]

    def test_a_field_that_came_later_is_missing_before(
        self, warehouse: Warehouse
    ) -> None:
        load(warehouse, rated(I1=1), "first")
        staged = arrival(warehouse, [row("I2", "2026-02-03 09:00", nps=9)], "second")
        warehouse.commit(staged, who=ANNA, when=NOW)

        rows = warehouse.log().rows(["nps", "score"])

        found = warehouse.fetch(f"SELECT nps, score FROM {rows} ORDER BY score")
        assert found == [(None, 1), (9, None)]


class TestIdentity:
    def test_the_digest_follows_the_content(self, warehouse: Warehouse) -> None:
        empty = warehouse.digest
        first = load(warehouse, rated(I1=1), "first")
        one = warehouse.digest
        second = load(warehouse, rated(I2=1), "second")
        two = warehouse.digest

        assert len({empty, one, two}) == 3
        warehouse.remove(second.id, reason="test", who=ANNA, when=NOW)
        assert warehouse.digest == one
        warehouse.remove(first.id, reason="test", who=ANNA, when=NOW)
        assert warehouse.digest == empty

    def test_another_process_sees_the_same_log(self, warehouse: Warehouse) -> None:
        other = Warehouse.open(warehouse.state.folder, create=False)
        load(warehouse, rated(I1=1))

        assert other.digest == warehouse.digest
        assert scores(other) == {"I1": 1}

    def test_the_log_is_as_of_its_newest_batch(self, warehouse: Warehouse) -> None:
        load(warehouse, rated(I1=1), "first", NOW)
        load(warehouse, rated(I2=1), "second", NOW - timedelta(days=9))

        assert warehouse.as_of == NOW

    def test_each_row_knows_until_when_its_batch_knew(
        self, warehouse: Warehouse
    ) -> None:
        load(warehouse, rated(I1=1), "first", datetime(2026, 2, 3, tzinfo=UTC))
        load(warehouse, rated(I2=1), "second", datetime(2026, 2, 9, tzinfo=UTC))
        rows = warehouse.log().rows(["interaction_id"])

        found = warehouse.fetch(f"SELECT {KNOWN_UNTIL} FROM {rows} ORDER BY 1")

        assert [until.day for (until,) in found] == [3, 9]


class TestCompare:
    def test_counts_the_same_and_the_changed(self, warehouse: Warehouse) -> None:
        load(warehouse, rated(I1=1, I2=2, I3=3), "first")
        staged = arrival(warehouse, rated(I2=2, I3=9, I4=4), "second")

        assert warehouse.compare(staged.parquet) == (1, 1)

    def test_looks_at_the_current_version_only(self, warehouse: Warehouse) -> None:
        load(warehouse, rated(I1=1), "first")
        load(warehouse, rated(I1=2), "second")
        staged = arrival(warehouse, rated(I1=1), "third")

        assert warehouse.compare(staged.parquet) == (0, 1)

    def test_of_an_empty_log_finds_nothing(self, warehouse: Warehouse) -> None:
        staged = arrival(warehouse, rated(I1=1), "first")

        assert warehouse.compare(staged.parquet) == (0, 0)


class TestQuestions:
    def test_days_are_local_and_only_those_with_rows(
        self, warehouse: Warehouse
    ) -> None:
        late = row("I1", "2026-02-02 23:30", opened_local="2026-02-03 00:30")
        load(warehouse, [late, row("I2", "2026-02-03 09:00"), row("I3", "2026-02-07")])

        found, counts = days(warehouse)

        assert list(found.astype(str)) == ["2026-02-03", "2026-02-07"]
        assert list(counts) == [2, 1]

    def test_strata_come_by_size(self, warehouse: Warehouse) -> None:
        teams = ["south", "north", "north", None, "east"]
        load(
            warehouse,
            [row(f"I{i}", "2026-02-02", team=team) for i, team in enumerate(teams)],
        )

        assert strata(warehouse, "team") == (
            ("north", 2),
            ("east", 1),
            ("south", 1),
            (None, 1),
        )

    def test_of_an_empty_log_have_empty_answers(self, warehouse: Warehouse) -> None:
        assert [len(part) for part in days(warehouse)] == [0, 0]
        assert strata(warehouse, "team") == ()
        assert (warehouse.as_of, warehouse.columns()) == (None, frozenset())

    def test_may_come_from_many_threads(self, warehouse: Warehouse) -> None:
        load(
            warehouse, [row(f"I{i}", f"2026-02-{i:02}", score=i) for i in range(1, 29)]
        )
        sums: list[float] = []

        def ask() -> None:
            for _ in range(20):
                rows = warehouse.log().rows(["score"])
                sums.extend(
                    x for (x,) in warehouse.fetch(f"SELECT sum(score) FROM {rows}")
                )

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sums == [sum(range(1, 29))] * 80


class TestRefusals:
    def test_no_workspace_there(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenStore, match="There is no workspace in"):
            Warehouse.open(tmp_path, create=False)

    def test_a_question_too_large_for_memory(self, tmp_path: Path) -> None:
        warehouse = Warehouse(State(tmp_path, create=True), memory_mb=20)

        with pytest.raises(QcError) as refused:
            warehouse.fetch("SELECT list(range) FROM range(20000000)")

        assert str(refused.value) == (
            "This needs more than the 20 MB a question may use. Choose a shorter "
            "period, or allow more memory."
        )

    def test_the_outside_world(self, warehouse: Warehouse, tmp_path: Path) -> None:
        (tmp_path / "secret.csv").write_text("a\n1\n")

        with pytest.raises(BrokenStore, match="could not be read: Permission Error"):
            warehouse.fetch(f"FROM read_csv('{tmp_path / 'secret.csv'}')")

    def test_the_state_is_out_of_reach_of_queries(self, warehouse: Warehouse) -> None:
        path = warehouse.state.database.path

        with pytest.raises(BrokenStore, match="could not be read: Permission Error"):
            warehouse.fetch(f"FROM read_blob('{path}')")
