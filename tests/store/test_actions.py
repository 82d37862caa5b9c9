"""Actions on the shelf: every version is kept, and nobody overwrites another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from qc.core.actions import Action, Kind, Status, Verdict
from qc.core.errors import BrokenStore, QcError
from qc.core.kinds import Stage
from qc.store.actions import actions, save_action, versions
from qc.store.state import State
from tests.store.logs import ANNA, NOW

MARCH = np.datetime64("2026-03-02")
FULL = Action(
    title="=1+1 <script>\ud800",
    measure="late",
    signal=MARCH,
    stage=Stage.SUPPORT,
    cause_code="method",
    cause="nobody there at lunch",
    kind=Kind.CORRECT,
    owner="Team 2",
    due=MARCH,
    status=Status.CHECK,
    expected="halve it",
    balancing="wait",
    done=MARCH,
    check=MARCH,
    result=Verdict.KEPT,
    resolved=MARCH,
    follow_up="the rota",
)


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path, create=True)


class TestActions:
    def test_come_back_as_they_were_after_a_restart(self, state: State) -> None:
        kept = save_action(state, FULL, who=ANNA, when=NOW)
        save_action(state, Action(title="B", measure="m"), who=ANNA, when=NOW)

        one, two = actions(State(state.folder, create=False))

        assert (kept.number, kept.version) == (1, 1)
        assert one.action == replace(kept, title="=1+1 <script>?")
        assert two.action == Action(title="B", measure="m", number=2, version=1)
        assert one.who == ANNA

    def test_every_change_is_a_version_and_on_record(self, state: State) -> None:
        first = save_action(state, FULL, who=ANNA, when=NOW)
        second = replace(first, status=Status.DOING)

        save_action(state, second, who=ANNA, when=NOW, reason="again")

        assert [one.action.status for one in versions(state, 1)] == ["check", "doing"]
        assert [one.action.version for one in actions(state)] == [2]
        entry = state.entries(1)[0]
        assert (entry.what, entry.subject, entry.reason) == (
            "action-saved",
            "1",
            "again",
        )
        assert '"status":"check"' in (entry.old or "")
        assert '"status":"doing"' in (entry.new or "")

    def test_can_be_seen_as_they_were(self, state: State) -> None:
        first = save_action(state, FULL, who=ANNA, when=NOW)
        later = NOW + timedelta(days=9)
        save_action(state, replace(first, owner="Team 3"), who=ANNA, when=later)
        save_action(state, FULL, who=ANNA, when=later)

        (seen,) = actions(state, until=later)

        assert (seen.action.owner, seen.action.number) == ("Team 2", 1)
        assert actions(state, until=NOW) == ()
        assert len(actions(state, until=later + timedelta(days=1))) == 2

    def test_a_flipped_bit_is_noticed(self, state: State) -> None:
        save_action(state, FULL, who=ANNA, when=NOW)
        with state.database.writing() as connection:
            connection.execute("UPDATE actions SET who = 'cem'")

        with pytest.raises(BrokenStore, match="The record of action 1 in state"):
            actions(state)
        with pytest.raises(BrokenStore, match="The record of action 1 in state"):
            State(state.folder, create=False)


class TestRefusals:
    def test_an_action_that_is_not_there(self, state: State) -> None:
        with pytest.raises(QcError) as refused:
            save_action(state, replace(FULL, number=4), who=ANNA, when=NOW)

        assert str(refused.value) == "There is no action 4 to change."

    def test_what_somebody_else_changed(self, state: State) -> None:
        first = save_action(state, FULL, who=ANNA, when=NOW)
        save_action(state, replace(first, owner="x"), who=ANNA, when=NOW)

        with pytest.raises(QcError) as refused:
            save_action(state, replace(first, owner="y"), who=ANNA, when=NOW)

        assert str(refused.value) == (
            "Action 1 was changed by somebody else meanwhile. Load the page again, "
            "then make your change once more."
        )
        assert versions(state, 1)[-1].action.owner == "x"
