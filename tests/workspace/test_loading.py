"""Loading: again, newer, taken out, put back, by a mapping, by answers."""

from __future__ import annotations

import gzip
import itertools
from datetime import timedelta
from pathlib import Path

import pytest

from qc.core.errors import InvalidLog, NeedsAnswer, QcError, UnknownName
from qc.core.plan import Fault
from qc.intake.mapping_read import read_mapping
from qc.intake.suggestion import Answers
from qc.workspace import Workspace
from qc.workspace.loading import Step
from tests.nasty import HEADER, PLAIN, base_row
from tests.workspace.conftest import NOW, Load, rows_of

EUROPE = """
name = "europe"
zone = "Europe/Berlin"
[fields]
interaction_id = "id"
opened_at = { column = "opened", format = "%d.%m.%Y %H:%M" }
team = { column = "team", values = { N = "north" } }
amount = { column = "amount", decimal = "," }
stage = { constant = "sale" }
"""
GERMAN = "id;opened;team;amount\na;05.03.2026 10:00;N;1,5\nb;06.07.2026 10:00;S;\n"


def rows(*numbers: int, agent: str = "anna") -> str:
    changed = (base_row(i).replace("anna", agent) for i in numbers)
    return "\n".join([HEADER, *changed]) + "\n"


class TestAgain:
    def test_the_same_file_changes_nothing(
        self, workspace: Workspace, load: Load
    ) -> None:
        first = load(PLAIN)
        version = workspace.version
        again = load(PLAIN, name="copy.csv")
        assert not first.report.known
        assert again.report.known
        assert again.report.batch == first.report.batch
        assert again.counts == first.counts == (50, 50, 0, 0)
        assert len(workspace.batches()) == 1
        assert workspace.version == version

    def test_packed_it_is_another_file_with_the_same_rows(self, load: Load) -> None:
        load(PLAIN)
        packed = load(gzip.compress(PLAIN.encode()), name="log.csv.gz")
        assert not packed.report.known
        assert packed.counts == (50, 0, 0, 50)
        assert len(packed.rows()) == 50

    def test_by_another_mapping_it_is_read_anew(self, load: Load) -> None:
        load(PLAIN)
        text = '[fields]\ninteraction_id = "interaction_id"\nopened_at = "opened_at"\n'
        again = load(PLAIN, mapping=read_mapping(text, "bare"))
        assert not again.report.known
        assert again.report.account.replaced == 50
        assert again.rows("agent")["I7"] == (None,)


class TestLinesAsIds:
    ROWS = "when,team\n2026-03-01,a\n\n2026-03-02,b\n\n\n2026-03-03,c\n"

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            (ROWS, (2, 4, 7)),  # the fast reader alone would not see blank lines
            (f"{ROWS}short\n", (2, 4, 7)),  # and this one is read carefully anyway
            (ROWS.replace("a\n", '"a\nb"\n'), (2, 5, 8)),
        ],
        ids=["blank", "short", "quoted"],
    )
    def test_are_those_of_the_file_whoever_reads_it(
        self, load: Load, text: str, lines: tuple[int, ...]
    ) -> None:
        answers = Answers(columns=(("opened_at", "when"),), line_as_id=True)
        keys = load(text, answers=answers).rows("team")
        assert sorted(int(key.rpartition("-")[2]) for key in keys) == [*lines]


class TestNewer:
    def test_changed_rows_replace_what_was_there(self, load: Load) -> None:
        load(rows(0, 1, 2))
        newer = load(rows(2) + rows(3, 1, agent="bob").partition("\n")[2])
        assert newer.counts == (3, 2, 0, 1)
        assert newer.report.account.replaced == 1
        agents = {key: agent for key, (agent,) in newer.rows("agent").items()}
        assert agents == {"I0": "anna", "I1": "bob", "I2": "anna", "I3": "bob"}

    def test_an_older_version_comes_back_with_its_batch(
        self, workspace: Workspace, load: Load
    ) -> None:
        load(rows(0, 1))
        newer = load(rows(1, 2, agent="bob"), name="newer.csv").report.batch
        assert rows_of(workspace, "agent")["I1"] == ("bob",)
        workspace.remove(newer.id, reason="wrong agent")
        assert rows_of(workspace, "agent") == {"I0": ("anna",), "I1": ("anna",)}
        workspace.restore(newer.id, reason="was right")
        assert rows_of(workspace, "agent")["I1"] == ("bob",)
        assert rows_of(workspace, "agent")["I2"] == ("bob",)


class TestOutAndBack:
    def test_what_is_out_counts_nowhere(self, workspace: Workspace, load: Load) -> None:
        batch = load(PLAIN + "Total,,,,\n").report.batch
        load(rows(60, 61), name="more.csv")
        assert workspace.set_aside_count == 1
        workspace.remove(batch.id, reason="test data")
        assert set(rows_of(workspace)) == {"I60", "I61"}
        assert workspace.set_aside_count == 0
        assert [one.live for one in workspace.batches()] == [False, True]
        workspace.restore(batch.id, reason="real after all")
        assert len(rows_of(workspace)) == 52
        assert workspace.set_aside_count == 1

    def test_a_file_taken_out_can_be_loaded_anew(self, tmp_path: Path) -> None:
        moments = itertools.count()
        workspace = Workspace.open(
            tmp_path / "ticking", now=lambda: NOW + timedelta(seconds=next(moments))
        )
        file = tmp_path / "log.csv"
        file.write_text(PLAIN)
        workspace.remove(workspace.load(file).batch.id, reason="test data")
        again = workspace.load(file)
        assert not again.known
        assert (again.account.accepted, again.account.duplicates) == (50, 0)
        assert len(rows_of(workspace)) == 50

    def test_an_unknown_batch(self, workspace: Workspace) -> None:
        for turn in (workspace.remove, workspace.restore):
            with pytest.raises(UnknownName, match="No batch is called 'nothing'"):
                turn("nothing", reason="none")

    def test_each_deed_is_on_the_trail(self, workspace: Workspace, load: Load) -> None:
        batch = load(PLAIN).report.batch
        workspace.remove(batch.id, reason="test data")
        workspace.restore(batch.id, reason="real after all")
        deeds = workspace.warehouse.state.entries()
        trail = [deed for deed in deeds if deed.what.startswith("batch-")]
        assert [(entry.what, entry.reason) for entry in trail] == [
            ("batch-restored", "real after all"),
            ("batch-removed", "test data"),
            ("batch-added", ""),
        ]


class TestTheList:
    def test_what_was_set_aside_in_the_order_of_lines(self, load: Load) -> None:
        lines = [HEADER, base_row(0), "I1,never,anna,1,1", "short", ",,,,"]
        loaded = load("\n".join([*lines, base_row(2), "I3,2026-03-05,anna,x,1"]))
        assert [(row.line, row.column, row.fault) for row in loaded.aside] == [
            (3, "opened_at", Fault.NOT_A_TIME),
            (4, "", Fault.TOO_FEW_FIELDS),
            (5, "interaction_id", Fault.MISSING_REQUIRED),
        ]
        assert loaded.counts == (6, 3, 3, 0)

    def test_blank_lines_and_titles_are_counted_as_lines(self, load: Load) -> None:
        text = f"A title\n\n{HEADER}\n\n{base_row(0)}\n\nI1,never,anna,1,1\n"
        (row,) = load(text).aside
        assert (row.line, row.value) == (7, "never")

    def test_nothing_was(self, workspace: Workspace, load: Load) -> None:
        assert workspace.set_aside(load(PLAIN).report.batch) == ()


class TestHowToRead:
    def test_by_a_mapping(self, load: Load) -> None:
        loaded = load(GERMAN, mapping=read_mapping(EUROPE, "europe.toml"))
        found = loaded.rows("opened_at", "opened_local", "team", "amount", "stage")
        assert [str(value) for value in found["a"]] == [
            "2026-03-05 09:00:00",
            "2026-03-05 10:00:00",
            "north",
            "1.5",
            "sale",
        ]
        assert str(found["b"][0]) == "2026-07-06 08:00:00"
        assert found["b"][2:] == ("S", None, "sale")
        assert loaded.report.batch.zone == "Europe/Berlin"
        assert loaded.report.batch.mapping.startswith("europe #")

    def test_the_encoding_of_the_mapping_is_heeded(self, load: Load) -> None:
        mapping = read_mapping('encoding = "cp1250"\n' + EUROPE.lstrip(), "east.toml")
        data = GERMAN.replace("S;", "\u0141\u00f3d\u017a;").encode("cp1250")
        loaded = load(data, mapping=mapping)
        assert loaded.rows("team")["b"] == ("\u0141\u00f3d\u017a",)
        assert loaded.report.encoding == "cp1250"
        assert not loaded.report.encoding_guessed

    def test_a_mapping_for_another_file(self, load: Load) -> None:
        mapping = read_mapping(EUROPE, "europe.toml")
        with pytest.raises(QcError) as refused:
            load(GERMAN.replace("opened", "open"), mapping=mapping)
        assert str(refused.value) == (
            "europe.toml has 1 fault(s); nothing was used:\n"
            "- fields.opened_at: the file has no column 'opened'. Did you mean 'open'?"
        )

    def test_by_answers(self, load: Load) -> None:
        text = "ref;when;amount\n7;03/04/2026 10:00;1.234\n"
        with pytest.raises(NeedsAnswer):
            load(text)
        answers = Answers(
            zone="America/New_York",
            day_first=False,
            decimal=",",
            columns=(("interaction_id", "ref"), ("opened_at", "when")),
            stage="inquiry",
        )
        found = load(text, answers=answers).rows("opened_at", "amount", "stage")
        assert str(found["7"][0]) == "2026-03-04 15:00:00"
        assert found["7"][1:] == (1234.0, "inquiry")

    def test_under_another_name(self, tmp_path: Path, workspace: Workspace) -> None:
        (tmp_path / "upload").write_text(PLAIN)
        report = workspace.load(tmp_path / "upload", name="mine.csv")
        assert report.batch.file == "mine.csv"

    def test_steps_are_told(self, tmp_path: Path, workspace: Workspace) -> None:
        file = tmp_path / "log.csv"
        file.write_text(PLAIN)
        told: list[Step] = []
        workspace.load(file, step=told.append)
        assert told == list(Step)

    def test_an_upload_leaves_no_file(self, workspace: Workspace) -> None:
        with workspace.upload(PLAIN.encode()) as file:
            workspace.load(file, name="mine.csv")
        assert workspace.batches()[0].file == "mine.csv"
        assert list(workspace.warehouse.staging.iterdir()) == []


class TestRefusals:
    def test_no_row_can_be_accepted(self, workspace: Workspace, load: Load) -> None:
        text = "interaction_id,opened_at\nI1,\nI2,\n"
        with pytest.raises(InvalidLog) as refused:
            load(text)
        assert str(refused.value) == (
            "log.csv: none of 2 rows could be accepted; nothing was imported. The "
            "first: line 2, column 'opened_at', value '' (missing-required). Check "
            "the mapping."
        )
        assert workspace.batches() == ()

    def test_a_file_that_is_not_there(
        self, tmp_path: Path, workspace: Workspace
    ) -> None:
        with pytest.raises(InvalidLog) as refused:
            workspace.load(tmp_path / "none.csv")
        assert str(refused.value) == (
            "The file cannot be read or unpacked: No such file or directory."
        )

    def test_a_zone_that_does_not_exist(self, load: Load) -> None:
        with pytest.raises(InvalidLog, match="No IANA time zone is called 'Mars'"):
            load(PLAIN, answers=Answers(zone="Mars"))

    def test_an_encoding_that_does_not_exist(self, load: Load) -> None:
        with pytest.raises(InvalidLog, match="No text encoding is called 'x'"):
            load(PLAIN, encoding="x")
