"""Actions of a workspace: moved by the rules, checked by the log, seen as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from qc.core.action_checks import IllegalMove, InvalidAction
from qc.core.actions import Action, Kind, Status, Verdict
from qc.core.errors import QcError
from qc.core.kinds import Stage
from qc.review.check import Why
from qc.workspace import Lens, Workspace
from qc.workspace import actions as acts
from tests.workspace.conftest import DEFECTS, NOW, day, weekly

MENDED = [8, 7, 9, 8, 6, 8, 9, 7, 8, 8, 7, 9] * 2 + [1, 2, 1, 0, 1, 2, 1, 1, 0, 1, 2, 1]
DONE, CHECK = day("2026-06-22"), day("2026-08-24")
PLAN = Action(
    title="Mend it",
    measure=DEFECTS,
    kind=Kind.PREVENT,
    owner="Team 2",
    due=DONE,
    stage=Stage.SUPPORT,
)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Workspace:
    """A workspace whose defects fell in the week of 22 June."""
    workspace = Workspace.open(tmp_path / "w", now=clock)
    file = tmp_path / "log.csv"
    file.write_text(weekly(MENDED), encoding="utf-8")
    workspace.load(file)
    return workspace


def in_check(workspace: Workspace, **change: object) -> Action:
    """Keep an action and take it to the check."""
    one = acts.keep(workspace, PLAN)
    one = acts.move(workspace, one, Status.DOING)
    done = replace(one, done=DONE, check=CHECK)
    return acts.move(workspace, replace(done, **change), Status.CHECK)  # type: ignore[arg-type]


class TestMoves:
    def test_round_the_circle(self, made: Workspace) -> None:
        one = in_check(made)

        closed = acts.move(made, one, Status.STANDARDISED)

        assert (closed.result, closed.resolved) == (Verdict.KEPT, day("2026-11-16"))
        assert acts.board(made) == (closed,)
        assert [v.action.status for v in acts.history(made, 1)] == [
            "todo",
            "doing",
            "check",
            "standardised",
        ]
        again = acts.move(made, closed, Status.CHECK)
        assert (again.result, again.resolved) == (None, None)

    def test_nothing_is_closed_green_by_hand(self, made: Workspace) -> None:
        one = in_check(made, done=day("2026-04-06"), check=day("2026-06-08"))

        with pytest.raises(InvalidAction) as refused:
            acts.move(made, one, Status.STANDARDISED)

        assert refused.value.faults == (
            "Only what the check found kept becomes standard; move it back to try "
            "again, or drop it.",
        )
        dropped = acts.move(made, one, Status.DROPPED)
        assert dropped.result is Verdict.NOT_KEPT

    def test_an_illegal_one_changes_nothing(self, made: Workspace) -> None:
        one = acts.keep(made, PLAN)

        with pytest.raises(IllegalMove):
            acts.move(made, one, Status.STANDARDISED)
        assert acts.board(made) == (one,)

    def test_the_day_of_the_check_is_nine_periods_on(self, made: Workspace) -> None:
        assert in_check(made, check=None).check == CHECK

    def test_can_be_taken_back(self, made: Workspace) -> None:
        one = in_check(made)

        back = acts.undo(made, one.number)

        assert back == replace(
            one, status=Status.DOING, done=None, check=None, version=4
        )
        assert made.warehouse.state.entries(1)[0].reason == "undo"

    def test_what_was_never_changed_cannot(self, made: Workspace) -> None:
        acts.keep(made, PLAN)

        with pytest.raises(QcError) as refused:
            acts.undo(made, 1)
        assert str(refused.value) == (
            "Action 1 was never changed. Drop it to put it away."
        )

    def test_one_that_is_not_there(self, made: Workspace) -> None:
        with pytest.raises(QcError) as refused:
            acts.action(made, 9)
        assert str(refused.value) == (
            "There is no action 9. The board lists those there are."
        )


class TestCheck:
    def test_is_made_of_the_log(self, made: Workspace) -> None:
        one = in_check(made)

        found = acts.checked(made, one)

        assert found is not None
        assert (found.verdict, found.points) == (Verdict.KEPT, 9)
        assert found.against[0].difference.before.points == 24

    def test_as_of_an_earlier_week_is_too_early(self, made: Workspace) -> None:
        one = in_check(made)

        found = acts.checked(made, one, Lens(until=day("2026-07-13")))

        assert found is not None
        assert (found.why, found.points) == (Why.FEW_AFTER, 4)

    def test_asks_for_a_day_and_a_measure(self, made: Workspace) -> None:
        assert acts.checked(made, PLAN) is None
        gone = replace(PLAN, measure="gone", done=DONE)
        assert acts.checked(made, gone) is None

    def test_is_started_from_a_signal(self, made: Workspace) -> None:
        one = made.assess(DEFECTS)

        begun = acts.started(made, DEFECTS, acts.signal_day(one))

        assert (begun.measure, begun.stage) == (DEFECTS, Stage.SUPPORT)
        assert begun.signal == one.current[0].until
        assert acts.started(made, "nope", None) == Action()


class TestPastWeeks:
    def test_stay_as_they_were_seen(self, made: Workspace, clock: Clock) -> None:
        start = datetime(2026, 6, 24, 9, tzinfo=UTC)
        week, later = day("2026-06-15"), day("2026-09-07")
        clock.now = start
        one = acts.keep(made, PLAN)
        clock.now = start + timedelta(days=3)
        one = acts.move(made, one, Status.DOING)
        seen = acts.carried(made, week)

        clock.now = NOW
        one = replace(one, title="Another", done=DONE, check=CHECK)
        one = acts.move(made, one, Status.CHECK)
        acts.move(made, one, Status.STANDARDISED)

        assert acts.carried(made, week) == seen
        (then,) = seen.open
        assert (then.title, then.status) == ("Mend it", Status.DOING)
        newest = acts.carried(made, later)
        assert (newest.open, [one.title for one in newest.closed]) == ((), ["Another"])
        assert acts.carried(made, day("2026-06-01")).open == ()


class TestTheSample:
    def test_its_results_are_those_of_its_own_log(self, sample: Workspace) -> None:
        found = {one.number: acts.checked(sample, one) for one in acts.board(sample)}

        training, inbox, delivery = found[1], found[2], found[3]
        assert training is not None
        assert inbox is not None
        assert training.verdict is inbox.verdict is Verdict.KEPT
        assert delivery is None
        assert acts.board(sample)[0].result is training.verdict

    def test_is_planted_once_and_says_so(self, sample: Workspace) -> None:
        assert len(acts.board(sample)) == 3
        assert {v.who for v in acts.history(sample, 1)} == {"sample"}
        assert sample.warehouse.state.verify().entries > 8

    def test_its_past_can_be_seen(self, sample: Workspace) -> None:
        then = acts.carried(sample, day("2025-09-15"))
        june = acts.carried(sample, day("2026-05-25"))

        assert [(one.number, one.status) for one in then.open] == [(1, Status.CHECK)]
        assert [(one.number, one.status) for one in june.open] == [(2, Status.DOING)]


class TestCauses:
    def test_a_workspace_can_have_its_own(
        self, workspace: Workspace, load: Callable[..., object]
    ) -> None:
        load(weekly([1, 2]))
        (workspace.folder / "causes.toml").write_text(
            '[[cause]]\ncode = "rota"\ntitle = "Rota"\n', encoding="utf-8"
        )

        assert [cause.code for cause in acts.causes(workspace)] == ["rota"]
        acts.keep(workspace, replace(PLAN, cause_code="rota"))
        with pytest.raises(InvalidAction, match="No cause has the code 'method'"):
            acts.keep(workspace, replace(PLAN, cause_code="method"))

    def test_the_order_of_days_is_held_against_the_clock(self, made: Workspace) -> None:
        ahead = replace(PLAN, done=day("2026-12-01"))

        with pytest.raises(InvalidAction, match="that day is still to come"):
            acts.keep(made, ahead)
        assert acts.check_day(made, PLAN, DONE) - DONE == np.timedelta64(63, "D")
