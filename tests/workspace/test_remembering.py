"""The second file of a source is read as the first one, without a question."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qc.core.errors import InvalidCard, NeedsAnswer
from qc.intake.mapping_read import read_mapping
from qc.intake.remark import RemarkKind
from qc.intake.remembered import Remembered, from_plain
from qc.intake.suggestion import Answers
from qc.store.audit import Deed
from qc.workspace import Workspace
from qc.workspace.remembering import SETTING, recall
from tests.workspace.conftest import NOW, Load

HEADER = "Case No,Opened on,Team,Grade"
TODAY = date(2026, 11, 18)
CITY = "\u0141\u00f3d\u017a"
MAPPING = 'line_as_id = true\n[fields]\nopened_at = "When"\nteam = "Who"\n'


def week(*days: str, first: int = 1, header: str = HEADER) -> str:
    """Write some contacts of a team, one a day."""
    rows = [f"C{first + i},{day},North,4" for i, day in enumerate(days)]
    return "\n".join([header, *rows]) + "\n"


FIRST = week("03/04/2026 10:00", "04/04/2026 10:00")
SECOND = week("05/04/2026 10:00", "06/04/2026 10:00", first=3)
HALF_YEAR = Answers(day_first=True, zone="Europe/Berlin")


def settings(workspace: Workspace) -> list[str]:
    """Return the settings of sources that were changed, oldest first."""
    trail = workspace.warehouse.state.entries()
    return [
        one.subject
        for one in trail
        if one.what == Deed.SETTING_SET and one.subject.startswith(SETTING)
    ]


class TestTheSecondWeek:
    def test_needs_no_answer(self, load: Load) -> None:
        load(FIRST, answers=HALF_YEAR)

        loaded = load(SECOND, name="second.csv")

        assert loaded.report.since == TODAY
        opened = loaded.rows("opened_at", "team")["C3"]
        assert opened == (datetime(2026, 4, 5, 8), "North")  # noqa: DTZ001 - as stored

    def test_without_the_first_would_ask(self, load: Load) -> None:
        with pytest.raises(NeedsAnswer, match="day first or month first"):
            load(SECOND)

    def test_in_another_order_of_columns_is_the_same_source(self, load: Load) -> None:
        load(FIRST, answers=HALF_YEAR)

        loaded = load("Team,Case No,Grade,Opened on\nNorth,C9,4,05/04/2026 10:00\n")

        assert loaded.report.since == TODAY
        assert loaded.rows("opened_at")["C9"] == (
            datetime(2026, 4, 5, 8),  # noqa: DTZ001 - as stored
        )

    def test_can_be_asked_again(self, load: Load) -> None:
        load(FIRST, answers=HALF_YEAR)

        with pytest.raises(NeedsAnswer):
            load(SECOND, afresh=True)

    def test_evidence_of_a_file_comes_before_memory(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(FIRST, answers=HALF_YEAR)
        american = week("05/04/2026 10:00", "05/25/2026 10:00", first=3)
        with workspace.upload(american.encode()) as file:
            found = workspace.inspect(file)

        assert found.suggestion.remarks[0].kind is RemarkKind.ORDER_CHANGED
        loaded = load(american)
        assert loaded.rows("opened_at")["C3"][0].month == 5

    def test_other_answers_replace_those_kept(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(FIRST, answers=HALF_YEAR)
        load(SECOND, answers=Answers(day_first=False, zone="UTC"))

        loaded = load(week("07/04/2026 10:00", first=9))

        assert loaded.rows("opened_at")["C9"] == (
            datetime(2026, 7, 4, 10),  # noqa: DTZ001 - as stored
        )
        assert len(settings(workspace)) == 2

    def test_columns_left_out_stay_out_and_chosen_ones_are_chosen(
        self, load: Load
    ) -> None:
        columns = (("team", ""), ("agent", "Team"), ("score", "Grade"))
        load(FIRST, answers=Answers(day_first=True, columns=columns, stage="sale"))

        loaded = load(SECOND)

        assert "team" not in loaded.workspace.warehouse.columns()
        assert {row[1] for row in loaded.rows("agent", "stage").values()} == {"sale"}

    def test_marks_of_numbers_are_known(self, load: Load) -> None:
        header = "Case No;Opened on;Value"
        load(f"{header}\nC1;2026-04-03;1.234,50\n")

        loaded = load(f"{header}\nC2;2026-04-04;1.234\n")

        assert loaded.rows("amount")["C2"] == (1234.0,)

    def test_a_file_without_a_key_is_known_to_have_none(self, load: Load) -> None:
        load("When started,Started\nx,2026-04-03\n", answers=Answers(line_as_id=True))

        loaded = load("When started,Started\nx,2026-04-04\n", name="b.csv")

        assert loaded.report.account.accepted == 1

    def test_words_that_the_first_week_lacked_are_read(self, load: Load) -> None:
        header = "Id,Created at,Satisfaction Score,Group stations,Assignee stations"
        load(f"{header}\n1,2026-04-03 10:00,Good,1,1\n")

        loaded = load(f"{header}\n2,2026-04-04 10:00,Bad with comment,1,1\n")

        assert loaded.rows("score")["2"] == (0.0,)
        assert loaded.left_out == []

    def test_a_header_that_names_another_zone_is_the_same_source(
        self, load: Load
    ) -> None:
        header = "Conversation ID,Conversation started at ({}),Channel\n"
        load(header.format("America/New_York") + "1,2026-04-03 10:00:00,Chat\n")

        loaded = load(header.format("Asia/Tokyo") + "2,2026-04-03 10:00:00,Chat\n")

        assert loaded.report.since == TODAY
        assert loaded.rows("opened_at")["2"] == (
            datetime(2026, 4, 3, 1),  # noqa: DTZ001 - as stored
        )


class TestMappingFiles:
    def test_are_used_again(self, load: Load) -> None:
        load(
            "When,Who,What\n2026-04-03,North,x\n",
            mapping=read_mapping(MAPPING, "ours.toml"),
        )

        loaded = load("When,Who,What\n2026-04-04,South,x\n")

        assert loaded.report.since == TODAY
        assert loaded.report.plan.name == "ours"
        assert {row[0] for row in loaded.rows("team").values()} == {"North", "South"}

    def test_kept_with_its_encoding(self, load: Load) -> None:
        mapping = read_mapping('encoding = "cp1250"\n' + MAPPING, "ours.toml")
        load(
            f"When,Who\n2026-04-03,{CITY}\n".encode("cp1250"),
            mapping=mapping,
        )

        loaded = load(f"When,Who\n2026-04-04,{CITY}\n".encode("cp1250"))

        assert {row[0] for row in loaded.rows("team").values()} == {
            "\u0141\u00f3d\u017a"
        }


class TestTheMemory:
    def test_is_on_the_audit_trail_and_changes_only_with_its_content(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(FIRST, answers=HALF_YEAR)
        load(SECOND)
        load(week("07/04/2026 10:00", first=9), answers=HALF_YEAR)

        assert len(settings(workspace)) == 1

    def test_keeps_the_day_on_which_it_was_first_read_so(self, tmp_path: Path) -> None:
        folder, file = tmp_path / "w", tmp_path / "log.csv"
        file.write_text(FIRST)
        Workspace.open(folder, now=lambda: NOW).load(file, answers=HALF_YEAR)
        file.write_text(SECOND)
        later = Workspace.open(
            folder, now=lambda: datetime(2026, 12, 1, 12, tzinfo=UTC)
        )

        assert later.load(file).since == TODAY

    def test_learns_nothing_from_a_simulation(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(FIRST, answers=HALF_YEAR, simulated=True)

        assert recall(workspace.warehouse, HEADER.split(",")) is None

    @pytest.mark.parametrize(
        "kept",
        [None, 7, [], {}, {"since": "soon"}, {"since": "2026-01-01", "answers": {}}],
        ids=str,
    )
    def test_what_is_no_memory_is_none(self, kept: object) -> None:
        assert from_plain(kept) is None

    @pytest.mark.parametrize(
        ("part", "value"),
        [
            *(("zone", "Mars/Base"), ("stage", "divorce"), ("decimal", ";")),
            *(("columns", [["colour", "Team"]]), ("table", "pets"), ("day_first", 7)),
        ],
    )
    def test_of_another_version_is_forgotten(self, part: str, value: object) -> None:
        kept = Remembered(since=TODAY, answers=HALF_YEAR).plain()
        assert from_plain(kept) is not None

        assert from_plain({**kept, "answers": {**kept["answers"], part: value}}) is None

    def test_comes_back_as_it_was(self, workspace: Workspace, load: Load) -> None:
        load(FIRST, answers=HALF_YEAR)

        kept = recall(workspace.warehouse, HEADER.split(","))

        assert isinstance(kept, Remembered)
        assert from_plain(kept.plain()) == kept
        assert kept.answers.day_first is True
        assert kept.answers.zone == "Europe/Berlin"

    def test_of_a_mapping_that_lacks_columns_says_which(self, load: Load) -> None:
        mapping = read_mapping(MAPPING.replace("Who", "Team"), "ours.toml")
        text = "When,Team\n2026-04-03,x\n"
        load(text, mapping=mapping)

        with pytest.raises(InvalidCard, match="has no column 'Team'"):
            load(text.replace("Team", "team"), name="b.csv")
