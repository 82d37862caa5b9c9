"""Batches: whole or not at all, never changed unnoticed, swept when left over."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import BrokenStore, InvalidLog, UnknownName
from qc.core.plan import Account
from qc.store.batch import Batch
from qc.store.log_days import days
from qc.store.warehouse import Warehouse
from tests.store.logs import ANNA, NOW, Row, arrival, fresh, load, row

ROWS = [
    row("I1", "2026-02-02 09:00", team="north", score=4),
    row("I2", "2026-02-03 10:00", team="south", resolved_at="2026-02-03 12:00"),
]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return fresh(tmp_path)


def rows_of(start: int, count: int) -> list[Row]:
    return [row(f"I{i}", "2026-02-02 09:00") for i in range(start, start + count)]


def load_many(folder: Path, start: int) -> None:
    """Load five batches, as another process would, and one that all load."""
    warehouse = Warehouse.open(folder, create=True)
    for i in range(5):
        load(warehouse, rows_of(start + 10 * i, 10), f"log-{start}-{i}")
    staged = arrival(warehouse, rows_of(0, 3), f"own-{start}")
    warehouse.commit(replace(staged, source="shared"), who=ANNA, when=NOW)


def flip_a_bit(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def age(path: Path, **by: float) -> None:
    past = (datetime.now(UTC) - timedelta(**by)).timestamp()
    os.utime(path, (past, past))


class TestCommit:
    def test_keeps_what_the_loader_said(self, warehouse: Warehouse) -> None:
        staged = arrival(warehouse, ROWS, "log.csv")

        done = warehouse.commit(staged, who=ANNA, when=NOW)

        (batch,) = warehouse.batches()
        assert done.batch == batch
        assert not done.known
        assert (batch.file, batch.mapping, batch.zone) == ("log.csv", "plain", "UTC")
        assert (batch.account, batch.source) == (staged.account, staged.source)
        assert (batch.loaded_at, batch.as_of, batch.live) == (NOW, NOW, True)

    def test_reads_from_the_rows_what_they_hold(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS)

        assert (batch.rows, batch.repeated, batch.number) == (2, 0, 1)
        assert batch.first == np.datetime64("2026-02-02")
        assert batch.last == np.datetime64("2026-02-03")
        assert set(batch.columns) == {
            "interaction_id",
            "opened_at",
            "team",
            "score",
            "resolved_at",
        }

    def test_makes_the_file_read_only_and_empties_staging(
        self, warehouse: Warehouse
    ) -> None:
        path = warehouse.manifest.path(load(warehouse, ROWS))

        assert path.stat().st_mode & 0o777 == 0o444
        assert list(warehouse.staging.iterdir()) == []

    def test_keeps_the_records_set_aside_beside_it(self, warehouse: Warehouse) -> None:
        aside = warehouse.staging / "aside.csv"
        aside.write_text("line 7: no time")
        staged = replace(arrival(warehouse, ROWS, "log.csv"), set_aside=aside)

        batch = warehouse.commit(staged, who=ANNA, when=NOW).batch

        kept = warehouse.manifest.set_aside(batch)
        assert kept is not None
        assert kept.read_text() == "line 7: no time"
        assert kept.name == f"{batch.id}.set-aside.csv"

    def test_is_on_record(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS)

        entry = warehouse.state.entries(1)[0]

        assert (entry.what, entry.subject) == ("batch-added", batch.id)
        assert batch.parquet_sha256 in (entry.new or "")

    def test_of_a_known_file_changes_nothing(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS, "log.csv")
        again = arrival(warehouse, ROWS, "log.csv")

        done = warehouse.commit(again, who=ANNA, when=NOW + timedelta(1))

        assert (done.known, done.batch) == (True, batch)
        assert warehouse.batches() == (batch,)
        assert warehouse.state.verify().entries == 1

    def test_of_a_known_file_by_another_mapping_is_new(
        self, warehouse: Warehouse
    ) -> None:
        load(warehouse, ROWS, "log.csv")
        again = replace(arrival(warehouse, ROWS, "log.csv"), mapping="other")

        assert not warehouse.commit(again, who=ANNA, when=NOW).known

    def test_of_a_removed_file_is_new(self, warehouse: Warehouse) -> None:
        old = load(warehouse, ROWS, "log.csv")
        warehouse.remove(old.id, reason="wrong zone", who=ANNA, when=NOW)

        again = arrival(warehouse, ROWS, "log.csv")
        done = warehouse.commit(again, who=ANNA, when=NOW + timedelta(1))

        assert not done.known
        assert done.batch.id != old.id

    def test_takes_a_file_name_that_no_encoding_knows(
        self, warehouse: Warehouse
    ) -> None:
        staged = replace(arrival(warehouse, ROWS, "log"), file="\udcff.csv")

        assert warehouse.commit(staged, who=ANNA, when=NOW).batch.file == "?.csv"

    def test_refuses_an_account_that_does_not_balance(
        self, warehouse: Warehouse
    ) -> None:
        account = Account(read=3, accepted=2, set_aside=0, duplicates=0)
        staged = replace(arrival(warehouse, ROWS, "log.csv"), account=account)

        with pytest.raises(InvalidLog) as refused:
            warehouse.commit(staged, who=ANNA, when=NOW)

        assert str(refused.value) == (
            "log.csv: the records read are not those accepted, set aside or repeated. "
            "Nothing was imported; please report this."
        )
        assert warehouse.batches() == ()

    def test_refuses_an_empty_file(self, warehouse: Warehouse) -> None:
        with pytest.raises(InvalidLog) as refused:
            load(warehouse, [], "log.csv")

        assert str(refused.value) == "log.csv: no row was accepted; nothing was kept."

    def test_refuses_a_staged_file_that_is_gone(self, warehouse: Warehouse) -> None:
        staged = arrival(warehouse, ROWS, "log.csv")
        staged.parquet.unlink()

        with pytest.raises(BrokenStore) as refused:
            warehouse.commit(staged, who=ANNA, when=NOW)

        assert str(refused.value) == (
            "Another program replaced a file of the workspace while it was read. "
            "Nothing is lost. Try again."
        )


class TestRemoving:
    def test_and_restoring_are_on_record(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS)

        removed = warehouse.remove(batch.id, reason="test data", who=ANNA, when=NOW)
        restored = warehouse.restore(batch.id, reason="no, real", who=ANNA, when=NOW)

        assert (removed.live, restored) == (False, batch)
        assert [(entry.what, entry.reason) for entry in warehouse.state.entries(2)] == [
            ("batch-restored", "no, real"),
            ("batch-removed", "test data"),
        ]

    def test_twice_is_recorded_once(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS)

        for _ in range(2):
            warehouse.remove(batch.id, reason="test", who=ANNA, when=NOW)

        assert warehouse.state.verify().entries == 2

    def test_what_is_not_there(self, warehouse: Warehouse) -> None:
        with pytest.raises(UnknownName, match="No batch is called 'x'"):
            warehouse.remove("x", reason="", who=ANNA, when=NOW)


class TestDamage:
    def test_of_one_bit_is_noticed(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS, "log.csv")
        days(warehouse)
        flip_a_bit(warehouse.manifest.path(batch))

        with pytest.raises(BrokenStore) as broken:
            days(warehouse)

        assert str(broken.value) == (
            f"The file of batch {batch.id} was changed or damaged since it was loaded; "
            "nothing of it is used. Remove the batch and load 'log.csv' again."
        )

    def test_of_a_whole_file_is_noticed(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS, "log.csv")
        warehouse.manifest.path(batch).unlink()

        with pytest.raises(BrokenStore) as broken:
            days(warehouse)

        assert str(broken.value) == (
            f"The file of batch {batch.id} is missing. Remove the batch and load "
            "'log.csv' again."
        )

    def test_is_healed_as_the_message_says(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS, "log.csv")
        flip_a_bit(warehouse.manifest.path(batch))

        warehouse.remove(batch.id, reason="damaged", who=ANNA, when=NOW)
        again = arrival(warehouse, ROWS, "log.csv")
        warehouse.commit(again, who=ANNA, when=NOW + timedelta(1))

        assert days(warehouse)[1].sum() == 2

    def test_of_a_manifest_row_is_noticed(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS)
        with warehouse.state.database.writing() as connection:
            connection.execute("UPDATE batches SET live = 0")

        with pytest.raises(BrokenStore) as broken:
            warehouse.batches()

        assert str(broken.value) == (
            f"The record of batch {batch.id} in state.sqlite is damaged. Restore the "
            "file from a backup."
        )


class TestSweeping:
    def test_takes_what_a_crash_left(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS)
        staged = warehouse.staging / "left.parquet"
        entryless = warehouse.manifest.folder / "0123.parquet"
        for path, by in ((staged, {"hours": 25}), (entryless, {"hours": 2})):
            path.touch()
            age(path, **by)
        age(warehouse.manifest.path(batch), days=400)

        swept = warehouse.manifest.sweep(datetime.now(UTC))

        assert swept == ("0123.parquet", "left.parquet")
        assert warehouse.manifest.verified(batch).exists()

    def test_spares_what_may_be_on_its_way(self, warehouse: Warehouse) -> None:
        staged = warehouse.staging / "preview.parquet"
        entryless = warehouse.manifest.folder / "0123.parquet"
        for path, by in ((staged, {"hours": 23}), (entryless, {"minutes": 50})):
            path.touch()
            age(path, **by)

        assert warehouse.manifest.sweep(datetime.now(UTC)) == ()

    def test_spares_removed_batches(self, warehouse: Warehouse) -> None:
        batch = load(warehouse, ROWS)
        warehouse.remove(batch.id, reason="test", who=ANNA, when=NOW)
        age(warehouse.manifest.path(batch), days=400)

        assert warehouse.manifest.sweep(datetime.now(UTC)) == ()

    def test_happens_at_opening(self, tmp_path: Path) -> None:
        folder = fresh(tmp_path).state.folder
        left = folder / "staging" / "left.parquet"
        left.touch()
        age(left, days=2)

        Warehouse.open(folder, create=False, now=datetime.now(UTC))

        assert not left.exists()

    def test_a_file_long_staged_counts_as_new_once_it_is_moved(
        self, warehouse: Warehouse
    ) -> None:
        staged = arrival(warehouse, ROWS, "log")
        age(staged.parquet, days=3)

        batch = warehouse.commit(staged, who=ANNA, when=NOW).batch

        assert time.time() - warehouse.manifest.path(batch).stat().st_mtime < 60


class TestTogether:
    def test_two_processes_lose_nothing(self, tmp_path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        loaders = [
            context.Process(target=load_many, args=(tmp_path, start))
            for start in (1_000, 2_000)
        ]
        for loader in loaders:
            loader.start()
        for loader in loaders:
            loader.join()

        warehouse = Warehouse.open(tmp_path, create=False)
        assert [loader.exitcode for loader in loaders] == [0, 0]
        assert len(warehouse.batches()) == 11
        assert days(warehouse)[1].sum() == 103
        assert len(list(warehouse.manifest.folder.iterdir())) == 11
        assert warehouse.state.verify().entries == 11


LOADER = """
import sys
from pathlib import Path
from qc.store.warehouse import Warehouse
from tests.store.logs import load, row
warehouse = Warehouse.open(Path(sys.argv[1]), create=True)
print("ready", flush=True)
for i in range(1000):
    load(warehouse, [row(f"I{i}", "2026-02-02 09:00")], f"log-{i}")
    print(i, flush=True)
"""


class TestCrash:
    @pytest.mark.parametrize("after", [0.03, 0.11, 0.27])
    def test_leaves_whole_batches_only(self, tmp_path: Path, after: float) -> None:
        acknowledged = killed_while_loading(tmp_path, after)

        later = datetime.now(UTC) + timedelta(days=2)
        warehouse = Warehouse.open(tmp_path, create=False, now=later)

        batches: tuple[Batch, ...] = warehouse.batches()
        assert len(batches) in {acknowledged, acknowledged + 1}
        assert all(warehouse.manifest.verified(batch).exists() for batch in batches)
        assert len(list(warehouse.manifest.folder.iterdir())) == len(batches)
        assert list(warehouse.staging.iterdir()) == []
        assert warehouse.state.verify().entries == len(batches)


def killed_while_loading(folder: Path, after: float) -> int:
    """Kill a loading process and return how many loads it had reported."""
    with subprocess.Popen(
        [sys.executable, "-c", LOADER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    ) as loader:
        assert loader.stdout is not None
        loader.stdout.readline()
        time.sleep(after)
        loader.send_signal(signal.SIGKILL)
        reported = loader.stdout.read().splitlines()
    return len(reported)
