"""One table in every format: the same rows come in, and the same are set aside."""

from __future__ import annotations

import csv
import gc
import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from qc.core.errors import InvalidLog, QcError
from qc.intake.decode import Caps
from qc.intake.file_kind import FileKind
from qc.intake.parts import SeveralParts
from qc.intake.suggestion import Answers
from qc.workspace import Workspace
from qc.workspace.opening import Reading, open_file
from tests.workbooks import packed, workbook
from tests.workspace.conftest import Load

HEADER = ["interaction_id", "opened_at", "team", "score", "amount", "reason"]
SAID = 'said "no",\nthen yes'
ROWS = [
    [
        *(f"{i:05d}", f"2026-03-{1 + i % 28:02d}T10:{i:02d}:00", f"team {i % 3}"),
        *(str(1 + i % 5), f"{i}.25", SAID if i % 7 == 0 else ""),
    ]
    for i in range(40)
]
TABLE = [HEADER, *ROWS]
FORMATS = ("csv", "tsv", "gz", "zip", "xlsx", "numbers", "parquet", "packed")

Table = list[list[str]]


def as_csv(table: Table, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(table)
    return out.getvalue().encode()


def as_parquet(table: Table) -> bytes:
    out = io.BytesIO()
    columns = [list(column) for column in zip(*table[1:], strict=True)]
    arrays = [pa.array([text or None for text in column]) for column in columns]
    parquet.write_table(pa.table(arrays, names=table[0]), out)
    return out.getvalue()


def typed(table: Table) -> list[list[Any]]:
    """Let scores and amounts of a workbook be numbers."""
    return [
        [float(text) if i in (3, 4) and text else text for i, text in enumerate(row)]
        for row in table[1:]
    ]


def written(table: Table, how: str) -> bytes:
    """Write a table in one of `FORMATS`."""
    plain = as_csv(table)
    made = {
        "csv": lambda: plain,
        "tsv": lambda: as_csv(table, "\t"),
        "gz": lambda: gzip.compress(plain, mtime=0),
        "zip": lambda: packed({"../log.csv": plain, "__MACOSX/._log.csv": b"x"}),
        "xlsx": lambda: workbook(table),
        "numbers": lambda: workbook([table[0], *typed(table)]),
        "parquet": lambda: as_parquet(table),
        "packed": lambda: packed({"log.xlsx": workbook(table)}),
    }
    return made[how]()


def line_of(table: Table, row: int) -> int:
    """Return the physical line of a row of a CSV."""
    return as_csv(table[:row]).count(b"\n") + 1


class TestFormats:
    @pytest.mark.parametrize("how", FORMATS)
    def test_give_the_same_rows(self, how: str, load: Load, tmp_path: Path) -> None:
        first = load(as_csv(TABLE))
        assert first.counts == (40, 40, 0, 0)

        again = load(written(TABLE, how), "again")

        if not again.report.known:  # then every field is the same
            assert again.counts == (40, 0, 0, 40)
        assert again.report.known is (how == "csv")
        assert not list((tmp_path / "workspace" / "staging").iterdir())

    @pytest.mark.parametrize("how", FORMATS)
    def test_set_the_same_rows_aside(self, how: str, load: Load) -> None:
        table = [row[:] for row in TABLE]
        table[9][1], table[20][0] = "2026-02-30", ""

        loaded = load(written(table, how))

        assert loaded.counts == (40, 38, 2, 0)
        in_rows = how in ("xlsx", "numbers", "packed", "parquet")
        lines = [10, 21] if in_rows else [line_of(table, 9), line_of(table, 20)]
        assert [one.line for one in loaded.aside] == lines

    def test_what_each_one_is_is_told(self, load: Load) -> None:
        told = {
            how: (load(written(TABLE, how), how).report.kind, how) for how in FORMATS
        }

        assert [kind for kind, _ in told.values()] == [
            *(FileKind.TEXT, FileKind.TEXT, FileKind.GZIP, FileKind.ZIP),
            *(FileKind.WORKBOOK, FileKind.WORKBOOK, FileKind.PARQUET, FileKind.ZIP),
        ]


class TestParts:
    def test_of_a_zip_archive(self, load: Load) -> None:
        both = packed({"june.csv": as_csv(TABLE[:21]), "july.csv": as_csv(TABLE)})

        with pytest.raises(SeveralParts):
            load(both)
        june, july = load(both, part="june.csv"), load(both, part="july.csv")

        assert june.counts == (20, 20, 0, 0)
        assert july.counts == (40, 20, 0, 20)
        assert (july.report.part, july.report.passed_over) == (
            "july.csv",
            ("june.csv",),
        )
        assert load(both, part="june.csv").report.known

    def test_of_a_workbook(self, load: Load) -> None:
        both = workbook({"June": TABLE[:21], "July": TABLE})

        with pytest.raises(SeveralParts):
            load(both)
        load(both, part="June")

        assert load(both, part="July").counts == (40, 20, 0, 20)

    def test_of_a_workbook_in_an_archive(self, load: Load) -> None:
        both = packed({"a.xlsx": workbook({"June": TABLE, "July": TABLE})})

        with pytest.raises(InvalidLog) as caught:
            load(both)

        assert str(caught.value) == (
            "In the zip archive: The file holds 2 sheets: 'June', 'July'. Unpack it, "
            "and load what is in it."
        )

    @pytest.mark.parametrize("how", ["csv", "parquet"])
    def test_where_there_are_none(self, how: str, load: Load) -> None:
        with pytest.raises(InvalidLog) as caught:
            load(written(TABLE, how), part="Log")

        assert str(caught.value) == (
            "The file has no part 'Log': it is neither a workbook nor a zip archive. "
            "Leave the name out."
        )


class TestContentDecides:
    @pytest.mark.parametrize(
        ("how", "name"),
        [("zip", "log.csv"), ("csv", "log.xlsx"), ("xlsx", "log.csv.gz")],
    )
    def test_whatever_the_name_says(self, how: str, name: str, load: Load) -> None:
        assert load(written(TABLE, how), name).counts == (40, 40, 0, 0)

    def test_macros_are_never_run(self, load: Load) -> None:
        plain = workbook(TABLE)
        with_macros = packed({**members(plain), "xl/vbaProject.bin": b"\xd0\xcf"})

        assert load(with_macros, "log.xlsm").counts == (40, 40, 0, 0)

    @pytest.mark.parametrize("inner", ["zip", "gz"])
    def test_an_archive_in_an_archive_is_refused(self, inner: str, load: Load) -> None:
        with pytest.raises(InvalidLog) as caught:
            load(packed({"inner": written(TABLE, inner)}))

        assert str(caught.value) == (
            "The zip archive holds another archive. Unpack it, and load what is in it."
        )

    def test_an_old_workbook_says_what_to_do(self, load: Load) -> None:
        with pytest.raises(InvalidLog) as caught:
            load(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "log.xls")

        assert str(caught.value) == (
            "The file is not text: it is an old Excel workbook (.xls), or one with a "
            "password. Open it in a spreadsheet program and save it as CSV (UTF-8)."
        )

    @pytest.mark.parametrize("how", ["zip", "xlsx", "parquet"])
    def test_too_many_bytes(self, how: str, tmp_path: Path) -> None:
        file = tmp_path / "upload"
        file.write_bytes(written(TABLE, how))

        with pytest.raises(InvalidLog, match="at most 100 bytes are read"):
            open_file(file, tmp_path, Reading(caps=Caps(file_bytes=100)))

        assert list(tmp_path.iterdir()) == [file]

    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidLog) as caught:
            open_file(tmp_path / "nothing", tmp_path, Reading())

        assert str(caught.value) == (
            "The file cannot be read or unpacked: No such file or directory."
        )


class TestOpened:
    def test_is_looked_into_and_loaded_and_then_forgotten(
        self, workspace: Workspace, tmp_path: Path
    ) -> None:
        file = tmp_path / "log.xlsx"
        file.write_bytes(workbook(TABLE))
        opened = workspace.opened(file)
        file.unlink()

        found = workspace.inspect(opened, answers=Answers(zone="UTC"))
        report = workspace.load(opened, name="log.xlsx")
        place = opened.text.path
        there = place.exists()
        del opened
        gc.collect()

        assert found.text.kind is FileKind.WORKBOOK
        assert (report.account.accepted, report.batch.file) == (40, "log.xlsx")
        assert there
        assert not place.exists()


def members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


CELLS = st.sampled_from(
    [
        *("", "0", "007", "1.5", "-", "n/a", "#N/A", "true", "a,b", 'a "b"', "a\nb"),
        *(" pad ", "=1+1", "2026-03-05", "2026-03-05T10:00:00", "05.03.2026", ";"),
    ]
) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]))
ANY_ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8)


class TestAlways:
    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(rows=ANY_ROWS, how=st.sampled_from(["xlsx", "parquet", "zip", "packed"]))
    def test_any_table_gives_the_same_rows(
        self, rows: list[list[str]], how: str, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        table = [["interaction_id", "opened_at", "team", "score", "reason"]]
        table += [[f"I{i}", *row] for i, row in enumerate(rows)]
        table += [["last", "2026-03-05T10:00:00", "", "1", ""]]
        folder = tmp_path_factory.mktemp("any")

        outcomes = [_outcome(folder, table, one) for one in ("csv", how)]

        assert outcomes[0] == outcomes[1]


def _outcome(folder: Path, table: Table, how: str) -> object:
    """Load a table into a workspace of its own; return what came of it."""
    workspace = Workspace.open(folder / how)
    file = folder / f"table-{how}"
    file.write_bytes(written(table, how))
    try:
        report = workspace.load(file, answers=Answers(zone="UTC", day_first=True))
    except QcError as refusal:
        return type(refusal)
    account = report.account
    assert account.balances
    rows = workspace.warehouse.log().rows(("interaction_id", "team", "score", "reason"))
    found = workspace.warehouse.fetch(f"SELECT * FROM {rows}")
    set_aside = [
        (one.column, one.fault, kept) for one, kept in workspace.set_aside(report.batch)
    ]
    return account, sorted(map(repr, found)), sorted(map(repr, set_aside))
