"""The audit trail: nothing in it can be changed without a trace."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from qc.core.errors import BrokenStore, QcError
from qc.store.audit import Change, Deed, Head
from qc.store.state import State
from tests.store.logs import ANNA, NOW

TAMPERED = (
    "The audit trail was tampered with at entry {}: it is not what was recorded "
    "there. Restore state.sqlite from a backup, and compare its head with the one "
    "printed on older reports."
)


@pytest.fixture
def state(tmp_path: Path) -> State:
    """Give a state with five entries."""
    state = State(tmp_path, create=True)
    for i in range(5):
        state.set_setting("rules", i, who=ANNA, when=NOW)
    return state


def tamper(state: State, *statements: str) -> None:
    with sqlite3.connect(state.database.path) as connection:
        for trigger in ("audit_no_update", "audit_no_delete", "audit_at_the_end"):
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


class TestEntries:
    def test_say_who_did_what_when_and_what_was_before(self, state: State) -> None:
        entry = state.entries(1)[0]

        assert (entry.number, entry.who, entry.what) == (5, ANNA, "setting-set")
        assert (entry.subject, entry.old, entry.new) == ("rules", "3", "4")
        assert entry.at == "2026-03-01T09:30:00.000000+00:00"

    def test_carry_the_hash_of_all_before(self, state: State) -> None:
        newer, older = state.entries(2)
        row = [5, newer.at, ANNA, "setting-set", "rules", "3", "4", ""]
        canonical = json.dumps(row, separators=(",", ":"))

        assert newer.hash == sha256((older.hash + canonical).encode()).hexdigest()

    def test_can_be_made_of_deeds_that_change_nothing(self, state: State) -> None:
        deed = Change(what=Deed.EXPORTED, subject="report", who=ANNA, when=NOW)

        state.record(deed)

        assert state.entries(1)[0].what == "exported"

    def test_take_text_that_no_encoding_knows(self, state: State) -> None:
        deed = Change(what=Deed.EXPORTED, subject="\udcff.csv", who=ANNA, when=NOW)

        state.record(deed)

        assert state.entries(1)[0].subject == "?.csv"
        assert state.verify().entries == 6

    def test_need_a_time_zone(self, state: State) -> None:
        naive = datetime(2026, 3, 1)  # noqa: DTZ001 - the fault under test

        with pytest.raises(QcError) as refused:
            state.set_setting("rules", 1, who=ANNA, when=naive)

        assert str(refused.value) == (
            "2026-03-01 00:00:00 has no time zone and cannot be recorded. Add one."
        )
        assert state.setting("rules") == 4


class TestTampering:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit SET who = 'bob' WHERE number = 2",
            "DELETE FROM audit WHERE number = 5",
            "INSERT INTO audit SELECT 9, at, who, what, subject, old, new, reason, "
            "hash FROM audit WHERE number = 5",
            "INSERT OR REPLACE INTO audit SELECT 2, at, who, what, subject, old, new, "
            "reason, hash FROM audit WHERE number = 5",
        ],
    )
    def test_is_refused_by_the_file_itself(self, state: State, statement: str) -> None:
        connection = sqlite3.connect(state.database.path)

        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
        connection.close()

    @pytest.mark.parametrize(
        ("number", "statements"),
        [
            (2, ["UPDATE audit SET who = 'bob' WHERE number = 2"]),
            (3, ["UPDATE audit SET at = '2020-01-01' WHERE number = 3"]),
            (4, ["DELETE FROM audit WHERE number = 4"]),
            (5, ["DELETE FROM audit WHERE number = 5"]),
            (1, ["DELETE FROM audit"]),
            (
                2,
                [
                    "UPDATE audit SET number = 99 WHERE number = 2",
                    "UPDATE audit SET number = 2 WHERE number = 3",
                    "UPDATE audit SET number = 3 WHERE number = 99",
                ],
            ),
            (
                6,
                [
                    "INSERT INTO audit SELECT 6, at, who, what, subject, old, new, "
                    "reason, hash FROM audit WHERE number = 5"
                ],
            ),
        ],
    )
    def test_is_found_without_the_triggers(
        self, state: State, number: int, statements: list[str]
    ) -> None:
        tamper(state, *statements)

        with pytest.raises(BrokenStore) as broken:
            state.verify()

        assert str(broken.value) == TAMPERED.format(number)

    def test_with_a_chain_made_anew_is_found_by_an_old_head(self, state: State) -> None:
        honest = state.verify()
        other = State(state.folder / "other", create=True)
        for i in range(6):
            other.set_setting("rules", -i, who=ANNA, when=NOW)

        with pytest.raises(BrokenStore) as broken:
            other.verify(honest)

        assert str(broken.value) == TAMPERED.format(5)


class TestVerifying:
    def test_an_old_head_is_part_of_a_longer_trail(self, state: State) -> None:
        old = state.verify()
        state.set_setting("rules", 5, who=ANNA, when=NOW)

        assert state.verify(old).entries == 6

    def test_a_head_from_the_future_is_not(self, state: State) -> None:
        with pytest.raises(BrokenStore) as broken:
            state.verify(Head(entries=7, hash="00"))

        assert str(broken.value) == TAMPERED.format(6)

    def test_an_empty_trail_is_whole(self, tmp_path: Path) -> None:
        assert State(tmp_path / "new", create=True).verify() == Head(entries=0, hash="")
