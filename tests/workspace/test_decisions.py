"""Decisions about charts: taken back, made again, never overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.decisions import Act, Event, Topic, redoable, standing, undoable
from qc.core.errors import NothingToShow, QcError
from qc.core.kinds import ChartKind
from qc.store.decisions import ChangedMeanwhile
from qc.workspace import Workspace
from qc.workspace.decided import history, kept_chart, reasons
from qc.workspace.decisions import (
    change_note,
    keep_chart,
    redo,
    remove_note,
    save_plan,
    undo,
)
from tests.pages import logs

NAME = "support-defective"
DAY = np.datetime64("2026-02-02")
LEFT_OUT = PhasePlan(excluded=(DAY,))


@pytest.fixture
def log(tmp_path: Path) -> Workspace:
    """Thirty weeks of ten contacts."""
    opened = Workspace.open(tmp_path)
    with opened.upload(logs.csv_of(logs.contacts(300))) as file:
        opened.load(file, name="log.csv")
    return opened


def past(log: Workspace) -> list[tuple[str, str]]:
    return [(each.topic, each.act) for each in history(log.warehouse, NAME)]


class TestPlans:
    def test_need_a_reason_and_a_change(self, log: Workspace) -> None:
        with pytest.raises(QcError, match="Say why: whoever looks at this chart"):
            save_plan(log, NAME, LEFT_OUT, seen=None, reason=" ")
        with pytest.raises(QcError, match="Nothing would change: it is so already"):
            save_plan(log, NAME, PhasePlan(), seen=None, reason="x")

    def test_are_taken_back_and_made_again_as_new_entries(self, log: Workspace) -> None:
        save_plan(log, NAME, LEFT_OUT, seen=None, reason="strike")

        undo(log, NAME)
        assert log.plan(NAME) is None
        redo(log, NAME)
        assert log.plan(NAME) == LEFT_OUT
        assert [act for _, act in past(log)] == [Act.MADE, Act.UNDONE, Act.REDONE]
        assert [one.reason for one in history(log.warehouse, NAME)] == ["strike"] * 3
        log.warehouse.state.verify()

    def test_of_somebody_else_are_not_overwritten(self, log: Workspace) -> None:
        save_plan(log, NAME, LEFT_OUT, seen=None, reason="strike")

        with pytest.raises(ChangedMeanwhile) as refused:
            save_plan(log, NAME, PhasePlan(freeze=9), seen=None, reason="mine")

        assert str(refused.value).startswith("This was changed meanwhile by owner at 2")
        assert str(refused.value).endswith("as it is now, then decide again.")
        assert log.plan(NAME) == LEFT_OUT
        assert len(past(log)) == 1

    def test_know_why_a_point_is_left_out(self, log: Workspace) -> None:
        plan = PhasePlan(excluded=(DAY,), starts=(DAY + np.timedelta64(7, "D"),))
        save_plan(log, NAME, LEFT_OUT, seen=None, reason="strike")
        save_plan(log, NAME, plan, seen=LEFT_OUT, reason="new tool")

        found = reasons(history(log.warehouse, NAME), plan)

        assert found == {DAY: "strike", plan.starts[0]: "new tool"}


class TestTakingBack:
    def test_asks_for_something_to_take_back(self, log: Workspace) -> None:
        with pytest.raises(NothingToShow, match="Nothing was decided that could be"):
            undo(log, NAME)
        with pytest.raises(NothingToShow, match="Nothing was taken back that could"):
            redo(log, NAME)

    def test_goes_back_step_by_step_over_all_topics(self, log: Workspace) -> None:
        save_plan(log, NAME, LEFT_OUT, seen=None, reason="strike")
        keep_chart(log, NAME, ChartKind.XMR, seen=None, reason="as in the report")
        log.note(NAME, DAY, "strike")

        topics = [undo(log).topic for _ in range(3)]

        assert topics == [Topic.EVENT, Topic.CHART, Topic.LIMITS]
        assert log.notes(NAME) == ()
        assert log.plan(NAME) is None
        assert log.card(NAME).chart is None
        assert undoable(history(log.warehouse, NAME)) is None

    def test_ends_with_a_new_decision(self, log: Workspace) -> None:
        log.note(NAME, DAY, "one")
        undo(log, NAME)
        log.note(NAME, DAY, "two")

        found = history(log.warehouse, NAME)

        assert redoable(found) is None
        assert standing(found) == {found[-1].number}

    def test_of_what_is_not_the_newest_any_more_is_refused(
        self, log: Workspace
    ) -> None:
        log.note(NAME, DAY, "one")
        seen = undoable(history(log.warehouse, NAME))
        log.note(NAME, DAY, "two")
        assert seen is not None

        with pytest.raises(ChangedMeanwhile, match="Something else was decided"):
            undo(log, NAME, number=seen.number)

    def test_leaves_other_measures_alone(self, log: Workspace) -> None:
        log.note(NAME, DAY, "one")
        log.note("support-late", DAY, "elsewhere")
        log.note(None, DAY, "everywhere")

        assert undo(log, NAME).measure is None
        assert undo(log, NAME).measure == NAME
        assert [note.text for note in log.notes("support-late")] == ["elsewhere"]


class TestNotes:
    def test_are_changed_and_removed_as_they_were_seen(self, log: Workspace) -> None:
        note = log.note(NAME, DAY, "strke")
        event = Event(measure=NAME, day=DAY, text="strike")

        change_note(log, note, event)
        (now,) = log.notes(NAME)
        assert (now.id, now.text) == (note.id, "strike")
        with pytest.raises(ChangedMeanwhile):
            change_note(log, note, event)
        with pytest.raises(ChangedMeanwhile):
            remove_note(log, note)
        with pytest.raises(QcError, match="An event needs a text"):
            change_note(log, now, replace(event, text=" "))
        remove_note(log, now)
        assert log.notes(NAME) == ()

        undo(log, NAME)
        assert [(each.id, each.text) for each in log.notes(NAME)] == [
            (note.id, "strike")
        ]
        undo(log, NAME)
        assert log.notes(NAME)[0].text == "strke"


class TestCharts:
    def test_overrule_the_data_for_everyone(self, log: Workspace) -> None:
        before = log.version
        keep_chart(log, NAME, ChartKind.XMR, seen=None, reason="as in the report")

        one = log.assess(NAME)

        assert one.chart is not None
        assert one.chart.kind is ChartKind.XMR
        assert kept_chart(log.warehouse, one.measure) is ChartKind.XMR
        assert log.version != before

    def test_are_left_to_the_data_again(self, log: Workspace) -> None:
        keep_chart(log, NAME, ChartKind.XMR, seen=None, reason="as in the report")
        keep_chart(log, NAME, None, seen=ChartKind.XMR, reason="it misled us")

        assert log.card(NAME).chart is None
        undo(log, NAME)
        assert log.card(NAME).chart is ChartKind.XMR

    def test_that_a_measure_cannot_have_are_refused(self, log: Workspace) -> None:
        with pytest.raises(QcError, match="'support-defective' has no X-bar and S"):
            keep_chart(log, NAME, ChartKind.XBAR, seen=None, reason="x")
