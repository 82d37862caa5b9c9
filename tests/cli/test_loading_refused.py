"""`load`: every way in which a file, a mapping or an option can be wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.nasty import PLAIN, nasty_files

MAPPING = """
name = "mine"
[fields]
interaction_id = "interaction_id"
opened_at = "opened_at"
team = "agent"
"""
NO_KEY = "when,who\n2026-03-05,anna\n2026-03-06,bob\n"

File = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


class TestRefusals:
    def test_a_question_names_the_options(
        self, run: Run, csv: File, folder: Path
    ) -> None:
        said = run("load", csv(nasty_files()[7].data), "--workspace", folder).said
        assert said.splitlines() == [
            "log.csv: The dates in column 'opened_at' can be read day first or month "
            "first: '01/03/2026 10:00' is 1 March 2026 or 3 January 2026; "
            "'02/03/2026 10:00' is 2 March 2026 or 3 February 2026. Answer day first "
            "or month first.",
            "On the command line: --day-first or --month-first, --decimal, --zone, "
            "--column FIELD=HEADER, --store-personal FIELD, --line-as-id (line "
            "numbers stand for the key), --table NAME, --sheet or --member NAME; or a "
            "--mapping file (there: personal = true).",
        ]

    def test_no_key(self, run: Run, csv: File, folder: Path) -> None:
        said = run("load", csv(NO_KEY), "--workspace", folder).said
        assert said.startswith("log.csv: No column was recognised as the key")

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("none.csv", "none.csv: The file cannot be read or unpacked: No such file"),
            (".", "The file cannot be read or unpacked: Is a directory."),
        ],
    )
    def test_no_file(
        self, run: Run, tmp_path: Path, folder: Path, name: str, message: str
    ) -> None:
        said = run("load", tmp_path / name, "--workspace", folder).said
        assert message in said

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"PK\x03\x04 a workbook", "The zip archive is damaged or cut off"),
            (b"\x89PNG\r\n", "it is a PNG image"),
            (b"\x1f\x8bdamaged", "The gzip file is damaged"),
            (b"a,b\n", "The file has a header but no rows below it"),
            (b"1,2\n3,4\n", "The file has no header"),
            (b"\n\n\n", "The file has blank lines only"),
            (bytes(range(32)) * 9, "The file is not text"),
        ],
    )
    def test_no_log(
        self, run: Run, csv: File, folder: Path, data: bytes, message: str
    ) -> None:
        said = run("load", csv(data), "--workspace", folder).said
        assert said.startswith("log.csv: ")
        assert message in said

    @pytest.mark.parametrize(
        ("option", "text", "message"),
        [
            ("--mapping", "fields = 3", "file.toml has"),
            ("--mapping", "[[[", "not valid TOML"),
            ("--measures", "measure = 3", "cards must be tables, [[measure]]."),
            ("--measures", b"\xff\xfe\x00", "it is not UTF-8; save it as UTF-8."),
            ("--mapping", b"\xff\xfe\x00", "it is not UTF-8; save it as UTF-8."),
        ],
    )
    def test_settings(  # noqa: PLR0913 - parameters
        self,
        run: Run,
        csv: File,
        folder: Path,
        option: str,
        text: str | bytes,
        message: str,
    ) -> None:
        settings = csv(text, "file.toml")
        options = ("--workspace", folder, option, settings)
        assert message in run("load", csv(PLAIN), *options).said

    def test_settings_that_are_not_there(
        self, run: Run, csv: File, tmp_path: Path, folder: Path
    ) -> None:
        options = ("--workspace", folder, "--mapping", tmp_path / "none.toml")
        said = run("load", csv(PLAIN), *options).said
        assert said.startswith("Cannot go on: [Errno 2] No such file or directory")

    def test_a_mapping_says_it_all(self, run: Run, csv: File, folder: Path) -> None:
        mapping = csv(MAPPING, "mine.toml")
        options = ("--workspace", folder, "--mapping", mapping, "--zone", "UTC")
        assert run("load", csv(PLAIN), *options).said == (
            "A --mapping says all of how a file is read; write table, zones, formats, "
            "decimal marks, columns and stages into it, or leave --mapping out."
        )

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (("--zone", "Mars"), "log.csv: No IANA time zone is called 'Mars'."),
            (("--encoding", "x"), "log.csv: No text encoding is called 'x'."),
            (
                ("--column", "agnt=agent"),
                "log.csv: No field is called 'agnt'. Did you mean 'agent'?",
            ),
            (
                ("--column", "team=agnt"),
                "log.csv: No column is called 'agnt'. Did you mean 'agent'?",
            ),
            (("--column", "team"), "'team' is not FIELD=HEADER."),
            (("--stage", "sales"), "'sales' is none of inquiry, selection, sale"),
            (("--decimal", ";"), "argument --decimal: invalid choice: ';'"),
            (("--day-first", "--month-first"), "not allowed with argument"),
        ],
    )
    def test_options(
        self,
        run: Run,
        csv: File,
        folder: Path,
        options: tuple[str, ...],
        message: str,
    ) -> None:
        said = run("load", csv(PLAIN), "--workspace", folder, *options).said
        assert message in said
