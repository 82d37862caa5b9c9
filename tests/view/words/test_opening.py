"""What is said of a file's kind and of its parts."""

from __future__ import annotations

import pytest

from qc.intake.file_kind import FileKind, promised
from qc.view.words import opening


class TestCameAs:
    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            (FileKind.TEXT, "UTF-8, separated by commas"),
            (FileKind.GZIP, "UTF-8, separated by commas"),
            (FileKind.ZIP, '"A<b>" of a zip archive'),
            (FileKind.WORKBOOK, 'Excel workbook, sheet "A<b>"'),
            (FileKind.PARQUET, "Parquet, the headings counted as line 1"),
        ],
    )
    def test_every_kind(self, kind: FileKind, told: str) -> None:
        assert opening.came_as(kind, "A<b>", "utf-8", "commas") == told


class TestParts:
    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            (FileKind.WORKBOOK, 'Sheets not read: "a", "b".'),
            (FileKind.ZIP, 'Files of the archive not read: "a", "b".'),
            (
                FileKind.PARQUET,
                'Columns not read, since they hold lists, groups or bytes: "a", "b".',
            ),
        ],
    )
    def test_that_were_passed_over(self, kind: FileKind, told: str) -> None:
        assert opening.passed_over_line(kind, ("a", "b")) == told
        assert opening.passed_over_line(kind, ()) == ""

    def test_many_are_cut(self) -> None:
        names = [f"{i}" for i in range(12)]

        assert opening.passed_over_line("zip", names).endswith('"7" and 4 more.')

    def test_that_must_be_chosen(self) -> None:
        assert opening.several_line("workbook", 3) == (
            "The file holds 3 sheets; which one is the log cannot be told."
        )
        assert opening.picker_label("workbook") == "Sheet to read"
        assert opening.picker_label("zip") == "File of the archive to read"


class TestNames:
    def test_that_are_right_or_say_nothing_are_not_spoken_of(self) -> None:
        assert opening.mismatch_line(FileKind.ZIP, FileKind.ZIP) == ""
        assert opening.mismatch_line(None, FileKind.ZIP) == ""

    def test_that_are_wrong(self) -> None:
        assert opening.mismatch_line(FileKind.WORKBOOK, FileKind.TEXT) == (
            "By its name the file is an Excel workbook, by its content text; it is "
            "read as what it holds."
        )

    def test_that_the_uploader_offers_are_all_known(self) -> None:
        kinds = {promised(f"log.{ending}") for ending in opening.TYPES}

        assert kinds == set(FileKind)
