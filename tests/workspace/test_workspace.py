"""A workspace: what it answers, and what it says where it cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import InvalidCard, NothingToShow, QcError, UnknownName
from qc.core.kinds import ChartWarning
from qc.workspace import Lens, Workspace
from qc.workspace.reviewing import EMPTY
from tests.workspace.conftest import START, STEADY, Load, weekly


class TestEmpty:
    def test_every_question_gets_the_same_answer(self, workspace: Workspace) -> None:
        for ask in (
            workspace.review,
            lambda: workspace.assess("support-defective"),
            lambda: workspace.summary("support-resolution-time"),
            lambda: workspace.interactions("support-defective", START, START),
        ):
            with pytest.raises(NothingToShow) as empty:
                ask()
            assert str(empty.value) == EMPTY

    def test_there_is_nothing_in_it(self, workspace: Workspace) -> None:
        assert workspace.batches() == ()
        assert workspace.available == ()
        assert len(workspace.weeks) == 0
        assert workspace.set_aside_count == 0
        assert workspace.strata("team") == ()

    def test_a_log_that_was_taken_out_is_empty_again(
        self, workspace: Workspace, load: Load
    ) -> None:
        loaded = load(weekly(STEADY))
        workspace.remove(loaded.report.batch.id, reason="wrong file")
        with pytest.raises(NothingToShow, match=r"^The log is empty\."):
            workspace.review()


class TestNames:
    def test_an_unknown_measure(self, workspace: Workspace, load: Load) -> None:
        load(weekly(STEADY))
        with pytest.raises(UnknownName) as unknown:
            workspace.assess("suport-defective")
        assert str(unknown.value) == (
            "No measure is called 'suport-defective'. Did you mean 'support-defective'?"
        )

    def test_a_measure_without_its_columns(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(weekly(STEADY))
        assert "support-answered-late" not in {one.id for one in workspace.available}
        with pytest.raises(NothingToShow) as lacking:
            workspace.assess("support-answered-late")
        assert str(lacking.value) == (
            "The log cannot answer 'support-answered-late': it has no "
            "first_response_at. Load a file that has, or map its columns."
        )

    def test_an_unknown_dimension(self, workspace: Workspace, load: Load) -> None:
        load(weekly(STEADY))
        with pytest.raises(UnknownName) as unknown:
            workspace.strata("teem")
        assert (
            str(unknown.value) == "No dimension is called 'teem'. Did you mean 'team'?"
        )
        with pytest.raises(UnknownName, match="No dimension is called 'teem'"):
            workspace.assess("support-defective", Lens(filters=(("teem", ("x",)),)))

    def test_a_measure_that_only_counts_has_no_summary(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(weekly(STEADY))
        with pytest.raises(InvalidCard, match="a share has no values to sum up"):
            workspace.summary("support-defective")


class TestFewWeeks:
    def test_too_few_for_limits(self, workspace: Workspace, load: Load) -> None:
        load(weekly(STEADY[:6]))
        one = workspace.assess("support-defective")
        assert ChartWarning.TOO_FEW in one.warnings
        assert one.current == ()

    def test_no_week_is_complete(self, workspace: Workspace, load: Load) -> None:
        text = "interaction_id,opened_at,stage,defective\n1,2026-11-17,support,1\n"
        load(text)
        review = workspace.review()
        assert review.week is None
        assert review.rows == 1
        assert {one.chart for one in review.assessments} == {None}


class TestInteractions:
    def test_behind_a_point(self, workspace: Workspace, load: Load) -> None:
        load(weekly(STEADY))
        last = START + np.timedelta64(6, "D")
        found = workspace.interactions("support-defective", START, last)
        assert (found.total, found.counted, found.events) == (20, 20, STEADY[0])
        assert [row["event"] for row in found.rows[:3]] == [True, True, False]

    def test_summary(self, workspace: Workspace, load: Load) -> None:
        load(weekly(STEADY))
        found = workspace.summary("satisfaction")
        assert (found.n, found.mean, found.missing) == (20 * len(STEADY), 4.0, 0)


class TestFolder:
    def test_a_file_is_no_workspace(self, tmp_path: Path) -> None:
        place = tmp_path / "file"
        place.write_text("x")
        with pytest.raises(QcError) as refused:
            Workspace.open(place)
        assert str(place) in str(refused.value)

    def test_the_folder_is_made(self, tmp_path: Path) -> None:
        Workspace.open(tmp_path / "a" / "b")
        assert (tmp_path / "a" / "b" / "state.sqlite").exists()
