"""Ratings and other columns in a file of their own join interactions by their id."""

from __future__ import annotations

from typing import Any

import pytest

from qc.core.errors import InvalidCard, InvalidLog, NeedsAnswer, NothingToShow
from qc.core.plan import Fault
from qc.intake.mapping import Mapping
from qc.intake.mapping_read import read_mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.suggestion import Answers
from qc.workspace import Workspace
from tests.workspace.conftest import Load, rows_of

LOG = """Ticket ID,Opened at,Agent,Channel
007,2026-03-02 10:00,Ann,Chat
008,2026-03-03 10:00,Ann,Chat
009,2026-03-04 10:00,Bo,Email
010,2026-03-05 10:00,Bo,Email
"""
RATINGS = "Ticket ID,Rating\n007,5\n008,3\n009,\n099,4\n007,5\n"
ZONE = Answers(zone="UTC")


@pytest.fixture
def logged(load: Load, workspace: Workspace) -> Workspace:
    load(LOG, answers=ZONE)
    return workspace


def scores(workspace: Workspace) -> dict[str, Any]:
    return {key: score for key, (score,) in rows_of(workspace, "score").items()}


class TestRatingsAlone:
    def test_join_their_interactions(self, load: Load, logged: Workspace) -> None:
        before = rows_of(logged, "opened_at", "agent", "channel", "stage")

        loaded = load(RATINGS, name="ratings.csv")

        assert loaded.counts == (5, 2, 1, 2)
        assert loaded.report.account.replaced == 2
        assert scores(logged) == {"007": 5, "008": 3, "009": None, "010": None}
        assert rows_of(logged, "opened_at", "agent", "channel", "stage") == before

    @pytest.mark.usefixtures("logged")
    def test_of_nobody_are_set_aside_with_line_and_reason(self, load: Load) -> None:
        (lost,) = load(RATINGS).aside
        assert (lost.line, lost.column, lost.value) == (5, "Ticket ID", "099")
        assert lost.fault is Fault.UNKNOWN_INTERACTION

    def test_make_a_measure_possible(self, load: Load, logged: Workspace) -> None:
        assert "satisfaction" not in {card.id for card in logged.available}
        load(RATINGS)
        assert "satisfaction" in {card.id for card in logged.available}
        assert logged.summary("satisfaction").n == 2

    def test_taken_out_leave_what_was_before(
        self, load: Load, logged: Workspace
    ) -> None:
        batch = load(RATINGS).report.batch
        logged.remove(batch.id, reason="test")
        assert set(scores(logged).values()) == {None}
        logged.restore(batch.id, reason="test")
        assert scores(logged)["007"] == 5

    def test_do_not_outlive_their_interactions(
        self, load: Load, logged: Workspace
    ) -> None:
        load(RATINGS)
        logged.remove(logged.batches()[0].id, reason="test")
        assert scores(logged) == {}
        assert logged.warehouse.columns() == frozenset()
        with pytest.raises(NothingToShow, match="The log is empty"):
            logged.review()

    def test_outlive_a_newer_version_without_them(
        self, load: Load, logged: Workspace
    ) -> None:
        load(RATINGS)
        newer = load(LOG.replace("007,2026-03-02 10:00,Ann", "007,2026-03-02 10:00,Bo"))
        assert newer.report.account.replaced == 1
        assert newer.report.lacking == ()
        assert scores(logged)["007"] == 5
        assert rows_of(logged, "agent")["007"] == ("Bo",)

    def test_later_ones_win_whatever_file_they_come_in(
        self, load: Load, logged: Workspace
    ) -> None:
        load(RATINGS)
        load("Ticket ID,Rating\n007,2\n")
        assert scores(logged)["007"] == 2
        load(LOG.splitlines()[0] + ",Rating\n007,2026-03-02 10:00,Ann,Chat,1\n")
        assert scores(logged)["007"] == 1

    @pytest.mark.usefixtures("logged")
    def test_twice_change_nothing(self, load: Load) -> None:
        load(RATINGS)
        assert load(RATINGS).report.known
        again = load(RATINGS + "008,3\n")
        assert again.counts == (6, 0, 1, 5)

    def test_count_once_their_interactions_have_come(
        self, load: Load, logged: Workspace
    ) -> None:
        load(RATINGS)
        load(LOG.splitlines()[0] + "\n099,2026-03-06 10:00,Ann,Chat\n")
        late = load(RATINGS)
        assert not late.report.known
        assert late.counts == (5, 1, 0, 4)
        assert scores(logged)["099"] == 4

    def test_alone_are_refused(self, load: Load, workspace: Workspace) -> None:
        with pytest.raises(InvalidLog, match=r"not one of its 4 ids in 'Ticket ID'"):
            load(RATINGS)
        assert workspace.batches() == ()


class TestOtherPartialFiles:
    def test_an_empty_cell_changes_nothing(self, load: Load, logged: Workspace) -> None:
        load("Ticket ID,Status,Agent\n007,solved,\n008,,Cy\n")
        found = rows_of(logged, "status", "agent")
        assert found["007"] == ("solved", "Ann")
        assert found["008"] == (None, "Cy")

    def test_with_a_time_of_opening_replace_and_say_what_is_lost(
        self, load: Load, logged: Workspace
    ) -> None:
        loaded = load("Ticket ID,Opened at,Channel\n007,2026-03-02 10:00,Phone\n")
        assert loaded.report.lacking == ("agent",)
        assert rows_of(logged, "agent", "channel")["007"] == (None, "Phone")

    def test_only_add_if_told(self, load: Load, logged: Workspace) -> None:
        text = "Ticket ID,Opened at,Channel\n007,2020-01-01 10:00,Phone\n"
        before = rows_of(logged, "opened_at", "agent")
        loaded = load(text, answers=Answers(adds=True, zone="UTC"))
        assert loaded.report.plan.field("opened_at") is None
        assert rows_of(logged, "opened_at", "agent") == before
        assert rows_of(logged, "channel")["007"] == ("Phone",)

    def test_the_time_of_a_rating_is_no_opening(
        self, load: Load, logged: Workspace
    ) -> None:
        text = "Ticket ID,Created at,Rating\n007,2026-03-09 10:00,5\n"
        with pytest.raises(NeedsAnswer, match="looks like the time of a rating"):
            load(text, answers=ZONE)
        load(text, answers=Answers(adds=True))
        assert scores(logged)["007"] == 5

    @pytest.mark.usefixtures("logged")
    def test_ids_that_repeat_are_not_taken_for_additions(self, load: Load) -> None:
        steps = "Ticket ID,Status\n007,new\n007,open\n008,new\n008,solved\n"
        with pytest.raises(NeedsAnswer, match="only add to interactions"):
            load(steps)

    def test_a_look_tells_how_many_ids_are_known(self, logged: Workspace) -> None:
        with logged.upload(RATINGS.encode()) as file:
            found = logged.inspect(file)
        assert found.suggestion.adds
        assert found.reach is not None
        assert (found.reach.known, found.reach.of) == (3, 4)


class TestMappingFiles:
    TEXT = 'adds = true\n[fields]\ninteraction_id = "Ticket ID"\nscore = "Rating"\n'

    def test_say_it(self, load: Load, logged: Workspace) -> None:
        mapping = read_mapping(self.TEXT, "m.toml")
        loaded = load(RATINGS, mapping=mapping)
        assert scores(logged)["008"] == 3
        again = write_mapping(Mapping.of(loaded.report.plan))
        assert read_mapping(again, "m.toml").adds

    def test_cannot_add_without_an_id(self) -> None:
        text = self.TEXT.replace('interaction_id = "Ticket ID"', "")
        with pytest.raises(InvalidCard, match="adds: fits interactions"):
            read_mapping(f"line_as_id = true\n{text}", "m.toml")
