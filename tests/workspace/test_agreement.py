"""From a file of ratings to what it says: encodings, packing, dates, refusals."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from pathlib import Path

import duckdb
import pytest

from qc.core.errors import InvalidLog
from qc.intake.parts import SeveralParts
from qc.review.agreement import Statistic
from qc.spc.agreement import Level
from qc.workspace import agreement as module
from qc.workspace.agreement import rated
from tests.workbooks import workbook

WIDE = "Ticket;Müller;Bo;Day\n" + "".join(
    f"{i};{'ok' if i % 3 else 'schlecht'};{'ok' if i % 4 else 'schlecht'};"
    f"2026-0{1 + i % 6}-10\n"
    for i in range(60)
)


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def parquet(text: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, file = Path(folder) / "a.csv", Path(folder) / "a.parquet"
        source.write_text(text, encoding="utf-8")
        read = f"read_csv('{source}', delim = ';', all_varchar = true)"
        duckdb.sql(f"COPY (FROM {read}) TO '{file}'")
        return file.read_bytes()


def write(folder: Path, content: bytes, name: str = "ratings.csv") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    "content",
    [
        WIDE.encode(),
        WIDE.encode("utf-8-sig"),
        WIDE.encode("cp1252"),
        WIDE.encode("utf-16"),
        WIDE.replace("\n", "\r\n").encode(),
        gzip.compress(WIDE.encode()),
        zipped({"ratings.csv": WIDE.encode()}),
        workbook([line.split(";") for line in WIDE.splitlines()]),
        parquet(WIDE),
    ],
    ids=[
        "utf-8",
        "mark",
        "cp1252",
        "utf-16",
        "crlf",
        "gzip",
        "zip",
        "sheet",
        "parquet",
    ],
)
def test_a_file_as_spreadsheets_write_it(tmp_path: Path, content: bytes) -> None:
    found = rated(write(tmp_path, content))

    assert found.ratings.raters == ("Müller", "Bo")
    assert found.agreement.statistic is Statistic.COHEN
    assert found.agreement.items == 60


def test_of_several_files_one_is_named(tmp_path: Path) -> None:
    both = zipped({"a.csv": WIDE.encode(), "b.csv": b"Ticket,A,B\n1,x,x\n2,x,y\n"})
    file = write(tmp_path, both)

    with pytest.raises(SeveralParts, match="2 files"):
        rated(file)

    assert rated(file, part="a.csv").agreement.items == 60


def test_dates_make_a_chart_of_disagreements(tmp_path: Path) -> None:
    found = rated(write(tmp_path, WIDE.encode()))

    assert found.over_time is not None
    assert found.over_time.chart is not None
    assert found.over_time.series.n.sum() == 60


def test_one_week_or_no_dates_make_none(tmp_path: Path) -> None:
    rows = "item,A,B,date\n1,x,y,2026-01-05\n2,x,x,2026-01-06\n"

    assert rated(write(tmp_path, rows.encode())).over_time is None
    assert rated(write(tmp_path, b"item,A,B\n1,x,y\n2,x,x\n")).over_time is None


def test_the_same_file_gives_the_same_interval(tmp_path: Path) -> None:
    text = "item,A,B,C\n" + "".join(
        f"{i},{i % 2},{i % 2},{int(i % 5 == 0)}\n" for i in range(40)
    )
    file = write(tmp_path, text.encode())

    assert rated(file).agreement == rated(file).agreement


def test_a_level_can_be_asked_for(tmp_path: Path) -> None:
    found = rated(write(tmp_path, WIDE.encode()), level=Level.ORDINAL, name="mine")

    assert found.agreement.level is Level.ORDINAL
    assert found.name == "mine"


class TestRefusals:
    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidLog) as refused:
            rated(tmp_path / "nothing.csv")

        assert str(refused.value) == (
            f"There is no file {tmp_path / 'nothing.csv'}. Correct the name."
        )

    @pytest.mark.parametrize(
        ("content", "why"),
        [(b"", "empty"), (b"PK\x03\x04" + b"\0" * 60, "damaged")],
        ids=["empty", "archive"],
    )
    def test_what_is_no_text(self, tmp_path: Path, content: bytes, why: str) -> None:
        with pytest.raises(InvalidLog, match=why):
            rated(write(tmp_path, content))

    def test_too_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MOST_BYTES", 100)

        with pytest.raises(InvalidLog, match="at most 100 bytes are read"):
            rated(write(tmp_path, WIDE.encode()))
