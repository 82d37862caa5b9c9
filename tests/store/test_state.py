"""The small memory: what people decided stays, whoever writes beside them."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import threading
from pathlib import Path

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.errors import BrokenStore, QcError
from qc.store import database
from qc.store.database import speaking_plainly
from qc.store.files import CannotWrite
from qc.store.schema import MIGRATIONS
from qc.store.state import State
from tests.store.logs import ANNA, NOW

MARCH = np.datetime64("2026-03-02")
WEEK = np.timedelta64(7, "D")


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path, create=True)


def write_many(folder: Path, who: str) -> None:
    """Write 25 settings, as another process would."""
    state = State(folder, create=True)
    for i in range(25):
        state.set_setting(f"{who}-{i}", i, who=who, when=NOW)


class TestSettings:
    def test_keep_what_json_can_hold(self, state: State) -> None:
        state.set_setting("rules", {"id": "nhs", "width": [1, 2.5]}, who=ANNA, when=NOW)

        assert state.setting("rules") == {"id": "nhs", "width": [1, 2.5]}

    def test_come_back_after_a_restart(self, state: State) -> None:
        state.set_setting("rules", "nhs", who=ANNA, when=NOW)

        assert State(state.folder, create=False).setting("rules") == "nhs"

    def test_have_a_default(self, state: State) -> None:
        assert state.setting("rules", "wheeler") == "wheeler"


class TestPlans:
    PLAN = PhasePlan(
        starts=(MARCH,), freeze=None, excluded=(MARCH + WEEK, MARCH + 2 * WEEK)
    )

    def test_come_back_as_they_were(self, state: State) -> None:
        state.set_plan("late", self.PLAN, reason="new team", who=ANNA, when=NOW)

        assert state.plan("late") == self.PLAN
        assert state.plan("other") is None

    def test_holidays_come_back(self, state: State) -> None:
        plan = PhasePlan(holidays=(MARCH, MARCH + WEEK))
        state.set_plan("late", plan, reason="closed", who=ANNA, when=NOW)

        assert state.plan("late") == plan

    def test_are_on_record_with_the_one_before(self, state: State) -> None:
        state.set_plan("late", PhasePlan(), reason="start", who=ANNA, when=NOW)
        state.set_plan("late", self.PLAN, reason="new team", who=ANNA, when=NOW)

        entry = state.entries(1)[0]

        assert (entry.what, entry.subject, entry.reason) == (
            "plan-set",
            "late",
            "new team",
        )
        assert entry.old == '{"excluded":[],"freeze":24,"starts":[]}'
        assert entry.new == (
            '{"excluded":["2026-03-09","2026-03-16"],"freeze":null,'
            '"starts":["2026-03-02"]}'
        )

    def test_need_a_reason(self, state: State) -> None:
        with pytest.raises(QcError) as refused:
            state.set_plan("late", self.PLAN, reason=" ", who=ANNA, when=NOW)

        assert str(refused.value) == (
            "New phases move the limits of 'late': give a reason for them."
        )
        assert state.plan("late") is None


class TestAnnotations:
    def test_of_a_measure_come_with_those_of_all_by_day(self, state: State) -> None:
        state.annotate("late", MARCH + WEEK, "training", who=ANNA, when=NOW)
        state.annotate(None, MARCH, "strike", who=ANNA, when=NOW)
        state.annotate("other", MARCH, "elsewhere", who=ANNA, when=NOW)

        assert [note.text for note in state.annotations("late")] == [
            "strike",
            "training",
        ]
        assert len(state.annotations()) == 3

    def test_are_given_back_when_made(self, state: State) -> None:
        note = state.annotate("late", MARCH, "training", who=ANNA, when=NOW)

        assert state.annotations("late") == (note,)
        assert (note.day, note.who) == (MARCH, ANNA)

    def test_leave_a_trace_when_removed(self, state: State) -> None:
        note = state.annotate("late", MARCH, "training", who=ANNA, when=NOW)

        state.remove_annotation(note.id, who=ANNA, when=NOW, reason="wrong day")

        assert state.annotations() == ()
        entry = state.entries(1)[0]
        assert (entry.what, entry.reason) == ("annotation-removed", "wrong day")
        assert entry.old == '["late","2026-03-02","training"]'

    def test_cannot_be_removed_twice(self, state: State) -> None:
        with pytest.raises(QcError) as refused:
            state.remove_annotation(7, who=ANNA, when=NOW)

        assert str(refused.value) == "Note 7 is gone already. Load the page again."


class TestTogether:
    def test_two_processes_lose_nothing(self, tmp_path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        writers = [
            context.Process(target=write_many, args=(tmp_path, who))
            for who in ("bea", "cem")
        ]
        for writer in writers:
            writer.start()
        write_many(tmp_path, ANNA)
        for writer in writers:
            writer.join()

        state = State(tmp_path, create=False)
        assert [writer.exitcode for writer in writers] == [0, 0]
        assert state.verify().entries == 75
        assert state.setting("cem-24") == state.setting("bea-24") == 24

    def test_threads_share_one_state(self, state: State) -> None:
        def write(who: str) -> None:
            for i in range(10):
                state.set_setting(f"{who}-{i}", i, who=who, when=NOW)

        threads = [threading.Thread(target=write, args=(f"t{i}",)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert state.verify().entries == 40

    def test_a_change_and_its_entry_stand_or_fall_together(self, state: State) -> None:
        with state.database.writing() as connection:
            connection.execute("DROP TABLE audit")

        with pytest.raises(BrokenStore):
            state.set_setting("rules", "nhs", who=ANNA, when=NOW)

        assert state.setting("rules") is None


class TestRefusals:
    def test_no_workspace_there(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenStore) as refused:
            State(tmp_path / "none", create=False)

        assert str(refused.value) == (
            f"There is no workspace in {tmp_path / 'none'}. Load a file to start one, "
            "or choose another folder."
        )
        assert not (tmp_path / "none").exists()

    def test_a_file_where_the_folder_should_be(self, tmp_path: Path) -> None:
        place = tmp_path / "file"
        place.touch()

        with pytest.raises(CannotWrite) as refused:
            State(place, create=True)

        assert str(refused.value) == (
            f"{place} cannot be written. Check that the folder exists and that you may "
            "write to it, or choose another folder."
        )

    def test_a_folder_where_the_file_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "state.sqlite").mkdir()

        with pytest.raises(CannotWrite, match="cannot be written"):
            State(tmp_path, create=True)

    def test_not_a_database(self, tmp_path: Path) -> None:
        (tmp_path / "state.sqlite").write_text("hello" * 1000)

        with pytest.raises(BrokenStore) as refused:
            State(tmp_path, create=False)

        assert str(refused.value) == (
            f"{tmp_path / 'state.sqlite'} is damaged. Restore it from a backup, or "
            "start a new workspace and load the files again."
        )

    def test_a_newer_version(self, state: State) -> None:
        path = state.database.path
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 9")
        connection.close()

        with pytest.raises(BrokenStore) as refused:
            State(state.folder, create=False)

        assert str(refused.value) == (
            f"{path} was written by a newer version of this program (format 9; this "
            f"one knows {len(MIGRATIONS)}). Update it."
        )

    def test_a_record_that_was_damaged(self, state: State) -> None:
        state.set_setting("rules", "nhs", who=ANNA, when=NOW)
        with state.database.writing() as connection:
            connection.execute("UPDATE settings SET document = '\"nhz\"'")

        with pytest.raises(BrokenStore) as refused:
            state.setting("rules")

        assert str(refused.value) == (
            "The record of setting rules in state.sqlite is damaged. Restore the file "
            "from a backup."
        )

    def test_any_flipped_bit(self, state: State) -> None:
        """Each is harmless or refused; none is read as something else."""
        plan = PhasePlan(starts=(MARCH,))
        state.set_setting("rules", "nhs", who=ANNA, when=NOW)
        state.set_plan("late", plan, reason="new team", who=ANNA, when=NOW)
        note = state.annotate("late", MARCH, "training", who=ANNA, when=NOW)
        path, rng = state.database.path, random.Random(20260301)
        intact, refused = path.read_bytes(), 0

        for _ in range(150):
            content = bytearray(intact)
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
            path.write_bytes(content)
            try:
                again = State(state.folder, create=False)
                assert again.setting("rules") == "nhs"
                assert again.plan("late") == plan
                assert again.annotations("late") == (note,)
                assert again.verify().entries == 3
            except QcError:
                refused += 1

        assert refused > 0

    def test_a_writer_that_does_not_stop(
        self, state: State, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)

        with state.database.writing(), pytest.raises(CannotWrite) as refused:
            state.set_setting("rules", "nhs", who=ANNA, when=NOW)

        assert str(refused.value) == (
            f"Another program has kept {state.folder} busy for 0.05 seconds. Nothing "
            "was changed; try again, or close the other program."
        )

    def test_reading_goes_on_beside_a_writer(self, state: State) -> None:
        with state.database.writing():
            assert state.setting("rules") is None

    def test_a_full_disk(self, state: State) -> None:
        connection = sqlite3.connect(state.database.path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

        with (
            pytest.raises(CannotWrite) as refused,
            speaking_plainly(state.database.path),
        ):
            connection.execute(
                "INSERT INTO settings VALUES ('a', hex(zeroblob(90000)), '')"
            )
        connection.close()

        assert str(refused.value) == (
            f"The disk is full: nothing more can be written to {state.folder}. What "
            "was saved before is safe. Free some space and try again."
        )

    def test_a_folder_that_may_only_be_read(self, state: State) -> None:
        uri = f"{state.database.path.as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True)

        with (
            pytest.raises(CannotWrite) as refused,
            speaking_plainly(state.database.path),
        ):
            connection.execute("DELETE FROM settings")
        connection.close()

        assert str(refused.value) == (
            f"{state.folder} cannot be written. Check that the folder exists and that "
            "you may write to it, or choose another folder."
        )
