"""`load`: what became of every row, and how a file can be wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qc.workspace import Workspace
from tests.cli.conftest import Run
from tests.nasty import PLAIN, nasty_files
from tests.workbooks import packed
from tests.workspace.conftest import rows_of

LOAD = [
    "schema",
    "file",
    "batch",
    "known",
    "mapping",
    "as_last_time_since",
    "encoding",
    "encoding_guessed",
    "kind",
    "table",
    "adds",
    "columns_lost",
    "part",
    "zone_assumed",
    "lines_counted",
    "parts_not_read",
    "read",
    "accepted",
    "set_aside",
    "duplicates",
    "replaced",
    "events_read",
    "values_left_out",
    "faults",
    "columns_not_used",
    "personal_columns",
]
UTC = "  Times that name no zone were taken as UTC; --zone names another."
FAULT = ["line", "column", "value", "fault", "row_kept"]
MAPPING = """
name = "mine"
[fields]
interaction_id = "interaction_id"
opened_at = "opened_at"
team = "agent"
"""
CARD = """
[[measure]]
id = "cheap"
title = "Cheap"
question = "Q"
kind = "share"
direction = "lower"
defective = [{ field = "amount", below = 1 }]
"""

File = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


class TestLoad:
    def test_as_text(self, run: Run, csv: File, folder: Path) -> None:
        ran = run("load", csv(PLAIN), "--workspace", folder)
        assert ran.status == 0
        assert ran.lines == [
            "log.csv: 50 rows read = 50 accepted + 0 set aside + 0 duplicates",
            UTC,
        ]

    def test_faults_and_columns_are_listed(
        self, run: Run, csv: File, folder: Path
    ) -> None:
        text = PLAIN.replace("csat", "mood") + "I50,never,anna,1,1\nshort\n"
        ran = run("load", csv(text), "--workspace", folder)
        assert ran.status == 0
        assert ran.lines == [
            "log.csv: 52 rows read = 50 accepted + 2 set aside + 0 duplicates",
            '  Line 52: Opened at holds "never", which is not a time in the declared '
            "format. Correct the value, or declare its format in the mapping.",
            "  Line 53: The row has fewer fields than the header. Export it again, or "
            "complete the row.",
            UTC,
            "  Columns not used: mood",
        ]

    def test_as_data(self, run: Run, csv: File, folder: Path) -> None:
        text = PLAIN.replace("csat", "mood") + "I50,never,anna,1,1\n"
        loaded = run("load", csv(text), "--workspace", folder, "--json").json
        assert list(loaded) == LOAD
        assert loaded["schema"] == "qc.load/1"
        assert (loaded["file"], loaded["known"]) == ("log.csv", False)
        assert (loaded["read"], loaded["accepted"]) == (51, 50)
        assert (loaded["set_aside"], loaded["duplicates"]) == (1, 0)
        assert [list(fault) for fault in loaded["faults"]] == [FAULT]
        assert loaded["faults"][0]["fault"] == "not-a-time"
        assert loaded["columns_not_used"] == ["mood"]

    def test_a_guessed_encoding_is_told(
        self, run: Run, csv: File, folder: Path
    ) -> None:
        ran = run("load", csv(nasty_files()[3].data), "--workspace", folder)
        assert ran.lines[2].startswith("  The file is not UTF-8")
        assert "read as cp1252" in ran.lines[2]

    def test_again(self, run: Run, csv: File, folder: Path) -> None:
        batch = run("load", csv(PLAIN), "--workspace", folder, "--json").json["batch"]
        ran = run("load", csv(PLAIN), "--workspace", folder)
        assert ran.status == 0
        assert ran.lines == [
            f"log.csv is loaded already (batch {batch}); nothing was changed."
        ]

    def test_several_files(self, run: Run, csv: File, folder: Path) -> None:
        files = [csv(PLAIN), csv(PLAIN.replace("I", "J"), "more.csv")]
        ran = run("load", *files, "--workspace", folder, "--json")
        first, end = json.JSONDecoder().raw_decode(ran.out)
        second = json.loads(ran.out[end:])
        assert [first["file"], second["file"]] == ["log.csv", "more.csv"]
        assert len(rows_of(Workspace.open(folder))) == 100

    def test_of_several_files_the_good_ones_are_kept(
        self, run: Run, csv: File, folder: Path
    ) -> None:
        ran = run("load", csv(PLAIN), csv("", "empty.csv"), "--workspace", folder)
        assert ran.status == 2
        assert ran.lines[0].startswith("log.csv: 50 rows read")
        assert ran.err == (
            "empty.csv: The file is empty (0 bytes). Export it again with rows.\n"
        )
        assert len(rows_of(Workspace.open(folder))) == 50


class TestOptions:
    def test_a_mapping(self, run: Run, csv: File, folder: Path) -> None:
        mapping = csv(MAPPING, "mine.toml")
        options = ("--workspace", folder, "--mapping", mapping, "--json")
        loaded = run("load", csv(PLAIN), *options).json
        assert loaded["mapping"].startswith("mine #")
        assert loaded["columns_not_used"] == ["csat", "amount"]
        assert rows_of(Workspace.open(folder), "team")["I7"] == ("anna",)

    def test_cards(self, run: Run, csv: File, folder: Path) -> None:
        cards = csv(CARD, "cards.toml")
        run("load", csv(PLAIN), "--workspace", folder, "--measures", cards)
        assert run("chart", "cheap", "--workspace", folder).lines[0] == "Cheap"

    @pytest.mark.parametrize(
        ("option", "first"), [("--day-first", 1), ("--month-first", 3)]
    )
    def test_the_order_of_dates(
        self, run: Run, csv: File, folder: Path, option: str, first: int
    ) -> None:
        file = csv(nasty_files()[7].data)
        assert run("load", file, "--workspace", folder, option).status == 0
        (opened,) = rows_of(Workspace.open(folder), "opened_at")["I0"]
        assert (opened.day, opened.month) == (first, 4 - first)

    def test_all_that_an_owner_can_say(self, run: Run, csv: File, folder: Path) -> None:
        file = csv("when,who,paid\n03/04/2026 10:00,anna,1.234\n")
        ran = run(
            "load",
            file,
            *("--workspace", folder, "--line-as-id", "--decimal", ","),
            *("--column", "opened_at=when", "--column", "agent=who"),
            *("--column", "amount=paid", "--stage", "sale", "--day-first"),
            *("--zone", "Europe/Berlin"),
        )
        assert ran.status == 0
        (row,) = rows_of(
            Workspace.open(folder), "opened_at", "agent", "amount", "stage"
        ).values()
        assert str(row[0]) == "2026-04-03 08:00:00"
        assert row[1:] == ("anna", 1234.0, "sale")

    def test_an_encoding(self, run: Run, csv: File, folder: Path) -> None:
        file = csv(PLAIN.replace("anna", "\u0141ucja").encode("cp1250"))
        run("load", file, "--workspace", folder, "--encoding", "cp1250")
        agents = set(rows_of(Workspace.open(folder), "agent").values())
        assert agents == {("\u0141ucja",)}


class TestParts:
    def test_a_file_of_an_archive_is_named(
        self, run: Run, csv: Callable[..., Path], folder: Path
    ) -> None:
        both = csv(packed({"a.csv": PLAIN, "b.csv": PLAIN}), "both.zip")

        asked = run("load", both, "--workspace", folder).said
        told = run("load", both, "--workspace", folder, "--member", "b.csv")

        assert asked.startswith(
            "both.zip: The file holds 2 files: 'a.csv', 'b.csv'. Choose one."
        )
        assert "--sheet or --member NAME" in asked
        assert told.status == 0
        assert 'Files of the archive not read: "a.csv".' in told.out

    def test_a_name_that_is_wrong_is_told(
        self, run: Run, csv: Callable[..., Path], folder: Path
    ) -> None:
        told = run("load", csv(PLAIN, "log.xlsx"), "--workspace", folder)

        assert (
            "By its name the file is an Excel workbook, by its content text; it is "
            "read as what it holds."
        ) in told.out
